package rules

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// C19 finds a pupil who is still on a roll and whom nobody can find: the school or somebody else has referred the child, or
// the school says after ten school days that it does not know where the child is. By definition such a child is not missing
// education yet; the line says so.
var _ = addRule(&Rule{
	ID: "C19", Title: "On roll, whereabouts unknown",
	Condition: "A referral says that the child is thought to be on a roll, or ten school days on end are marked G, N or O and the " +
		"school returned that it cannot find the child; one roll only shows the child, and no mark since shows the child there.",
	Citations: []Citation{duty, {Guidance, "children who are registered and whose whereabouts are not known"}, removalDay.citation, {medway, "paragraphs 11.2 and 13.4"}, {southwark, "two forms of referral"}},
	From:      since2024, Needs: []string{"school_census"}, AnyOf: []string{"referrals", "attendance"},
	Without: "nothing; with referrals only, nothing of an absence",
	Excuses: []ID{"U01", "U10"}, Despite: []ID{"U01", "U20"}, Severity: P2,
	Next: "Make joint enquiries with the school, say whether the referral is accepted, count to the twentieth day", Who: "CME officer",
	decide: func(h *history) Finding {
		e, several := h.onOneRoll()
		switch {
		case e == nil:
			return no("The child is on no roll.")
		case several:
			return no("Another roll shows the child as well.")
		}
		a := h.longestAbsence("GNO")
		f := no("No referral of a child on a roll, and no absence of which the school says that it cannot find the child.")
		if c := h.referredOnRoll(e); c != nil {
			f = yes(c.From, "Referred on "+c.From.Words()+" as on the roll of "+e.name+" and not to be found.", c, e.roll)
		} else if c := h.notFound(a); c != nil {
			f = yes(a.from, "On the roll of "+e.name+", absent for "+number(a.days)+" school days on end, and the school cannot find the child.", c, e.roll)
		}
		if f.Answer == Yes {
			f.Label = "suspected, still on roll"
			h.countToRemoval(&f, a)
		}
		return f
	},
})

// referredOnRoll is the newest referral of a child thought to be on a roll, unless a register has shown the child since.
func (h *history) referredOnRoll(e *enrolment) *Claim {
	c := h.recentReferral(h.facts.amounts.ReferralDays)
	if c == nil || c.Status != "on_roll" || e.roll.From > c.From || h.presentSince(c.From) || h.keptOnRoll(e, c.From) {
		return nil
	}
	return c
}

// keptOnRoll reports whether a school has answered a referral by what it did: the twenty school days after which it may delete
// the name have passed, its newer return has the child on the roll, and it has returned no absence since, as it must of ten days.
func (h *history) keptOnRoll(e *enrolment, referred calendar.Date) bool {
	if e.seen <= referred || h.AsOf.Before(h.Calendar.AddSchoolDays(e.root, referred, removalDay.n)) {
		return false
	}
	if ok, _ := h.needed("attendance"); !ok {
		return false
	}
	return !h.hasClaim(Absence, func(c *Claim) bool {
		return h.schoolAt(c.Place).root == e.root && max(c.From, c.To) > referred
	})
}

// notFound is the return of an absence that is long enough and of which the school says that it cannot find the child.
func (h *history) notFound(a absence) *Claim {
	if a.days < returnDay.n {
		return nil
	}
	return h.firstClaim(Absence, func(c *Claim) bool {
		return c.Place == a.school && c.From >= a.from.AddDays(-sameMove) && !h.AsOf.Before(c.From) && saysNotFound(c)
	})
}

// saysNotFound reads the cause that a school returns, or the outcome of its visit.
func saysNotFound(c *Claim) bool {
	if c.hasMark("visit_failed") {
		return true
	}
	return slices.Contains([]string{
		"whereabouts unknown", "whereabouts", "not found", "no trace", "untraced", "gone away", "not at address", "moved away", "missing",
	}, strings.ReplaceAll(strings.ToLower(c.Reason), "_", " "))
}

// countToRemoval says when the name may be deleted, and makes that the day by which enquiries are due.
func (h *history) countToRemoval(f *Finding, a absence) {
	if a.days == 0 || a.days >= removalDay.n {
		return
	}
	day := h.Calendar.AddSchoolDays(a.school, a.to, removalDay.n-a.days)
	f.Reason += " The name may be deleted from " + day.Words() + "."
	if two := h.Calendar.AddWorkingDays(h.AsOf.Day(), 2); day < two {
		f.Due, f.DueUnit = day, SchoolDays
	}
}
