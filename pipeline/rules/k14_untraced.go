package rules

// K14 puts an untraced child before an officer, for the list that goes to the police, and where there was ever a concern for a
// risk assessment. Nothing is sent by a run.
var _ = addClock(&Clock{
	ID: "K14", Title: "Untraced: to be put to the police, and to safeguarding where there was a concern",
	Condition: "A case is open as untraced.",
	Citations: []Citation{{medway, "paragraph 11.10"}, {southwark, "whereabouts unknown with earlier concerns"}},
	Needs:     []string{"case_list"}, Of: OfOfficer,
	Next: "Approve the child for the list of untraced children", Who: "CME lead",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.openCases() {
			if c.Status != string(Untraced) {
				continue
			}
			on := max(c.From, c.Decided)
			t := newTask("The case is open as untraced.", on, h.Calendar.AddWorkingDays(on, 1), WorkingDays, c)
			if h.hasClaim(graveKinds|Referral, func(f *Claim) bool { return isGrave(f) || f.Kind == Referral && concernsHarm(f.Reason) }) {
				t.Reason = "The case is open as untraced, and there was a concern about safety."
				t.Next = "Ask for a risk assessment of the safeguarding hub, and approve the child for the list of untraced children"
			}
			out = append(out, t)
		}
		return out
	},
})
