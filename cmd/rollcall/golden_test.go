package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden holds a text to the file of the project that keeps it, or writes the file anew. Why says what to do when it differs.
func golden(t *testing.T, got, why string, path ...string) {
	t.Helper()
	file := filepath.Join(append([]string{root}, path...)...)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s: %s:\n%s", filepath.Join(path...), why, diff)
	}
}
