package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// qualityFile keeps how the lists and links stand against the truth, so that a change of quality is a diff.
const qualityFile = "../../fixtures/quality.txt"

// TestGoldenQuality makes three authorities, runs on each, and holds what comes out to quality.txt: the main one, a second
// seed, and a second size.
func TestGoldenQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("makes and runs three authorities")
	}
	var b strings.Builder
	for _, a := range []struct{ children, seed string }{{"30000", "1"}, {"30000", "2"}, {"6000", "1"}} {
		dir := t.TempDir()
		do(t, "fixtures", "--children", a.children, "--seed", a.seed, "--as-of", "2026-10-15", "--out", dir)
		do(t, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15")
		out, err := exec.Command(binary, "evaluate", "--run", latest(t, filepath.Join(dir, "out")), "--truth", filepath.Join(dir, "truth")).Output()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "rollcall fixtures --children %s --seed %s --as-of 2026-10-15\n\n%s\n", a.children, a.seed, out)
	}
	if *update {
		if err := os.WriteFile(qualityFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(qualityFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("quality has changed; if it is for the better, run make golden and say why in the commit:\n%s", diff)
	}
}
