package desk

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
)

// benchChildren are a county's: DESK_CHILDREN sets another number.
func benchChildren(b *testing.B) int {
	b.Helper()
	if n, err := strconv.Atoi(os.Getenv("DESK_CHILDREN")); err == nil {
		return n
	}
	return 250_000
}

// benchStore is made once for all benchmarks.
var benchStore string

func benchDir(b *testing.B) string {
	b.Helper()
	if benchStore == "" {
		dir, err := os.MkdirTemp("", "desk")
		if err != nil {
			b.Fatal(err)
		}
		if err := Write(filepath.Join(dir, candidates.DeskFile), inventLists(benchChildren(b), nobody)); err != nil {
			b.Fatal(err)
		}
		benchStore = dir
	}
	return benchStore
}

func TestMain(m *testing.M) {
	code := m.Run()
	if benchStore != "" {
		_ = os.RemoveAll(benchStore)
	}
	os.Exit(code)
}

// BenchmarkWrite is the making of the store, without the keeping of the children.
func BenchmarkWrite(b *testing.B) {
	const children = 30_000
	kept := make([]candidates.Kept, children)
	for n := range kept {
		kept[n] = *inventKept(n)
	}
	l := inventLists(children, nobody)
	l.Kept = keptLists(kept).Kept
	for b.Loop() {
		content, err := encode(l)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(content))/1e6, "MB")
	}
}

// BenchmarkOpen is the opening of a county's store, and one child's story.
func BenchmarkOpen(b *testing.B) {
	dir := benchDir(b)
	for b.Loop() {
		d := reopen(b, dir)
		if _, err := d.Child(context.Background(), inventStory(77).ChildID); err != nil {
			b.Fatal(err)
		}
	}
}

// busy is how long the process has had a processor: on a busy machine the clock tells little.
func busy(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkFind is a search in a county's store; what it holds in memory is reported.
func BenchmarkFind(b *testing.B) {
	d := reopen(b, benchDir(b))
	s := inventStory(4242)
	for name, text := range map[string]string{"name": s.Person.Forename + " " + s.Person.Surname, "born": s.Person.Surname + " " + s.Person.DOB.Format("02/01/2006"), "UPN": s.Person.UPN,
		"postcode": s.Person.Postcode, "address": s.Person.Address, "beginning": "ka", "misspelt": s.Person.Surname + "x " + s.Person.Forename + "h", "telephone": s.Person.Phone} {
		b.Run(name, func(b *testing.B) {
			if _, err := d.Find(context.Background(), text, 20); err != nil { // the words are read once
				b.Fatal(err)
			}
			before := busy(b)
			for b.Loop() {
				if found, err := d.Find(context.Background(), text, 20); err != nil || len(found.Hits) == 0 {
					b.Fatal(found, err)
				}
			}
			b.ReportMetric(float64((busy(b)-before).Milliseconds())/float64(b.N), "cpu-ms/op")
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-held")
		})
	}
}
