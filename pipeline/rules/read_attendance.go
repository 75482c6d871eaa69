package rules

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rollcall/pipeline/calendar"
)

// sessionsBy adds up the sessions by school and school year, once: a child on two rolls has two registers, each with its own
// possible sessions. A window that several returns give is taken from the newest, then from the first record.
func (h *history) sessionsBy() []sessions {
	if h.added {
		return h.sessions
	}
	h.added = true
	all := h.windowClaims()
	for i, c := range all {
		n, _ := strconv.Atoi(c.Reason)
		s := h.sessionsAt(c.Place, calendar.SchoolYear(c.To))
		if i > 0 && sameWindow(all[i-1], c) {
			if all[i-1].Record != c.Record {
				all[i] = all[i-1] // another record's word of the same window; what follows is measured against the one taken
				continue
			}
		} else {
			s.possible += c.Count // the same with every code of a window
		}
		s.claim = c
		s.addCode(c.Status, n)
		if c.Status == "C2" {
			s.partTime += n // single marks tell more: from when to when
		}
	}
	var s *sessions
	var of *Claim           // whose marks are being added
	var until calendar.Date // the last day of their school year
	for _, m := range h.allMarks() {
		if m.claim != of || m.on > until {
			year := calendar.SchoolYear(m.on)
			s, of, until = h.sessionsAt(m.claim.Place, year), m.claim, calendar.SchoolYearStart(year+1)-1
		}
		if s.claim == nil || m.on > s.claim.From || holdsMarks(s.claim) {
			s.claim = m.claim
		}
		n := 1
		switch {
		case m.claim.Sessions == "":
			n, _ = strconv.Atoi(m.claim.Reason)
			s.possible += m.claim.Count
		case PossibleCode(m.code):
			s.possible++
		}
		s.addCode(m.code, n)
	}
	slices.SortStableFunc(h.sessions, func(a, b sessions) int {
		return cmp.Or(strings.Compare(a.school, b.school), cmp.Compare(a.year, b.year))
	})
	return h.sessions
}

// windowClaims returns the sums over windows of the attendance register in the order of school, window, extract and code.
func (h *history) windowClaims() []*Claim {
	var all []*Claim
	for _, c := range h.of(Attendance) {
		if !holdsMarks(c) && c.To != 0 && !h.AsOf.Before(c.From) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, compareWindows)
	return all
}

func compareWindows(a, b *Claim) int {
	switch {
	case a.Place != b.Place:
		return strings.Compare(a.Place, b.Place)
	case a.From != b.From:
		return cmp.Compare(a.From, b.From)
	case a.To != b.To:
		return cmp.Compare(a.To, b.To)
	case a.AsOf != b.AsOf:
		return cmp.Compare(b.AsOf, a.AsOf)
	case a.Record != b.Record:
		return strings.Compare(a.Record, b.Record)
	}
	return strings.Compare(a.Status, b.Status)
}

// sessionsAt returns the sum of a school and a school year.
func (h *history) sessionsAt(school string, year int) *sessions {
	for i := range h.sessions {
		if s := &h.sessions[i]; s.year == year && s.school == school {
			return s
		}
	}
	h.sessions = append(h.sessions, sessions{school: school, year: year})
	return &h.sessions[len(h.sessions)-1]
}

// addCode adds the sessions of one code.
func (s *sessions) addCode(code string, n int) {
	if AbsentCode(code) {
		s.missed += n
	}
	switch {
	case code == "I":
		s.ill += n
	case code == "C2":
		s.afternoons += n
		s.offSite += n
	case code == "B" || strings.HasPrefix(code, "Y"):
		s.offSite += n
	}
}

// missedMost is the school at which the child misses the largest share in this school year, or in the last one that is known:
// the census gives attendance a term in arrears.
func (h *history) missedMost() *sessions {
	year := 0
	var at *sessions
	for _, s := range h.sessionsBy() {
		if s.possible < fewestSessions || s.year < max(year, h.AsOf.SchoolYear()-1) || h.registerPast(s.school) {
			continue
		}
		if at == nil || s.year > year || s.missed*at.possible > at.missed*s.possible ||
			s.missed*at.possible == at.missed*s.possible && s.school < at.school {
			at, year = &s, s.year
		}
	}
	return at
}

// registerPast reports whether what a school's register says of the child is past: the child is educated where no school of the area
// can act on it, and the school no longer has the child.
func (h *history) registerPast(laestab string) bool {
	root := h.schoolAt(laestab).root
	return SuppressorOf(h.explanation().By).Beyond && !h.hasEnrolment(func(e *enrolment) bool { return e.root == root && e.onRoll() })
}
