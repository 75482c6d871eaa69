package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNoSealedValueGetsOut plants sealed children of each kind in an extract of every kind and searches all that the program
// writes and prints for every value of theirs.
func TestNoSealedValueGetsOut(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "200", "--seed", "12", "--as-of", "2026-10-15", "--out", dir)
	p := &planter{T: t, dice: rand.New(rand.NewPCG(3, 14)), taken: map[string]bool{}, rows: map[string]int{}}
	p.takeAll(dir)
	settings := filepath.Join(dir, "rollcall.yaml")
	text := string(read(t, dir, "rollcall.yaml")) + p.plantSealed(dir)
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	l := &leaks{T: t, words: newSpellings(p.canaries)}
	inputs := map[string]bool{}
	for _, f := range files(t, dir) {
		inputs[f] = true
	}
	logged := filepath.Join(dir, "run.log")
	program := func(args ...string) {
		out, err := exec.Command(binary, append([]string{"--log", logged}, args...)...).CombinedOutput()
		t.Logf("rollcall %v: %v", args[:1], err)
		if testing.Verbose() {
			t.Logf("%s", out)
		}
		l.searchText("printed by "+args[0], string(out))
	}
	program("run", "-c", settings, "--as-of", "2026-10-15")
	for _, f := range files(t, dir) {
		if !inputs[f] {
			rel, _ := filepath.Rel(dir, f)
			l.searchFile(runNames.ReplaceAllString(filepath.ToSlash(rel), "RUN"), f)
		}
	}
	l.report()
}

var homePostcode = regexp.MustCompile(`[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}`)

var runNames = regexp.MustCompile(`out/runs/[^/]*`)

// takeAll notes every word and day of the authority's own extracts, so that no canary is one of them.
func (p *planter) takeAll(dir string) {
	day := regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{2}[/-]\d{2}[/-]\d{4}`)
	for _, f := range files(p.T, dir) {
		for _, d := range day.FindAllString(decoded(p.T, f), -1) {
			if len(d) == 10 && (d[2] == '/' || d[2] == '-') {
				d = d[6:] + "-" + d[3:5] + "-" + d[:2]
			}
			p.taken[d] = true
		}
		for _, code := range homePostcode.FindAllString(decoded(p.T, f), -1) {
			p.taken[code] = true
		}
	}
}

// report tells every leak.
func (l *leaks) report() {
	l.Helper()
	var all []leak
	for at := range l.found {
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b leak) int { return strings.Compare(a.file+a.place+a.what, b.file+b.place+b.what) })
	for _, at := range all {
		var whose []string
		for _, r := range roles {
			if n := l.found[at][r]; n > 0 {
				whose = append(whose, fmt.Sprintf("%s %d", r, n))
			}
		}
		l.Errorf("%s | %s | %s | %s", at.file, at.place, at.what, strings.Join(whose, ", "))
	}
	l.Logf("%d leaks of %d checks", l.n, l.checks)
	if l.n > 0 {
		l.Errorf("%d leaks of %d checks", l.n, l.checks)
	}
}
