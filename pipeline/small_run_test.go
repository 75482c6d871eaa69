package pipeline_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// small is an authority of a few children, read in an instant; more is added to its settings.
func small(t *testing.T, more string) *settings.Settings {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"rollcall.yaml": "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - {kind: referrals, path: referrals.csv, as_of: 2026-10-14}\n  - {kind: social_care, path: care.csv, as_of: 2026-10-14}\n" + more,
		"referrals.csv": "surname,forename,dob,address1,postcode,referred_on,concern\nQuayle,Alma,2016-03-04,12 Mill Lane,ME4 9ZZ,2026-10-09,absence\nTeasel,Bram,2014-07-09,3 Old Road,ME4 9YY,2026-10-08,absence\n",
		"care.csv":      "person_id,surname,forename,dob,address1,postcode,flag,start_date\nP1,Quayle,Alma,2016-03-04,12 Mill Lane,ME4 9ZZ,CIN,2026-09-01\nP2,Brook,Cleo,2012-01-09,5 New Road,ME4 9XX,CIN,2026-09-01\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return loadIn(t, dir)
}

func loadIn(t *testing.T, dir string) *settings.Settings {
	t.Helper()
	s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A run notes in its manifest who asked for it, by what law, what went in and what came out, and remembers itself in the register; what a killed
// run left is swept, and no checkpoint stays.
func TestWhatARunLeaves(t *testing.T) {
	s := small(t, "model: kept.json\n")
	out := s.OutputDir()
	left := filepath.Join(out, journal.RunsFolder, ".partial-2026-10-14Tkilled")
	if err := os.MkdirAll(left, 0o755); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	clock := func() time.Time { return time.Date(2026, 10, 16, 2, 15, 0, 0, time.UTC) }
	r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Version: "v9", Clock: clock, Log: slog.New(slog.NewTextHandler(&log, nil))})
	m := r.Manifest
	if r.ID != "2026-10-15T20261016-021500" || m.Run != r.ID || m.Rollcall != "v9" || m.AsOf != "2026-10-15" || m.Authority != "887" || m.SettingsFile != s.Path() || m.Settings != s.Hash() || m.Guidance != rules.Guidance ||
		len(m.Rules) != len(rules.Rules()) || m.Rules[0] != string(rules.Rules()[0].ID) || len(m.Law) == 0 || len(m.Inputs) != 2 || m.Register.Entries != 0 {
		t.Errorf("the manifest says %+v", m)
	}
	if m.Notices[0].Text != "no term dates were given: school days are counted on the standard pattern" || !strings.Contains(log.String(), "run=2026-10-15T20261016-021500") {
		t.Errorf("the first notice is %+v; logged is\n%s", m.Notices[0], log.String())
	}
	var stages []string
	for _, stage := range m.Stages {
		stages = append(stages, stage.Name)
		if stage.Resumed {
			t.Errorf("%s is taken up from nowhere", stage.Name)
		}
	}
	if want := []string{"ingest", "seals", "gate", "apply seals", "standardise", "block", "compare and score", "resolve", "decide", "fairness", "publish"}; !slices.Equal(stages, want) {
		t.Errorf("stages %v", stages)
	}
	for stage, names := range map[string][]string{"block": {"pairs trained on", "rounds of EM"}, "compare and score": {"pairs compared", "edges kept"},
		"resolve": {"children", "links kept", "rows in the largest component", "components taken apart", "rows told of a namesake, perhaps", "pairs of one home", "possible links", "judgements followed", "ids carried over"}} {
		counts := m.Stages[slices.Index(stages, stage)].Counts
		var got []string
		for _, c := range counts {
			got = append(got, c.Name)
		}
		if !slices.Equal(got, names) {
			t.Errorf("%s counts %v, want %v", stage, got, names)
		}
	}
	// Every file but the manifest is named with its digest, and the model is kept where the settings want it.
	files := 0
	err := filepath.WalkDir(r.Folder, func(path string, d os.DirEntry, err error) error {
		name, _ := filepath.Rel(r.Folder, path)
		if err != nil || d.IsDir() || name == journal.ManifestFile {
			return err
		}
		files++
		sum, err := journal.HashFile(path)
		if m.Outputs[filepath.ToSlash(name)] != sum {
			t.Errorf("%s has another digest than the manifest says", name)
		}
		return err
	})
	if err != nil || files != len(m.Outputs) || m.Outputs["reports/p02_cme_list.parquet"] == "" && files < 20 {
		t.Errorf("%d files, %d digests (%v)", files, len(m.Outputs), err)
	}
	kept := read(t, s.Root(), "kept.json")
	if string(kept) != string(read(t, r.Folder, journal.ModelFile)) || m.Model != journal.HashBytes(kept) || m.Outputs[journal.ModelFile] != m.Model {
		t.Error("the model is not kept as it was used")
	}
	if written, err := journal.ReadManifest(r.Folder); err != nil || written.Run != r.ID || len(written.Outputs) != files || len(written.Stages) < len(stages)-1 {
		t.Errorf("the manifest reads %+v, %v", written, err)
	}
	if exists(left) || exists(filepath.Join(out, ".checkpoints")) {
		t.Error("what a killed run left, or a checkpoint, is still there")
	}
	reg, err := past.OpenRegister(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	remembered, err := reg.RunByID(t.Context(), string(r.ID))
	if err != nil || !remembered.IsKnown() || remembered.AsOf != calendar.On(2026, 10, 15).Midnight() {
		t.Errorf("the register remembers %+v, %v", remembered, err)
	}
	if err := reg.Close(); err != nil {
		t.Fatal(err)
	}
	// The next run of the day has its own name, the kept model, and the register as it was left.
	next := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Clock: clock})
	if next.ID != r.ID+"-2" || next.Manifest.Register.Entries != 1 || next.Manifest.Model != m.Model || len(next.Manifest.Stages[slices.Index(stages, "block")].Counts) != 0 {
		t.Errorf("the next run is %s, with %+v", next.ID, next.Manifest.Register)
	}
	if carried := next.Manifest.Stages[slices.Index(stages, "resolve")].Counts[8]; carried.N != m.Results["children"] || carried.N == 0 {
		t.Errorf("carried over are %+v of %d children", carried, m.Results["children"])
	}
	if latest, err := journal.LatestRun(out); err != nil || latest != next.Folder {
		t.Errorf("LATEST names %s, %v", latest, err)
	}
}

