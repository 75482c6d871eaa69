package rules

import "rollcall/pipeline/calendar"

// R09 finds a pupil on a part-time timetable for longer than a temporary measure may last.
var _ = addRule(&Rule{
	ID: "R09", Title: "Part-time timetable for more than six weeks",
	Condition: "Code C2 has been marked over six weeks and still is; or a census counts as many sessions of it as six weeks of half days " +
		"have; or two censuses of a school six weeks apart hold the pupil, of school age by then, as part-time.",
	Citations: []Citation{{attendance24, "part-time timetables, only temporary"}},
	From:      since2024, AnyOf: []string{"attendance", "school_census"},
	Severity: P4, Signal: AbsenceSignal,
	Road: OfficersRoad,
	Next: "Ask the school for the plan, its end date and the parents' agreement", Who: "attendance officer",
	decide: func(h *history) Finding {
		if from, last := h.partTimeMarks(h.facts.amounts.CurrentAbsence); last != nil && last.on.AddDays(-h.facts.amounts.PartTimeDays) >= from {
			return yes(from, h.Name(last.claim.Place)+" has marked a part-time timetable from "+from.Words()+" to "+last.on.Words()+".", last.claim)
		}
		for _, s := range h.sessionsBy() {
			if s.year == h.AsOf.SchoolYear() && s.partTime >= h.facts.amounts.PartTimeDays*5/7 {
				return yes(calendar.SchoolYearStart(s.year), h.Name(s.school)+" has marked "+number(s.partTime)+
					" sessions of a part-time timetable in this school year.", s.claim)
			}
		}
		if a, b := h.partTimeRolls(); b != nil {
			return yes(a.AsOf, "Held as part-time by "+h.Name(b.Place)+" in its censuses of "+a.AsOf.Words()+" and "+b.AsOf.Words()+".", a, b)
		}
		return no("No part-time timetable is known to have lasted that long.")
	},
})

// partTimeRolls are two census rows of one school far enough apart, the newer its newest, both of a pupil of age held as part-time.
func (h *history) partTimeRolls() (a, b *Claim) {
	for e := range eachOf(h.schools) {
		if e.state != live || e.source != fromCensus || !e.roll.hasMark("part_time") {
			continue
		}
		for _, c := range h.of(Roll) {
			if c.hasMark("part_time") && c.AsOf >= h.due && h.schoolAt(c.Place).root == e.root && c.AsOf.AddDays(h.facts.amounts.PartTimeDays) <= e.roll.AsOf {
				return c, e.roll
			}
		}
	}
	return nil, nil
}
