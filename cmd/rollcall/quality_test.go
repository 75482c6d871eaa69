package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// few are the kinds that every authority has from the beginning, and six those of a first run that was prepared.
const (
	few = "school_census,admissions,health"
	six = few + ",roll_changes,housing,home_education"
)

// TestGoldenQuality makes authorities, runs on each, and holds what comes out to quality.txt: the main one, a second seed, a
// second size, those of first runs: with no more than the census, admissions and health, and with six kinds; and the main one with as
// few missing as in life.
func TestGoldenQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("makes and runs eight authorities")
	}
	authorities := []struct{ children, seed, more, value string }{{"30000", "1", "", ""}, {"30000", "2", "", ""}, {"6000", "1", "", ""}, {"6000", "1", "--kinds", few},
		{"6000", "2", "--kinds", few}, {"6000", "1", "--kinds", six}, {"6000", "2", "--kinds", six}, {"30000", "1", "--prevalence", "life"}}
	texts := make([]string, len(authorities))
	made := t.Run("authorities", func(t *testing.T) {
		for i, a := range authorities {
			t.Run(strings.TrimSpace(a.children+" "+a.seed+" "+a.value), func(t *testing.T) {
				t.Parallel()
				texts[i] = qualityOf(t, a.children, a.seed, a.more, a.value)
			})
		}
	})
	if !made {
		return
	}
	golden(t, strings.Join(texts, ""), "quality has changed; if it is for the better, run make golden and say why in the commit", "fixtures", "quality.txt")
}

// qualityOf makes an authority, runs on it, and returns how the run stands against the truth, under the command that made it.
func qualityOf(t *testing.T, children, seed, more, value string) string {
	dir := t.TempDir()
	command := []string{"fixtures", "--children", children, "--seed", seed, "--as-of", "2026-10-15"}
	if more != "" {
		command = append(command, more, value)
	}
	do(t, append(command[:len(command):len(command)], "--out", dir)...)
	do(t, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15")
	out, err := exec.Command(binary, "evaluate", "--run", latest(t, filepath.Join(dir, "out")), "--truth", filepath.Join(dir, "truth")).Output()
	if said := new(exec.ExitError); errors.As(err, &said) {
		t.Fatalf("%v: %s", err, said.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("rollcall %s\n\n%s\n", strings.Join(command, " "), out)
}
