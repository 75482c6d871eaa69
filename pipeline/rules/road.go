package rules

import (
	"cmp"

	"rollcall/pipeline/calendar"
)

// RoadOf is the road of a line that some findings make.
func RoadOf(findings []Finding) Road {
	road := SchoolRoad
	for _, f := range findings {
		road = min(road, cmp.Or(f.Road, SchoolRoad))
	}
	return road
}

// RoadOfRules is the road of a line that some rules made on an earlier night, by what they declare.
func RoadOfRules(ids []string) Road {
	road := SchoolRoad
	for _, id := range ids {
		if r, _ := ruleOf(ID(id)); r != nil {
			road = min(road, cmp.Or(r.Road, SchoolRoad))
		}
	}
	return road
}

// roadOf is the road of a line that a service's flag or a plan makes graver than the sign it rests on: an officer's where that is for days
// to count, and else the meeting's.
func roadOf(f Finding) Road {
	if f.Severity <= P3 {
		return OfficersRoad
	}
	return MeetingRoad
}

// removableFrom is the day from which the name of a child absent so long may be deleted: the twentieth school day of the absence.
func (h *history) removableFrom(a absence) calendar.Date {
	if a.days >= removalDay.n {
		return h.Calendar.NthSchoolDay(a.school, a.from, removalDay.n)
	}
	return h.Calendar.AddSchoolDays(a.school, a.to, removalDay.n-a.days)
}

// setRoad says what officers put lists in order by: whether children's social care works with the child, and of a child at risk from when
// the school may delete the name of one who is absent now.
func (h *history) setRoad(v *Verdict) {
	v.OpenCare = h.openFlag("child_protection", "section_47", "child_in_need", "child_in_care") != nil
	if len(v.AtRisk) == 0 {
		return
	}
	if ok, _ := h.needed("attendance"); ok {
		if a := h.longestAbsence("GNO"); a.days > 0 {
			v.Removable = h.removableFrom(a)
		}
	}
}

// dropRepeated leaves out the findings that add nothing to a line which others make.
func (h *history) dropRepeated(says []Finding) []Finding {
	var kept []Finding
	for _, f := range says {
		if r, _ := ruleOf(f.Rule); r.adds == nil || len(says) == 1 || r.adds(h, says) {
			kept = append(kept, f)
		}
	}
	return kept
}
