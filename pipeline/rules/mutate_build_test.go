package rules

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is a package's tests, built with mutants in what they test.
type program struct {
	dir     string // of the package
	tests   string // the binary
	mutants []mutant
	flags   []string // for its tests
}

// drawn makes what the tests draw at random the same each time, and keeps it nowhere.
var drawn = []string{"-rapid.nofailfile", "-rapid.seed", "1"}

// aliveSource is what the package that has no other of ours below it gets: which mutant is alive.
const aliveSource = `package %s

import (
	"os"
	"strconv"
)

var MutantAlive, _ = strconv.Atoi(os.Getenv("MUTANT"))

func mutantAlive(k int) bool { return MutantAlive == k }
`

// askSource is what a package above it gets.
const askSource = `package %s

import below %q

func mutantAlive(k int) bool { return below.MutantAlive == k }
`

const orSource = `
func mutantOr[T any](k int, mutated, real T) T {
	if mutantAlive(k) {
		return mutated
	}
	return real
}
`

const setSource = `package %s

import below %q

func init() { aliveNow = func(k int) { below.MutantAlive = k } }
`

// aliveIn is the file that a package without another of ours below it gets.
func aliveIn(name string) string { return fmt.Sprintf(aliveSource, name) + orSource }

// overlay is files that stand in for others, or are added, while a program is built.
type overlay struct {
	dir     string
	Replace map[string]string
}

func (o *overlay) put(t testing.TB, path, source string) {
	t.Helper()
	at := filepath.Join(o.dir, fmt.Sprintf("%d.go", len(o.Replace)))
	if err := os.WriteFile(at, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Replace[path] = at
}

// mutate puts files with their mutants over those of a package.
func (o *overlay) mutate(t testing.TB, dir string, only func(name string) bool, mutants []mutant) []mutant {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		if strings.HasSuffix(name, "_test.go") || !only(name) {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source, found := mutantsOf(t, filepath.Base(dir)+"/"+name, raw, len(mutants)+1)
		if len(found) > 0 {
			mutants = append(mutants, found...)
			o.put(t, path, string(source))
		}
	}
	return mutants
}

// build builds the tests of a package.
func (o *overlay) build(t testing.TB, dir string) string {
	t.Helper()
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(o.dir, "overlay.json")
	if err := os.WriteFile(list, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(o.dir, filepath.Base(dir)+".test")
	build := exec.Command("go", "test", "-c", "-vet=off", "-o", binary, "-overlay", list, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the mutants of %s do not build: %v\n%s", dir, err, out)
	}
	return binary
}
