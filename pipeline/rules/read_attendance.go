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
	all := h.registerClaims()
	for i, c := range all {
		if i > 0 && !isMark(c) && sameWindow(all[i-1], c) {
			if all[i-1].Record != c.Record {
				all[i] = all[i-1] // another record's word of the same window; what follows is measured against the one taken
				continue
			}
			h.addSessions(c, false)
			continue
		}
		h.addSessions(c, true)
	}
	return h.sessions
}

// registerClaims returns the claims of the attendance register in the order of school, window, extract and code.
func (h *history) registerClaims() []*Claim {
	var all []*Claim
	for c := range eachOf(h.claims) {
		if c.Kind == Attendance && c.To != 0 && c.From <= h.AsOf {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *Claim) int {
		return cmp.Or(strings.Compare(a.Place, b.Place), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(b.AsOf, a.AsOf),
			strings.Compare(a.Record, b.Record), strings.Compare(a.Status, b.Status))
	})
	return all
}

// addSessions adds one code's sessions in a window; the window's possible sessions are counted with its first code only.
func (h *history) addSessions(c *Claim, first bool) {
	year, at := calendar.SchoolYear(c.To), -1
	for i := range h.sessions {
		if h.sessions[i].school == c.Place && h.sessions[i].year == year {
			at = i
		}
	}
	if at < 0 {
		h.sessions, at = append(h.sessions, sessions{school: c.Place, year: year, claim: c}), len(h.sessions)
	}
	s := &h.sessions[at]
	s.claim = c
	if first {
		s.possible += c.Count
	}
	n, _ := strconv.Atoi(c.Reason)
	if AbsentCode(c.Status) {
		s.missed += n
	}
	switch {
	case c.Status == "I":
		s.ill += n
	case c.Status == "C2":
		if !isMark(c) {
			s.partTime += n // single marks tell more: from when to when
		}
		s.afternoons += n
		s.offSite += n
	case c.Status == "B" || strings.HasPrefix(c.Status, "Y"):
		s.offSite += n
	}
}

// missedMost is the school at which the child misses the largest share in this school year, or in the last one that is known:
// the census gives attendance a term in arrears.
func (h *history) missedMost() *sessions {
	year := 0
	var at *sessions
	for _, s := range h.sessionsBy() {
		if s.possible < fewestSessions || s.year < max(year, calendar.SchoolYear(h.AsOf)-1) || h.registerPast(s.school) {
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
