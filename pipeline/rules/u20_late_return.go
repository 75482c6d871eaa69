package rules

import "rollcall/pipeline/calendar"

// U20 switches a school's absence of a child off as evidence when its newest return did not come, came short or failed: who
// was there at its last trusted return, or took up a place there since, is presumed to be there still. A missing file is a
// question for the school, never for its families.
var _ = addSuppressor(&Suppressor{
	ID: "U20", Title: "The school's return is late or not trusted", Effect: Holds, Part: OfEducation, Roll: true,
	Does:      "switches the rules off for the school; one question goes to the school",
	Citations: []Citation{newPupilDay.citation, {"Education (Information About Individual Pupils) (England) Regulations 2013 (SI 2013/2094)", ""}},
	Proof:     "the school's previous trusted return, or an accepted place there that has begun",
	Expires:   "the file comes",
	apply: func(h *history) Suppression {
		for e := range eachOf(h.schools) {
			if e.state == presumed {
				return restingOn(e.roll, proofGrade(e.roll),
					"Was on the roll of "+e.name+" on "+e.seen.Words()+", and "+e.whyUnseen()+".").shownOld(true)
			}
		}
		return h.placeUnseen()
	},
})

// whyUnseen says why a school's newest return cannot be used.
func (p *establishment) whyUnseen() string {
	switch {
	case p.distrusted != "":
		return "its return since is held back: " + p.distrusted
	case !p.late:
		return "its roll has not been seen since"
	}
	return "its newest return has not come"
}

// placeUnseen holds a child who took up a place at a school whose roll has not been seen since the place began: pupils who
// enter in a main round need no new-pupil return. For a move in the year such a return is due, and only a census that is late
// or not trusted holds the child, or a run that has no new-pupil returns. A place that is still to begin says that the child is at none of them.
func (h *history) placeUnseen() Suppression {
	if a := h.placeToBegin(); a != nil && h.AsOf.Before(h.startOf(a)) {
		return Suppression{}
	}
	told, _ := h.trusted("roll_changes")
	for a := range eachOf(h.applications) {
		if a.outcome < offered || !a.school.returns || !a.isMainRound() && (a.outcome < accepted || told && !a.school.late) {
			continue
		}
		start := h.startOf(a)
		if !h.begunUnseen(a, start) {
			continue
		}
		return restingOn(a.claim, "E2", "Was given a place at "+a.school.name+" from "+start.Words()+", and "+a.school.whyUnseen()+".").
			shownOld(true)
	}
	return h.destinationUnseen()
}

// begunUnseen reports whether a place has begun and the school's roll has not been seen since, and nothing says that the child
// did not come to it: a new application for the same school, home education that went on, or the school's daily marks.
func (h *history) begunUnseen(a *application, start calendar.Date) bool {
	return !h.AsOf.Before(start) && a.school.trusted < start && !h.endedAfter(start) && !h.registerWithout(a.school, start) &&
		!(a.isMainRound() && (h.askedAgain(a, start) || h.homeEducatedAfter(start)))
}

// destinationUnseen holds a child whose school named another of our schools, for the fifteen school days in which the file
// must follow the child, and for as long as that school's newest return is late or not trusted; not against its daily marks. Where the parents agreed the
// day of starting there and the time to come has passed, the child has not come, and nothing is left to wait for.
func (h *history) destinationUnseen() Suppression {
	e := h.lastLeaving()
	if e == nil || destinationOf(h, e.leaver) != destinationOurs {
		return Suppression{}
	}
	to := h.schoolToward(e.leaver)
	until := h.Calendar.AddSchoolDays(e.root, e.leaver.From, transferDay.n)
	late := to.late && to.trusted < e.leaver.From
	if to.root == e.root || !h.AsOf.Before(until) && !late || !late && h.didNotCome(to) || h.registerWithout(to, e.leaver.From) {
		return Suppression{}
	}
	x := restingOn(e.leaver, "E2",
		"Left "+e.name+" on "+e.leaver.From.Words()+" for "+to.name+", whose roll has until "+until.Words()+" to show the child.").
		endingOn(until)
	if to.late {
		x.Old, x.Until = true, 0
		x.Reason = "Left " + e.name + " on " + e.leaver.From.Words() + " for " + to.name + ", and " + to.whyUnseen() + "."
	}
	return x
}

// didNotCome reports whether a place at a school was accepted, and the time has passed in which the child was to come to it: the school
// is to say so by the fifth day after the start.
func (h *history) didNotCome(to *establishment) bool {
	told, _ := h.trusted("roll_changes")
	return h.hasApplication(func(a *application) bool {
		start := h.startOf(a)
		if a.outcome != accepted || a.isMainRound() || a.school.root != to.root || start == 0 {
			return false
		}
		return !h.AsOf.Before(h.noShowDay(a, start)) || told && a.expected != 0 && !h.AsOf.Before(start.AddDays(newPupilDay.n))
	})
}

// homeEducatedAfter reports whether the child was on the home-education register on a day and after it.
func (h *history) homeEducatedAfter(d calendar.Date) bool {
	return h.hasClaim(HomeEducated, func(c *Claim) bool {
		return c.From != 0 && c.From <= d && (c.To == 0 || c.To > d)
	})
}
