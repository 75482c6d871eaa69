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
	return slices.ContainsFunc(h.allMarks(), func(m *Claim) bool { return m.From > d && presentCode(m.Status) })
}

// markedPlaces returns the schools from whose registers the Case has single marks, in order.
func (h *history) markedPlaces() []string {
	var out []string
	for _, c := range h.allMarks() {
		if len(out) == 0 || out[len(out)-1] != c.Place {
			out = append(out, c.Place)
		}
	}
	return out
}

// isMark reports whether a claim is one mark of a register: its window is one day.
func isMark(c *Claim) bool { return c.Kind == Attendance && c.From != 0 && c.From == c.To }

// isClosedCode reports whether a code says that the school did not meet for the pupil.
func isClosedCode(code string) bool {
	return code == "#" || code == "X" || code == "Z" || strings.HasPrefix(code, "Y")
}

// allMarks gathers the single marks of registers, once, by school and day.
func (h *history) allMarks() []*Claim {
	if h.marked {
		return h.marks
	}
	h.marked = true
	for c := range eachOf(h.claims) {
		if isMark(c) && c.From <= h.AsOf {
			h.marks = append(h.marks, c)
		}
	}
	slices.SortFunc(h.marks, func(a, b *Claim) int {
		return cmp.Or(strings.Compare(a.Place, b.Place), cmp.Compare(a.From, b.From), strings.Compare(a.Status, b.Status), strings.Compare(a.Record, b.Record))
	})
	return h.marks
}

// marksAt returns the marks of one school's register, by day.
func (h *history) marksAt(place string) []*Claim {
	all := h.allMarks()
	from := 0
	for from < len(all) && all[from].Place != place {
		from++
	}
	to := from
	for to < len(all) && all[to].Place == place {
		to++
	}
	return all[from:to]
}

// partTimeMarks is the first day and the last mark of a part-time timetable that is going on in this school year: no older than
// so many school days.
func (h *history) partTimeMarks(days int) (first calendar.Date, last *Claim) {
	year := calendar.SchoolYear(h.AsOf)
	for _, m := range h.allMarks() {
		if m.Status != "C2" || calendar.SchoolYear(m.From) != year {
			continue
		}
		if last == nil || m.Place != last.Place {
			first = m.From
		}
		last = m
	}
	if last == nil || h.Calendar.SchoolDaysAfter(last.Place, last.From, h.AsOf) > days {
		return 0, nil
	}
	return first, last
}
