package rules

// K04 finds a deletion whose ground the records contradict. It is a question to the school, and may be an error of the code.
var _ = addClock(&Clock{
	ID: "K04", Title: "Ground of deletion contradicted",
	Condition: "Ground A or C and no other roll shows the pupil; B and the pupil was of compulsory school age; F without written notice; " +
		"L and the pupil is not over age; N without a permanent exclusion.",
	Citations: []Citation{{registration, "regulation 9(1)"}, {medway, "paragraph 3.1.8"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"}, Of: OfSchool,
	Next: "Ask the school what the ground rests on", Who: "attendance officer",
	child: func(h *history, v *Verdict) []Task {
		var out []Task
		for _, e := range h.recentReturns() {
			if why := h.groundContradicted(e, v); why != "" {
				c := e.leaver
				out = append(out, newTask("Deleted on "+c.From.Words()+" under ground "+c.Reason+", but "+why+".", c.From, h.Calendar.NextWorkingDay(c.From), WorkingDays, c).atSchool(e.root))
			}
		}
		return out
	},
})

// groundContradicted says what contradicts the ground of a deletion; empty when nothing does.
func (h *history) groundContradicted(e *enrolment, v *Verdict) string {
	switch c := e.leaver; c.Reason {
	case "A", "C":
		if !h.elsewhereOnRoll(e, v) {
			return "no other roll shows the pupil"
		}
	case "B":
		if h.start != 0 && c.From >= h.start {
			return "the pupil was of compulsory school age"
		}
	case "F":
		if !c.hasMark("written_notice") {
			return "the return shows no written notice of the parent"
		}
	case "L":
		if h.end != 0 && c.From <= h.end {
			return "the pupil was not over compulsory school age"
		}
	case "N":
		if ok, _ := h.needed("exclusions"); ok && (h.permanent == nil || h.schoolAt(h.permanent.Place).root != e.root) {
			return "no permanent exclusion from the school is held"
		}
	}
	return ""
}

// elsewhereOnRoll reports whether any school but one has the child, or is to have.
func (h *history) elsewhereOnRoll(e *enrolment, v *Verdict) bool {
	switch v.ExplainedBy {
	case "U02", "U03", "U28":
		return true
	}
	return h.hasEnrolment(func(x *enrolment) bool {
		return x.root != e.root && (x.onRoll() || x.state == future)
	})
}
