package sources

import (
	"context"
	"runtime"

	"github.com/sourcegraph/conc"
)

// newReader returns the reader of the kind's files.
func (x *xmlReturn) newReader() reader {
	return reader{name: x.name, takes: looksXML, group: x.readFiles, alone: true, hashes: true}
}

// readFiles reads the files side by side, because a census is one file per school, and gives what is in them to the Sink in
// the order of the files, so that nothing depends on which worker was first. Files are begun only a few ahead of the one
// that the Sink is taking, and each may only be so many rows ahead, which bounds the memory.
func (x *xmlReturn) readFiles(ctx context.Context, parts []part) error {
	ctx, stop := context.WithCancel(ctx)
	var workers conc.WaitGroup
	defer workers.Wait()
	defer stop()

	ahead := 2 * runtime.GOMAXPROCS(0)
	spare := make(chan *xmlBatch, ahead*mostBatchesAhead)
	files := make([]*xmlFile, len(parts))
	begin := func(i int) {
		if i >= len(parts) {
			return
		}
		f := &xmlFile{kind: x, in: parts[i].in, ctx: ctx, xmlPass: xmlPass{asOf: parts[i].in.x.dayOf(parts[i].in.path)}, ready: make(chan *xmlBatch, mostBatchesAhead), spare: spare}
		files[i] = f
		workers.Go(func() {
			defer close(f.ready)
			f.err = f.readFile()
		})
	}
	for i := range ahead {
		begin(i)
	}
	for i, p := range parts {
		if err := files[i].deliverRows(p, spare); err != nil {
			return err
		}
		files[i] = nil
		begin(i + ahead)
	}
	return nil
}

// mostBatchesAhead is how many batches of a file may wait for the Sink: enough for the pupils of a large school.
const mostBatchesAhead = 40

// deliverRows gives a file's rows to the Sink and its findings to the report.
func (f *xmlFile) deliverRows(p part, spare chan<- *xmlBatch) error {
	for b := range f.ready {
		for i := range b.n {
			if err := b.rows[i].deliverRow(p.out); err != nil {
				return err
			}
		}
		select {
		case spare <- b:
		default:
		}
	}
	if f.err != nil {
		return p.settleFault(f.err)
	}
	for _, n := range f.odd {
		p.out.addNote("%s", n)
	}
	for _, u := range f.odder {
		p.out.addUnknown(u)
	}
	for _, v := range f.faults {
		if err := p.out.leaveOutValue(0, v.field, v.reason); err != nil {
			return err
		}
	}
	r := &p.out.report
	r.AsOf, r.School, r.Term = f.asOf, f.school, f.term
	return nil
}
