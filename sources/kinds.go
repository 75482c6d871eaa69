package sources

import "strings"

// inOrder is every source, in the order of the kinds.
var inOrder = []*source{
	schoolCensus, lostPupils, admissions, health, housing, homeEducation, exclusions, alternativeProvision, attendance,
	socialCare, rollChanges, independentSchools, otherAuthorities, referrals, ehcPlans, youthJustice, earlyYears,
	schools, schoolLinks, deaths, addresses, caseList, protected,
}

// kinds is every source by its kind.
var kinds = byKind(inOrder)

func byKind(all []*source) map[Kind]*source {
	m := make(map[Kind]*source, len(all))
	for _, s := range all {
		m[s.kind] = s
	}
	return m
}

// Kinds returns every kind of extract that can be read, in the order in which they are documented.
func Kinds() []Kind {
	out := make([]Kind, len(inOrder))
	for i, s := range inOrder {
		out[i] = s.kind
	}
	return out
}

func kindNames() string {
	names := make([]string, len(inOrder))
	for i, s := range inOrder {
		names[i] = string(s.kind)
	}
	return strings.Join(names, ", ")
}
