package rules

// R24 watches a pupil whose family travels for work: overdue, or just back. It goes by code T of the register; ethnicity is no
// input.
var _ = addRule(&Rule{
	ID: "R24", Title: "Family that travels, overdue or returning",
	Condition: "The newest marks are code T for twenty school days or more (overdue), or were code T until within ten school days (returning).",
	Citations: []Citation{{registration, "regulation 10, code T"}, {educationAct, "section 444(6)"}, {medway, "paragraph 3.2.5"}},
	From:      since2024, Needs: []string{"attendance"},
	Reads: Attendance, Severity: P5, For: LabelsOnly,
	Next: "Ask the family, through the school, when the child returns and what work was set", Who: "school",
	decide: func(h *history) Finding {
		for _, place := range h.markedPlaces() {
			marks := h.marksAt(place)
			run := h.runOfMarks(place, "T")
			if run.days >= h.facts.amounts.TravelOverdue {
				return yes(run.from, h.Name(place)+" has marked the child as travelling for "+number(run.days)+" school days since "+run.from.Words()+".", run.claim)
			}
			if t := lastOf(marks, "T"); run.days == 0 && t != nil && !h.havePassed(place, t.on, returningDays) {
				return yes(h.Calendar.NextSchoolDay(place, t.on+1), "Was marked as travelling by "+h.Name(place)+" until "+t.on.Words()+".", t.claim)
			}
		}
		return no("No register shows the family as travelling for long or as just back.")
	},
})

// returningDays is how many school days a pupil who has travelled counts as just back.
const returningDays = 10

// lastOf is the newest mark of a code, or nil.
func lastOf(marks []mark, code string) (last *mark) {
	for i := range marks {
		if m := &marks[i]; m.code == code && (last == nil || m.on > last.on) {
			last = m
		}
	}
	return last
}
