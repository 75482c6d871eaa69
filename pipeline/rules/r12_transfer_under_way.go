package rules

// R12 finds a child whom two authorities write about and whose new school nobody has confirmed: still on a roll, and between
// two places.
var _ = addRule(&Rule{
	ID: "R12", Title: "Moving between authorities, not confirmed",
	Condition: "Within sixty days another authority said that the child moved or lives there, or an enquiry was sent, and no school has " +
		"shown the child since.",
	Citations: []Citation{{Guidance, "children who move between local authorities"}, {medway, "paragraphs 3.1.3 and 11.7"}},
	Needs:     []string{"other_authorities"},
	Reads:     Departure, Severity: P4, Signal: MoveSignal,
	Road: OfficersRoad,
	Next: "Ask the other authority to confirm residence, then enrolment", Who: "CME officer",
	decide: func(h *history) Finding {
		var at *Claim
		for _, c := range h.of(Departure) {
			if h.AsOf.Before(c.From) || h.AsOf.After(c.From.AddDays(h.facts.amounts.ArrivalDays)) {
				continue
			}
			switch c.Status {
			case "on_roll_there":
				return no("The other authority has confirmed the school.")
			case "living_there", "moved_from_us", "moved_to_us", "enquiry_sent":
				if at == nil || comesBefore(at.From, at, c.From, c) {
					at = c
				}
			}
		}
		if at == nil || h.keptSince(at) && !h.awaySince(at.From) {
			return no("No move between authorities is under way, or a school has shown the child since.")
		}
		return yes(at.From, "A message of "+at.From.Words()+" from or to "+h.Name(at.Place)+" tells of a move, and no school has shown the child since.", at)
	},
})
