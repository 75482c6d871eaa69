package rules

// K11 sees that a concern about safety which somebody recorded was referred. It never refers a child itself.
var _ = addClock(&Clock{
	ID: "K11", Title: "Concern recorded, no referral to social care held",
	Condition: "A referral or an open case records a concern about harm, and no service of social care has been open since, and no referral to it is recorded.",
	Citations: []Citation{{"Children Act 2004", "section 11"}, {Guidance, "safeguarding concerns"}, {medway, "paragraph 11.6"}},
	Needs:     []string{"social_care"}, Of: OfOfficer,
	Next: "Check that children's social care was told, and tell it if not; call the police where a crime is suspected", Who: "CME officer",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for c := range eachOf(h.claims) {
			if c.Kind != Referral && (c.Kind != OpenCase || !Outcome(c.Status).Open()) || !concernsHarm(c.Reason) || !h.isRecent(c.From) || c.hasMark("referred") {
				continue
			}
			if h.hasClaim(Flag, func(f *Claim) bool {
				return isGrave(f) && (f.To == 0 || f.To >= c.From) && f.Ref == ""
			}) {
				continue
			}
			out = append(out, newTask("A concern about safety was recorded on "+c.From.Words()+", and nothing held shows that social care was told.",
				c.From, h.Calendar.NextWorkingDay(c.From), WorkingDays, c))
		}
		return out
	},
})
