package reports

import (
	"cmp"
	"math"
	"slices"
	"time"

	"rollcall/pipeline/candidates"
)

// schoolsOwn are the rules that rest on what a school itself returned, with what a school is told of a line and asked to do. It is told nothing
// else: why a line was drawn, how grave it is and who else works with the child may rest on what social care, another school or another
// service said, and whether a school may know that is for the authority's data protection officer to decide.
var schoolsOwn = map[string]struct{ why, next string }{
	"R01": {"Absent for five school days on end or more, and no reason is known.", "Consult the attendance officer, and set a day for the home visit"},
	"R05": {"Missed a tenth or more of the possible sessions of the school year.", "Work through the pupil's attendance plan"},
	"R34": {"Marked with code N for sessions more than five school days ago.", "Ask the parents for the reason and correct the register"},
}

// schoolColumns are those of what a school is given.
func schoolColumns() []candidates.TableColumn {
	return append(personColumns(), textColumn("year_group", "Year group", 8), textColumn("why", "Why you are told", 60), dayColumn("since", "Since"), dayColumn("due", "Due"),
		textColumn("due_unit", "Deadline counted in", 14), textColumn("next", "Please", 50), candidates.TableColumn{Name: "done", Title: "What was done", Width: 40, SheetOnly: true})
}

// pupil is a line of what a school is given.
type pupil struct {
	school, schoolName, child, year, rule, unit string
	person                                      candidates.Person
	since, due                                  time.Time
	rank                                        int
}

func (p *pupil) row() []any {
	said := schoolsOwn[p.rule]
	return append(personCells(p.child, p.person), p.year, said.why, p.since, p.due, p.unit, said.next, nil)
}

// ForSchools is what each school is given to work through itself, by its number: its own pupils whom the school's own returns put on the list at
// risk and whose road is the school's, and its marks without a reason; of nobody else's, and nothing that is an officer's.
func ForSchools(f *Facts) map[string]candidates.Table {
	all := map[string]candidates.Table{}
	for _, p := range f.pupilsForSchools() {
		t, had := all[p.school]
		if !had {
			t = candidates.Table{
				ID: "P03", File: p.school, Title: "At risk: " + cmp.Or(p.schoolName, p.school),
				About:   "Pupils of this school only, by its own returns. A line is a prompt to look, not a finding.",
				Columns: schoolColumns(),
			}
		}
		t.Rows = append(t.Rows, p.row())
		all[p.school] = t
	}
	return all
}

// pupilsForSchools are the lines for schools, by school and in the order of the list.
func (f *Facts) pupilsForSchools() (all []pupil) {
	for r := range candidates.EachPrinted(f.AtRisk) {
		if r.Road != candidates.SchoolRoad || r.OnRollAt == "" || len(r.Rules) == 0 {
			continue
		}
		if _, own := schoolsOwn[r.Rules[0]]; own {
			all = append(all, pupil{r.OnRollAt, r.SchoolName, r.ChildID, r.YearGroup, r.Rules[0], r.DueUnit, r.Person, r.Since, r.Due, r.Rank})
		}
	}
	for x := range candidates.EachPrinted(f.Apart) {
		if x.Rule == "R34" && x.School != "" {
			all = append(all, pupil{x.School, x.SchoolName, x.Child, x.YearGroup, x.Rule, "", x.Person, dayCell(x.Since), dayCell(x.Due), math.MaxInt})
		}
	}
	slices.SortStableFunc(all, func(a, b pupil) int { return cmp.Or(cmp.Compare(a.school, b.school), cmp.Compare(a.rank, b.rank)) })
	return all
}
