package rules

// R14 finds a pupil whose parents have said that they will take the child out, for home education or without saying where to.
// Until the day comes the school can still talk with them.
var _ = addRule(&Rule{
	ID: "R14", Title: "Withdrawal announced",
	Condition: "A school gave notice of a leaving still to come, for home education or without a destination.",
	Citations: []Citation{{registration, "regulation 9(1)(f)"}, {medway, "paragraph 3.1.7"}, {southwark, "schools notify in advance"}},
	From:      since2024, Needs: []string{"roll_changes"},
	Reads: LeftRoll, Severity: P3, Signal: MoveSignal,
	Road: OfficersRoad,
	Next: "Call the school before the last day; ask for written notice and the plan", Who: "attendance officer",
	decide: func(h *history) Finding {
		c := h.plannedLeaving()
		if c == nil {
			return no("No leaving is announced.")
		}
		where := "without a destination"
		switch destinationOf(h, c) {
		case destinationHome:
			where = "to be home educated"
		case destinationUnknown:
			if c.Reason == "B" || c.Reason == "L" || c.Reason == "N" {
				return no("The leaving that is announced has its own reason.")
			}
		default:
			return no("The leaving that is announced has a destination.")
		}
		reason := h.Name(c.Place) + " gave notice that the child is to leave on " + c.From.Words() + ", " + where + "."
		if !c.hasMark("written_notice") {
			reason += " No written notice is held."
		}
		f := yes(h.noticeReceived(c), reason, c)
		f.Due, f.DueUnit = h.Calendar.LastSchoolDay(c.Place, c.From-1), SchoolDays
		return f
	},
})
