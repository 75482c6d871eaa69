package review

import (
	"net/http"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// A school sees its own pupils and what to do, and neither why, nor others, nor who is sealed.
func TestASchoolSeesItsOwnPupils(t *testing.T) {
	s := openSite(t, teacher())
	own := *s.desk.lines[2].Row
	own.Road, own.Reason = candidates.SchoolRoad, "Absent; social care works with the family."
	s.desk.lines[2].Row = &own
	other, officers, sealed := own, own, own
	other.ChildID, other.OnRollAt, other.Person.Forename = "r2", "9994009", "Otherschool"
	officers.ChildID, officers.Road, officers.Person.Forename = "r3", candidates.OfficersRoad, "Officersown"
	sealed.ChildID, sealed.Person.Forename = "r4", "Sealedchild"
	s.desk.lines = append(s.desk.lines, desk.Line{List: candidates.AtRisk, ChildID: "r2", Row: &other}, desk.Line{List: candidates.AtRisk, ChildID: "r3", Row: &officers},
		desk.Line{List: candidates.AtRisk, ChildID: "r4", Sealed: true, Row: &sealed})
	if a := s.get("/"); a.to != "/school" {
		t.Errorf("begins at %q", a.to)
	}
	a := s.get("/school")
	checkMarkup(t, a)
	if text := textOf(a.doc); !strings.Contains(text, "Peregrine Quillfeather") || !strings.Contains(text, "Pupils of Northby Academy") || !strings.Contains(text, "1 pupil ") {
		t.Error(text)
	}
	for _, not := range []string{"social care", "Otherschool", "Officersown", "Sealedchild", "Ottoline"} {
		if strings.Contains(a.body, not) {
			t.Errorf("says %q", not)
		}
	}
	if got := strings.Join(s.office.notes, "|"); got != "opened, the school's own pupils, r1" {
		t.Errorf("noted %q", got)
	}
	if a := s.get("/child/r1"); a.status != http.StatusForbidden {
		t.Errorf("its pupil's story: %d", a.status)
	}
}
