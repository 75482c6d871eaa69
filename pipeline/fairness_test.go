package pipeline_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"rollcall/fixtures"
	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
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
		s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Clock: atNoon}) // every table names its run
	}
	one, other := publish(0), publish(1)
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.PossibleFile, candidates.ReconciliationFile,
		candidates.ChildrenFile, candidates.LinksFile, candidates.RejectionsFile, journal.ModelFile} {
		if !bytes.Equal(read(t, one.Folder, file), read(t, other.Folder, file)) {
			t.Errorf("%s is another when children are of another ethnicity", file)
		}
	}
	groups := func(r *pipeline.Result) map[string]bool {
		seen := map[string]bool{}
		measures, err := parquet.ReadFile[struct {
			Measure string `parquet:"measure"`
			Group   string `parquet:"measure_group"`
		}](filepath.Join(r.Folder, candidates.QualityFile))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range measures {
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

// What officers decide of the lines comes to the measure by group: of the children decided, how many were missing education.
func TestDecisionsTellWhetherGroupsAreListedRightly(t *testing.T) {
	s := invented(t, 900, 3)
	first := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	decisions := [][2]string{{"Confirmed", "enquiries under way"}, {"Not CME", "on a roll and attending"}, {"Suspected", "enquiries under way"},
		{"Resolved", "on a roll and attending"}, {"Resolved", "an error in the data"}, {"Untraced", "not found after joint enquiries"}}
	if len(first.Lists.CME) < len(decisions) {
		t.Fatalf("%d candidates show nothing", len(first.Lists.CME))
	}
	var lines []candidates.Marked
	told, was := map[string]int{}, map[string]int{}
	for i, d := range decisions {
		row := candidates.PrintedRows(first.Lists.CME)[i]
		lines = append(lines, marked(row, d[0], d[1]))
		if d[0] == "Suspected" {
			continue // does not tell
		}
		for _, group := range []string{reports.Everyone, "sex: " + row.Person.Sex} {
			told[group]++
			if d[0] != "Not CME" && d[1] != "an error in the data" {
				was[group]++
			}
		}
	}
	if _, err := decide(t, s, first, calendar.On(2026, 10, 15), lines); err != nil {
		t.Fatal(err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	seen := 0
	for _, m := range second.Lists.Measures {
		if m.Measure != "fairness: confirmed of decided" || told[m.Group] == 0 {
			continue
		}
		seen++
		if want := float64(was[m.Group]) / float64(told[m.Group]); m.Value != want || m.Low > want || m.High < want {
			t.Errorf("%s: %v in %v to %v, want %v (%d of %d)", m.Group, m.Value, m.Low, m.High, want, was[m.Group], told[m.Group])
		}
	}
	if seen != len(told) {
		t.Errorf("%d groups measured, want %d: %v", seen, len(told), told)
	}
}
