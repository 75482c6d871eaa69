package rules

// K21 finds a child withdrawn, or about to be, to be home educated whose parents need the authority's consent for it, when no consent
// is shown. Without it the name may not be deleted.
var _ = addClock(&Clock{
	ID: "K21", Title: "Withdrawn for home education without the consent that was needed",
	Condition: "A school's return of a removal for home education, made or announced (ground F), of a pupil of a special school, or of one " +
		"with an open section 47 enquiry or child protection plan, does not show the authority's consent. Without the list of social care " +
		"every such removal is to be looked up.",
	Citations: []Citation{consentToWithdraw.Citation, {registration, "regulation 9(1)(f)"}},
	From:      since2026, Enacted: &consentToWithdraw, Needs: []string{"roll_changes"}, Of: OfOfficer,
	Next: "See whether consent was asked for and given; where it was needed and was not given the name stays on the register: tell the school", Who: "home education officer",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.of(LeftRoll) {
			if !h.isWithdrawal(c) || !h.wasInForce(consentToWithdraw, c.From) || h.hasBetterReturn(c) {
				continue
			}
			why, by := h.consentNeeded(c)
			if why == "" {
				continue
			}
			since, said, due, unit := c.From, "Removed on ", h.Calendar.NextWorkingDay(c.From), WorkingDays
			switch {
			case h.AsOf.Before(c.From):
				since, said, due, unit = h.noticeReceived(c), "To be removed on ", h.Calendar.LastSchoolDay(c.Place, c.From-1), SchoolDays
			case c.Status == "planned": // of which nobody has said since that it came about
				said = "Was to be removed on "
			}
			out = append(out, newTask(said+c.From.Words()+" to be home educated; "+why+", and the return of "+h.Name(c.Place)+" shows no consent of the authority.", since, due, unit, c, by))
		}
		return out
	},
})

// isWithdrawal reports whether a leaving is the return of a removal to home education, made lately or still to come.
func (h *history) isWithdrawal(c *Claim) bool {
	return c.Status != "census" && (h.isRecent(c.From) || h.AsOf.Before(c.From)) &&
		(c.Reason == "F" || c.Reason == "" && destinationOf(h, c) == destinationHome)
}

// hasBetterReturn reports whether another return of the school says more: one that shows consent, or, of an announcement, the removal itself.
func (h *history) hasBetterReturn(c *Claim) bool {
	if c.hasMark("consent") {
		return true
	}
	root := h.schoolAt(c.Place).root
	return h.hasClaim(LeftRoll, func(x *Claim) bool {
		return x.Record != c.Record && h.isWithdrawal(x) && h.schoolAt(x.Place).root == root &&
			(x.hasMark("consent") || c.Status == "planned" && x.Status != "planned" || c.Status == x.Status && comesBefore(c.Decided, c, x.Decided, x))
	})
}

// consentNeeded says why a removal needs consent, and by which record; empty when it needs none.
func (h *history) consentNeeded(c *Claim) (why string, by *Claim) {
	if h.SchoolType(c.Place) == "Special school" {
		return "the school is a special school", nil
	}
	by = h.newestClaim(Flag, beginDay, func(x *Claim) bool {
		return (x.Status == "section_47" || x.Status == "child_protection") && x.From <= c.From && (x.To == 0 || x.To >= c.From)
	})
	switch {
	case by != nil && by.Status == "section_47":
		return "an enquiry under section 47 of the Children Act 1989 was open", by
	case by != nil:
		return "a child protection plan was in force", by
	}
	if ok, lacks := h.needed("social_care"); !ok {
		return "whether a section 47 enquiry or a child protection plan was open cannot be told (" + lacks + ")", nil
	}
	return "", nil
}
