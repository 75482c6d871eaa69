package rules

import (
	"strconv"

	"rollcall/pipeline/calendar"
)

// sessions are a child's sessions at one school in one school year, as the register's codes class them.
type sessions struct {
	place    string
	year     int
	possible int
	missed   int
	ill      int
	claim    *Claim
}

// sessionsBy adds up the sessions by school and school year: a child on two rolls has two registers, each with its own
// possible sessions. A window that several returns give is taken from one of them.
func (h *history) sessionsBy() []sessions {
	var out []sessions
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind != Attendance || c.To == 0 || c.From > h.AsOf || h.givenBetter(c) {
			continue
		}
		out = addSessions(out, c, h.firstOfWindow(c))
	}
	return out
}

// addSessions adds one code's sessions in a window; the window's possible sessions are counted with its first code only.
func addSessions(to []sessions, c *Claim, first bool) []sessions {
	year := calendar.SchoolYear(c.To)
	at := -1
	for i := range to {
		if to[i].place == c.Place && to[i].year == year {
			at = i
		}
	}
	if at < 0 {
		to, at = append(to, sessions{place: c.Place, year: year, claim: c}), len(to)
	}
	s := &to[at]
	if s.claim == nil || before(s.claim.To, s.claim, c.To, c) {
		s.claim = c
	}
	if first || isMark(c) {
		s.possible += c.Count
	}
	n, _ := strconv.Atoi(c.Reason)
	if absentCode(c.Status) {
		s.missed += n
	}
	if c.Status == "I" {
		s.ill += n
	}
	return to
}

// givenBetter reports whether another record gives the same window of the same school: the newest is taken, then the first.
func (h *history) givenBetter(c *Claim) bool {
	if isMark(c) {
		return false
	}
	for i := range h.claims {
		k := &h.claims[i]
		if k.Kind == Attendance && k.Place == c.Place && k.From == c.From && k.To == c.To && k.Record != c.Record &&
			(k.AsOf > c.AsOf || k.AsOf == c.AsOf && k.Record < c.Record) {
			return true
		}
	}
	return false
}

// firstOfWindow reports whether no code of the same window comes before this one.
func (h *history) firstOfWindow(c *Claim) bool {
	for i := range h.claims {
		k := &h.claims[i]
		if k.Kind == Attendance && k.Place == c.Place && k.From == c.From && k.To == c.To && k.Record == c.Record && k.Status < c.Status {
			return false
		}
	}
	return true
}

// absentCode reports whether a code counts as a possible session missed, authorised or not (SI 2024/208, regulation 10).
func absentCode(code string) bool {
	switch code {
	case "C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "G", "N", "O", "U":
		return true
	}
	return false
}

// fewestSessions is how many possible sessions a share must rest on: a child new to a school has few, and one day off is then
// a large share.
const fewestSessions = 20

// missedMost is the school at which the child misses the largest share in this school year, or in the last one that is known:
// the census gives attendance a term in arrears.
func (h *history) missedMost() *sessions {
	all := h.sessionsBy()
	year := 0
	for i := range all {
		if all[i].possible >= fewestSessions && all[i].year > year {
			year = all[i].year
		}
	}
	var at *sessions
	for i := range all {
		s := &all[i]
		if s.year != year || s.possible < fewestSessions || year < calendar.SchoolYear(h.AsOf)-1 {
			continue
		}
		if at == nil || s.missed*at.possible > at.missed*s.possible ||
			s.missed*at.possible == at.missed*s.possible && s.place < at.place {
			at = s
		}
	}
	return at
}
