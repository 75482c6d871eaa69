package rules

// C07 finds a child who was on a school's census and is not on its next, without a deletion return.
var _ = addRule(&Rule{
	ID: "C07", Title: "Dropped between census returns",
	Condition: "A school's census showed the child, a later trusted return of the same school does not, or its daily marks do not " +
		"while the return is awaited, no deletion return came, and no other roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 13(4)"}, {southwark, "termly comparison of the census"}},
	From:      since2024, Needs: []string{"school_census"}, Better: []string{"roll_changes"}, Nowhere: registersOfEducation,
	Without: "nothing for a school whose return is late or not trusted; where the census is all that a run has it says P4, since the schools can be asked",
	Excuses: []ID{"U01", "U02", "U03", "U04", "U11", "U14", "U18", "U20", "U21"}, Severity: P3,
	Next: "Ask the school for the deletion return within two school days", Who: "attendance officer",
	Letters: []Letter{LetterSchool},
	decide: func(h *history) Finding {
		e := h.lastEnrolment()
		switch {
		case e == nil:
			return no("No school has had the child on its roll.")
		case !h.residenceEvidence().shownWithin(h, h.facts.amounts.ResidenceDays):
			return unknown("No dated record shows the child in the area in the last twelve months.")
		case e.state == dropped && e.trusted <= e.seen:
			return h.askSchool("Was on the roll of "+e.name+" on "+e.seen.Words()+", but its daily marks have not shown the child since "+
				e.since.Words(), e.roll)
		case e.state == dropped:
			return h.askSchool("Was on the roll of "+e.name+" on "+e.seen.Words()+", but its "+e.newestWords()+" does not show the child", e.roll)
		case e.state == left && e.leaver != nil && isRollsWord(e.leaver):
			return h.askSchool("Left "+e.name+" on "+e.leaver.From.Words()+" by its "+rollWord(e.leaver), e.leaver)
		}
		return no("The child was not dropped from a school's census.")
	},
})

// askSchool says that a school's censuses alone show that a child went. Where they are all that the run has, comparing them is the
// authority's whole method, and the school can be asked where the child went; where more is had, the registers must have been searched.
func (h *history) askSchool(reason string, c *Claim) Finding {
	if ok, why := h.trusted("roll_changes"); !h.censusAlone() {
		if ok {
			return missingEducation(reason+" and no deletion return came.", c)
		}
		return missingEducation(reason+"; whether the school told of it cannot be seen: "+why+".", c)
	}
	f := missingEducation(reason+". Only the census was had: the school can be asked where the child went.", c)
	f.Told, f.Severity, f.Label = true, P4, "dropped from the census"
	return f
}
