package past

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

var today = calendar.On(2026, 10, 15)

// openIn opens the register of an output folder for a test.
func openIn(t *testing.T, out string) *register.Register {
	t.Helper()
	reg, err := OpenRegister(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reg.Close() })
	return reg
}

// shown is a line of the list of candidates.
func shown(child, hash string) register.Shown {
	return register.Shown{List: string(candidates.CME), Child: child, Evidence: register.Evidence{Hash: hash}}
}

func record(t *testing.T, reg *register.Register, run register.Run) {
	t.Helper()
	if err := reg.RecordRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

func recall(t *testing.T, reg *register.Register, on calendar.Date) *Past {
	t.Helper()
	p, err := Recall(t.Context(), reg, on)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A run of a day has back what runs of earlier days showed, not what its own day has shown already; decisions and judgements of every
// day, and with whom they stood in the run that was recorded last.
func TestWhatIsRecalledForADay(t *testing.T) {
	reg := openIn(t, t.TempDir())
	night := func(id string, on calendar.Date, lines ...register.Shown) register.Run {
		return register.Run{ID: id, AsOf: on.Midnight(), Folder: "runs/" + id, Published: true, Shown: lines}
	}
	first := night("first", today-2, shown("A", "1"), shown("B", "1"))
	first.Accepted = []register.Extract{{Kind: "housing", Rows: 4, Files: []register.File{{Name: "h.csv", SHA256: "aa", Rows: 4}}}}
	first.Identities = maps.All(map[register.Fingerprint]string{{1}: "A", {2}: "B"})
	first.Changes = []register.Change{{Child: "C", Into: "B", Kind: register.Merged}}
	record(t, reg, first)
	pair := register.Pair{ChildL: "A", ChildR: "B", PrintsL: []register.Fingerprint{{1}}, PrintsR: []register.Fingerprint{{2}}}
	if err := reg.RecordDecisions(t.Context(), []register.Decision{{Child: "A", Run: "first", Mark: "m1", Made: "2026-10-13", By: "AB", Outcome: "confirmed"},
		{Child: "B", Run: "first", Mark: "m2", Made: "2026-10-13", By: "AB", Outcome: "not_cme", Supersedes: []int64{2}}},
		[]register.Judgement{{Mark: "m3", Verdict: "same", By: "AB", Made: "2026-10-13", Pair: pair}}); err != nil {
		t.Fatal(err)
	}
	record(t, reg, night("second", today-1, shown("A", "2"), shown("M", "2")))
	last := night("third", today, shown("A", "3"))
	last.Standing = map[int64]string{2: "A", 3: "M"}
	record(t, reg, last)

	p := recall(t, reg, today)
	if p.Last.ID != "second" || len(p.Lines) != 2 || p.Lines[Line{"cme_candidates", "A"}].Evidence.Hash != "2" || p.Lines[Line{"cme_candidates", "M"}].Child != "M" {
		t.Errorf("the last run is %s, its lines %v", p.Last.ID, p.Lines)
	}
	if len(p.Decisions) != 2 || p.Decisions[0].Child != "A" || len(p.Judgements) != 1 || !reflect.DeepEqual(p.StoodWith, last.Standing) ||
		!reflect.DeepEqual(p.Superseded(), map[int64]int64{2: 3}) {
		t.Errorf("decisions %+v stood with %v, judgements %v, superseded %v", p.Decisions, p.StoodWith, p.Judgements, p.Superseded())
	}
	if p.Accepted["housing"].Rows != 4 || len(p.Files["housing"]) != 1 || p.Head.Entries != 6 || len(p.successors) != 1 || len(p.Spans) != 3 {
		t.Errorf("accepted %v, files %v, head %+v, successors %v, spans %v", p.Accepted, p.Files, p.Head, p.successors, p.Spans)
	}
	if ids, err := p.Identities(t.Context()); err != nil || !reflect.DeepEqual(maps.Collect(ids), map[register.Fingerprint]rules.ChildID{{1}: "A", {2}: "B"}) {
		t.Errorf("identities %v, %v", ids, err)
	}
	for on, want := range map[calendar.Date]string{today + 1: "3", today: "2", today - 1: "1", today - 2: ""} {
		line, found, err := recall(t, reg, on).LastShown(t.Context(), Line{"cme_candidates", "A"})
		if err != nil || found != (want != "") || line.Evidence.Hash != want {
			t.Errorf("on %s the line was last shown as %+v (%v, %v), want %q", on, line, found, err, want)
		}
	}
	if early := recall(t, reg, today-2); early.Last.IsKnown() || len(early.Lines) > 0 {
		t.Errorf("before the first run: %+v", early)
	}
	if s, found := p.SpanOf(Line{"cme_candidates", "B"}); !found || s.Child != "B" || s.Last != "2026-10-13" {
		t.Errorf("the span of B is %+v, %v", s, found)
	}
	for _, none := range []Line{{"at_risk", "B"}, {"cme_candidates", "AA"}, {"cme_candidates", "Z"}} {
		if s, found := p.SpanOf(none); found || s.Child != "" {
			t.Errorf("%v was never shown, and has %+v", none, s)
		}
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Recall(stopped, reg, today); err == nil {
		t.Error("a run that was stopped recalls half of it")
	}
	if _, err := p.Identities(stopped); err == nil {
		t.Error("a run that was stopped knows nobody")
	}
}

// What remembers nothing answers so.
func TestNothingIsRemembered(t *testing.T) {
	p := &Past{}
	ids, err := p.Identities(t.Context())
	line, shown, lastErr := p.LastShown(t.Context(), Line{"cme_candidates", "A"})
	_, span := p.SpanOf(Line{"cme_candidates", "A"})
	h := p.HeirsAmong([]rules.ChildID{"A"}, nil)
	if ids != nil || err != nil || shown || lastErr != nil || line.Child != "" || span || len(p.Superseded()) > 0 || len(p.LinesOfHeirs(h)) > 0 || len(p.FirstShown("at_risk", h)) > 0 {
		t.Errorf("remembered: %v, %v, %v, %v", ids != nil, line, span, err)
	}
}

// A child is followed through those that it was joined to, the last time counting, up to the first that the run has; a split leads
// nowhere, and a circle ends.
func TestWhoseHeirAChildIs(t *testing.T) {
	change := func(child, into string, kind register.ChangeKind) register.Change {
		return register.Change{Child: child, Into: into, Kind: kind}
	}
	p := &Past{successors: map[string][]register.Change{
		"A": {change("A", "X", register.Merged), change("A", "B", register.Merged), change("A", "S", register.Split)},
		"B": {change("B", "C", register.Merged)},
		"S": {change("S", "C", register.Split)},
		"P": {change("P", "Q", register.Merged)}, "Q": {change("Q", "P", register.Merged)},
		"K": {change("K", "C", register.Merged)},
	}}
	ids := []rules.ChildID{"D", "E", "K"}
	h := p.HeirsAmong(ids, []register.Change{change("C", "E", register.Merged), change("B", "D", register.Merged)})
	for child, want := range map[string]string{"A": "D", "B": "D", "C": "E", "S": "S", "X": "X", "K": "K", "D": "D", "": ""} {
		if got := h.HeirOf(child); got != want {
			t.Errorf("the heir of %s is %s, want %s", child, got, want)
		}
	}
	if got := h.HeirOf("P"); got != "P" && got != "Q" {
		t.Errorf("the heir of one of two that gave way to each other is %s", got)
	}
	if got := p.HeirsAmong(nil, nil).HeirOf("A"); got != "C" {
		t.Errorf("without the merges of the run the heir of A is %s, want C", got)
	}
	for i, id := range ids {
		if n, here := h.Number(string(id)); !here || n != int32(i) {
			t.Errorf("the number of %s is %d, %v", id, n, here)
		}
	}
	if _, here := h.Number("A"); here {
		t.Error("the run has no child A")
	}
}

// Of two lines that come to one child the child's own counts, else that of the later id; the days of both count for the first.
func TestLinesGoToHeirs(t *testing.T) {
	line := func(child string) Line { return Line{"cme_candidates", child} }
	p := &Past{
		successors: map[string][]register.Change{"A": {{Child: "A", Into: "C", Kind: register.Merged}}, "E": {{Child: "E", Into: "C", Kind: register.Merged}},
			"G": {{Child: "G", Into: "N", Kind: register.Merged}}, "F": {{Child: "F", Into: "N", Kind: register.Merged}}},
		Lines: map[Line]register.Shown{},
		Spans: []register.Span{{List: "at_risk", Child: "A", First: "2026-01-01"}, {List: "cme_candidates", Child: "A", First: "2026-09-02"},
			{List: "cme_candidates", Child: "C", First: "2026-09-01"}, {List: "cme_candidates", Child: "E", First: "2026-09-03"}, {List: "cme_candidates", Child: "F", First: "2026-09-04"},
			{List: "cme_candidates", Child: "G", First: "2026-09-02"}},
	}
	for _, child := range []string{"A", "C", "E", "F", "G"} {
		p.Lines[line(child)] = shown(child, child)
	}
	p.Lines[Line{"at_risk", "A"}] = register.Shown{List: "at_risk", Child: "A"}
	h := p.HeirsAmong([]rules.ChildID{"C"}, nil)
	got := p.LinesOfHeirs(h)
	if len(got) != 3 || got[line("C")].Child != "C" || got[line("N")].Child != "G" || got[Line{"at_risk", "C"}].Child != "A" {
		t.Errorf("lines by heir: %v", got)
	}
	if first := p.FirstShown("cme_candidates", h); !reflect.DeepEqual(first, map[string]string{"C": "2026-09-01", "N": "2026-09-02"}) {
		t.Errorf("first shown: %v", first)
	}
}

// Lines are ordered by list, then by child.
func TestLinesAreOrdered(t *testing.T) {
	all := []Line{{"b", "1"}, {"a", "2"}, {"a", "1"}}
	slices.SortFunc(all, Line.Compare)
	if want := []Line{{"a", "1"}, {"a", "2"}, {"b", "1"}}; !slices.Equal(all, want) {
		t.Errorf("ordered %v, want %v", all, want)
	}
	if got := LineOf(&candidates.Row{List: candidates.AtRisk, ChildID: "A"}); got != (Line{"at_risk", "A"}) {
		t.Errorf("the line of a row is %v", got)
	}
}

// A run that was recorded and whose folder is there has appeared; one that was killed before it has not, and is not remembered.
func TestARunAppearedWhereItsFolderIs(t *testing.T) {
	out := t.TempDir()
	reg := openIn(t, out)
	for i, id := range []string{"a-killed", "b-appeared", "c-killed", "d-appeared"} {
		record(t, reg, register.Run{ID: id, AsOf: (today + calendar.Date(i)).Midnight(), Folder: "runs/" + id})
		if id[2] == 'a' {
			if err := os.MkdirAll(filepath.Join(out, "runs", id), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	if p := recall(t, reg, today+9); p.Last.IsKnown() {
		t.Errorf("nobody has said that a run appeared, and %s did", p.Last.ID)
	}
	if err := reg.Close(); err != nil {
		t.Fatal(err)
	}
	reg = openIn(t, out)
	for id, want := range map[string]bool{"a-killed": false, "b-appeared": true, "c-killed": false, "d-appeared": true} {
		if run, err := reg.RunByID(t.Context(), id); err != nil || run.IsKnown() != want {
			t.Errorf("%s is known: %v (%v), want %v", id, run.IsKnown(), err, want)
		}
	}
	if RegisterPath(out) != filepath.Join(out, "register.db") || !journal.FileExists(RegisterPath(out)) {
		t.Error("the register lies elsewhere")
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if again, err := OpenRegister(stopped, out); err == nil || again != nil {
		t.Error("a register is open of which it is not known what appeared")
	}
	if _, err := OpenRegister(t.Context(), filepath.Join(out, "none", "such")); err == nil {
		t.Error("there is a register in no folder")
	}
}

// Of a published folder it is read who were candidates, the kind of record that explained a child, how many records of each kind a
// child had, and whom the run could not decide.
func TestWhatAPublishedFolderSays(t *testing.T) {
	dir := t.TempDir()
	reconciled := []candidates.Reconciled{
		{ChildID: "A", Status: string(rules.Candidate)}, {ChildID: "B", Status: string(rules.Explained), RecordID: "school_census:c.csv:4"},
		{ChildID: "C", Status: string(rules.Explained), RecordID: "housing"}, {ChildID: "D", Status: string(rules.Undecided), Explanation: "the extract is held back"},
		{ChildID: "E", Status: string(rules.Grey), Explanation: "a possible match"},
	}
	placed := []candidates.Placed{{ChildID: "B", Source: "school_census", RecordID: "1"}, {ChildID: "B", Source: "school_census", RecordID: "2"},
		{ChildID: "B", Source: "housing", RecordID: "3"}, {ChildID: "A", Source: "housing", RecordID: "4"}}
	write := func() {
		t.Helper()
		for _, err := range []error{
			candidates.WriteList(candidates.Origin{}, filepath.Join(dir, candidates.CMEFile), []candidates.Row{{ChildID: "A", List: candidates.CME}, {ChildID: "F", List: candidates.CME}}),
			candidates.WriteReconciliation(candidates.Origin{}, filepath.Join(dir, candidates.ReconciliationFile), slices.Values(reconciled)),
			candidates.WriteChildren(candidates.Origin{}, filepath.Join(dir, candidates.ChildrenFile), slices.Values(placed)),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	write()
	p, err := ReadPublished(dir)
	want := &Published{map[string]bool{"A": true, "F": true}, map[string]sources.Kind{"B": sources.SchoolCensus},
		map[string]map[sources.Kind]int{"A": {sources.Housing: 1}, "B": {sources.Housing: 1, sources.SchoolCensus: 2}}, map[string]bool{}, nil}
	if err != nil || !reflect.DeepEqual(p, want) {
		t.Errorf("it said %+v (%v), want %+v", p, err, want)
	}
	if why, err := ReadUndecided(dir); err != nil || !reflect.DeepEqual(why, map[string]string{"D": "the extract is held back"}) {
		t.Errorf("undecided are %v, %v", why, err)
	}
	for _, file := range []string{candidates.CMEFile, candidates.ReconciliationFile, candidates.ChildrenFile} {
		if err := os.Remove(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
		if p, err := ReadPublished(dir); err == nil || p != nil {
			t.Errorf("without %s it said %+v", file, p)
		}
		_, err := ReadUndecided(dir)
		if file == candidates.ReconciliationFile && err == nil {
			t.Error("without a reconciliation nobody is undecided")
		}
		write()
	}
}