// A run is held where a notice is grave.
func TestARunIsHeldByAGraveNotice(t *testing.T) {
	s := small(t, "")
	if r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)}); r.Held {
		t.Errorf("held without a reason: %+v", r.Manifest.Notices)
	}
	s = small(t, "  - {kind: deaths, path: none.csv}\n")
	if r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)}); !r.Held {
		t.Errorf("an extract that did not come holds nothing: %+v", r.Manifest.Notices)
	}
	c, err := pipeline.Check(t.Context(), s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	if err != nil || !c.Held() || !strings.Contains(c.String(), "! deaths: the settings name it and no file of it came") || !strings.Contains(c.String(), "  no term dates were given") || c.Authority.AsOf != calendar.On(2026, 10, 15) {
		t.Errorf("the check says %v:\n%s", err, c)
	}
}

// What cannot be begun is told before anything is read or written.
func TestWhatStopsARun(t *testing.T) {
	day := journal.Options{AsOf: calendar.On(2026, 10, 15)}
	for name, c := range map[string]struct {
		more  string
		spoil func(s *settings.Settings) error
		wrong func(err error) bool
	}{
		"a model that is none": {"model: kept.json\n", func(s *settings.Settings) error {
			return os.WriteFile(filepath.Join(s.Root(), "kept.json"), []byte("{"), 0o600)
		},
			func(err error) bool {
				var e *settings.Error
				return errors.As(err, &e) && strings.Contains(err.Error(), "model: kept.json: ")
			}},
		"a model's folder that is not there": {"model: none/kept.json\n", nil, func(err error) bool { return strings.HasPrefix(err.Error(), "publish: model: ") }},
		"an output folder that is a file":    {"", func(s *settings.Settings) error { return os.WriteFile(s.OutputDir(), nil, 0o600) }, func(err error) bool { return strings.HasPrefix(err.Error(), "output folder: ") }},
		"a register that is none": {"", func(s *settings.Settings) error {
			return errors.Join(os.Mkdir(s.OutputDir(), 0o755), os.WriteFile(past.RegisterPath(s.OutputDir()), []byte("no register, though long enough to be one"), 0o600))
		}, func(err error) bool { return strings.HasPrefix(err.Error(), "register ") }},
		"a line that has run out": {"accept: [{gate: rows, kind: referrals, until: 2026-10-14, by: lead, reason: so}]\n", nil, func(err error) bool { return strings.HasPrefix(err.Error(), "gate: settings: ") }},
		"no record": {"", func(s *settings.Settings) error {
			return errors.Join(os.Remove(filepath.Join(s.Root(), "referrals.csv")), os.Remove(filepath.Join(s.Root(), "care.csv")))
		}, func(err error) bool { return strings.HasPrefix(err.Error(), "ingest: no extract gave a record") }},
	} {
		s := small(t, c.more)
		if c.spoil != nil {
			if err := c.spoil(s); err != nil {
				t.Fatal(err)
			}
		}
		r, err := pipeline.Run(t.Context(), s, day)
		if err == nil || r != nil || !c.wrong(err) {
			t.Errorf("%s: %v", name, err)
		}
		if runs, _ := os.ReadDir(filepath.Join(s.OutputDir(), journal.RunsFolder)); len(runs) > 0 {
			t.Errorf("%s: %v are published", name, runs)
		}
	}
	s := small(t, "")
	release, err := journal.LockFolder(s.OutputDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(t.Context(), s, day); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("while another run is under way: %v", err)
	}
	release()
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pipeline.Run(stopped, s, day); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped run: %v", err)
	}
	s.Sources[0].Path = "[a"
	var wrong *settings.Error
	if _, err := pipeline.Run(t.Context(), s, day); !errors.As(err, &wrong) {
		t.Errorf("a pattern that cannot be matched: %v", err)
	}
	if _, err := pipeline.Check(t.Context(), s, day); !errors.As(err, &wrong) {
		t.Errorf("a check of it: %v", err)
	}
}

