package sources

import "rollcall/sources/cells"

// AlternativeProvision is the register of education arranged outside school.
const AlternativeProvision Kind = "alternative_provision"

// Placements outside mainstream school that the authority or a school has arranged: section 19 tuition, hospital, secure
// homes, units. A live placement explains a child; sessions that are offered and not attended do not.
var _ = declareSource(&source{
	kind: AlternativeProvision, order: 80, title: "placements in alternative provision",
	owner: "the authority's inclusion and alternative provision teams",
	basis: "Education Act 1996 ss.19, 436A; Education and Inspections Act 2006 s.100",
	obtain: "A report of placements from the inclusion or alternative provision team's system or list, with section " +
		"19 tuition, hospital school and packages other than at school, and sessions where providers report them. " +
		"Ask the inclusion lead; it is the authority's own data.",
	evidence: evidence{called: "alternative provision register", looked: 5, freshDays: 30, needsFresh: no, snapshot: yes, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 4},
	expect: Expectation{AgeDays: 120, Whole: true, Homes: true, Fill: namedFill(map[string]float64{"start_date": 0.9})},
	filed:  []string{"alternative provision", "ap placements", "ap tracker", "ap register", "eotas"},
	every:  "weekly", never: "reason for the placement, health needs, cost",
	ignored: []string{"commissioner", "cost", "reason", "medical need", "funding"}, sample: []string{"alternative_provision/ap.csv"},
	tables: []*table{{
		native: "placement_ref", fields: []field{
			{name: "placement_ref", is: cells.KeyValue, about: "the placement"},
			{name: "provider", about: "name of the provider"},
			{name: "provider_urn", about: "unique reference number of the provider"},
			{name: "type", is: cells.WordValue, about: "kind of provision", words: cells.WordSet(
				"section_19", "eotas", "hospital", "secure", "pru", "other")},
			{name: "start_date", is: cells.DateValue, about: "first day"},
			{name: "end_date", is: cells.DateValue, about: "last day"},
			{name: "notice_date", is: cells.DateValue, about: "day of a notice that asks the provider what the register of children not in school asks (Education Act 1996 s.436E)"},
			{name: "sessions_offered", is: cells.CountValue, about: "sessions offered so far"},
			{name: "sessions_attended", is: cells.CountValue, about: "sessions attended of these"},
		}, claims: alternativeProvisionClaims,
	}},
})

func alternativeProvisionClaims(c *columns) func(*row) {
	var (
		ref, provider, urn = c.slotOf("placement_ref"), c.slotOf("provider"), c.slotOf("provider_urn")
		kind, from, to     = c.slotOf("type"), c.slotOf("start_date"), c.slotOf("end_date")
		offered, attended  = c.slotOf("sessions_offered"), c.slotOf("sessions_attended")
		notice             = c.slotOf("notice_date")
		counted            = c.hasColumn("sessions_offered") && c.hasColumn("sessions_attended")
	)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
		if r.isBad(kind) {
			return
		}
		a := Claim{
			Kind: Alternative, From: r.dateOf(from), To: r.dateOf(to), Place: r.firstText(provider, urn), Status: r.textOf(kind),
			Ref: r.textOf(ref), Decided: r.dateOf(notice),
		}
		if counted && !r.isBad(offered) && !r.isBad(attended) {
			a.Reason, a.Count = digitsOf(r.countOf(offered)), max(0, r.countOf(offered)-r.countOf(attended))
		}
		r.addClaim(a)
	}
}
