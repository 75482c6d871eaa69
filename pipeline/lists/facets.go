package lists

import (
	"cmp"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/sources"
)

// facetsOf is what a child is counted by.
func (m *maker) facetsOf(recs []*sources.Record) (f candidates.Facets) {
	if dob, _ := judge.BirthDate(recs); dob.Known() {
		f.BirthYear = dob.Midnight().Year()
	}
	if schools := m.schoolsOf(recs); len(schools) > 0 {
		f.LastSchool, f.LastSchoolName = schools[0].LAESTAB, schools[0].Name
	}
	f.Ward = m.wardOf(recs)
	trust := -1
	for _, r := range recs {
		if trusted := nameTrust[r.Kind]; r.Who.Sex != "" && trusted > trust {
			f.Sex, trust = r.Who.Sex, trusted
		}
	}
	return f
}

// wardOf is the ward of a child's newest place, which may lie outside the list of addresses: the child is then of no ward, whatever
// older records say.
func (m *maker) wardOf(recs []*sources.Record) string {
	newest := slices.DeleteFunc(slices.Clone(recs), func(r *sources.Record) bool { return r.Who.UPRN == "" && r.Who.Postcode == "" })
	if len(newest) == 0 {
		return ""
	}
	r := slices.MinFunc(newest, func(a, b *sources.Record) int {
		return cmp.Or(cmp.Compare(lastSeen(b), lastSeen(a)), cmp.Compare(a.ID, b.ID))
	})
	return m.Judged.Cases.WardAt(r.Who.UPRN, r.Who.Postcode, lastSeen(r))
}
