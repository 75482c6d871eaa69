package rules

import "rollcall/pipeline/calendar"

// c18 finds a child who has come to the area and is on no roll. The guidance counts such a child as missing education from the
// first day; for ten school days the line waits at P4 while the family settles and applies.
var c18 = &Rule{
	ID: "C18", Title: "Moved in, on no roll",
	Condition: "Another authority said that the child came here, or nothing in any extract is older than sixty days, and no roll or " +
		"other provision shows the child since.",
	Citations: []Citation{duty, {Guidance, "children who move between local authorities"}, {medway, "paragraphs 3.1.3 and 5.3"}, {southwark, "paragraph 1.1"}},
	From:      since436A,
	Needs:     []string{"school_census"},
	AnyOf:     []string{"other_authorities", "housing", "health", "social_care"},
	Better:    []string{"admissions"},
	Without:   "nothing",
	Excuses:   []ID{"U01", "U02", "U11", "U13", "U17", "U20", "U21"},
	Severity:  P3,
	Next:      "Contact the family, help with an application, tell the authority before",
	Who:       "CME officer",
	decide: func(h *history) Finding {
		on, by := h.arrival()
		switch {
		case on == 0:
			return no("Nothing says that the child came to the area lately.")
		case h.enteredAfter(on - 1):
			return no("A school has had the child since the child came.")
		case by == nil:
			return no("Only an application shows the child; nothing says that the family came lately.")
		}
		when := " lately"
		if by == h.lives().arrivedBy {
			when = " on " + on.Words() + ", as another authority says"
		}
		f := missing("Came to the area"+when+", and is on no roll since.", by)
		f.Label = "new arrival" // U17 holds it at P4 for the stage
		return f
	},
}

// arrival is the day on which the child came to the area, when that was lately, and the record of a service or of another
// authority that tells of it; nil when only an application or a school does.
func (h *history) arrival() (calendar.Date, *Claim) {
	home := h.lives()
	on := home.arrived(h)
	if on == 0 {
		return 0, nil
	}
	if home.arrivedBy != nil {
		return on, home.arrivedBy
	}
	return on, h.firstMet(on)
}

// firstMet is the record of a service, or of another authority, that met the child first, from a day on; or nil.
func (h *history) firstMet(on calendar.Date) *Claim {
	for i := range h.claims {
		c := &h.claims[i]
		if h.Extracts[c.Source].Meets && c.From >= on && c.From <= h.AsOf {
			return c
		}
	}
	return nil
}
