package review

import (
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

// schoolPage is what a school sees: the lines at risk of its own pupils that are the school's to take up. It does not say why a line was
// drawn, for that may tell of social care or of another school.
var _ = addPage(&page{Path: "/school", Title: "Your pupils", Nav: "Your pupils", Order: 10, Roles: []door.Role{door.School}, show: showSchool})

// mostPupils is how many lines of one school are read: no school has as many.
const mostPupils = 5000

// schoolView is what the page says.
type schoolView struct {
	Name string
	Rows []candidates.Row
}

func showSchool(v *visit) (*view, error) {
	if v.Person.School == "" {
		return nil, errNotYours
	}
	lines, _, err := v.Desk.Lines(v.Context(), desk.LineFilter{List: candidates.AtRisk, School: v.Person.School, Most: mostPupils})
	if err != nil {
		return nil, err
	}
	s, ids := schoolView{Name: v.Person.School}, []string{}
	for _, l := range lines {
		if l.Sealed || l.Row == nil || l.Row.Road != candidates.SchoolRoad || l.Row.OnRollAt != v.Person.School {
			continue
		}
		s.Rows = append(s.Rows, *l.Row)
		ids = append(ids, l.ChildID)
		if l.Row.SchoolName != "" {
			s.Name = l.Row.SchoolName
		}
	}
	if err := v.open("the school's own pupils", register.ActOpened, ids...); err != nil {
		return nil, err
	}
	return showPage("school", s), nil
}
