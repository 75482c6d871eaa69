package rules

import "rollcall/pipeline/calendar"

// R06 finds a pupil suspended for long or often in a term. An unofficial exclusion leaves other marks: it is looked for by
// sessions off site and part-time that nothing arranged explains, which schools also code by habit, so these are only watched.
var _ = addRule(&Rule{
	ID: "R06", Title: "Long or repeated suspensions",
	Condition: "Suspensions of this term come to five school days in one or fifteen in all; or, watched only, as many sessions of this " +
		"school year are coded B, C2 or Y as fifteen school days have, with no arrangement known.",
	Citations: []Citation{{"Education Act 2002", "section 51A"}, {medway, "paragraph 3.1.9"}},
	AnyOf:     []string{"exclusions", "attendance", "school_census"},
	Reads:     Attendance | Exclusion, Severity: P4, Signal: ExclusionSignal,
	Road: OfficersRoad,
	Next: "Ask the school what support there is, and whether every exclusion was recorded", Who: "exclusions officer",
	decide: func(h *history) Finding {
		all := h.suspensionsThisTerm()
		total, longest := 0, (*Claim)(nil)
		for _, c := range all {
			total += c.Count
			if longest == nil || c.Count > longest.Count {
				longest = c
			}
		}
		// Sessions, two to a school day.
		switch {
		case longest != nil && longest.Count >= 2*h.facts.amounts.SuspensionEpisode:
			return yes(longest.From, "Suspended from "+h.Name(longest.Place)+" on "+longest.From.Words()+" for "+number(longest.Count)+" sessions, two to a school day.", longest)
		case total >= 2*h.facts.amounts.SuspensionTerm:
			return yes(all[0].From, "Suspended "+number(len(all))+" times this term, "+number(total)+" sessions in all, two to a school day.", all...)
		}
		return h.unofficialExclusion()
	},
	sign: func(h *history) Finding { // any suspension, though a short one makes no line of its own
		all := h.suspensionsThisTerm()
		if len(all) == 0 {
			return no("No suspension of this term is known.")
		}
		f := yes(all[0].From, "Suspended this term.", all...)
		f.Severity = P5
		return f
	},
})

// unofficialExclusion looks for many sessions away from the school that no arrangement explains.
func (h *history) unofficialExclusion() Finding {
	year := h.AsOf.SchoolYear()
	for _, s := range h.sessionsBy() {
		away := s.offSite
		if s.afternoons > 0 && h.ruleSays("R09") { // a timetable, and R09 asks about it
			away -= s.afternoons
		}
		if s.year != year || away < 2*h.facts.amounts.SuspensionTerm || h.hasBeenArranged() {
			continue
		}
		f := yes(calendar.SchoolYearStart(year), h.Name(s.school)+" has coded "+number(away)+
			" sessions of this school year as off site, part-time or closed to the pupil, and no arrangement is known.", s.claim)
		f.Severity = P5
		f.Label, f.Road = "coding to be asked about", MeetingRoad
		return f
	}
	return no("No suspension of this term is that long, and they do not add up to that.")
}

// suspensionsThisTerm are the suspensions of this term by day, each once however many extracts tell of it.
func (h *history) suspensionsThisTerm() []*Claim {
	from := h.AsOf.TermBegan(h.Calendar, h.Home)
	var all []*Claim
	for _, c := range h.of(Exclusion) {
		if c.Status != "suspension" || c.From < from || h.AsOf.Before(c.From) {
			continue
		}
		if n := len(all); n > 0 && all[n-1].From == c.From && all[n-1].Place == c.Place {
			if c.Count > all[n-1].Count {
				all[n-1] = c
			}
			continue
		}
		all = append(all, c)
	}
	return all
}
