package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rollcall/pipeline/journal"
)

// playedNights is an invented authority whose nights are made by the real program.
type playedNights struct {
	*testing.T
	dir, settings, out string
	printed            string // by the last command, on both streams
}

func beginNights(t *testing.T, children string) *playedNights {
	dir := t.TempDir()
	do(t, "fixtures", "--children", children, "--seed", "5", "--as-of", "2026-10-15", "--out", dir)
	return &playedNights{T: t, dir: dir, settings: filepath.Join(dir, "rollcall.yaml"), out: filepath.Join(dir, "out")}
}

// exits runs the program and holds its exit code to what is wanted.
func (n *playedNights) exits(want int, args ...string) {
	n.Helper()
	c := exec.Command(binary, append(args, "-c", n.settings)...)
	printed, _ := c.CombinedOutput()
	n.printed = string(printed)
	if code := c.ProcessState.ExitCode(); code != want {
		n.Fatalf("%v: exit code %d, want %d\n%s", args, code, want, printed)
	}
}

// night makes a run and says whether LATEST moved.
func (n *playedNights) night(want int, asOf string) {
	n.Helper()
	before := n.latest()
	n.exits(want, "run", "--as-of", asOf)
	if moved := n.latest() != before; moved != (want == exitDone || want == exitHeld) {
		n.Fatalf("%s: exit code %d, and LATEST moved: %v", asOf, want, moved)
	}
}

func (n *playedNights) latest() string {
	raw, _ := os.ReadFile(filepath.Join(n.out, "LATEST"))
	return strings.TrimSpace(string(raw))
}

// says holds what was printed to patterns.
func (n *playedNights) says(patterns ...string) {
	n.Helper()
	for _, p := range patterns {
		if !regexp.MustCompile(p).MatchString(n.printed) {
			n.Errorf("nothing says %q in\n%s", p, n.printed)
		}
	}
}

// change puts a text in place of what a pattern matches in the settings.
func (n *playedNights) change(pattern, text string) {
	n.Helper()
	before := read(n.T, "", n.settings)
	after := regexp.MustCompile(pattern).ReplaceAll(before, []byte(text))
	if bytes.Equal(before, after) {
		n.Fatalf("the settings hold no %q", pattern)
	}
	put(n.T, n.settings, after)
}

// held is the newest run that is held.
func (n *playedNights) held() journal.RunID {
	n.Helper()
	ids, err := journal.HeldRuns(n.out)
	if err != nil || len(ids) == 0 {
		n.Fatalf("held are %v, %v", ids, err)
	}
	return ids[len(ids)-1]
}

const closed = `accept:
  - {gate: rows, kind: independent_schools, until: 2027-01-31, by: head of data, reason: the schools are closed}
`

// fewIndependent says of the register of independent schools what cutIndependent did to it.
const fewIndependent = "4 rows, where the run for 15 October 2026 had [0-9]+"

// cutIndependent leaves four rows of the register of independent schools: it is there, and says no more of whom it explained. Were it gone from
// the settings, rules that rest on "nowhere else" would say Unknown, and no list floods.
func (n *playedNights) cutIndependent() (mend func()) {
	n.Helper()
	path := filepath.Join(n.dir, "inbox", "independent_schools.csv")
	whole := read(n.T, "", path)
	put(n.T, path, bytes.Join(bytes.SplitAfterN(whole, []byte("\n"), 6)[:5], nil))
	return func() { put(n.T, path, whole) }
}

// A first night that its own extracts speak against is published, for no lists stand, and says at its top which registers may have come
// short; the next is held to it and says no more of that.
func TestAFirstNightSaysThatAnExtractIsShort(t *testing.T) {
	t.Parallel()
	n := beginNights(t, "600")
	n.change("$", "breaker:\n  unknown: {lines: 0, share: 0}\n")
	n.night(exitHeld, "2026-10-15")
	says := []string{"hese are the first lists, and they say that an extract came short", "candidates? are on no register at all", "home education [0-9]+, independent schools [0-9]+"}
	n.says(says...)
	report := string(read(t, n.out, filepath.Join("runs", n.latest(), "report.html")))
	for _, text := range says {
		if !regexp.MustCompile(text).MatchString(report) {
			t.Errorf("the report does not say %q", text)
		}
	}
	n.night(exitHeld, "2026-10-16")
}

