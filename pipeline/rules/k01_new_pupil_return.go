package rules

import "rollcall/pipeline/calendar"

// K01 finds a school that told the authority late, or not at all, that a pupil had been added to its register.
var _ = addClock(&Clock{
	ID: "K01", Title: "New pupil return late or not made",
	Condition: "The return came after the fifth day after the entry; or a census shows a pupil who entered in the year, or not in " +
		"the most junior class at its beginning unless the authority asked for those too, and no return tells of it.",
	Citations: []Citation{newPupilDay.citation, {medway, "paragraphs 13.2 and 13.5"}, {southwark, "change to school register form"}},
	From:      since2024, Needs: []string{"roll_changes"}, Of: OfSchool,
	Next: "Ask the school for the return", Who: "school",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.of(Roll) {
			due := c.From.AddDays(newPupilDay.n)
			if c.Status == "added" && c.Decided > due && h.isRecent(c.From) {
				out = append(out, newTask("The return of a pupil added on "+c.From.Words()+" came on "+c.Decided.Words()+".", c.From, due, CalendarDays, c).atSchool(c.Place))
			}
		}
		for e := range eachOf(h.schools) {
			if h.entryUntold(e) {
				due := e.roll.From.AddDays(newPupilDay.n)
				out = append(out, newTask("The "+rollWord(e.roll)+" of "+e.roll.AsOf.Words()+" shows a pupil who entered on "+e.roll.From.Words()+", and no return tells of it.",
					e.roll.From, due, CalendarDays, e.roll).atSchool(e.root))
			}
		}
		return out
	},
})

// entryUntold reports whether a census shows an entry of which a return was due, within the reach of the returns had, and none
// came.
func (h *history) entryUntold(e *enrolment) bool {
	if e.roll == nil || e.source != fromCensus || !h.rollSeenHere(e) || !h.isRecent(e.roll.From) || !h.AsOf.After(e.roll.From.AddDays(newPupilDay.n)) {
		return false
	}
	if since := h.Extracts.since("roll_changes"); since == 0 || e.roll.From < since || h.mainEntry(e) && !h.wasInForce(juniorEntryReturns, e.roll.From) || h.takenOver(e) {
		return false
	}
	return !h.hasClaim(Roll, func(c *Claim) bool {
		return c.Status == "added" && h.schoolAt(c.Place).root == e.root
	})
}

// mainEntry reports whether a pupil entered the most junior class with everybody else, for which no return is due. Where the
// lowest age of a school is not known every entry at the beginning of a year is taken for one.
func (h *history) mainEntry(e *enrolment) bool {
	start := h.Calendar.TermStart(e.root, schoolYear(e.roll.From), calendar.Autumn)
	if e.roll.From > start.AddDays(mainEntryDays) {
		return false
	}
	low := h.Schools[e.root].LowAge
	return low == 0 || h.yearThen(e) <= low-4
}

// mainEntryDays is for how many days of the autumn term schools let their youngest class in, some by turns.
const mainEntryDays = 31

// takenOver reports whether the child only came with its school: it was on the roll of the one that this school was before, or of
// one that closed when this one opened. A school that becomes an academy has admitted nobody on its first day.
func (h *history) takenOver(e *enrolment) bool {
	if h.hasClaim(Roll, func(c *Claim) bool {
		return c.Place != e.roll.Place && c.From < e.roll.From && h.schoolAt(c.Place).root == e.root
	}) {
		return true
	}
	opened := h.Schools[e.roll.Place].Opened
	return opened != 0 && e.roll.From >= opened && e.roll.From <= opened.AddDays(mainEntryDays) && h.hasEnrolment(func(was *enrolment) bool {
		return was.root != e.root && was.roll != nil && was.leaver == nil && was.closed != 0 && was.closed <= opened && (was.undated || was.closed >= opened.AddDays(-sameMove))
	})
}
