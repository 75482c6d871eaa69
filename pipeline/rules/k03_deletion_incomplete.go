package rules

// K03 finds a deletion return that leaves out what the regulations ask.
var _ = addClock(&Clock{
	ID: "K03", Title: "Deletion return incomplete",
	Condition: "The return gives no ground; or no address, parent or telephone; or neither the next school nor a forwarding address.",
	Citations: []Citation{{registration, "regulation 13(4) to (6)"}, {medway, "paragraph 13.3"}},
	From:      since2024, Needs: []string{"roll_changes"}, Of: OfSchool,
	Next: "Ask the school for what is missing", Who: "school",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, e := range h.recentReturns() {
			c := e.leaver
			if c.Reason == "K" {
				continue
			}
			var missing []string
			for _, m := range []struct {
				is   bool
				what string
			}{
				{c.Reason == "", "the ground"}, {c.hasMark(NoAddress), "the address"}, {c.hasMark(NoParent), "a parent"}, {c.hasMark(NoPhone), "a telephone"},
				{saysNothing(c.Toward) && !c.hasMark("future_address"), "the next school or a forwarding address"},
			} {
				if m.is {
					missing = append(missing, m.what)
				}
			}
			out = append(out, newTask("The deletion return of "+c.From.Words()+" is not complete.", c.From, c.From, CalendarDays, c).atSchool(e.root).withMissing(missing...)...)
		}
		return out
	},
})

// The marks of a leaving whose record leaves a particular out. The particulars themselves are not in a Case.
const (
	NoAddress = "no_address"
	NoParent  = "no_parent"
	NoPhone   = "no_phone"
)
