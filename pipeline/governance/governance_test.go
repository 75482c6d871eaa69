package governance

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

var update = flag.Bool("update", false, "write the goldens anew")

// small publishes a run of two extracts: no more than what the pages read of it. More is added to its settings.
func small(t *testing.T, more string) (run string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "rollcall.yaml")
	text := "authority: {code: \"887\", name: Fenwick}\noutput: out\njobs:\n  - {name: nightly, cron: \"0 3 * * *\"}\nsources:\n  - {kind: referrals, path: referrals.csv}\n" +
		"  - {kind: social_care, path: care.csv}\n" + more
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run = filepath.Join(dir, "out", journal.RunsFolder, "2026-10-15T20261016-021500")
	if err := os.MkdirAll(run, 0o700); err != nil {
		t.Fatal(err)
	}
	m := journal.Manifest{
		Rollcall: "v1.2.3", Run: "2026-10-15T20261016-021500", AsOf: "2026-10-15", Authority: "887", SettingsFile: file, Settings: journal.HashBytes([]byte(text)),
		Model: "abc", Guidance: rules.Guidance, Law: []journal.LawAmount{
			{Name: "sixth_day", Value: 6, Unit: "school days", From: "2007-09-01", Basis: "the law", Set: "law"}, {Name: "no_show", Value: 10, Unit: "school days"}},
		Inputs: []journal.Input{
			{Kind: "referrals", File: "referrals.csv", Rows: 12, Records: 11, Rejects: 1, Values: 2, Unknown: []string{"Colour | of <eyes>"}},
			{Kind: "social_care", File: "care.csv", Rows: 1300, Records: 1300}},
		Gates:   []journal.GateReport{{Gate: journal.AgeGate, Kind: "social_care", Why: "it is 40 days old", Held: true}},
		Notices: []journal.Notice{{Kind: "social_care", Grave: true, Text: "social_care: it is 40 days old; it is held back"}},
		Results: map[string]int{"children": 1234, "cme_candidates": 5, "at_risk": 39, "possible_matches": 17, "status_candidate": 5, "status_explained": 1200, "status_grey": 29},
	}
	if err := os.WriteFile(filepath.Join(run, journal.ManifestFile), m.JSON(), 0o600); err != nil {
		t.Fatal(err)
	}
	none := math.NaN()
	if err := candidates.WriteQuality(candidates.Origin{}, filepath.Join(run, candidates.QualityFile), []candidates.Measure{
		{Measure: "children", Group: "all", Value: 1234, Low: none, High: none},
		{Measure: "joined with another extract", Group: "referrals", Value: 0.75, Low: 0.5, High: 0.9},
		{Measure: "fairness: listed", Group: "all children of age", Value: 0.02, Low: 0.01, High: 0.03},
		{Measure: "fairness: listed", Group: "names: two surnames", Value: 0.03, Low: 0.015, High: 0.06},
	}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(run, candidates.CMEFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return run
}

// written gathers a run and returns its pages by name, and all of them together.
func written(t *testing.T, run string, change func(*Facts)) (pages map[string]string, all string) {
	t.Helper()
	f, err := Gather(run, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	out := filepath.Join(t.TempDir(), "pages")
	gaps, err := f.Write(out)
	if err != nil {
		t.Fatal(err)
	}
	pages = map[string]string{}
	for _, name := range Pages {
		raw, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(raw)
		all += string(raw)
		if n := strings.Count(pages[name], "**[To be filled by "); n == 0 || n != gaps[name] {
			t.Errorf("%s: %d gaps are marked, %d counted", name, n, gaps[name])
		}
		if info, _ := os.Stat(filepath.Join(out, name)); info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v", name, info.Mode())
		}
	}
	return pages, all
}

func TestGoldenPages(t *testing.T) {
	pages, _ := written(t, small(t, ""), nil)
	for name, got := range pages {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s has changed; run `make golden` and read the difference:\n%s", name, diff)
		}
	}
}

// Every extract stands in the annex with its basis, given or not, every field of a given one with who sees it, and every
// provision in the record with what it rests on.
func TestNothingDeclaredIsLeftOut(t *testing.T) {
	more := ""
	for _, k := range sources.Kinds() {
		if k != "referrals" && k != "social_care" && k != "housing" {
			more += fmt.Sprintf("  - {kind: %s, path: x.csv}\n", k)
		}
	}
	pages, _ := written(t, small(t, more), nil)
	annex, record := pages["data-protection-annex.md"], pages["transparency-record.md"]
	for _, k := range sources.Kinds() {
		d, _ := sources.DeclarationOf(k)
		if !strings.Contains(annex, "| "+cell(k)) || !strings.Contains(annex, cell(d.Basis)) || !strings.Contains(record, cell(k)) {
			t.Errorf("%s: not said, or not on what basis it is held", k)
		}
		for _, l := range d.Layouts {
			for _, field := range l.Fields {
				if line := fmt.Sprintf("| %s | %s | %s |", cell(field.Name), cell(field.About), cell(field.Sees)); k != "housing" && !strings.Contains(annex, line) {
					t.Errorf("%s: %s: not said who sees it", k, field.Name)
				}
			}
		}
	}
	for _, x := range rules.Catalogue() {
		basis := (&Facts{}).Basis(x)
		if line := fmt.Sprintf("| %s | %s | %s | %s |", x.ID, cell(x.Title), cell(x.List), cell(basis)); basis == "" || !strings.Contains(record, line) {
			t.Errorf("%s: not in the record with what it rests on", x.ID)
		}
	}
}

