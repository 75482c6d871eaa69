package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// presentCode reports whether a code says that the pupil was there, or at an approved activity elsewhere.
func presentCode(code string) bool {
	return len(code) == 1 && strings.Contains(`/\LBKPVW`, code)
}

// presentSince reports whether a register has marked the child as present after a day.
func (h *history) presentSince(d calendar.Date) bool {
	return slices.ContainsFunc(h.allMarks(), func(m mark) bool { return m.on > d && presentCode(m.code) })
}

// markedPlaces returns the schools from whose registers the Case has marks, in order.
func (h *history) markedPlaces() []string {
	h.allMarks()
	return h.places
}

// mark is a code of a register on a day, and the claim that holds it.
type mark struct {
	claim *Claim
	on    calendar.Date
	code  string
}

// holdsMarks reports whether a claim is marks of a register and no sum over a window: it has them in Sessions, or is a single one.
func holdsMarks(c *Claim) bool {
	return c.Kind == Attendance && (c.Sessions != "" || c.From != 0 && c.From == c.To)
}

// isClosedCode reports whether a code says that the school did not meet for the pupil.
func isClosedCode(code string) bool {
	return code == "#" || code == "X" || code == "Z" || strings.HasPrefix(code, "Y")
}

// allMarks gathers the marks of registers, once, by school and day.
func (h *history) allMarks() []mark {
	if h.marked {
		return h.marks
	}
	h.marked = true
	for _, c := range h.of(Attendance) {
		switch {
		case !holdsMarks(c) || h.AsOf.Before(c.From):
		case c.Sessions == "":
			h.marks = append(h.marks, mark{c, c.From, c.Status})
		default:
			h.marks = slices.Grow(h.marks, len(c.Sessions)/calendar.CodeWidth)
			for at, code := range c.Sessions.MarksFrom(c.From) {
				if !h.AsOf.Before(at.On) {
					h.marks = append(h.marks, mark{c, at.On, code})
				}
			}
		}
	}
	slices.SortFunc(h.marks, compareMarks)
	for i := range h.marks {
		if at := h.marks[i].claim; i == 0 || at != h.marks[i-1].claim && at.Place != h.marks[i-1].claim.Place {
			h.places = append(h.places, at.Place)
		}
	}
	return h.marks
}

func compareMarks(a, b mark) int {
	switch {
	case a.claim != b.claim && a.claim.Place != b.claim.Place:
		return strings.Compare(a.claim.Place, b.claim.Place)
	case a.on != b.on:
		return cmp.Compare(a.on, b.on)
	case a.code != b.code:
		return strings.Compare(a.code, b.code)
	}
	return strings.Compare(a.claim.Record, b.claim.Record)
}

// marksAt returns the marks of one school's register, by day.
func (h *history) marksAt(place string) []mark {
	all := h.allMarks()
	from := 0
	for from < len(all) && all[from].claim.Place != place {
		from++
	}
	to := from
	for to < len(all) && all[to].claim.Place == place {
		to++
	}
	return all[from:to]
}

// partTimeMarks is the first day and the last mark of a part-time timetable that is going on in this school year: no older than
// so many school days.
func (h *history) partTimeMarks(days int) (first calendar.Date, last *mark) {
	year, all := h.AsOf.SchoolYear(), h.allMarks()
	for i := range all {
		m := &all[i]
		if m.code != "C2" || calendar.SchoolYear(m.on) != year {
			continue
		}
		if last == nil || m.claim.Place != last.claim.Place {
			first = m.on
		}
		last = m
	}
	if last == nil || h.havePassed(last.claim.Place, last.on, days) {
		return 0, nil
	}
	return first, last
}
