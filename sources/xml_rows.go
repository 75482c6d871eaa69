package sources

import (
	"slices"

	"rollcall/sources/xmlscan"
)

// batchRows is how many rows go to the Sink's goroutine at a time.
const batchRows = 64

// xmlBatch is rows in the order of the document.
type xmlBatch struct {
	rows [batchRows]pupilRow
	n    int
}

// nextRow returns the next row of the batch, empty, with the memory of an earlier one.
func (b *xmlBatch) nextRow() *pupilRow {
	r := &b.rows[b.n]
	b.n++
	*r = pupilRow{rec: Record{Claims: r.rec.Claims[:0]}, faults: r.faults[:0]}
	return r
}

// newRow returns the next row to fill.
func (f *xmlFile) newRow(number int) *pupilRow {
	if f.batch != nil && f.batch.n == batchRows {
		f.flushBatch()
	}
	if f.batch == nil {
		select {
		case f.batch = <-f.spare:
			f.batch.n = 0
		default:
			f.batch = new(xmlBatch)
		}
	}
	r := f.batch.nextRow()
	r.rec.Row, r.rec.AsOf = number, f.asOf
	return r
}

// flushBatch gives the batch to the Sink's goroutine, or holds it until the file has ended.
func (f *xmlFile) flushBatch() {
	if f.batch == nil {
		return
	}
	if f.held != nil {
		f.held = append(f.held, f.batch)
	} else {
		f.giveBatch(f.batch)
	}
	f.batch = nil
}

func (f *xmlFile) giveBatch(b *xmlBatch) {
	select {
	case f.ready <- b:
	case <-f.ctx.Done():
	}
}

// begin numbers a row. See xmlscan.Visitor.
func (f *xmlFile) Begin(s *xmlscan.Scope, buried bool) bool {
	i := f.kind.rowIndex(s)
	f.last[i]++
	switch {
	case !buried:
		f.cur = f.newRow(f.last[i])
	case f.cur != nil:
		f.buried = append(f.buried, f.last[i])
	default:
		f.rejectBuried(f.last[i])
	}
	return !buried
}

// rejectBuried rejects a row that lies where no row may be.
func (f *xmlFile) rejectBuried(number int) {
	f.newRow(number).rejectRow("", "a pupil inside another pupil, or inside an element that is never read")
}

func (f *xmlFile) Group(g, parent *xmlscan.Group) bool {
	if f.cur == nil {
		return false // of the header, which the first pass read
	}
	return f.maker.takeInner(g, parent)
}

func (f *xmlFile) End(g *xmlscan.Group) {
	f.maker.makeRecord(g, f.cur)
	f.cur = nil
	for _, n := range f.buried {
		f.rejectBuried(n)
	}
	f.buried = f.buried[:0]
}

func (f *xmlFile) Fault(field, reason string) {
	if f.cur != nil {
		f.cur.leaveOut(field, reason)
	}
}

func (f *xmlFile) Unknown(name []byte) {
	if len(f.odder) < mostUnknown && !slices.Contains(f.odder, string(name)) {
		f.odder = append(f.odder, string(name))
	}
}
