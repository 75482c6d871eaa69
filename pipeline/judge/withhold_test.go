package judge

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Whom a held extract may explain depends on what was said of the child when it was last accepted.
func TestHowAHeldExtractMayExplainAChild(t *testing.T) {
	const spoke = calendar.Date(20700)
	const broken, explained, isNew, newer = "and the child has lost records since it was last accepted", "and it explained the child when it was last accepted",
		"and the child is new since it was last accepted", "and what puts the child on the list is newer than the extract last accepted"
	last := &past.Published{Candidates: map[string]bool{"C": true}, Explained: map[string]sources.Kind{"E": sources.SchoolCensus, "O": sources.HomeEducation},
		Records: map[string]map[sources.Kind]int{"C": {sources.SchoolCensus: 9}, "E": {sources.SchoolCensus: 1}, "O": {sources.HomeEducation: 1}, "K": {sources.SchoolCensus: 2, sources.Housing: 2}}}
	for i, c := range []struct {
		kind   sources.Kind
		whole  bool
		former []string
		now    map[sources.Kind]int
		since  calendar.Date
		want   string
	}{
		{sources.SchoolCensus, true, []string{"E", "C"}, nil, spoke, ""}, // was a candidate then
		{sources.SchoolCensus, true, nil, nil, spoke - 1, isNew},
		{sources.SchoolCensus, true, []string{"Z"}, nil, spoke - 1, isNew},
		{sources.SchoolCensus, false, []string{"Z"}, nil, spoke, ""},
		{sources.Housing, true, []string{"Z"}, nil, spoke, ""},
		{sources.SchoolCensus, true, []string{"O", "Z"}, map[sources.Kind]int{sources.HomeEducation: 1}, spoke - 1, ""},
		{sources.SchoolCensus, true, []string{"Z", "E"}, map[sources.Kind]int{sources.SchoolCensus: 1}, spoke - 1, explained},
		{sources.SchoolCensus, false, []string{"E"}, map[sources.Kind]int{sources.SchoolCensus: 1}, spoke - 1, explained},
		{sources.SchoolCensus, true, []string{"O"}, map[sources.Kind]int{sources.HomeEducation: 1}, spoke - 1, ""},
		{sources.SchoolCensus, true, []string{"O"}, map[sources.Kind]int{sources.HomeEducation: 1}, spoke, newer},
		{sources.SchoolCensus, false, []string{"O"}, map[sources.Kind]int{sources.HomeEducation: 1}, spoke, ""},
		{sources.Housing, true, []string{"O"}, map[sources.Kind]int{sources.HomeEducation: 1}, spoke, ""},
		{sources.SchoolCensus, false, []string{"K"}, map[sources.Kind]int{sources.SchoolCensus: 1, sources.Housing: 2}, spoke, broken},
		{sources.SchoolCensus, false, []string{"K"}, map[sources.Kind]int{sources.SchoolCensus: 2, sources.Housing: 1}, spoke, ""},
		{sources.SchoolCensus, false, []string{"K"}, map[sources.Kind]int{sources.SchoolCensus: 2}, spoke, broken},
		{sources.SchoolCensus, false, []string{"K"}, map[sources.Kind]int{sources.SchoolCensus: 2, sources.Housing: 2}, spoke, ""},
	} {
		h := heldKind{intake.Held{Kind: c.kind, Whole: c.whole, SpokeFor: spoke}, last}
		if got := h.whyExplains(c.former, c.now, c.since); got != c.want {
			t.Errorf("%d: %q, want %q", i, got, c.want)
		}
	}
}

