package sources

import (
	"strings"

	"rollcall/sources/xmlscan"
)

// pupilRow is a row on its way from a worker to the Sink.
type pupilRow struct {
	rec    Record
	apart  HeldApart
	field  string // of why
	why    string // the row is rejected when it says something
	faults []xmlFault
	word   xmlFault // of why, when it is about a word that nobody knows
}

// reject makes the row no Record.
func (r *pupilRow) reject(field, reason string) {
	if r.why == "" {
		r.field, r.why = field, reason
	}
}

// leaveOut notes that a value of the row is not used.
func (r *pupilRow) leaveOut(field, reason string) { r.add(xmlFault{field: field, reason: reason}) }

// unknownCode notes a code that the reader does not know. Codes of the national messages have at most seven characters, all
// of them capitals and figures; what is longer, has small letters as names do, or is one of the pupil's own names in the
// wrong place, is counted without being shown.
func (r *pupilRow) unknownCode(field, code string) {
	w := &r.rec.Who
	for _, name := range [...]string{w.Surname, w.Forename, w.MiddleNames, w.PreferredSurname, w.PreferredForename, w.FormerSurname} {
		if len(code) > 7 || strings.ToUpper(code) != code || name != "" && strings.EqualFold(name, code) {
			code = "(not a code)"
		}
	}
	r.add(xmlFault{field: field, reason: "a code that is not known", code: code})
}

func (r *pupilRow) add(f xmlFault) {
	switch n := len(r.faults); {
	case n < mostFaults:
		r.faults = append(r.faults, f)
	case n == mostFaults:
		r.faults = append(r.faults, xmlFault{reason: "more is wrong with the row than is listed"})
	}
}

// batchRows is how many rows go to the Sink's goroutine at a time.
const batchRows = 64

// xmlBatch is rows in the order of the document.
type xmlBatch struct {
	rows [batchRows]pupilRow
	n    int
}

// row returns the next row of the batch, empty, with the memory of an earlier one.
func (b *xmlBatch) row() *pupilRow {
	r := &b.rows[b.n]
	b.n++
	*r = pupilRow{rec: Record{Claims: r.rec.Claims[:0]}, faults: r.faults[:0]}
	return r
}

// newRow returns the next row to fill.
func (f *xmlFile) newRow(number int) *pupilRow {
	if f.batch != nil && f.batch.n == batchRows {
		f.flush()
	}
	if f.batch == nil {
		select {
		case f.batch = <-f.spare:
			f.batch.n = 0
		default:
			f.batch = new(xmlBatch)
		}
	}
	r := f.batch.row()
	r.rec.Row, r.rec.AsOf = number, f.asOf
	return r
}

// flush gives the batch to the Sink's goroutine.
func (f *xmlFile) flush() {
	if f.batch == nil {
		return
	}
	select {
	case f.ready <- f.batch:
	case <-f.ctx.Done():
	}
	f.batch = nil
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
		f.bury(f.last[i])
	}
	return !buried
}

// bury rejects a row that lies where no row may be.
func (f *xmlFile) bury(number int) {
	f.newRow(number).reject("", "a pupil inside another pupil, or inside an element that is never read")
}

func (f *xmlFile) Group(g, parent *xmlscan.Group) bool {
	if f.cur == nil {
		return false // of the header, which the first pass read
	}
	return f.maker.inner(g, parent)
}

func (f *xmlFile) End(g *xmlscan.Group) {
	f.maker.make(g, f.cur)
	f.cur = nil
	for _, n := range f.buried {
		f.bury(n)
	}
	f.buried = f.buried[:0]
}

func (f *xmlFile) Fault(field, reason string) {
	if f.cur != nil {
		f.cur.leaveOut(field, reason)
	}
}

func (f *xmlFile) Unknown(name []byte) {
	if len(f.odder) < mostUnknown && !contains(f.odder, string(name)) {
		f.odder = append(f.odder, string(name))
	}
}
