package rules

// K17 sees that a referral was logged and acknowledged.
var _ = addClock(&Clock{
	ID: "K17", Title: "Referral not acknowledged",
	Condition: "A referral came more than a working day ago, no acknowledgement is recorded, and no case was opened since.",
	Citations: []Citation{{Guidance, "clear response times"}, {medway, "paragraph 9.4"}},
	Needs:     []string{"referrals"}, Of: OfOfficer,
	Next: "Log the referral and tell the referrer", Who: "CME officer",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.of(Referral) {
			if c.Expected != 0 || !h.isRecent(c.From) {
				continue
			}
			due := h.Calendar.AddWorkingDays(c.From, h.facts.amounts.Acknowledge)
			if !h.AsOf.After(due) {
				continue
			}
			if h.hasClaim(OpenCase, func(k *Claim) bool { return k.From >= c.From }) {
				continue
			}
			out = append(out, newTask("A referral of "+c.From.Words()+" is not acknowledged and no case was opened on it.", c.From, due, WorkingDays, c))
		}
		return out
	},
})
