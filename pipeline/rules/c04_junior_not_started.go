package rules

// c04 finds a child who left an infant school with its top year and has come to no junior school.
var c04 = &Rule{
	ID: "C04", Title: "Infant to junior school: not transferred",
	Condition: "The child was in the top year of an infant or first school, the new school year has run for ten school days and " +
		"its census has come or a place was asked for anew, and no roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 13, exception for the most senior class"}, {medway, "paragraphs 3.1.2 and 4.9"}},
	From:      since2024,
	Needs:     []string{"school_census"},
	Better:    []string{"admissions"},
	Without:   "nothing",
	Excuses:   []ID{"U02", "U03", "U04", "U18", "U20"},
	Severity:  P3,
	Next:      "Ask the infant school and the school allocated",
	Who:       "CME officer",
	decide: func(h *history) Finding {
		if e := h.movedUpFrom(); e != nil && e.top <= 3 {
			return h.notTransferred(e)
		}
		return no("The child did not leave an infant school with its top year.")
	},
}

// movedUpFrom is the school from whose top year the child last went on, when nothing came after it, or nil.
func (h *history) movedUpFrom() *enrolment {
	if e := h.last(); e != nil && e.state == movedUp {
		return e
	}
	return nil
}

// notTransferred says that the child came to no school after the top year of another, and which place was kept.
func (h *history) notTransferred(e *enrolment) Finding {
	reason := "Was in the top year of " + e.name + " until the summer of " + e.since.Time().Format("2006") +
		", and no roll of the new school year shows the child."
	var place *Claim
	for i := range h.applications {
		a := &h.applications[i]
		if a.outcome >= offered && h.startOf(a) >= e.seen {
			reason += " A place was offered at " + a.place.name + "."
			place = a.claim
			break
		}
	}
	return missing(reason, e.roll, place)
}
