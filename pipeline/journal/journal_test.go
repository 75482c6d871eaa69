package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// watching notes what a Progress is told.
type watching struct{ told []string }

func (w *watching) Start(stage string) { w.told = append(w.told, "start "+stage) }
func (w *watching) Count(stage, what string, n int) {
	w.told = append(w.told, fmt.Sprint(stage, " ", what, " ", n))
}
func (w *watching) Done(stage string, s StageReport) {
	w.told = append(w.told, fmt.Sprint("done ", stage, " ", s.Seconds, " ", s.Counts))
}

// ticking is a clock that goes on by two seconds at every look.
func ticking() Clock {
	now := time.Date(2026, 10, 16, 2, 15, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(2 * time.Second); return now }
}

// A run is a list of stages: each is timed, counted and told, and after one that failed, or when the run is stopped, the rest are skipped.
func TestStagesAreNoted(t *testing.T) {
	var log strings.Builder
	w := &watching{}
	j := New(t.Context(), Options{Progress: w, Clock: ticking(), Log: slog.New(slog.NewTextHandler(&log, nil))}.WithDefaults("out"))
	if got := Step(j, "first", func() (int, error) { j.Count("things", 3); j.Count("others", 1200); return 7, nil }); got != 7 || j.Failure() != nil {
		t.Errorf("%d, %v", got, j.Failure())
	}
	full := errors.New("full")
	if got := Step(j, "second", func() (int, error) { return 8, full }); got != 8 || !errors.Is(j.Failure(), full) || j.Failure().Error() != "second: full" {
		t.Errorf("%d, %v", got, j.Failure())
	}
	if got := Step(j, "third", func() (int, error) { t.Error("a stage after a failure"); return 9, nil }); got != 0 || j.Failure().Error() != "second: full" {
		t.Errorf("%d, %v", got, j.Failure())
	}
	if want := []StageReport{{Name: "first", Counts: Counts{{"things", 3}, {"others", 1200}}, Seconds: 2}, {Name: "second", Counts: Counts{}, Seconds: 2}}; !reflect.DeepEqual(j.Manifest.Stages, want) {
		t.Errorf("noted %+v, want %+v", j.Manifest.Stages, want)
	}
	if want := []string{"start first", "first things 3", "first others 1200", "done first 2 3 things, 1,200 others", "start second", "done second 2 "}; !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}
	if got := log.String(); !strings.Contains(got, `msg="stage done" stage=first seconds=2.00 counts="3 things, 1,200 others"`) || strings.Contains(got, "second ") {
		t.Errorf("logged %s", got)
	}
	j.Notice(Notice{Text: "a"}, Notice{Text: "b"})
	if j.Notice(Notice{Text: "c"}); len(j.Manifest.Notices) != 3 || j.Manifest.Notices[2].Text != "c" {
		t.Errorf("notices %v", j.Manifest.Notices)
	}
	stopped, cancel := context.WithCancel(t.Context())
	j = New(stopped, Options{}.WithDefaults(""))
	cancel()
	if Step(j, "first", func() (int, error) { t.Error("a stage of a stopped run"); return 1, nil }); !errors.Is(j.Failure(), context.Canceled) || j.Context() != stopped || len(j.Manifest.Stages) > 0 {
		t.Errorf("a stopped run: %v", j.Failure())
	}
}

// What is left out of the options is filled in, and what is given stays.
func TestOptionsHaveDefaults(t *testing.T) {
	o := Options{}.WithDefaults("out")
	if o.Out != "out" || o.Workers < 1 || o.Log == nil || o.Progress != (Quiet{}) || o.Clock == nil || o.Clock().IsZero() {
		t.Errorf("defaults %+v", o)
	}
	w, log, clock := &watching{}, slog.New(slog.NewTextHandler(io.Discard, nil)), ticking()
	o = Options{Out: "mine", Workers: 3, Log: log, Progress: w, Clock: clock}.WithDefaults("out")
	if o.Out != "mine" || o.Workers != 3 || o.Log != log || o.Progress != w || o.Clock().Year() != 2026 {
		t.Errorf("given %+v", o)
	}
	if (Options{Workers: 1}).WithDefaults("").Workers != 1 {
		t.Error("one worker is more")
	}
	if (Options{Workers: -1}).WithDefaults("").Workers < 1 {
		t.Error("fewer workers than one")
	}
	j := New(t.Context(), o)
	if j.Manifest.Results == nil || j.Manifest.Outputs == nil || j.Workers != 3 {
		t.Errorf("a journal of %+v", j.Manifest)
	}
	Quiet{}.Start("")
	Quiet{}.Count("", "", 1)
	Quiet{}.Done("", StageReport{})
}

