package rules

import "rollcall/pipeline/calendar"

// lostSince is the first school day without education: the day on which it fell due, or the end of the last provision. Since
// a day before the child came to the area is not the authority's to count, an arrival moves it.
func (h *history) lostSince() calendar.Date {
	since := max(h.due, h.lives().arrived(h))
	if e := h.last(); e != nil {
		since = max(since, e.since)
	}
	for i := range h.claims {
		c := &h.claims[i]
		switch c.Kind {
		case HomeEducated, Alternative:
			if c.To != 0 && c.To < h.AsOf {
				since = max(since, h.Calendar.NextSchoolDay(h.Home, c.To+1))
			}
		}
	}
	return since
}

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
