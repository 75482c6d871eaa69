package rules

// v06 closes a case when compulsory school age has ended. The young person goes to those who look after people not in
// education, employment or training.
var v06 = &Closure{
	ID: "V06", Title: "over compulsory school age",
	Needs:     "the date of birth; the young person is added to the list for careers guidance",
	Citations: []Citation{{educationAct, "section 8(3)"}, {medway, "paragraph 11.9"}},
	propose: func(h *history, v *Verdict, _ opened) *Proposal {
		if x := v.by("U08"); x != nil {
			return x.proposal()
		}
		return nil
	},
}
