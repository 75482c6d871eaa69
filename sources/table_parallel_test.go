package sources

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/conc/panics"
)

// manyRemovals is a file of many batches in which rows are rejected, values left out, words not known, and grounds old.
func manyRemovals(rows int) string {
	var b strings.Builder
	b.WriteString("return_id,return_type,surname,forename,dob,upn,event_date,ground\n")
	for i := range rows {
		switch i % 50 {
		case 7:
			b.WriteString("short,row\n")
		case 11:
			fmt.Fprintf(&b, "R%d,vanished,Alderwick,F%d,2015-01-31,,2026-09-01,\n", i, i)
		case 13:
			fmt.Fprintf(&b, "R%d,removed,Alderwick,F%d,31/31/2015,A801200000001,01/07/2020,d\n", i, i)
		default:
			fmt.Fprintf(&b, "R%d,removed,Alderwick,F%d,2015-01-31,,2026-09-01,G\n", i, i)
		}
	}
	return b.String()
}

// TestWorkersChangeNothing reads a file of many batches with many workers and with one, and wants the same records, rejections
// and report from both.
func TestWorkersChangeNothing(t *testing.T) {
	x := inFile(t, RollChanges, "r.csv", manyRemovals(20*tableRows+17))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(5))
	ahead, reports := readAll(t, x)
	runtime.GOMAXPROCS(1)
	one, want := readAll(t, x)
	if d := cmp.Diff(want, reports); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(one.rejections, ahead.rejections); d != "" {
		t.Error(d)
	}
	if len(one.records) != len(ahead.records) || len(one.records) < 19*tableRows {
		t.Fatalf("%d records of one worker, %d of many", len(one.records), len(ahead.records))
	}
	for i := range one.records {
		if a, b := one.records[i], ahead.records[i]; a.Who != b.Who || a.ID != b.ID || !cmp.Equal(a.Claims, b.Claims) {
			t.Fatalf("record %d is another", i)
		}
	}
	if len(reports[0].Notes) != 2 || len(reports[0].Codes) == 0 {
		t.Errorf("report %+v", reports[0])
	}
}

// TestSinkStopsWorkers wants reading ahead to end, with the Sink's own error, wherever the Sink refuses.
func TestSinkStopsWorkers(t *testing.T) {
	x := inFile(t, RollChanges, "r.csv", manyRemovals(30*tableRows))
	full := errors.New("disk full")
	for n := -300; n < 1000; n += 97 {
		if _, err := Read(context.Background(), x, &brokenSink{err: full, n: n}); !errors.Is(err, full) {
			t.Errorf("got %v (want %v)", err, full)
		}
	}
}

// brokenGrid gives rows and then panics, as readers of damaged workbooks do.
type brokenGrid struct{ rows int }

func (g *brokenGrid) readRow() ([]string, string, error) {
	if g.rows--; g.rows < 0 {
		panic("damaged")
	}
	return []string{"surname", "forename"}, "", nil
}

// TestBrokenGrid wants the panic of a grid to reach the caller, who knows what it means.
func TestBrokenGrid(t *testing.T) {
	x := Extract{Kind: Deaths, AsOf: sampleDay}
	o := newOut(context.Background(), kinds[Deaths], &x, "f", &collector{})
	defer func() {
		if p, carried := recover().(*panics.Recovered); !carried || p.Value != "damaged" {
			t.Errorf("got %v", p)
		}
	}()
	_ = readGrid(context.Background(), &brokenGrid{rows: 3 * tableRows}, &input{x: &x}, o, true)
	t.Error("no panic")
}

// TestBrokenWorker wants a batch to be done also when its worker panics, or nobody would come to tell of the panic.
func TestBrokenWorker(t *testing.T) {
	b := &tableBatch{n: 1, done: make(chan struct{}, 1)}
	var broke panics.Catcher
	broke.Try(func() { b.parseRows(nil) })
	if broke.Recovered() == nil || len(b.done) != 1 {
		t.Errorf("recovered %v, done %d", broke.Recovered(), len(b.done))
	}
}
