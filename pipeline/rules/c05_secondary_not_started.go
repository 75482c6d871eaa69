package rules

import "rollcall/pipeline/calendar"

// C05 finds a child who left a primary or middle school with its top year and has come to no secondary school.
var _ = addRule(&Rule{
	ID: "C05", Title: "Primary to secondary school: not transferred",
	Condition: "The child was in the top year of a primary or middle school, the new school year has run for ten school days and " +
		"its census has come or a place was asked for anew, and no roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 13, exception for the most senior class"}, {medway, "paragraphs 3.1.2 and 4.9"}, {southwark, "paragraph 1.1"}},
	From:      since2024, Needs: []string{"school_census"}, Better: []string{"other_authorities"}, Nowhere: []string{"admissions", "independent_schools"},
	Without: "nothing but of a child whose parents accepted a place here; without messages of other authorities it says P4, because many cross the border at eleven",
	Excuses: []ID{"U02", "U03", "U04", "U18", "U20"}, Severity: P3,
	Next: "Ask the allocated school whether the child came, then ask the parents", Who: "CME officer",
	Letters: []Letter{LetterPlace},
	decide: func(h *history) Finding {
		e := h.movedUpFrom()
		if e == nil || e.top <= 3 {
			return no("The child did not leave a primary or middle school with its top year.")
		}
		f := h.notTransferred(e)
		f.Told = h.acceptedHere(e.seen)
		if !h.Extracts.came("other_authorities") {
			f.Severity = P4
			f.Reason += " Other authorities' rolls could not be searched."
		}
		return f
	},
})

// acceptedHere reports whether the parents accepted a place from a day on, at a school whose roll is seen here.
func (h *history) acceptedHere(from calendar.Date) bool {
	return h.hasApplication(func(a *application) bool {
		return a.outcome == accepted && a.school.returns && h.startOf(a) >= from
	})
}
