package rules

// C25 asks about a school that says it has the child and that the list of schools does not hold, holds as closed, or holds for
// another age, and about a setting that a child's last school named and that is no known school. It is a question, not a verdict: a
// new school, or a name spelt otherwise, is found quickly.
var _ = addRule(&Rule{
	ID: "C25", Title: "The school claimed is not a recognised one",
	Condition: "Only the return of a school outside the census explains the child, and the list of schools does not hold that school, " +
		"holds it as closed before the return, or for ages more than a year from the child's; or a deletion return names a setting that no " +
		"list of schools holds, in no authority that is named.",
	Citations: []Citation{duty, {"Education and Skills Act 2008", "sections 92 and 96, registration of independent schools"}, {medway, "paragraph 2.3"}},
	Needs:     []string{"independent_schools"}, Better: []string{"schools", "roll_changes"},
	Without: "nothing; without the list of schools it asks only of a setting that does not call itself a school",
	Excuses: []ID{"U01", "U02", "U04", "U05"}, Despite: []ID{"U03"}, Severity: P3,
	Next: "Ask what the setting is; whether to tell Ofsted of an unregistered school is an officer's decision", Who: "CME officer",
	decide: func(h *history) Finding {
		if e := h.settingNamed(); e != nil {
			f := missingEducation("Left "+e.name+" on "+e.leaver.From.Words()+" for a setting that no list of schools holds.", e.leaver)
			f.Label = "provision to be checked"
			return f
		}
		e, _ := h.rollAt(h.outsideCensus)
		if e == nil {
			return no("No school outside the census explains the child.")
		}
		if ok, why := h.needed("schools"); !ok {
			return unknown("It cannot be told whether the school is a recognised one: " + why + ".")
		}
		why := h.notRecognised(e)
		if why == "" {
			return no("The list of schools holds the school.")
		}
		f := yes(max(h.due, e.roll.From), "Said to be on the roll of "+e.name+" since "+e.roll.From.Words()+", but "+why+".", e.roll)
		f.Label = "provision to be checked"
		return f
	},
})

// notRecognised says why the list of schools does not bear a school out; empty when it does.
func (h *history) notRecognised(e *enrolment) string {
	s, listed := h.Schools[e.root]
	if !listed {
		laestab := h.facts.schoolLike(e.root)
		if s, listed = h.Schools[laestab]; !listed {
			return "the list of schools does not hold it"
		}
	}
	// The lowest statutory age is that of the first day of a school year, the highest that of the last.
	year := h.AsOf.ExpectedYear(h.DOB)
	switch {
	case s.ClosedBy(e.heard-1) && s.Successor == "":
		return "the list of schools has it " + s.closingWords()
	case s.HighAge > s.LowAge && (year < s.LowAge-4-1 || year > s.HighAge-5+1):
		return "the list of schools has it for ages " + number(s.LowAge) + " to " + number(s.HighAge)
	}
	return ""
}
