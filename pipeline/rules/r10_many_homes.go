package rules

import "rollcall/pipeline/calendar"

// R10 notes a child who moves often. Homes are counted and not named: by postcode, so that one address typed in two ways is one.
var _ = addRule(&Rule{
	ID: "R10", Title: "Many moves in twelve months",
	Condition: "Three homes or more were held of the child in twelve months, or another authority and this one both said in that time " +
		"that the child moved between them.",
	Citations: []Citation{{medway, "paragraph 3.1.5"}, {southwark, "paragraph 1.1, a highly mobile borough"}},
	AnyOf:     []string{"housing", "health", "other_authorities"},
	Severity:  P5, Signal: MoveSignal, For: LabelsOnly,
	Next: "Watch; see that each school knows the address", Who: "attendance officer",
	decide: func(h *history) Finding {
		var homes [16]bool
		n, first, newest := 0, calendar.Date(0), (*Claim)(nil)
		for _, c := range h.of(Departure) {
			if h.isOfLast(c.From, h.facts.amounts.ResidenceDays) && (c.Status == "moved_to_us" || c.Status == "moved_from_us") {
				return yes(c.From, "Moved between this authority and another on "+c.From.Words()+".", c)
			}
		}
		for _, c := range h.of(Residence) {
			if h.isOfLast(c.From, h.facts.amounts.ResidenceDays) && c.Home > 0 && int(c.Home) < len(homes) && c.Status != "application" && !homes[c.Home] {
				homes[c.Home] = true
				n, newest = n+1, c
				if first == 0 {
					first = c.From
				}
			}
		}
		if n < h.facts.amounts.Homes {
			return no("Fewer homes are recorded in twelve months.")
		}
		return yes(first, number(n)+" homes are recorded for the child in twelve months.", newest)
	},
})
