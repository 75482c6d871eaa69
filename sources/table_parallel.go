package sources

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/panics"

	"rollcall/sources/cells"
)

// The rows of a table are parted into cells by one goroutine, because only what went before tells where a row of a CSV file
// ends; read by several, each with its own view of the columns; and given to the Sink by the caller, in the order of the
// file. Nothing depends on which worker was first. How far each may be ahead of the Sink is bounded, and so is the memory.

// tableRows is how many rows go from hand to hand at a time.
const tableRows = 256

// tableBatch is rows of a table on their way.
type tableBatch struct {
	first   int // the number of the first row
	n       int
	cells   []string // of all rows, one after the other
	ends    [tableRows]int
	lines   [tableRows]int
	reasons [tableRows]string
	rows    [tableRows]pupilRow
	err     error // what ended the file behind these rows
	done    chan struct{}
}

// partRows fills the batch with the next rows of a grid.
func (b *tableBatch) partRows(g grid, first int) {
	b.first, b.n, b.cells, b.err = first, 0, b.cells[:0], nil
	for b.n < tableRows {
		cells, reason, err := g.readRow()
		if err != nil {
			b.err = err
			return
		}
		b.cells = append(b.cells, cells...)
		b.ends[b.n], b.lines[b.n], b.reasons[b.n] = len(b.cells), lineOf(g), reason
		b.n++
	}
}

// parseRows makes the rows of the batch.
func (b *tableBatch) parseRows(t *tableReader) {
	defer func() { b.done <- struct{}{} }()
	from := 0
	for i := range b.n {
		t.parseRow(b.first+i, b.lines[i], b.cells[from:b.ends[i]:b.ends[i]], b.reasons[i], &b.rows[i])
		from = b.ends[i]
	}
}

// readAhead reads the rest of a grid.
func (t *tableReader) readAhead(ctx context.Context, g grid) error {
	ctx, stop := context.WithCancel(ctx)
	var busy sync.WaitGroup
	workers := make([]*tableReader, runtime.GOMAXPROCS(0))
	ahead := 2 * len(workers)
	work, order, spare := make(chan *tableBatch, ahead), make(chan *tableBatch, ahead), make(chan *tableBatch, 2*ahead+1)
	for range cap(spare) {
		spare <- &tableBatch{done: make(chan struct{}, 1)}
	}
	var broke panics.Catcher // the grids of damaged workbooks panic
	for i := range workers {
		workers[i] = t.newWorker()
		busy.Go(func() {
			for b := range work {
				broke.Try(func() { b.parseRows(workers[i]) })
			}
		})
	}
	busy.Go(func() {
		defer close(order)
		defer close(work)
		broke.Try(func() { t.partAll(ctx, g, spare, work, order) })
	})
	err := t.deliverBatches(order, spare)
	stop()
	for range order { // what was under way when the Sink refused
	}
	busy.Wait()
	broke.Repanic()
	t.gatherCounts(workers)
	return err
}

// partAll hands batches of the rest of a grid to the workers, and in their order to deliver.
func (t *tableReader) partAll(ctx context.Context, g grid, spare <-chan *tableBatch, work, order chan<- *tableBatch) {
	first := t.out.report.Rows + 1
	for {
		select {
		case <-ctx.Done():
			return
		case b := <-spare:
			b.partRows(g, first)
			first += b.n
			work <- b
			order <- b
			if b.err != nil {
				return
			}
		}
	}
}

// deliverBatches gives the rows of the batches to the Sink in their order.
func (t *tableReader) deliverBatches(order <-chan *tableBatch, spare chan<- *tableBatch) error {
	for b := range order {
		<-b.done
		for i := range b.n {
			if err := b.rows[i].deliverRow(t.out); err != nil {
				return err
			}
		}
		if b.err != nil {
			return endOfFile(b.err)
		}
		spare <- b
	}
	return t.out.ctx.Err()
}

// newWorker returns a reader of the same table whose counts and notes are its own.
func (t *tableReader) newWorker() *tableReader {
	w, cols := *t, *t.cols
	cols.bound = slices.Clone(cols.bound)
	for i := range cols.bound {
		b := &cols.bound[i]
		b.known = map[string]word{}
		b.tally = tally{}
	}
	cols.note = w.keepNote
	w.cols, w.padded = &cols, nil
	w.row.cells = make([]cells.Cell, len(cols.fields))
	w.tell = cols.table.claims(&cols)
	if cols.table.refuse != nil {
		w.deny = cols.table.refuse(&cols)
	}
	return &w
}

// keepNote keeps what a worker has to say of the file, once.
func (t *tableReader) keepNote(format string, args ...any) {
	t.notes = appendOnce(t.notes, fmt.Sprintf(format, args...))
}

// gatherCounts adds up what the workers counted and noted.
func (t *tableReader) gatherCounts(workers []*tableReader) {
	var notes []string
	for _, w := range workers {
		for i := range w.cols.bound {
			t.cols.bound[i].addTally(w.cols.bound[i].tally)
		}
		notes = append(notes, w.notes...)
		t.backwards += w.backwards
	}
	slices.Sort(notes)
	for _, text := range notes {
		t.out.addNote("%s", text)
	}
}
