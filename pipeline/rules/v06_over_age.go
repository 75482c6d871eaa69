package rules

// V06 closes a case when compulsory school age has ended. The young person goes to those who look after people not in
// education, employment or training.
var _ = addClosure(&Closure{
	ID: "V06", Title: "over compulsory school age", On: []ID{"U08"},
	Needs:     "the date of birth; the young person is added to the list for careers guidance",
	Citations: []Citation{{educationAct, "section 8(3)"}, {medway, "paragraph 11.9"}},
	propose:   func(_ *history, x *Suppression, _ opened) *Proposal { return x.proposeClosure() },
})
