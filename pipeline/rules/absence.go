package rules

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// absence is school days of absence on end at one school, up to the last that is known.
type absence struct {
	school   string
	from, to calendar.Date
	days     int
	codes    string // the codes seen, such as "NO"; empty when the return gives a cause instead
	claim    *Claim
}

// goingOn reports whether the last day of an absence is recent enough for it to count as going on.
func (h *history) goingOn(a absence) bool {
	return !h.havePassed(a.school, a.to, h.facts.amounts.CurrentAbsence)
}

// longestAbsence returns the longest absence going on whose every code is among those given. The marks of the register come first,
// for one other code breaks a run; a return that touches a run of marks only tells that it began earlier. Where a school's
// marks are not had, its returns and runs speak.
func (h *history) longestAbsence(codes string) absence {
	var at absence
	take := func(a absence) {
		if a.days > 0 && h.goingOn(a) && (a.days > at.days || a.days == at.days && (at.claim == nil || comesBefore(at.to, at.claim, a.to, a.claim))) {
			at = a
		}
	}
	marked := h.markedPlaces()
	for _, place := range marked {
		take(h.lengthenByReturns(h.runOfMarks(place, codes), codes))
	}
	for _, c := range h.of(Absence) {
		if h.AsOf.Before(c.From) || slices.Contains(marked, c.Place) {
			continue
		}
		if a, ok := h.absenceOf(c); ok && a.madeOf(codes) {
			take(a)
		}
	}
	return at
}

// hasUncodedAbsence reports whether a return that gives no codes tells of an absence going on of some school days, where no marks of the
// school are had: its codes may or may not be those that a rule asks for.
func (h *history) hasUncodedAbsence(days int) bool {
	marked := h.markedPlaces()
	for _, c := range h.of(Absence) {
		if h.AsOf.Before(c.From) || slices.Contains(marked, c.Place) {
			continue
		}
		if a, ok := h.absenceOf(c); ok && a.codes == "" && a.days >= days && h.goingOn(a) {
			return true
		}
	}
	return false
}

// anyUnauthorised is the codes of the attendance return under regulation 13.
const anyUnauthorised = "GNOU"

// madeOf reports whether every code of an absence is among those given. One whose codes are not given is of the codes of its
// return, any of the four.
func (a *absence) madeOf(codes string) bool {
	if a.codes == "" {
		return codes == anyUnauthorised
	}
	return strings.Trim(a.codes, codes) == ""
}

// lengthenByReturns takes a run of marks back to the first day of a return that touches it: the marks had begin somewhere.
func (h *history) lengthenByReturns(a absence, codes string) absence {
	if a.days == 0 {
		return a
	}
	for longer := true; longer; {
		longer = false
		for _, c := range h.of(Absence) {
			if c.Place != a.school || c.Status != "ten_days" || c.From == 0 || c.From >= a.from {
				continue
			}
			if b, ok := h.absenceOf(c); ok && b.madeOf(codes) && h.Calendar.SchoolDaysAfter(a.school, b.to, a.from) <= 1 {
				a.days += h.Calendar.SchoolDaysIn(a.school, b.from, a.from-1)
				a.from, longer = b.from, true
			}
		}
	}
	return a
}

// absenceOf reads a return or a run. A return of ten days is of codes G, N, O and U by its definition; one without a last day
// is of a child still away when the extract was made.
func (h *history) absenceOf(c *Claim) (absence, bool) {
	a := absence{school: c.Place, from: c.From, to: c.To, days: c.Count, claim: c}
	if c.From == 0 {
		return a, false
	}
	switch c.Status {
	case "run", "ten_days", "irregular":
		if looksLikeCodes(c.Reason) {
			a.codes = c.Reason
		}
	default:
		return a, false
	}
	if a.to == 0 {
		if c.AsOf != 0 {
			a.to = max(c.From, h.AsOf.Cap(c.AsOf))
		} else {
			a.to = h.AsOf.Day()
		}
	}
	if n := h.Calendar.SchoolDaysIn(c.Place, a.from, a.to); c.Status != "irregular" {
		a.days = max(a.days, n)
	}
	return a, true
}

func looksLikeCodes(s string) bool {
	return s != "" && len(s) <= 4 && strings.Trim(s, "GNOU") == ""
}

// runOfMarks counts school days back from the newest mark for as long as every mark of a day is of the codes. Days on which
// the school was closed to the pupil are skipped and break nothing; a school day without a mark ends what is known.
func (h *history) runOfMarks(place, codes string) absence {
	marks := h.marksAt(place)
	a := absence{school: place}
	for i := len(marks) - 1; i >= 0; {
		day, seen, whole := marks[i].on, "", true
		for ; i >= 0 && marks[i].on == day; i-- {
			code := marks[i].code
			switch {
			case isClosedCode(code):
				continue
			case !strings.Contains(codes, code) || code == "":
				whole = false
			}
			if !strings.Contains(seen, code) {
				seen += code
			}
		}
		if seen == "" {
			continue
		}
		if !whole || a.days > 0 && h.Calendar.SchoolDaysAfter(place, day, a.from) > 1 && !h.onlyClosed(marks, day, a.from) {
			break
		}
		if a.days == 0 {
			a.to, a.claim = day, marks[i+1].claim
		}
		a.from, a.days = day, a.days+1
		for j := range len(seen) {
			if !strings.Contains(a.codes, seen[j:j+1]) {
				a.codes += seen[j : j+1]
			}
		}
	}
	return a
}

// onlyClosed reports whether every school day between two days bears a mark of a closed school.
func (h *history) onlyClosed(marks []mark, from, to calendar.Date) bool {
	for d := h.Calendar.NextSchoolDay(marks[0].claim.Place, from+1); d < to; d = h.Calendar.NextSchoolDay(marks[0].claim.Place, d+1) {
		if !slices.ContainsFunc(marks, func(m mark) bool { return m.on == d && isClosedCode(m.code) }) {
			return false
		}
	}
	return true
}

// awayFor says Yes when the longest absence going on of some codes has reached a number of school days.
func (h *history) awayFor(days int, codes, because string) Finding {
	a := h.longestAbsence(codes)
	switch {
	case a.days < days && codes != anyUnauthorised && h.hasUncodedAbsence(days):
		return unknown("A return tells of an absence that long and does not give its codes.")
	case a.days < days:
		return no("No absence going on is that long.")
	}
	return yes(a.from, h.Name(a.school)+" has marked the child absent for "+number(a.days)+" school days on end since "+
		a.from.Words()+", and "+because+".", a.claim)
}
