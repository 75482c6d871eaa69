package lists

import (
	"slices"

	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// addHomeEducated adds what is counted of home education for the return to the department.
func (m *maker) addHomeEducated(f *reports.Facts) {
	register := m.Judged.Authority.Extracts[string(sources.HomeEducation)]
	f.HomeKnown = register.Came && register.Held == ""
	f.HomeReasons, f.SchoolTypes = sources.HomeReasons, rules.SchoolTypes
	if !f.HomeKnown {
		return
	}
	for child := range m.children.Len() {
		if !slices.ContainsFunc(m.children.IdentitiesOf(child), func(row int32) bool { return m.children.People.KindOf(row) == sources.HomeEducation }) {
			continue
		}
		of := reports.HomeEducated{Figures: reports.Figures{Born: reports.MonthOfBirth(m.Judged.Noted[child].Born), Sex: m.draftRow(child, "").Person.Sex}}
		m.Judged.Cases.Look(child, func(k *rules.Case) {
			for _, s := range rules.HomeSpells(k) {
				of.Times = append(of.Times, reports.HomeSpell{From: s.From, To: s.To, Wanting: s.Wanting, Returned: s.Returned, Reason: s.Reason,
					PriorSchool: m.Judged.Authority.SchoolType(s.School), Notices: s.Notices, Orders: s.Orders})
			}
		})
		if len(of.Times) > 0 {
			f.Home = append(f.Home, of)
		}
	}
}
