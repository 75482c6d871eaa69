package review

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// TestWhoWasSealedSinceIsOnNoPage: a run that was held has seen a seal, and the lists that stand are older. Nothing stands of the child in the
// ledger but the seal.
func TestWhoWasSealedSinceIsOnNoPage(t *testing.T) {
	s := openSite(t, lead())
	s.desk.found = foundOttoline()
	s.desk.stories["e1"].Siblings = []candidates.Sibling{{ChildID: "c1", Name: "Ottoline Quillfeather"}}
	s.desk.tasks = []candidates.Task{{ChildID: "c1", Reason: "Ring the school of Ottoline."}, {Reason: "of nobody"}}
	risk := s.desk.lines[2].Row
	risk.Sibling = &candidates.Sibling{ChildID: "c1", Name: "Ottoline Quillfeather"}
	s.post("/purpose", map[string][]string{"purpose": {"request 17"}})
	paths := []string{"/", "/child/c1", "/child/c1/sheet", "/child/e1", pairsPath, pairsPath + "/1", secondPath, findPath, "/?list=cme_candidates", "/?list=at_risk"}
	s.waitingPair("same")
	s.find("quillfeather", "request 17")
	seen := false
	for _, path := range paths {
		seen = seen || strings.Contains(s.get(path).body, "Ottoline")
	}
	if !seen {
		t.Fatal("the child is nowhere before, and the test tells nothing")
	}
	s.office.state.Seals = func(child string) bool { return child == "c1" }
	for _, path := range paths {
		if a := s.get(path); strings.Contains(a.body, "Ottoline") || a.status == http.StatusInternalServerError {
			t.Errorf("%s: %d: %s", path, a.status, mainOf(a))
		}
	}
	d := sealedSince{s.desk, s.office}
	if tasks, err := d.Tasks(t.Context(), ""); err != nil || len(tasks) != 1 || tasks[0].Reason != "of nobody" {
		t.Errorf("tasks %v, %v", tasks, err)
	}
	if briefs, err := d.Briefs(t.Context(), "c1", "e1"); err != nil || len(briefs) != 1 {
		t.Errorf("briefs %v, %v", briefs, err)
	}
	if _, err := d.Child(t.Context(), "c1"); !errors.Is(err, desk.ErrSealed) {
		t.Error(err)
	}
	if found, err := d.Find(t.Context(), "x", 5); err != nil || len(found.Hits)+found.Total > 0 {
		t.Errorf("found %+v, %v", found, err)
	}
	if risk.Sibling == nil || s.desk.stories["e1"].Siblings[0].Name == "" || s.desk.lines[0].Row.Person.Forename != "Ottoline" {
		t.Error("the store itself was changed")
	}
}
