package rules

// U01 removes a child who is a registered pupil at a school of the authority: such a child is not missing education, even
// when severely absent. A school speaks by the nightly roll of its own system, which is the
// register itself, by its newest trusted census, by a new-pupil return since, or by the census of the school that it became.
var _ = addSuppressor(&Suppressor{
	ID: "U01", Title: "On roll at a school of the authority", Effect: Removes, Part: OfEducation, Roll: true,
	Does:      "removes the child from the list of candidates; the at-risk rules still look",
	Citations: []Citation{definition, {southwark, "checks on roll, Capita One and census"}},
	Proof:     "E4: the school's own return, joined by a trusted identifier or a strong match; E5: it marked the child present since",
	Expires:   "the next census, or a return that the child has left",
	apply: func(h *history) Suppression {
		e, near := h.rollAt(h.rollSeenHere)
		if e != nil {
			return explainedByRoll(h, e)
		}
		if m := h.newerAttendance(); m != nil {
			return restingOn(m.claim, "E5", "Marked present by "+h.Name(m.claim.Place)+" on "+m.on.Words()+", whose roll has not been seen since.").
				endingOn(m.on.AddDays(h.Extracts.goBy("attendance").FreshDays))
		}
		return h.wantingRoll(near)
	},
})

// newerAttendance is the newest mark by which a school of the authority had the child before it, when that is newer than all that any
// roll says of the child's leaving and not too old to go by; or nil. The register of attendance is taken from the register of
// admissions, which a census or a return brings here later. Marks carry a name and a date of birth at most: one that is only
// possibly the child's may be any namesake's.
func (h *history) newerAttendance() *mark {
	var at *mark
	all, fresh := h.allMarks(), h.Extracts.goBy("attendance").FreshDays
	for i := range all {
		m := &all[i]
		if m.claim.Band != M3 && !h.AsOf.After(m.on.AddDays(fresh)) && (at == nil || m.on > at.on) && presentCode(m.code) && h.schoolAt(m.claim.Place).returns {
			at = m
		}
	}
	if at == nil {
		return nil
	}
	for e := range eachOf(h.schools) {
		if e.root == h.schoolAt(at.claim.Place).root && at.on < e.since || e.leaver != nil && e.leaver.From > at.on {
			return nil
		}
	}
	return at
}

func explainedByRoll(h *history, e *enrolment) Suppression {
	x := Suppression{Applied: true, Grade: proofGrade(e.roll), Record: e.roll.Record, Old: h.isOld(e), claim: e.roll}
	switch e.source {
	case fromCensus:
		x.Reason = "On the roll of " + e.name + " in its " + rollWord(e.roll) + " of " + e.roll.AsOf.Words() + "."
	default:
		x.Reason = "On the roll of " + e.name + " from " + e.roll.From.Words() + " by its return."
	}
	return x
}
