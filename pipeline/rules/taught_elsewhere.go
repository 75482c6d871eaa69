package rules

import (
	"cmp"

	"rollcall/pipeline/calendar"
)

// particularsDays is within how many days parents tell what the register asks of them, from the day on which the child is to be on it,
// and providers what they are asked, from the day of the notice (sections 436D and 436E).
const particularsDays = 15

// setNotInSchool says whether a child is to be on the register, once that is in force. Whether a child lives here, and whether a school has
// the child, is as the verdict has it; where that cannot be told, nothing is said.
func (h *history) setNotInSchool(v *Verdict) {
	if !h.ListsNotInSchool() || SuppressorOf(v.ExplainedBy).Part == OfDeath {
		return
	}
	var x *NotInSchool
	switch v.Status {
	case Candidate:
		x = h.taughtNowhere()
	case Explained:
		if by, _ := h.residenceEvidence().livesElsewhere(); by == nil {
			x = h.taughtElsewhere(v)
		}
	}
	if x == nil {
		return
	}
	x.Since = max(x.Since, h.start)
	if x.Since.Known() {
		x.ParentsDue = max(x.Since, h.InForce[notInSchoolRegister.Name]).AddDays(particularsDays)
	}
	v.NotInSchool = x
}

// taughtNowhere is a candidate, of whom parents may say that they teach the child.
func (h *history) taughtNowhere() *NotInSchool {
	x := &NotInSchool{Basis: NotRegistered, Setting: Nowhere, Reason: "No register shows a school or other education: a candidate for children missing education."}
	x.Since, _ = h.withoutSince()
	if c := h.homeEducation(); c != nil && !h.isOver(c) && c.Status != "closed" {
		x.Setting, x.Since, x.Records = AtHome, c.From, recordsOf([]*Claim{c})
		x.Reason = "On the home-education register since " + c.From.Words() + ". " + h.homeWanting(c)
	}
	return x
}

// taughtElsewhere is a child whom a register explains, when what explains the child is not school alone.
func (h *history) taughtElsewhere(v *Verdict) *NotInSchool {
	on := findFirst(h.schools, (*enrolment).onRoll)
	arranged := h.newestClaim(Alternative, beginDay, func(c *Claim) bool { return h.openNow(c) && isOutsideSchool(c) })
	home := h.homeEducation()
	if home != nil && h.homeWanting(home) != "" {
		home = nil
	}
	switch {
	case arranged != nil:
		x := &NotInSchool{Basis: NotRegistered, Setting: Arranged, Since: arranged.From, Provider: arranged.Place != "", Records: recordsOf([]*Claim{arranged}),
			Reason: "In " + arrangementName(arranged.Status) + sinceWords(arranged.From) + "."}
		offered, _ := sessionsOf(arranged)
		x.Hours = offered > 0
		if asked := arranged.Decided; asked != 0 && h.wasInForce(notInSchoolRegister, asked) {
			x.ProvidersDue = asked.AddDays(particularsDays)
		}
		if on != nil {
			x.Basis, x.Reason = TaughtAway, "On the roll of "+on.name+", and in "+arrangementName(arranged.Status)+sinceWords(arranged.From)+"."
		}
		return x
	case home != nil && on != nil && on.roll != nil && on.roll.From <= home.From && on.seen >= home.From:
		return &NotInSchool{Basis: TaughtAway, Setting: FlexiSchool, Since: home.From, Provider: true, Records: recordsOf([]*Claim{home, on.roll}),
			Reason: "On the home-education register since " + home.From.Words() + ", and on the roll of " + on.name + ": taught at both, or one is out of date."}
	case home != nil && (on == nil || on.roll != nil && on.roll.From <= home.From):
		return &NotInSchool{Basis: NotRegistered, Setting: AtHome, Since: home.From, Records: recordsOf([]*Claim{home}),
			Reason: "On the home-education register since " + home.From.Words() + "."}
	case on != nil:
		return h.taughtInPart(on)
	}
	if e := h.lastLeaving(); e != nil && destinationOf(h, e.leaver) == destinationHome && v.Explains(e.leaver) {
		return &NotInSchool{Basis: NotRegistered, Setting: AtHome, Since: e.leaver.From, Records: recordsOf([]*Claim{e.leaver}),
			Reason: "Left " + e.name + " on " + e.leaver.From.Words() + " to be home educated."}
	}
	return nil
}

// isOutsideSchool reports whether an arrangement is education at no school: a unit is a school, and who is held in a secure home is on no
// such register.
func isOutsideSchool(c *Claim) bool {
	switch c.Status {
	case "section_19", "eotas", "hospital", "other":
		return true
	case "ehc_plan":
		return c.Reason == "eotas"
	}
	return false
}

// taughtInPart is a pupil who is at school for part of the time, by the school's census or its register, or nil.
func (h *history) taughtInPart(on *enrolment) *NotInSchool {
	x := &NotInSchool{Basis: PartTime, Setting: ReducedHours}
	if from, last := h.partTimeMarks(h.facts.amounts.CurrentAbsence); last != nil {
		x.Since, x.Records = from, recordsOf([]*Claim{last.claim})
		x.Reason = h.Name(last.claim.Place) + " has marked a part-time timetable since " + from.Words() + "."
		return x
	}
	if on.roll == nil || !on.roll.hasMark("part_time") {
		return nil
	}
	first := on.roll
	for _, c := range h.of(Roll) {
		if c.hasMark("part_time") && c.AsOf >= h.due && c.AsOf < first.AsOf && h.schoolAt(c.Place).root == on.root {
			first = c
		}
	}
	x.Since, x.Records = cmp.Or(first.AsOf, first.From), recordsOf([]*Claim{on.roll})
	x.Reason = "Held as part-time by " + on.name + " in its census of " + on.roll.AsOf.Words() + "."
	return x
}

// sinceWords says from when, if that is known.
func sinceWords(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return " since " + d.Words()
}

// Explains reports whether a record is what explains the child.
func (v *Verdict) Explains(c *Claim) bool {
	x := findFirst(v.Suppressions, func(s *Suppression) bool { return s.Applied && s.By == v.ExplainedBy })
	return x != nil && c != nil && x.Record == c.Record
}
