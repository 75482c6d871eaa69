package pipeline_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// TestEthnicityChangesNoList runs on one authority twice, the second time with every child of another ethnicity, and wants
// the same bytes in every list and other measures of fairness.
func TestEthnicityChangesNoList(t *testing.T) {
	codes := []string{"WBRI", "WROM", "MWBC", "AIND", "BAFR", "OARA"}
	publish := func(turn int) *pipeline.Result {
		dir := t.TempDir()
		world, err := fixtures.Invent(fixtures.Options{Children: 1500, Seed: 5, AsOf: fixtures.On(2026, 10, 15)})
		if err != nil {
			t.Fatal(err)
		}
		for i := range world.Children {
			world.Children[i].Ethnicity = codes[(i/(1+turn))%(2+turn)]
		}
		if _, err := fixtures.Write(world, dir, fixtures.DefaultErrors()); err != nil {
			t.Fatal(err)
		}
		s, err := pipeline.LoadSettings(filepath.Join(dir, "rollcall.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return run(t, s, pipeline.Options{AsOf: calendar.On(2026, 10, 15)})
	}
	one, other := publish(0), publish(1)
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.PossibleFile, candidates.ReconciliationFile,
		candidates.ChildrenFile, candidates.LinksFile, candidates.RejectionsFile, pipeline.ModelFile} {
		if !bytes.Equal(read(t, one.Folder, file), read(t, other.Folder, file)) {
			t.Errorf("%s is another when children are of another ethnicity", file)
		}
	}
	groups := func(r *pipeline.Result) map[string]bool {
		seen := map[string]bool{}
		for m, err := range candidates.ReadQuality(filepath.Join(r.Folder, candidates.QualityFile)) {
			if err != nil {
				t.Fatal(err)
			}
			if group, is := strings.CutPrefix(m.Group, "ethnicity: "); is && m.Measure == "fairness: listed" {
				seen[group] = true
			}
		}
		return seen
	}
	if g := groups(one); !g["white_british"] || !g["gypsy_roma_traveller"] || g["mixed"] {
		t.Errorf("measures of %v (want white_british, gypsy_roma_traveller)", g)
	}
	if g := groups(other); !g["mixed"] {
		t.Errorf("measures of %v (want mixed as well)", g)
	}
}