// word keeps a word in a file.
var word = Codec[string]{
	Save: func(to Checkpoint, out string) error {
		return to.WriteFile("word", func(w io.Writer) error { _, err := io.WriteString(w, out); return err })
	},
	Load: func(_ context.Context, from Checkpoint) (word string, err error) {
		err = from.ReadFile("word", func(r io.Reader) error {
			b, err := io.ReadAll(r)
			word = string(b)
			return err
		})
		if word == "unreadable" {
			err = errors.New("unreadable")
		}
		return word, err
	},
}

// attempt runs a stage that makes a word, and says whether it was made anew.
func attempt(t *testing.T, out, key, made string, before ...string) (j *Journal, got string, anew bool) {
	t.Helper()
	j = New(t.Context(), Options{}.WithDefaults(out))
	if key != "" {
		j.KeepCheckpoints(key)
	}
	for _, b := range before {
		j.KeyOn(b)
	}
	got = Saved(j, "stage", word, func() (string, error) {
		anew = true
		j.Count("words", 1)
		j.Notice(Notice{Text: "of " + made})
		return made, nil
	})
	if j.Failure() != nil {
		t.Fatal(j.Failure())
	}
	return j, got, anew
}

// What a stage made is taken up by the next attempt of the same inputs, with what it told; another key, a damaged or an unreadable checkpoint, and
// none, make it run again.
func TestAStageIsTakenUp(t *testing.T) {
	out := t.TempDir()
	if j, got, anew := attempt(t, out, "key", "one"); got != "one" || !anew || j.Manifest.Stages[0].Resumed {
		t.Errorf("first %s, made anew %v", got, anew)
	}
	j, got, anew := attempt(t, out, "key", "two")
	if got != "one" || anew || !j.Manifest.Stages[0].Resumed || !reflect.DeepEqual(j.Manifest.Stages[0].Counts, Counts{{"words", 1}}) ||
		!reflect.DeepEqual(j.Manifest.Notices, []Notice{{Text: "of one"}}) {
		t.Errorf("again %s, made anew %v: %+v", got, anew, j.Manifest)
	}
	if _, got, anew := attempt(t, out, "key", "four", "an answer"); got != "four" || !anew {
		t.Errorf("with an answer %s, made anew %v", got, anew)
	}
	if _, got, anew := attempt(t, out, "key", "five", "an answer"); got != "four" || anew {
		t.Errorf("with the same answer %s, made anew %v", got, anew)
	}
	of := filepath.Join(out, checkpointFolder, "key")
	kept, err := os.ReadDir(of)
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept are %v, %v", kept, err)
	}
	info, err := os.Stat(filepath.Join(out, checkpointFolder))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("checkpoints may be read by %v", info.Mode())
	}
	for _, damage := range []struct{ file, text string }{{"word", "onf"}, {"word", ""}, {noteFile, "{"}, {sumFile, "0"}, {"more", "x"}} {
		for _, k := range kept {
			if err := os.WriteFile(filepath.Join(of, k.Name(), damage.file), []byte(damage.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, got, anew := attempt(t, out, "key", "six"); got != "six" || !anew {
			t.Errorf("with %s damaged %s, made anew %v", damage.file, got, anew)
		}
		if _, _, anew := attempt(t, out, "key", "six"); anew {
			t.Errorf("after %s was damaged, what was made anew is not taken up", damage.file)
		}
	}
	for _, gone := range []string{noteFile, sumFile} {
		for _, k := range kept {
			_ = os.Remove(filepath.Join(of, k.Name(), gone))
		}
		if _, _, anew := attempt(t, out, "key", "seven"); !anew {
			t.Errorf("without %s a stage is taken up", gone)
		}
	}
	for _, k := range kept {
		if len(k.Name()) != 32 {
			t.Errorf("a checkpoint is called %s", k.Name())
		}
		dir := filepath.Join(of, k.Name())
		if err := (Checkpoint{dir, j.kept.secret}).WriteFile(noteFile, func(w io.Writer) error { _, err := io.WriteString(w, "{"); return err }); err != nil {
			t.Fatal(err)
		}
		sum, err := sumFolder(dir)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, sumFile), []byte(sum), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, _, anew := attempt(t, out, "key", "seven"); !anew {
		t.Error("a stage is taken up of which it cannot be read what it told")
	}
	attempt(t, out, "bad", "unreadable")
	if _, got, anew := attempt(t, out, "bad", "eight"); got != "eight" || !anew {
		t.Errorf("what cannot be read is taken up as %s", got)
	}
	var log strings.Builder
	j = New(t.Context(), Options{Log: slog.New(slog.NewTextHandler(&log, nil))}.WithDefaults(out))
	j.KeepCheckpoints("bad")
	Saved(j, "stage", Codec[string]{word.Save, func(context.Context, Checkpoint) (string, error) { return "", errors.New("a reason") }}, func() (string, error) { return "nine", nil })
	if !strings.Contains(log.String(), `msg="checkpoint cannot be read; the stage is run again" error="a reason"`) {
		t.Errorf("logged %s", log.String())
	}
	if _, got, anew := attempt(t, out, "other", "three"); got != "three" || !anew {
		t.Errorf("of another key %s, made anew %v", got, anew)
	}
	j, got, anew = attempt(t, out, "key", "nine")
	if got != "nine" || !anew {
		t.Errorf("after a run of another key %s is taken up: the checkpoints of a dead run are to be swept", got)
	}
	if err := j.DeleteCheckpoints(); err != nil || FileExists(filepath.Join(out, checkpointFolder)) {
		t.Errorf("checkpoints of a published run: %v", err)
	}
	none := t.TempDir()
	j, _, _ = attempt(t, none, "", "ten")
	if files, _ := os.ReadDir(none); len(files) > 0 || j.DeleteCheckpoints() != nil {
		t.Errorf("without a key %v are kept", files)
	}
}

// A stage that fails leaves no checkpoint, and one that cannot be kept fails the run and leaves no part of it.
func TestWhatCannotBeKept(t *testing.T) {
	out := t.TempDir()
	full := errors.New("full")
	j := New(t.Context(), Options{}.WithDefaults(out))
	j.KeepCheckpoints("key")
	Saved(j, "stage", word, func() (string, error) { return "half", full })
	if files, _ := os.ReadDir(filepath.Join(out, checkpointFolder, "key")); !errors.Is(j.Failure(), full) || len(files) > 0 {
		t.Errorf("a stage that failed left %v (%v)", files, j.Failure())
	}
	j = New(t.Context(), Options{}.WithDefaults(out))
	j.KeepCheckpoints("key")
	Saved(j, "stage", Codec[string]{Save: func(to Checkpoint, out string) error { return errors.Join(word.Save(to, out), full) }}, func() (string, error) { return "whole", nil })
	if files, _ := os.ReadDir(filepath.Join(out, checkpointFolder, "key")); !errors.Is(j.Failure(), full) || !strings.HasPrefix(j.Failure().Error(), "stage: checkpoint: ") || len(files) > 0 {
		t.Errorf("what could not be kept left %v (%v)", files, j.Failure())
	}
}

// A key is of words and of the bytes of files, each apart from the next.
func TestAKeyIsOfAllThatGoesIn(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, b := file("a", "one"), file("b", "one")
	seen := map[string]string{}
	for name, in := range map[string][2][]string{
		"nothing": {}, "a word": {{"x"}}, "two words": {{"x", "y"}}, "one word": {{"xy"}}, "a file": {{"x"}, {a}}, "another file": {{"x"}, {b}}, "both": {{"x"}, {a, b}}, "none there": {{"x"}, {filepath.Join(dir, "c")}},
	} {
		key, err := KeyFiles(in[0], in[1])
		if err != nil || len(key) != 32 || seen[key] != "" {
			t.Errorf("%s: key %s is that of %s (%v)", name, key, seen[key], err)
		}
		seen[key] = name
	}
	before, _ := KeyFiles(nil, []string{a})
	file("a", "two")
	if after, _ := KeyFiles(nil, []string{a}); after == before {
		t.Error("other bytes have one key")
	}
	if _, err := KeyFiles(nil, []string{dir}); err != nil {
		t.Errorf("what is no file is told where it is read, not here: %v", err)
	}
}

// Files are written once, for their owner alone, and hashed; a value is had back.
func TestFilesOfAJournal(t *testing.T) {
	dir := t.TempDir()
	c, path := NewCheckpoint(dir), filepath.Join(dir, "f")
	if err := c.SaveGob("f", map[string]int{"a": 1}); err != nil {
		t.Fatal(err)
	}
	var got map[string]int
	if err := c.LoadGob("f", &got); err != nil || got["a"] != 1 {
		t.Errorf("had back %v, %v", got, err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("a file may be read by %v", info.Mode())
	}
	if err := NewCheckpoint(dir).LoadGob("f", &got); err == nil {
		t.Error("a value is had back with another secret")
	}
	full := errors.New("full")
	if err := c.WriteFile("g", func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
	if err := c.LoadGob("none", &got); err == nil {
		t.Error("a value is had back of no file")
	}
	if err := WriteDurably(filepath.Join(dir, "h"), []byte("abc")); err != nil {
		t.Fatal(err)
	}
	const sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if got, err := HashFile(filepath.Join(dir, "h")); err != nil || got != sum || HashBytes([]byte("abc")) != sum {
		t.Errorf("the hash is %s, %v", got, err)
	}
	if _, err := HashFile(filepath.Join(dir, "none")); err == nil {
		t.Error("no file has a hash")
	}
	if _, err := HashFile(dir); err == nil {
		t.Error("a folder has a hash")
	}
	if !FileExists(path) || FileExists(filepath.Join(dir, "none")) {
		t.Error("what exists is told wrongly")
	}
}

// A manifest is read back as it was written; counts read as people write them; an input says why it was not used.
func TestTheManifest(t *testing.T) {
	dir := t.TempDir()
	m := &Manifest{Rollcall: "1", Run: "r", Inputs: []Input{{Kind: "health", File: "a"}, {Kind: "health", File: "b"}, {Kind: "housing", File: "a"}}, Register: RegisterHead{3, "h"}, Results: map[string]int{"x": 1}}
	m.NotUsed([]GateReport{{Kind: "health", File: "a", Why: "cut", Unused: true}})
	if m.Inputs[0].NotUsed != "cut" || m.Inputs[1].NotUsed != "" || m.Inputs[2].NotUsed != "" {
		t.Errorf("not used are %+v", m.Inputs)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestFile), m.JSON(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadManifest(dir); err != nil || !reflect.DeepEqual(got, m) || !strings.HasSuffix(string(m.JSON()), "}\n") {
		t.Errorf("read %+v, %v", got, err)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadManifest(dir); err == nil || got != nil || !strings.Contains(err.Error(), "manifest.json cannot be read") {
		t.Errorf("read %v, %v", got, err)
	}
	if _, err := ReadManifest(filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "not a published run (no manifest.json)") {
		t.Errorf("of no run: %v", err)
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -999: "-999", -1000: "-1,000", 100000: "100,000", -100000: "-100,000"} {
		if got := Grouped(n); got != want {
			t.Errorf("%d reads %s", n, got)
		}
	}
	if got := (Counts{{"a", 1}, {"b", 2000}}).String(); got != "1 a, 2,000 b" {
		t.Errorf("counts read %q", got)
	}
}

// A gate that was not passed is told gravely with what it holds back, one that was let pass is not grave, and single returns are told elsewhere.
func TestWhatAGateTells(t *testing.T) {
	for _, c := range []struct {
		g     GateReport
		want  Notice
		quiet bool
	}{
		{GateReport{Gate: RowsGate, Kind: "health", Why: "few", Held: true}, Notice{"health", true, "health: few; it is held back, rules that need it say unknown, and no child is newly listed whom it may explain (gate rows)"}, false},
		{GateReport{Gate: CutGate, Kind: "health", File: "a", Why: "cut", Held: true, Unused: true}, Notice{"health", true, "health: a: cut; it is not used, and rules that need it say unknown (gate cut)"}, false},
		{GateReport{Gate: SameGate, Kind: "health", File: "a", Why: "twice", Unused: true}, Notice{"health", true, "health: a: twice; the file is not used (gate same)"}, false},
		{GateReport{Gate: DateGate, Kind: "health", Why: "odd"}, Notice{"health", true, "health: odd (gate date)"}, false},
		{GateReport{Gate: ReturnGate, Kind: "school_census", Why: "short"}, Notice{}, true}, {GateReport{Gate: SchoolsGate, Kind: "school_census", Why: "few"}, Notice{}, true},
		{GateReport{Gate: ReturnGate, Kind: "school_census", Why: "short", Accepted: &Accepted{"lead", "2026-12-31", "so"}}, Notice{"school_census", false, "school_census: short; accepted by lead until 2026-12-31: so (gate return)"}, false},
		{GateReport{Gate: RowsGate, Kind: "health", Held: true, Accepted: &Accepted{"lead", "2026-12-31", "so"}}, Notice{"health", false, "health: rows; accepted by lead until 2026-12-31: so (gate rows)"}, false},
	} {
		if got, tell := c.g.Notice(); got != c.want || tell == c.quiet {
			t.Errorf("%+v tells %+v, %v", c.g, got, tell)
		}
	}
	g := GateReport{Gate: RowsGate, Kind: "health", File: "a", School: "s", On: "o", Why: "x"}
	for i, change := range []func(*GateReport){func(g *GateReport) { g.Gate = CutGate }, func(g *GateReport) { g.Kind = "k" }, func(g *GateReport) { g.File = "b" }, func(g *GateReport) { g.School = "t" }, func(g *GateReport) { g.On = "p" }} {
		o := g
		if change(&o); g.SameQuestion(&o) || !g.SameQuestion(&GateReport{Gate: RowsGate, Kind: "health", File: "a", School: "s", On: "o", Why: "y"}) {
			t.Errorf("%d: two questions are one, or one two", i)
		}
	}
}

// A folder is published for its owner alone, and what cannot be written is told; a run's name is of its day and its beginning.
func TestAPublishedFolder(t *testing.T) {
	out := t.TempDir()
	id := NewRunID(out, "2026-10-15", time.Date(2026, 10, 16, 2, 15, 1, 0, time.FixedZone("BST", 3600)))
	if id != "2026-10-15T20261016-011501" {
		t.Errorf("the run is called %s", id)
	}
	made := 0
	folder, err := PublishFolder(out, id, func(dir string) error {
		if made++; filepath.Base(dir) != partialPrefix+string(id) {
			t.Errorf("written in %s", dir)
		}
		info, err := os.Stat(dir)
		if err == nil && info.Mode().Perm() != 0o700 {
			t.Errorf("while it is written it may be read by %v", info.Mode())
		}
		return err
	})
	if info, statErr := os.Stat(folder); err != nil || statErr != nil || info.Mode().Perm() != 0o700 || made != 1 || folder != filepath.Join(out, RunsFolder, string(id)) {
		t.Errorf("published in %s, %v", folder, err)
	}
	for _, want := range []RunID{"2026-10-15T20261016-011501-2", "2026-10-15T20261016-011501-3"} {
		if got := NewRunID(out, "2026-10-15", time.Date(2026, 10, 16, 1, 15, 1, 0, time.UTC)); got != want {
			t.Errorf("the next is called %s, want %s", got, want)
		}
		if err := os.Mkdir(filepath.Join(out, RunsFolder, string(want)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "list"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := PublishFolder(out, id, func(string) error { return nil }); err == nil || !FileExists(filepath.Join(folder, "list")) {
		t.Errorf("one run is published over another: %v", err)
	}
	stuck := t.TempDir()
	if err := os.MkdirAll(filepath.Join(stuck, LatestFile, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := PointLatest(stuck, id); err == nil || !strings.HasPrefix(err.Error(), "LATEST: ") {
		t.Errorf("a run to which LATEST cannot point: %v", err)
	}
	if _, err := LatestRun(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no run has been published here") {
		t.Errorf("of no run: %v", err)
	}
	file := filepath.Join(out, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := PublishFolder(file, id, func(string) error { t.Error("written into a file"); return nil }); err == nil {
		t.Error("a file is an output folder")
	}
	if _, err := LockFolder(file); err == nil {
		t.Error("a file is locked")
	}
	if err := SweepUnpublished(t.TempDir()); err != nil {
		t.Errorf("nothing to sweep: %v", err)
	}
}
