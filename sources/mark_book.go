package sources

import (
	"context"
	"errors"
)

// markBook knows which marks of the register a later one replaces: a reason not yet established is amended within five school
// days, and the feeds of marks send the last days again. Of the marks of a child's session at a school, the last counts: in
// the order of the files, which dated names make that of time, and in a file in the order of its rows.
//
// All files are read once for it before any of their marks is given to anyone. It keeps one bit for a session, and more only
// of those marked twice.
type markBook struct {
	learning bool
	file     int // the file being read, in the order of the extract's
	children map[pupilAt]*sessionsSeen
	twice    map[sessionOf]markPlace
}

// sessionsSeen is one bit for each session of a child at a school, from a first day on.
type sessionsSeen struct {
	from Date
	bits []uint64
}

// sessionOf is a session of a child: twice the day, and one more for an afternoon.
type sessionOf struct {
	child *sessionsSeen
	slot  int32
}

// markPlace is where a mark stands.
type markPlace struct{ file, row int }

// isReplaced learns of a mark, or reports whether a later one stands in its place.
func (b *markBook) isReplaced(key pupilAt, on Date, afternoon bool, row int) bool {
	child := b.children[key]
	if child == nil {
		child = &sessionsSeen{from: on}
		b.children[key.cloneTexts()] = child
	}
	at := sessionOf{child: child, slot: 2 * int32(on)}
	if afternoon {
		at.slot++
	}
	if b.learning {
		if child.markSession(on, afternoon) {
			b.twice[at] = markPlace{b.file, row}
		}
		return false
	}
	last, twice := b.twice[at]
	return twice && last != markPlace{b.file, row}
}

// markSession sets the bit of a session and reports whether it was set.
func (s *sessionsSeen) markSession(on Date, afternoon bool) bool {
	if on < s.from {
		weeks := (int(s.from-on) + 31) / 32
		s.bits = append(make([]uint64, weeks), s.bits...)
		s.from -= Date(32 * weeks)
	}
	bit := 2 * int(on-s.from)
	if afternoon {
		bit++
	}
	for bit/64 >= len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	was := s.bits[bit/64]>>(bit%64)&1 == 1
	s.bits[bit/64] |= 1 << (bit % 64)
	return was
}

// marksReplaced refuses a mark that a later one replaces.
func marksReplaced(c *columns) func(*row) (field, reason string) {
	school, date, session, code := c.slotOf("school_laestab"), c.slotOf("date"), c.slotOf("session"), c.slotOf("code")
	book := c.marks
	return func(r *row) (string, string) {
		if book == nil || r.textOf(code) == "" || r.textOf(session) == "" {
			return "", ""
		}
		if book.isReplaced(pupilOf(r, school), r.dateOf(date), r.textOf(session) == "PM", r.rec.Row) {
			return "code", "a later mark of the same session stands in its place"
		}
		return "", ""
	}
}

// twoPasses reads all files with a reader of one, first to learn which marks are replaced and then to give the rows away.
func twoPasses(file func(context.Context, *input, *out) error) func(context.Context, []part) error {
	return func(ctx context.Context, parts []part) error {
		book := &markBook{learning: true, children: map[pupilAt]*sessionsSeen{}, twice: map[sessionOf]markPlace{}}
		for i, p := range parts {
			dry := newOut(ctx, p.out.src, p.in.x, p.in.name, nowhere{})
			book.file, dry.marks = i, book
			var bad fault
			if err := file(ctx, p.in, dry); err != nil && !errors.As(err, &bad) {
				return err
			}
		}
		book.learning = false
		for i, p := range parts {
			book.file, p.out.marks = i, book
			if err := p.settleFault(file(ctx, p.in, p.out)); err != nil {
				return err
			}
		}
		return nil
	}
}

// nowhere is a Sink that keeps nothing.
type nowhere struct{}

func (nowhere) Record(*Record) error   { return nil }
func (nowhere) Reject(Rejection) error { return nil }
func (nowhere) School(School) error    { return nil }
func (nowhere) Link(SchoolLink) error  { return nil }
