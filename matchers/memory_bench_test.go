package matchers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"testing"
)

// BenchmarkMemory reports how many bytes of memory a row takes in each form that the engine holds it in, and how many pairs and edges there
// are to a row: what is held must not grow with pairs. ROLLCALL_ROWS says of how many rows, 100,000 by default.
func BenchmarkMemory(b *testing.B) {
	rows := 100_000
	if n, err := strconv.Atoi(os.Getenv("ROLLCALL_ROWS")); err == nil {
		rows = n
	}
	per := func(before uint64) float64 { return float64(heldBytes()-before) / float64(rows) }
	ctx := context.Background()
	for b.Loop() {
		start := heldBytes()
		table := commonNames(b, rows)
		b.ReportMetric(per(start), "table-B/row")
		spec := PersonSpec(inventedColumns)
		at := heldBytes()
		if _, err := table.prepareVectors(spec); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(per(at), "vectors-B/row")
		at = heldBytes()
		begin := spec.putOff(rows)
		if _, err := table.prepareBlocks(ctx, begin, table.blockLimit(0), runtime.GOMAXPROCS(0), true); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(per(at), "blocks-B/row")
		m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		edges, report, err := Compare(ctx, table, m, CompareOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(per(start), "all-B/row")
		b.ReportMetric(float64(report.Pairs)/float64(rows), "pairs/row")
		b.ReportMetric(float64(edges.Len())/float64(rows), "edges/row")
		runtime.KeepAlive(table)
	}
}

// heldBytes returns how many bytes are held.
func heldBytes() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// commonNames is a register of households of two children, each in two records, whose names are as common as names are.
func commonNames(b *testing.B, rows int) *Table {
	r := rand.New(rand.NewPCG(5, uint64(rows)))
	forenames, surnames := rand.NewZipf(r, 1.1, 10, 20_000), rand.NewZipf(r, 1.1, 20, 200_000)
	word := func(n uint64) string {
		s := inventedStart[n%16]
		for n /= 16; n > 0; n /= 12 {
			s += inventedEnd[n%12]
		}
		return s
	}
	t := NewBuilder(inventedFields...)
	for n := 0; n < rows; {
		home, street, code := 1+r.IntN(120), inventedHome[r.IntN(len(inventedHome))]+" "+strconv.Itoa(r.IntN(1+rows/400)), r.IntN(1+rows/40)
		surname := word(surnames.Uint64())
		for range 2 {
			p := person{forename: word(forenames.Uint64()), surname: surname, sex: []string{"M", "F"}[r.IntN(2)],
				birth:   fmt.Sprintf("%d-%02d-%02d", 2008+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28)),
				address: fmt.Sprintf("%d %s", home, street), postcode: fmt.Sprintf("QX%d %d%c%c", code/6760%90, code/676%10, 'A'+code/26%26, 'A'+code%26),
				upn: fmt.Sprintf("X%012d", n), group: "G"}
			for range 2 {
				q := p.written(r, n)
				q.key, q.address, q.postcode = fmt.Sprintf("%012d", n), p.address, p.postcode
				q.add(t, 0)
				n++
			}
		}
	}
	table, err := t.Table()
	if err != nil {
		b.Fatal(err)
	}
	return table
}