// A check holds extracts to what earlier runs accepted, and leaves nothing behind.
func TestACheckRemembersWhatWasAccepted(t *testing.T) {
	s := small(t, "")
	day := journal.Options{AsOf: calendar.On(2026, 10, 16)}
	if c, err := pipeline.Check(t.Context(), s, day); err != nil || c.Held() || exists(s.OutputDir()) || len(c.Ingested.Reports) != 2 || len(c.Ingested.Seconds) != 2 {
		t.Fatalf("before any run: %v, and %v is there", err, exists(s.OutputDir()))
	}
	run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	if err := os.Remove(filepath.Join(s.Root(), "care.csv")); err != nil {
		t.Fatal(err)
	}
	c, err := pipeline.Check(t.Context(), s, day)
	if err != nil || !c.Held() || !strings.Contains(c.String(), "social_care: no file of it came; the run for 15 October 2026 had 2 rows of it") {
		t.Errorf("of a run (%v):\n%s", err, c)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pipeline.Check(stopped, s, day); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "register") {
		t.Errorf("a stopped check: %v", err)
	}
	if err := os.WriteFile(past.RegisterPath(s.OutputDir()), []byte("no register, though long enough to be one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Check(t.Context(), s, day); err == nil {
		t.Error("a check goes on without the register")
	}
}

// A check of extracts of which nothing can be read says why of each, as any other check does.
func TestACheckOfNothingSaysWhy(t *testing.T) {
	s := small(t, "")
	for name, text := range map[string]string{"referrals.csv": "%PDF-1.4", "care.csv": "surname,forename,dob,flag\n\"\n"} {
		if err := os.WriteFile(filepath.Join(s.Root(), name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := pipeline.Check(t.Context(), s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	if err != nil || !c.Nothing() {
		t.Fatalf("nothing is read: %v", err)
	}
	for _, want := range []string{"as of 15 October 2026", "the file is a PDF, which is not read (ask for the extract itself, as .xlsx or CSV) (referrals.csv)", "a quotation mark inside a cell"} {
		if !strings.Contains(c.String(), want) || !strings.Contains(c.Markdown(), strings.TrimPrefix(want, "as of 15 October 2026")) {
			t.Errorf("it does not say %q:\n%s", want, c)
		}
	}
}

// A run is opened again by its folder: what has changed since is named, and what is damaged is told.
func TestARunIsOpenedAgain(t *testing.T) {
	s := small(t, "")
	r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	x, err := pipeline.OpenRun(t.Context(), r.Folder, journal.Options{})
	if err != nil || len(x.Changed) > 0 {
		t.Fatalf("opened: %v, %v", x, err)
	}
	const one, two = "referrals:referrals.csv#1", "referrals:referrals.csv#2"
	text, err := x.ExplainPair(one, two)
	if err != nil || !strings.HasPrefix(text, one+"\n"+two+"\n") || !strings.HasSuffix(text, "  placed with different children\n") {
		t.Errorf("a pair (%v):\n%s", err, text)
	}
	if text, err := x.ExplainPair(one, one); err != nil || text != one+"\n"+one+"\n  the two say exactly the same of who they are about, and say enough: they are one identity and were not compared\n" {
		t.Errorf("one record twice (%v):\n%s", err, text)
	}
	for _, pair := range [][2]string{{one, "gone"}, {"gone", one}} {
		if _, err := x.ExplainPair(pair[0], pair[1]); err == nil || !strings.Contains(err.Error(), "no such record in this run") {
			t.Errorf("%v: %v", pair, err)
		}
	}
	of := map[string]string{}
	for p, err := range candidates.ReadChildren(filepath.Join(r.Folder, candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		of[p.RecordID] = p.ChildID
	}
	if text, err := x.ExplainChild(of[two]); err != nil || !strings.Contains(text, two) {
		t.Errorf("a child (%v):\n%s", err, text)
	}
	if err := os.WriteFile(filepath.Join(s.Root(), "care.csv"), append(read(t, s.Root(), "care.csv"), "P3,Dean,Dov,2012-01-09,6 New Road,ME4 9XX,CIN,2026-09-01\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if x, err := pipeline.OpenRun(t.Context(), r.Folder, journal.Options{}); err != nil || !slices.Equal(x.Changed, []string{"care.csv"}) {
		t.Errorf("after a change: %+v, %v", x, err)
	}
	for _, file := range []string{journal.ManifestFile, journal.ModelFile, candidates.ChildrenFile} {
		path := filepath.Join(r.Folder, file)
		if err := os.Rename(path, path+".away"); err != nil {
			t.Fatal(err)
		}
		if _, err := pipeline.OpenRun(t.Context(), r.Folder, journal.Options{}); err == nil {
			t.Errorf("without %s it is opened", file)
		}
		if err := os.Rename(path+".away", path); err != nil {
			t.Fatal(err)
		}
	}
	m, err := journal.ReadManifest(r.Folder)
	if err != nil {
		t.Fatal(err)
	}
	whole := m.JSON()
	m.AsOf = "some day"
	for _, text := range [][]byte{m.JSON(), whole} {
		if err := os.WriteFile(filepath.Join(r.Folder, journal.ManifestFile), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := pipeline.OpenRun(t.Context(), r.Folder, journal.Options{}); (err == nil) != (string(text) == string(whole)) || err != nil && !strings.HasPrefix(err.Error(), "manifest.json: as of: ") {
			t.Errorf("of a manifest of another day: %v", err)
		}
	}
	if err := os.Rename(s.Path(), s.Path()+".away"); err != nil {
		t.Fatal(err)
	}
	var wrong *settings.Error
	if _, err := pipeline.OpenRun(t.Context(), r.Folder, journal.Options{}); !errors.As(err, &wrong) {
		t.Errorf("without its settings: %v", err)
	}
}

// atNoon is a clock that stands, so that two runs have one name.
func atNoon() time.Time { return time.Date(2026, 10, 16, 12, 0, 0, 0, time.UTC) }
