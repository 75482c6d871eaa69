package rules

// r01 finds a pupil away for five school days on end without a reason: the day on which the school should take advice.
var r01 = &Rule{
	ID: "R01", Title: "Five school days of unexplained absence",
	Condition: "Five continuous school days are marked N or O, and the absence is going on.",
	Citations: []Citation{noReasonDay.citation, {medway, "paragraphs 11.2 and 13.4"}},
	From:      since2024,
	Needs:     []string{"attendance"},
	Without:   "nothing",
	Excuses:   []ID{"U19"},
	Severity:  P4,
	Next:      "The school consults the attendance officer and dates the home visit",
	Who:       "school",
	decide: func(h *history) Finding {
		return h.awayFor(noReasonDay.n, "NO", "no reason is known")
	},
}

// awayFor says Yes when the longest absence going on of some codes has reached a number of school days.
func (h *history) awayFor(days int, codes, because string) Finding {
	a := h.longest(codes)
	switch {
	case a.days < days && codes != anyUnauthorised && h.uncoded(days):
		return unknown("A return tells of an absence that long and does not give its codes.")
	case a.days < days:
		return no("No absence going on is that long.")
	}
	return yes(a.from, h.Name(a.place)+" has marked the child absent for "+number(a.days)+" school days on end since "+
		a.from.Words()+", and "+because+".", a.claim)
}