func TestFiguresAreGivenOnlyWhereTheyAreKnown(t *testing.T) {
	run := small(t, "")
	pages, _ := written(t, run, nil)
	report, record := pages["quality-report.md"], pages["transparency-record.md"]
	for _, want := range []string{"Precision and recall are not known", "No officer has decided any line", "| listed | names: two surnames | 0.0300 | 0.0150 to 0.0600 | 1.50 |",
		"| age | social\\_care |  | it is 40 days old | the extract was held back |", "| C05 | ", "| left to a person, because a possible match might explain them | 29 |"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if !strings.Contains(record, "Not evaluated on this authority's data") || !strings.Contains(record, "fewer than 10 were listed") || !strings.Contains(record, "about 1,200 children") {
		t.Error("the record gives a figure that is not known, or one that is too exact for the public")
	}
	pages, all := written(t, run, func(f *Facts) {
		f.Quality = &evaluate.Quality{Children: 1250, CME: evaluate.Score{Right: 3, Wrong: 1, Missed: 2}}
		f.Measures = append(f.Measures, candidates.Measure{Measure: "fairness: confirmed of decided", Group: "all children of age", Value: 0.625, Low: 0.5, High: 0.75})
	})
	if strings.Contains(all, "not known.**") || !strings.Contains(pages["quality-report.md"], "| candidate CME | 0.750 | 0.600 | 3 | 1 | 2 |") || !strings.Contains(all, "they confirmed 0.6250 (0.5000 to 0.7500)") ||
		!strings.Contains(pages["transparency-record.md"], "lines of candidate CME, precision 0.750 and recall 0.600") {
		t.Error("the figures of an evaluated run are not given")
	}
}

func TestSealsAndSettingsAreSaidAsTheyAre(t *testing.T) {
	run := small(t, "")
	if _, all := written(t, run, nil); !strings.Contains(all, "**The settings name no list of children") || strings.Contains(all, "The settings have changed") {
		t.Error("a run without seals does not say so, or settings are called changed that are not")
	}
	file := filepath.Join(run, "..", "..", "..", "rollcall.yaml")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(raw), "Fenwick", `"Fen | <b>wick</b>"`, 1) + "  - {kind: protected, path: seals.csv}\nregister: {keep: {case_years: 9}}\n"
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	pages, all := written(t, run, nil)
	if strings.Contains(all, "name no list of children") || strings.Count(all, "settings have changed since") != len(Pages) || !strings.Contains(all, "| 9 years |") {
		t.Error("seals, changed settings or the authority's own retention are not said")
	}
	if strings.Contains(all, "<b>") || !strings.Contains(pages["quality-report.md"], `at Fen \| &lt;b&gt;wick`) {
		t.Error("what the settings say is read as markup")
	}
	if err := os.Rename(filepath.Join(run, candidates.CMEFile), filepath.Join(run, candidates.CMEFile+".age")); err != nil {
		t.Fatal(err)
	}
	if _, now := written(t, run, nil); !strings.Contains(all, "lie in the clear") || !strings.Contains(now, "lists of this run lie encrypted") {
		t.Error("it is not said whether the lists lie encrypted")
	}
}

// What was published is not changed, and what people have filled in is not written over.
func TestPagesGoNowhereTheyShouldNot(t *testing.T) {
	run := small(t, "")
	f, err := Gather(run, "", "")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := t.TempDir()
	link := filepath.Join(elsewhere, "link")
	if err := os.Symlink(run, link); err != nil {
		t.Fatal(err)
	}
	var refused *OutError
	for _, out := range []string{run, filepath.Join(run, "governance"), filepath.Dir(run), link, filepath.Join(link, "deep", "er")} {
		if _, err := f.Write(out); !errors.As(err, &refused) {
			t.Errorf("%s: error = %v, want a refusal", out, err)
		}
	}
	if entries, _ := os.ReadDir(run); len(entries) != 3 {
		t.Errorf("the run has %d files now", len(entries))
	}
	if _, err := f.Write(elsewhere); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(elsewhere); !errors.As(err, &refused) {
		t.Errorf("a page was written over: %v", err)
	}
}

func TestRoughly(t *testing.T) {
	check := func(n int, want string) {
		if got := roughly(n); got != want {
			t.Errorf("roughly(%d) = %q, want %q", n, got, want)
		}
	}
	check(0, "fewer than 10")
	check(9, "fewer than 10")
	check(10, "about 10")
	check(39, "about 40")
	check(343, "about 340")
	check(1234, "about 1,200")
	check(98765, "about 99,000")
}

// Every status that a run can count has words of its own.
func TestEveryStatusHasWords(t *testing.T) {
	for _, s := range []rules.Status{rules.NotOfAge, rules.Explained, rules.Grey, rules.Candidate, rules.Elsewhere, rules.Undecided, rules.Decided} {
		if statusWords[string(s)] == "" {
			t.Errorf("%s: no words", s)
		}
	}
}
