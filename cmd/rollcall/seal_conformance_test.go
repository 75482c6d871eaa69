package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// sealNights is an invented authority with sealed children in every extract, and what is done with it night by night.
type sealNights struct {
	*testing.T
	dir, settings string
	p             *planter
	leaks         *leaks
	inputs        map[string]bool              // files that were there before the first run
	searched      map[string]time.Time         // files as they were when they were searched
	ids           map[string]map[*planted]bool // sealed children by the ids that the designated officer's files give them
}

// TestNoSealedValueGetsOut plants sealed children of each kind in an extract of every kind, has everything done that a command
// can do over several nights, and searches all that is written and printed for every value of theirs.
func TestNoSealedValueGetsOut(t *testing.T) {
	for name, m := range map[string]maker{"own layout": {seed: 12}, "another maker": {seed: 33, other: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newSealNights(t, m)
			n.checkOpen()
			if said := n.night("first night", "2026-10-15"); !strings.Contains(said, "seals has passed") {
				n.Error("nobody is told that seals are to be looked at again")
			}
			n.explainAll("first night")
			n.checkSealedFolder()
			n.checkNobodyLost()
			n.checkBare("first night")
			n.decide()
			n.night("second night", "2026-10-16")
			n.checkBare("second night")
			n.emptySeals()
			n.night("list of seals empty", "2026-10-17")
			n.explainAll("list of seals empty")
			n.leaveOutSeals()
			n.night("list of seals out of the settings", "2026-10-18")
			n.stop("stopped run")
			n.take("exports")
			n.checkApart()
			n.leaks.report()
		})
	}
}

// newSealNights invents the authority and plants the children.
func newSealNights(t *testing.T, m maker) *sealNights {
	n := &sealNights{T: t, dir: t.TempDir(), inputs: map[string]bool{}, searched: map[string]time.Time{}}
	do(t, "fixtures", "--children", "150", "--seed", "12", "--as-of", "2026-10-15", "--out", n.dir)
	n.settings = filepath.Join(n.dir, "rollcall.yaml")
	n.p = &planter{T: t, maker: m, dice: rand.New(rand.NewPCG(m.seed, 14)), taken: map[string]bool{}, rows: map[string]int{}}
	n.takeCommon()
	n.write(string(read(t, n.dir, "rollcall.yaml")) + n.p.plantSealed(n.dir) + // with every list that is made
		"in_force: {not_in_school: {from: 2026-09-01, by: invented}, consistent_identifier: {from: 2026-09-01, by: invented}, consent_to_withdraw: {from: 2026-09-01, by: invented}}\n")
	n.leaks = &leaks{T: t, words: newSpellings(n.p.canaries)}
	for _, f := range files(t, n.dir) {
		n.inputs[f] = true
	}
	return n
}

// takeCommon makes a run without the planted children, so that no canary is a day of the law, or one by which something is due.
func (n *sealNights) takeCommon() {
	n.Helper()
	plain := filepath.Join(n.dir, "plain")
	do(n.T, "run", "-c", n.settings, "--as-of", "2026-10-15", "--out", plain)
	do(n.T, "governance", "--run", latest(n.T, plain), "--out", filepath.Join(plain, "governance"))
	n.p.takeAll(n.dir)
	for _, text := range n.explanations(latest(n.T, plain)) {
		n.p.takeDays(text)
	}
}

func (n *sealNights) write(text string) {
	n.Helper()
	if err := os.WriteFile(n.settings, []byte(text), 0o600); err != nil {
		n.Fatal(err)
	}
}

// program runs a command and searches what it prints. Whatever becomes of the run, it may not say a sealed value.
func (n *sealNights) program(step string, args ...string) string {
	n.Helper()
	raw, err := exec.Command(binary, append([]string{"--log", filepath.Join(n.dir, "run.log")}, args...)...).CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		n.Fatal(err)
	}
	if err != nil {
		n.Logf("%s: rollcall %s: %v", step, args[0], err)
		if testing.Verbose() {
			n.Logf("%s", raw)
		}
	}
	n.leaks.searchText(step, "printed by "+args[0], string(raw))
	return string(raw)
}

