package rules

import "rollcall/pipeline/calendar"

// endedAfter reports whether the child was in a school after a day and has left it since: then what was to begin before is past.
func (h *history) endedAfter(d calendar.Date) bool {
	for i := range h.schools {
		e := &h.schools[i]
		if e.roll != nil && e.seen >= d {
			return true
		}
		if e.roll == nil && e.leaver != nil && e.leaver.From > d {
			return true
		}
	}
	return false
}

// homeEducatedAfter reports whether the child was on the home-education register on a day and after it.
func (h *history) homeEducatedAfter(d calendar.Date) bool {
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind == HomeEducated && c.From != 0 && c.From <= d && (c.To == 0 || c.To > d) {
			return true
		}
	}
	return false
}
