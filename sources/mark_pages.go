package sources

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"

	"rollcall/pipeline/calendar"
)

// gatherMarks reads all files with a reader of one, and gives the marks of registers in them away when all are read.
func gatherMarks(file func(context.Context, *input, *out) error) func(context.Context, []part) error {
	return func(ctx context.Context, parts []part) error {
		book := newMarkBook(len(parts))
		for i, p := range parts {
			book.openFile(i, false)
			p.out.book = book
			if err := p.settleFault(file(ctx, p.in, p.out)); err != nil {
				return err
			}
		}
		for i, p := range parts {
			if book.files[i].replaced {
				if err := book.findReplaced(ctx, i, p, file); err != nil {
					return err
				}
			}
			if err := book.givePages(i, p.out); err != nil {
				return err
			}
		}
		return nil
	}
}

// findReplaced reads a file again, for which of its rows later ones replace, and which are the first that are left of each page.
func (b *markBook) findReplaced(ctx context.Context, i int, p part, file func(context.Context, *input, *out) error) error {
	b.openFile(i, true)
	pages := b.files[i].pages
	for _, page := range pages {
		page.row = 0
	}
	again := newOut(ctx, p.out.src, p.in.x, p.in.name, replacedRows{out: p.out})
	again.book, again.report.AsOf = b, p.out.report.AsOf
	var bad fault
	if err := file(ctx, p.in, again); err != nil && !errors.As(err, &bad) {
		return err
	}
	slices.SortFunc(pages, func(x, y *markPage) int { return cmp.Compare(x.row, y.row) })
	return nil
}

// replacedRows is the Sink of the second reading of a file: all it takes is which rows are replaced.
type replacedRows struct {
	nowhere
	out *out
}

// Reject passes on that a row is replaced.
func (r replacedRows) Reject(x Rejection) error {
	if x.Reason != markReplaced {
		return nil
	}
	r.out.line = x.Line
	return r.out.rejectRow(x.Row, x.Field, x.Reason)
}

// givePages gives each page of a file to the Sink as a Record.
func (b *markBook) givePages(i int, o *out) error {
	f := &b.files[i]
	for _, page := range f.pages {
		if page.rows == 0 {
			continue
		}
		if page.pupil.read != i+1 {
			page.pupil.read = i + 1
			b.findRuns(page.pupil, i)
		}
		rec := Record{Row: page.row, Line: page.line, More: page.rows - 1, AsOf: f.asOf, Who: page.who()}
		rec.Native = rec.Who.LocalID
		if c := page.claim(); c.Sessions != "" {
			rec.Claims = append(rec.Claims, c)
		}
		rec.Claims = append(rec.Claims, page.runs...)
		if err := o.giveRecord(&rec); err != nil {
			return err
		}
		page.codes, page.runs = nil, nil
	}
	f.pages, f.at = nil, nil
	return o.err
}

// claim is the marks of the page, from the first day that is marked to the last.
func (p *markPage) claim() Claim {
	codes := p.codes
	for len(codes) > 0 && codes[len(codes)-calendar.CodeWidth] == ' ' {
		codes = codes[:len(codes)-calendar.CodeWidth]
	}
	blank := (len(codes) - len(bytes.TrimLeft(codes, " "))) / calendar.DayWidth
	c := Claim{Kind: Attendance, Place: p.pupil.school, From: p.first + Date(blank)}
	c.Sessions = calendar.Sessions(codes[blank*calendar.DayWidth:])
	for at, code := range c.Sessions.MarksFrom(c.From) {
		c.To = at.On
		c.Count += possibleSession(code)
	}
	return c
}

// pageMark is a mark on a page.
type pageMark struct {
	calendar.Session
	code string
	page *markPage
}

// findRuns finds the runs of absence of a child by the marks of one file, and writes each on the page of its last day. What
// the file calls the child, and whether a school year ends, breaks no run.
func (b *markBook) findRuns(pupil *markedPupil, file int) {
	marks, pages := b.inOrder[:0], 0
	for _, p := range pupil.pages {
		if p.file != file {
			continue
		}
		pages++
		for at, code := range calendar.Sessions(p.codes).MarksFrom(p.first) {
			marks = append(marks, pageMark{at, code, p})
		}
	}
	if pages > 1 {
		slices.SortFunc(marks, func(x, y pageMark) int {
			return cmp.Or(cmp.Compare(x.On, y.On), compareHalves(x.Afternoon, y.Afternoon))
		})
	}
	var run absenceRun
	var last *markPage // that the run before is written on
	for _, m := range marks {
		if !run.addMark(m.On, !m.Afternoon, m.code) {
			continue
		}
		if last != nil && last.runs[len(last.runs)-1].From == run.from { // the same run, a day longer
			last.runs = last.runs[:len(last.runs)-1]
		}
		last = m.page
		last.runs = append(last.runs, run.claimAt(pupil.school))
	}
	b.inOrder = marks
}

func compareHalves(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}