// night makes a run, searches all that it wrote, and returns what it said.
func (n *sealNights) night(step, asOf string) string {
	n.Helper()
	said := n.program(step, "run", "-c", n.settings, "--as-of", asOf)
	n.search(step)
	return said + string(read(n.T, latest(n.T, filepath.Join(n.dir, "out")), journal.ManifestFile))
}

// runsName are the parts of a path that differ from run to run.
var runsName = regexp.MustCompile(`^out/runs/[^/]*/|^out/|[0-9a-f]{32}/`)

// search looks through every file that was written since it was last called, the designated officer's folder apart.
func (n *sealNights) search(step string) {
	n.Helper()
	for _, f := range files(n.T, n.dir) {
		info, err := os.Stat(f)
		if err != nil {
			n.Fatal(err)
		}
		if n.inputs[f] || n.searched[f].Equal(info.ModTime()) || isOfficers(f) {
			continue
		}
		n.searched[f] = info.ModTime()
		rel, _ := filepath.Rel(n.dir, f)
		n.leaks.searchFile(step, runsName.ReplaceAllString(filepath.ToSlash(rel), ""), f)
	}
}

// isOfficers reports whether a file is the designated officer's.
func isOfficers(path string) bool { return filepath.Base(filepath.Dir(path)) == "sealed" }

// emptySeals cuts the lists of seals to their headers.
func (n *sealNights) emptySeals() {
	n.Helper()
	n.p.writeSeals(n.dir, nil)
}

// sealsEntry is an entry of the settings that reads a list of seals.
var sealsEntry = regexp.MustCompile(`(?m)^  - \{?kind: protected.*\n(?:    .*\n)*`)

// leaveOutSeals takes the lists of seals out of the settings.
func (n *sealNights) leaveOutSeals() {
	n.Helper()
	text := string(read(n.T, n.dir, "rollcall.yaml"))
	without := sealsEntry.ReplaceAllString(text, "")
	if strings.Contains(without, "protected") || without == text {
		n.Fatal("the lists of seals are in the settings still, or were not there")
	}
	n.write(without)
}

// stop has a run end when it has compared, and searches what it left behind.
func (n *sealNights) stop(step string) {
	n.Helper()
	s, err := settings.Load(n.settings)
	if err != nil {
		n.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := journal.Options{AsOf: calendar.On(2026, 10, 19), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: time.Now, Progress: stopper{cancel: cancel}}
	if _, err := pipeline.Run(ctx, s, o); !errors.Is(err, context.Canceled) {
		n.Errorf("error = %v, want the run to be stopped", err)
	}
	n.search(step)
}

// take has done what takes things out of the register and looks at extracts.
func (n *sealNights) take(step string) {
	n.Helper()
	n.program(step, "decisions", "export", filepath.Join(n.dir, "export.parquet"), "-c", n.settings, "--today", "2026-10-20")
	n.program(step, "register", "backup", filepath.Join(n.dir, "backup.db"), "-c", n.settings)
	n.program(step, "register", "verify", "-c", n.settings, "--today", "2026-10-20")
	n.program(step, "check", "-c", n.settings, "--as-of", "2026-10-20")
	n.program(step, "check", "-c", n.settings, "--as-of", "2026-10-20", "--table")
	n.program(step, "seals", "list", "-c", n.settings)
	n.program(step, "audit", "-c", n.settings)
	n.program(step, "release", "-c", n.settings)
	n.program(step, "governance", "--run", latest(n.T, filepath.Join(n.dir, "out")), "--out", filepath.Join(n.dir, "governance"))
	n.program(step, "schools", "-c", n.settings, "--to", filepath.Join(n.dir, "outgoing"), "--today", "2026-10-19")
	n.program(step, "health", "-c", n.settings)
	n.lookUp(step)
	runs, err := os.ReadDir(filepath.Join(n.dir, "out", journal.RunsFolder))
	if err != nil || len(runs) < 2 {
		n.Fatalf("%d runs: %v", len(runs), err)
	}
	for i := range runs[1:] {
		n.program(step, "diff", runs[i].Name(), runs[i+1].Name(), "-c", n.settings)
	}
	n.search(step)
}

// lookUp looks for every planted child by name, and by number, and has those shown who are sealed.
func (n *sealNights) lookUp(step string) {
	n.Helper()
	asks := []string{"--by", "case officer", "--purpose", "a call"}
	for _, k := range n.p.children {
		for _, field := range []string{"surname", "upn", "postcode"} {
			if text := k.person[field]; text != "" {
				n.program(step, append([]string{"find", text, "-c", n.settings}, asks...)...)
			}
		}
	}
	for id := range n.ids {
		n.program(step, append([]string{"show", id, "-c", n.settings}, asks...)...)
	}
}

// explainAll explains every child that the run or any of its files names, and pairs of the records of sealed children.
func (n *sealNights) explainAll(step string) {
	n.Helper()
	folder := latest(n.T, filepath.Join(n.dir, "out"))
	for _, text := range n.explanations(folder) {
		n.leaks.searchText(step, "explain --child", text)
	}
	x := n.open(folder)
	for _, k := range n.p.children {
		ours := k.records
		for i := range ours {
			other := ours[(i+1)%len(ours)]
			if k.other != nil && i%2 == 1 {
				other = k.other.records[i%len(k.other.records)]
			}
			text, err := x.ExplainPair(ours[i], other)
			if err != nil {
				text = err.Error()
			}
			for _, name := range []string{ours[i], other} { // whoever asks has named them
				text = strings.ReplaceAll(text, name, "")
			}
			n.leaks.searchText(step, "explain --pair", text)
		}
	}
}

// open prepares to explain a run.
func (n *sealNights) open(folder string) *pipeline.Explainer {
	n.Helper()
	x, err := pipeline.OpenRun(n.Context(), folder, journal.Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: time.Now})
	if err != nil {
		n.Fatal(err)
	}
	return x
}

