package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rollcall/pipeline/candidates"
)

// Two flags of the table of faults: how many children the authority has, and which faults are played; without them the test
// plays a few on a small one.
var (
	faultChildren = flag.Int("faults.children", 0, "play every fault, on an authority of so many children")
	faultsOnly    = flag.String("faults.only", "", "of them only those whose name has this")
)

// extractFault is something that goes wrong with an authority's extracts or settings between two nights.
type extractFault struct {
	name     string
	do       func(t *testing.T, a *damaged)
	first    bool   // no night came before
	asOf     string // in place of the night's date
	nights   int    // how many nights it goes on, when more than one
	harmless bool   // nothing need be said when the lists stay as they were
	quick    bool   // one of those that the test plays
}

// played is what a fault did.
type played struct {
	exit           int
	lines, entered int // of the list of candidates
	left           int
	risk, riskIn   int
	riskOut        int
	said           []string // that is not said of the sound extracts
	error          string
}

const (
	faultDay   = "2026-10-15"
	faultNight = "2026-10-16"
	// How many lines more than an honest night's a fault may bring to a published list: one in ten of it, and three of a short one.
	floodShare, floodLines = 0.10, 3
)

// TestEveryFault plays faults and wants of each that the lists do not flood and that it is not silent: what changes them beyond an
// honest night is told, or they are not published. A list that is held before publication (exit code 5) stays as it was.
func TestEveryFault(t *testing.T) {
	children := 1200
	if *faultChildren > 0 {
		children = *faultChildren
	}
	stage := newFaultStage(t, children)
	for i := range faults {
		f := &faults[i]
		if *faultChildren == 0 && !f.quick || !strings.Contains(f.name, *faultsOnly) {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			stage.hold(t, f, stage.play(t, f))
		})
	}
}

// faultStage is an authority before and after the run of its sound extracts, and what an honest night brings.
type faultStage struct {
	mu               sync.Mutex
	fresh, base      string
	sound, soundRisk map[string]bool
	honest           played
	usual            map[string]bool
}

func newFaultStage(t *testing.T, children int) *faultStage {
	t.Helper()
	dir := t.TempDir()
	s := &faultStage{fresh: filepath.Join(dir, "fresh"), base: filepath.Join(dir, "base"), usual: map[string]bool{}}
	do(t, "fixtures", "--children", fmt.Sprint(children), "--seed", "5", "--as-of", faultDay, "--out", s.fresh)
	plainText(t, s.fresh)
	s.copy(t, s.fresh, s.base)
	first := runAlone(t, s.base, faultDay)
	if first.exit != exitDone && first.exit != exitHeld {
		t.Fatalf("the sound night ends with %d: %s", first.exit, first.error)
	}
	for _, n := range first.said {
		s.usual[n] = true
	}
	out := filepath.Join(s.base, "out")
	s.sound, s.soundRisk = listedIn(t, out), map[string]bool{}
	for _, row := range readList(t, out, candidates.AtRisk) {
		s.soundRisk[row.ChildID] = true
	}
	s.honest = s.play(t, &extractFault{name: "nothing", do: func(*testing.T, *damaged) {}})
	for _, n := range s.honest.said {
		s.usual[n] = true
	}
	fmt.Printf("%-66s exit %d  lines %3d  at risk %3d; a night without a fault: new %d, gone %d, at risk new %d, gone %d\n", "as of "+faultDay, first.exit, len(s.sound),
		len(s.soundRisk), s.honest.entered, s.honest.left, s.honest.riskIn, s.honest.riskOut)
	return s
}

func (s *faultStage) copy(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// play puts a fault to a copy and runs it.
func (s *faultStage) play(t *testing.T, f *extractFault) played {
	t.Helper()
	a := at(filepath.Join(t.TempDir(), "night"))
	from, day := s.base, faultNight
	if f.first {
		from, day = s.fresh, faultDay
	}
	if f.asOf != "" {
		day = f.asOf
	}
	s.copy(t, from, a.dir)
	f.do(t, a)
	p := runAlone(t, a.dir, day)
	out := filepath.Join(a.dir, "out")
	if _, err := os.Stat(filepath.Join(out, "LATEST")); err != nil {
		return p
	}
	now := listedIn(t, out)
	p.lines, p.entered, p.left = compareLists(s.sound, now)
	risk := map[string]bool{}
	for _, row := range readList(t, out, candidates.AtRisk) {
		risk[row.ChildID] = true
	}
	p.risk, p.riskIn, p.riskOut = compareLists(s.soundRisk, risk)
	if f.first {
		p.entered, p.left = p.lines-len(s.sound), len(s.sound)-p.lines
	}
	p.said = slices.DeleteFunc(p.said, func(n string) bool { return s.usual[n] })
	return p
}

func compareLists(before, now map[string]bool) (lines, entered, left int) {
	for child := range now {
		entered += one(!before[child])
	}
	for child := range before {
		left += one(!now[child])
	}
	return len(now), entered, left
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// runAlone runs the program in a folder and returns how it ended and what it said.
func runAlone(t *testing.T, dir, day string) played {
	t.Helper()
	c := exec.Command(binary, "run", "-c", "rollcall.yaml", "--as-of", day)
	c.Dir = dir
	var stderr strings.Builder
	c.Stderr = &stderr
	stdout, err := c.Output()
	var p played
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		p.exit, p.error = exit.ExitCode(), strings.TrimSpace(stderr.String())
	} else if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(stdout)) {
		if n, is := strings.CutPrefix(strings.TrimSpace(line), "! "); is {
			p.said = append(p.said, n)
		}
	}
	return p
}

// hold prints the line of the table and holds what a fault did to what it may do.
func (s *faultStage) hold(t *testing.T, f *extractFault, p played) {
	t.Helper()
	published := p.exit == exitDone || p.exit == exitHeld
	most := max(1, f.nights)*(s.honest.entered+1) - 1 + max(floodLines, int(floodShare*float64(len(s.sound))))
	floods := published && p.entered > most
	if f.first { // nothing stands beside which a first list could flood; what is to be doubted of it is said at its top
		floods = floods && !slices.ContainsFunc(p.said, func(s string) bool { return strings.Contains(s, "the first lists") })
	}
	// A list that loses its lines without a word hides children.
	changed := p.entered > s.honest.entered+1 || p.left > s.honest.left+1 || p.riskIn > s.honest.riskIn+floodLines || p.riskOut > s.honest.riskOut+floodLines
	silent := published && len(p.said) == 0 && (changed || !f.harmless)
	s.mu.Lock()
	defer s.mu.Unlock()
	word := "told " + fmt.Sprint(len(p.said))
	if !published {
		word = "NOT PUBLISHED"
	}
	if silent {
		word = "SILENT"
	}
	if floods {
		word += ", FLOODS"
	}
	fmt.Printf("%-66s exit %d  lines %3d  new %3d  gone %3d  at risk %4d new %3d gone %3d  %s\n", f.name, p.exit, p.lines, p.entered, p.left, p.risk, p.riskIn, p.riskOut, word)
	said := p.said
	if !published {
		said = strings.Split(p.error, "\n")
	}
	for _, n := range said[:min(2, len(said))] {
		fmt.Printf("      %.230s\n", n)
	}
	if floods {
		t.Errorf("%d lines are new (want at most %d)", p.entered, most)
	}
	if silent {
		t.Errorf("nothing is said: %d lines new, %d gone, at risk %d new, %d gone", p.entered, p.left, p.riskIn, p.riskOut)
	}
}
