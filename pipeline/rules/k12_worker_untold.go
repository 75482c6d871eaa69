package rules

import "slices"

// K12 sees that the worker of a child whom social care or early help knows is told at once that the child is a candidate.
var _ = addClock(&Clock{
	ID: "K12", Title: "Known to a service whose worker should be told",
	Condition: "The child is a candidate or an open case, a service is open to the child, and nothing held shows that its worker was told.",
	Citations: []Citation{{Guidance, "children known to social care"}, {medway, "paragraph 11.4"}, {southwark, "children open to social care"}},
	Needs:     []string{"social_care"}, Of: OfOfficer,
	Next: "Tell the worker, and the virtual school of a child looked after", Who: "CME officer",
	child: func(h *history, v *Verdict) []Task {
		open := h.openCases()
		if v.Status != Candidate && len(open) == 0 || slices.ContainsFunc(open, func(c *Claim) bool { return c.hasMark("worker_told") }) {
			return nil
		}
		for _, c := range h.of(Flag) {
			if h.openNow(c) && (isGrave(c) || c.Status == "early_help") && c.Status != "refuge" {
				return []Task{newTask("A service is open to the child, and nothing held shows that its worker was told.", c.From, h.Calendar.NextWorkingDay(h.AsOf.Day()), WorkingDays, c)}
			}
		}
		return nil
	},
})