// explanations are what is said of every child whose id stands anywhere in a run or its register, or that there is none.
func (n *sealNights) explanations(folder string) (texts []string) {
	n.Helper()
	x, explained := n.open(folder), 0
	d, err := pipeline.OpenDesk(n.Context(), folder)
	if err != nil {
		n.Fatal(err)
	}
	defer d.Close()
	for _, id := range n.childIDs(folder) {
		for _, tell := range []func(context.Context, string, bool) (string, error){d.ShowChild, d.ExplainChild} {
			text, err := tell(n.Context(), id, true)
			if err != nil {
				text = err.Error()
			}
			texts = append(texts, text)
		}
		text, err := x.ExplainChild(id)
		if err != nil {
			text = err.Error()
		} else {
			explained++
		}
		texts = append(texts, text)
	}
	if explained < 100 {
		n.Errorf("only %d children could be explained", explained)
	}
	return texts
}

// childIDs are all that look like a child's id in a run's files, and every id of the register.
func (n *sealNights) childIDs(folder string) []string {
	n.Helper()
	ids := map[string]bool{}
	for _, f := range append(files(n.T, folder), filepath.Join(filepath.Dir(filepath.Dir(folder)), "register.db")) {
		cells, _, err := cellsOf(f)
		if err != nil {
			n.Fatal(err)
		}
		for _, c := range cells {
			if childID.FindString(c.text) == c.text && c.text != "" {
				ids[c.text] = true
			}
		}
		if isOfficers(f) {
			ids[strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))] = true
		}
	}
	all := sortedFields(ids)
	if len(all) < 100 {
		n.Fatalf("only %d ids of children", len(all))
	}
	return all
}

// report tells every leak, each with the nights on which it is there and whose it is.
func (l *leaks) report() {
	l.Helper()
	var all []leak
	for at := range l.found {
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b leak) int { return strings.Compare(a.file+a.place+a.what, b.file+b.place+b.what) })
	for _, at := range all {
		l.Errorf("%s | %s | %s | %s", at.file, at.place, at.what, l.found[at])
	}
	for _, text := range sortedFields(l.faults) {
		l.Errorf("%d times: %s", l.faults[text], text)
	}
	l.Logf("%d leaks of %d checks, in %d places", l.n, l.checks, len(all))
}
