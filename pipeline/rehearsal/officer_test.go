package rehearsal

import (
	"fmt"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
)

// Officers judge the possible matches that the workbook shows them: it shows none of a sealed child, and the import refuses a workbook
// that speaks of one.
func TestOfficersJudgeWhatTheySee(t *testing.T) {
	var pairs []candidates.Line[candidates.Possible]
	for i := range 400 {
		sealed := i%2 == 0
		pairs = append(pairs, candidates.NewLine(candidates.Possible{RecordL: fmt.Sprintf("health:%t#%d", sealed, i), RecordR: "housing:b#1"}, sealed))
	}
	w := newWatch(Options{Seed: 1})
	f := w.officersDecide(&pipeline.Result{ID: "run", Lists: &candidates.Lists{Possible: pairs}}, &evaluate.Truth{})
	if len(f.Pairs) == 0 {
		t.Error("none is judged")
	}
	for _, p := range f.Pairs {
		if strings.Contains(p.RecordL, "true") {
			t.Errorf("%s is judged, which no workbook shows", p.RecordL)
		}
	}
}