// A register comes with few of its rows: whom it explained does not turn into candidates, and it is said every night until a person accepts it. Then the list floods, and the night is held: the last lists stand, the held ones can be looked at, and a person releases
// them as they are or discards them. What is released is the new normal.
func TestAFloodIsHeldAndReleased(t *testing.T) {
	t.Parallel()
	n := beginNights(t, "600")
	n.exits(exitDone, "release")
	n.says("^no run is held\n$")
	n.night(exitHeld, "2026-10-15")
	n.cutIndependent()
	for _, asOf := range []string{"2026-10-16", "2026-10-17"} {
		n.night(exitHeld, asOf)
		n.says("! independent_schools: "+fewIndependent+"; it is held back",
			"! independent_schools: [0-9]+ children who would be listed are withheld")
	}
	n.change("$", closed)
	n.night(exitUnlike, "2026-10-18")
	n.says("held before publication: the lists differ from the last ones", `candidates: [0-9]+ of [0-9]+ lines are new and 0 of [0-9]+ are gone since the lists of 17 October 2026`,
		"new candidates were explained before by the independent schools extract: "+fewIndependent)
	if first := n.held(); !journal.FileExists(filepath.Join(n.out, "held", string(first), "candidates.xlsx")) {
		t.Error("the held run cannot be looked at")
	}
	n.exits(exitDone, "register", "verify")
	n.says("^[0-9]+ entries, each as it was written")

	n.night(exitUnlike, "2026-10-19")
	n.says("runs are held for this since that of 18 October 2026, 2 of them", "since the lists of 17 October 2026")
	n.exits(exitDone, "release")
	n.says("2026-10-18T(?s:.*)2026-10-19T(?s:.*)explained before by the independent schools extract")
	n.exits(exitUsage, "release", string(n.held()))
	n.says("say who decides it, by role, and why")
	n.exits(exitFailed, "release", "2026-10-18Tnone", "--by", "lead", "--reason", "right")
	n.says("is not held")

	before, second := n.latest(), n.held()
	wanted := n.unheld("2026-10-19")
	n.exits(exitDone, "release", string(second), "--by", "lead", "--reason", "the register is closed")
	n.says("is published, released by lead")
	if n.latest() != string(second) || n.latest() == before {
		t.Errorf("LATEST is %s, want %s", n.latest(), second)
	}
	if ids, err := journal.HeldRuns(n.out); len(ids) > 0 || err != nil {
		t.Errorf("still held are %v, %v", ids, err)
	}
	n.sameLists(wanted)
	n.exits(exitDone, "register", "verify")
	n.night(exitHeld, "2026-10-20")
	if strings.Contains(n.printed, "4 rows, where") {
		t.Error("accepted and released, and told again")
	}
}

// unheld is the folder that a run of the day would have published, had the settings no limits.
func (n *playedNights) unheld(asOf string) string {
	n.Helper()
	other := &playedNights{T: n.T, dir: n.TempDir()}
	if err := os.CopyFS(other.dir, os.DirFS(n.dir)); err != nil {
		n.Fatal(err)
	}
	other.settings, other.out = filepath.Join(other.dir, "rollcall.yaml"), filepath.Join(other.dir, "out")
	other.change("$", "breaker: {new_candidates: {lines: 9999}, rule: {lines: 9999}, explanations: {lines: 9999}, fortnight: {lines: 9999}, unseen: {lines: 9999}, source: {lines: 9999}}\n")
	other.night(exitHeld, asOf)
	return filepath.Join(other.out, "runs", other.latest())
}

// sameLists holds the tables of the last run to those of a folder, but for the one that tells of the run's notices: that the settings
// have other limits is one.
func (n *playedNights) sameLists(folder string) {
	n.Helper()
	seen := 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".parquet" || d.Name() == "p16_reconciliation.parquet" {
			return err
		}
		seen++
		name, _ := filepath.Rel(folder, path)
		if !bytes.Equal(readUnnamed(n.T, "", path), readUnnamed(n.T, filepath.Join(n.out, "runs", n.latest()), name)) {
			n.Errorf("%s is another than an unheld run publishes", name)
		}
		return nil
	})
	if err != nil || seen < 10 {
		n.Errorf("%d tables, %v", seen, err)
	}
}

// What was altered while it was held is not released, nor what the register has moved on
// from; what is discarded is gone, and so is what a later day replaces.
func TestWhatIsNotReleased(t *testing.T) {
	t.Parallel()
	n := beginNights(t, "600")
	code := n.night
	n.exits(exitHeld, "run", "--as-of", "2026-10-15")
	whole := read(t, "", n.settings)
	var mend func()
	sound := func() { mend(); put(t, n.settings, whole) }
	flood := func() {
		mend = n.cutIndependent()
		n.change("$", closed)
	}
	flood()
	code(exitUnlike, "2026-10-16")
	n.says("held before publication")
	release := func(want int, args ...string) {
		n.Helper()
		n.exits(want, append([]string{"release", string(n.held()), "--by", "lead", "--reason", "right"}, args...)...)
	}
	at := filepath.Join(n.out, "held", string(n.held()))
	for _, path := range []string{filepath.Join(at, "report.html"), filepath.Join(at, "manifest.json"), at + ".record"} {
		before := read(t, "", path)
		if err := os.WriteFile(path, append(bytes.Clone(before), ' '), 0o600); err != nil {
			t.Fatal(err)
		}
		release(exitFailed)
		n.says("is not as it was held: not released; run again|what is to be recorded is not as it was held")
		put(t, path, before)
	}
	put(t, filepath.Join(at, "more.txt"), nil)
	release(exitFailed)
	n.says("more.txt is not as it was held")
	remove(t, filepath.Join(at, "more.txt"))
	sound()
	n.exits(exitHeld, "run", "--as-of", "2026-10-15")
	release(exitFailed)
	n.says("the register has moved on since: it holds a later entry, a run")

	flood()
	code(exitUnlike, "2026-10-17")
	release(exitDone, "--discard")
	n.says("is discarded; the last lists stand")
	if journal.FileExists(filepath.Join(n.out, "held", "2026-10-17")) || !strings.HasPrefix(string(n.held()), "2026-10-16") {
		t.Errorf("held is %s", n.held())
	}
	n.exits(exitDone, "register", "verify")
	sound()
	n.night(exitHeld, "2026-10-18")
	if ids, err := journal.HeldRuns(n.out); len(ids) > 0 || err != nil {
		t.Errorf("a later day is published, and held are %v, %v", ids, err)
	}
}
