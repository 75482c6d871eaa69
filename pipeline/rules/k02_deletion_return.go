package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// K02 finds a school that took a pupil off its register and did not say so, or said so after the day.
var _ = addClock(&Clock{
	ID: "K02", Title: "Left roll with no deletion return, or a late one",
	Condition: "A later census does not show the pupil, or counts the pupil among its leavers, and no return tells of it; or the return came " +
		"after the deletion. Pupils who leave with the top year need none.",
	Citations: []Citation{{registration, "regulation 13(4) to (6)"}, {medway, "paragraph 13.2"}, {southwark, "change to school register form"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"}, Of: OfSchool,
	Next: "Ask the school for the deletion return and its ground", Who: "school",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for e := range eachOf(h.schools) {
			switch c := e.leaver; {
			case !h.rollSeenHere(e) && e.roll != nil:
			case e.state == dropped && e.trusted > e.seen && h.returnsReachTo(e.seen):
				off := h.returnWithout(e)
				out = append(out, newTask("On the roll on "+e.seen.Words()+", not in the "+e.newestWords()+", and no deletion return says why.",
					off, off, CalendarDays, e.roll).atSchool(e.root))
			case e.state == left && c != nil && isRollsWord(c) && !h.leftAtTheTop(e) && h.returnsReachTo(c.From):
				out = append(out, newTask("The "+rollWord(c)+" counts a leaver of "+c.From.Words()+" for whom no deletion return was made.", c.From, c.From, CalendarDays, c).atSchool(e.root))
			case c != nil && c.Status == "return" && c.Decided > c.From && h.isRecent(c.From):
				out = append(out, newTask("The return of a deletion on "+c.From.Words()+" came on "+c.Decided.Words()+".", c.From, c.From, CalendarDays, c).atSchool(e.root))
			}
		}
		return out
	},
})

// returnsReachTo reports whether the returns of deletions that the run had reach back to a day.
func (h *history) returnsReachTo(d calendar.Date) bool {
	since := h.Extracts.since("roll_changes")
	return since != 0 && d >= since
}

// leftAtTheTop reports whether a leaver of whom no roll was had left with the top year at the end of a school year, for which no
// return is due.
func (h *history) leftAtTheTop(e *enrolment) bool {
	c := e.leaver
	year, known := yearNumber(c.Year)
	if !known {
		year = h.yearOn(c.From)
	}
	end := h.Calendar.LastSchoolDay(e.root, calendar.On(schoolYear(c.From)+1, time.August, 14))
	return year >= e.top && e.top != -1 && c.From >= end.AddDays(-censusLag)
}