// Candidates whom a held extract may explain are withheld, each for the first that may, told by kind and counted; where no run
// ever accepted one, all for whom it may answer.
func TestCandidatesAreWithheldForAHeldExtract(t *testing.T) {
	night := func() *peopletest.Night {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
		n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
		n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))
		return n
	}
	withheld := func(n *peopletest.Night, d *Judged, record int) string {
		v := d.Verdicts[n.Number(record)]
		if (v.Status == rules.Undecided) != (v.CME == nil) {
			t.Errorf("record %d is %s with %v", record, v.Status, v.CME)
		}
		return v.Explanation
	}
	n := night()
	n.Passed.Held = []intake.Held{{Kind: sources.Housing, Whole: true}, {Kind: sources.HomeEducation}}
	decide(t, n, &past.Past{})
	if got := counts(n); got["candidate"] != 2 || got["withheld for an extract"] != 0 {
		t.Errorf("for extracts that answer for nobody: %v", got)
	}
	n = night()
	n.Passed.Held = []intake.Held{{Kind: sources.Housing, Whole: true}, {Kind: sources.HomeEducation, Whole: true}, {Kind: sources.RollChanges, Whole: true}}
	d := decide(t, n, &past.Past{})
	for record := range 2 {
		if got := withheld(n, d, record); got != "It cannot be told: the home education extract is held back, and no earlier run says whom it explains." {
			t.Errorf("record %d: %q", record, got)
		}
	}
	if got := counts(n); got["withheld for an extract"] != 2 || got["explained"] != 1 {
		t.Errorf("counted %v", got)
	}
	if got := notices(n, "withheld"); len(got) != 1 || !n.Manifest.Notices[0].Grave || n.Manifest.Notices[0].Kind != "home_education" || got[0] !=
		"home_education: 2 children who would be listed are withheld until it is mended: it may explain them; they are undecided in the reconciliation" {
		t.Errorf("notices %v", n.Manifest.Notices)
	}

	// Alma was explained by the census then, and Bram a candidate already.
	n = night()
	n.Make(t)
	known := map[people.Fingerprint]rules.ChildID{}
	for identity, id := range []rules.ChildID{"A-then", "B-then"} {
		known[n.Children.People.PrintOf(int32(identity))] = id
	}
	n = night()
	n.Known = maps.All(known)
	folder := filepath.Join("runs", "then")
	writePublished(t, filepath.Join(n.Out, folder), "B-then", candidates.Reconciled{ChildID: "A-then", RecordID: "school_census:c.csv#1"})
	n.Passed.Held = []intake.Held{{Kind: sources.SchoolCensus, Accepted: true, Folder: folder}, {Kind: sources.RollChanges, Accepted: true, Folder: folder},
		{Kind: sources.HomeEducation, Accepted: true, Folder: filepath.Join("runs", "gone"), Whole: false}}
	d = decide(t, n, &past.Past{})
	if got := withheld(n, d, 0); got != "It cannot be told: the school census extract is held back, and it explained the child when it was last accepted." {
		t.Errorf("Alma: %q", got)
	}
	if v := d.Verdicts[n.Number(1)]; v.Status != rules.Candidate {
		t.Errorf("whom the extract did not explain then: %s %q", v.Status, v.Explanation)
	}

	// A folder that is there and cannot be read stops the run.
	if err := os.Remove(filepath.Join(n.Out, folder, candidates.ChildrenFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := Decide(n.Journal, nil, n.Children, n.Passed, &past.Past{}); err == nil {
		t.Error("a run is judged by half of what it must know")
	}
	n = night()
	n.Passed.Held = []intake.Held{{Kind: sources.HomeEducation, Whole: true, Accepted: true, Folder: filepath.Join("runs", "gone")}}
	d = decide(t, n, &past.Past{})
	if got := withheld(n, d, 0); got == "" {
		t.Error("of a run that is gone it is known whom it explains")
	}
}

// writePublished writes what a published run said: one candidate, and what explained one child, who had a record of the census.
func writePublished(t *testing.T, dir, candidate string, explained candidates.Reconciled) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	placed := []candidates.Placed{{ChildID: explained.ChildID, Source: "referrals"}, {ChildID: candidate, Source: "referrals"}}
	for _, err := range []error{
		candidates.WriteList(candidates.Origin{}, filepath.Join(dir, candidates.CMEFile), []candidates.Row{{ChildID: candidate, List: candidates.CME}}),
		candidates.WriteReconciliation(candidates.Origin{}, filepath.Join(dir, candidates.ReconciliationFile), slices.Values([]candidates.Reconciled{explained})),
		candidates.WriteChildren(candidates.Origin{}, filepath.Join(dir, candidates.ChildrenFile), slices.Values(placed)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Each kind that was accepted is given what the run said that accepted it, read once; of one that no run accepted nothing is known.
func TestWhatTheLastRunsSaidIsRead(t *testing.T) {
	out := t.TempDir()
	writePublished(t, filepath.Join(out, "runs", "a"), "A", candidates.Reconciled{ChildID: "E"})
	held, err := readLastOf([]intake.Held{{Kind: sources.Housing}, {Kind: sources.Health, Accepted: true, Folder: "runs/a"}, {Kind: sources.Deaths, Accepted: true, Folder: "runs/a"},
		{Kind: sources.Referrals, Accepted: true, Folder: "runs/gone"}}, out, &past.Past{})
	if err != nil || len(held) != 4 || held[0].last != nil || held[1].last == nil || held[1].last != held[2].last || held[3].last != nil || held[1].Kind != sources.Health {
		t.Errorf("held %+v, %v", held, err)
	}
	if !reflect.DeepEqual(held[1].last.Candidates, map[string]bool{"A": true}) {
		t.Errorf("candidates were %v", held[1].last.Candidates)
	}
}
