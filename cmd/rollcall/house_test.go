package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the top of the checkout.
const root = "../.."

// mayImport says which packages of Rollcall each folder may import: cmd → pipeline → leaves, and rules → calendar.
// fixtures is for tests and for the fixtures command only, and its rooms are for fixtures only; its tests may use any of them.
var mayImport = map[string][]string{
	"cmd/mutate":   {},
	"cmd/rollcall": {"matchers", "pipeline", "pipeline/calendar", "pipeline/candidates", "pipeline/safekeeping", "pipeline/evaluate", "pipeline/journal", "pipeline/linkage", "pipeline/officers", "pipeline/rehearsal", "pipeline/register", "pipeline/candidates/reports", "pipeline/rules", "pipeline/schedule", "pipeline/settings", "pipeline/spark", "sources", "sources/cells", "sources/survey", "pipeline/custody", "pipeline/disk", "pipeline/screen", "pipeline/health", "pipeline/notify", "pipeline/governance", "pipeline/candidates/desk", "pipeline/officers/office", "pipeline/review", "pipeline/review/door"},
	"pipeline":     {"pipeline/kept", "matchers", "pipeline/calendar", "pipeline/candidates", "pipeline/candidates/desk", "pipeline/safekeeping", "pipeline/intake", "pipeline/journal", "pipeline/judge", "pipeline/lists", "pipeline/past", "pipeline/people", "pipeline/register", "pipeline/rules", "pipeline/settings", "pipeline/stories", "sources", "pipeline/custody", "pipeline/disk", "pipeline/breaker", "pipeline/members"},
	// The rooms of the pipeline, from the first that a run enters to the last.
	"pipeline/journal":     {"pipeline/calendar", "pipeline/custody", "pipeline/disk", "pipeline/screen"},
	"pipeline/settings":    {"pipeline/calendar", "pipeline/journal", "pipeline/rules", "pipeline/schedule", "sources", "pipeline/custody", "pipeline/disk", "pipeline/breaker"},
	"pipeline/past":        {"pipeline/calendar", "pipeline/candidates", "pipeline/journal", "pipeline/register", "pipeline/rules", "sources", "pipeline/custody"},
	"pipeline/safekeeping": {"pipeline/custody", "pipeline/disk", "pipeline/calendar", "pipeline/journal", "pipeline/past", "pipeline/register", "pipeline/settings"},
	"pipeline/intake":      {"pipeline/kept", "pipeline/calendar", "pipeline/journal", "pipeline/past", "pipeline/register", "pipeline/rules", "pipeline/settings", "sources", "pipeline/disk", "pipeline/members"},
	"pipeline/people":      {"matchers", "pipeline/intake", "pipeline/journal", "pipeline/register", "pipeline/rules", "sources", "sources/cells"},
	"pipeline/judge":       {"matchers", "pipeline/kept", "pipeline/calendar", "pipeline/candidates", "pipeline/intake", "pipeline/journal", "pipeline/past", "pipeline/people", "pipeline/register", "pipeline/rules", "sources"},
	"pipeline/lists":       {"matchers", "pipeline/calendar", "pipeline/candidates", "pipeline/intake", "pipeline/journal", "pipeline/judge", "pipeline/past", "pipeline/people", "pipeline/overview", "pipeline/register", "pipeline/candidates/reports", "pipeline/rules", "pipeline/settings", "pipeline/stories", "sources"},
	"pipeline/stories":     {"matchers", "pipeline/calendar", "pipeline/candidates", "pipeline/intake", "pipeline/judge", "pipeline/people", "pipeline/rules", "sources"},
	"pipeline/overview":    {"matchers", "pipeline/calendar", "pipeline/candidates", "pipeline/intake", "pipeline/judge", "pipeline/past", "pipeline/rules", "sources"},
	"pipeline/officers":    {"pipeline/kept", "pipeline/calendar", "pipeline/candidates", "pipeline/safekeeping", "pipeline/journal", "pipeline/judge", "pipeline/lists", "pipeline/past", "pipeline/people", "pipeline/register", "pipeline/rules", "pipeline/settings", "sources", "pipeline/custody", "pipeline/officers/office", "pipeline/candidates/reports"},
	"pipeline/evaluate":    {"pipeline/candidates", "pipeline/candidates/reports", "pipeline/rules", "pipeline/disk"},
	"pipeline/rehearsal":   {"pipeline", "pipeline/calendar", "pipeline/candidates", "pipeline/evaluate", "pipeline/journal", "pipeline/officers", "pipeline/rules", "pipeline/settings", "pipeline/custody"},
	"pipeline/linkage":     {"matchers", "pipeline/drawing", "sources", "sources/cells", "sources/survey", "pipeline/custody", "pipeline/disk", "pipeline/screen"},
	"pipeline/spark":       {"matchers", "pipeline/linkage"},
	"pipeline/governance":  {"pipeline/candidates", "pipeline/evaluate", "pipeline/journal", "pipeline/rules", "pipeline/settings", "sources"},
	"pipeline/review":      {"pipeline/calendar", "pipeline/candidates", "pipeline/candidates/desk", "pipeline/officers/office", "pipeline/register", "pipeline/review/door"},
	// The leaves.
	"pipeline/breaker":            {},
	"pipeline/review/door":        {},
	"pipeline/rules":              {"pipeline/calendar"},
	"pipeline/calendar":           {},
	"pipeline/candidates":         {"pipeline/drawing", "sources/bounded", "pipeline/custody", "pipeline/disk", "pipeline/candidates/xlsx"},
	"pipeline/candidates/xlsx":    {},
	"pipeline/disk":               {},
	"pipeline/screen":             {},
	"pipeline/candidates/desk":    {"pipeline/candidates", "pipeline/custody", "pipeline/disk"},
	"pipeline/candidates/reports": {"pipeline/calendar", "pipeline/candidates"},
	"pipeline/custody":            {"pipeline/disk"},
	"pipeline/drawing":            {},
	"pipeline/register":           {"pipeline/custody", "pipeline/disk"},
	"pipeline/officers/office":    {"pipeline/calendar", "pipeline/candidates", "pipeline/register"},
	"pipeline/schedule":           {"pipeline/custody", "pipeline/disk"},
	"pipeline/members":            {"pipeline/calendar", "sources"},
	"pipeline/health":             {},
	"pipeline/kept":               {"pipeline/custody"},
	"pipeline/notify":             {},
	"matchers":                    {},
	"sources":                     {"pipeline/calendar", "pipeline/custody", "sources/cells", "sources/charset", "sources/survey", "sources/xmlscan", "pipeline/disk", "pipeline/screen"},
	"sources/cells":               {"pipeline/calendar"},
	"sources/survey":              {"pipeline/calendar", "sources/cells"},
	"sources/bounded":             {"sources/xmlscan"},
	"sources/xmlscan":             {"sources/charset"},
	"sources/charset":             {},

	"fixtures":          {"fixtures/chance", "fixtures/extracts", "fixtures/lives", "fixtures/office", "fixtures/services", "fixtures/town", "fixtures/truth", "fixtures/world"},
	"fixtures/world":    {},
	"fixtures/chance":   {"fixtures/world"},
	"fixtures/names":    {"fixtures/chance", "fixtures/world"},
	"fixtures/town":     {"fixtures/chance", "fixtures/names", "fixtures/world"},
	"fixtures/lives":    {"fixtures/chance", "fixtures/town", "fixtures/world"},
	"fixtures/services": {"fixtures/chance", "fixtures/town", "fixtures/world"},
	"fixtures/truth":    {"fixtures/chance", "fixtures/world"},
	"fixtures/office":   {"fixtures/chance", "fixtures/world"},
	"fixtures/extracts": {"fixtures/chance", "fixtures/office", "fixtures/world"},
}

// testsMayImport says what the tests of a package may import besides, apart from what lies in testdata for them.
var testsMayImport = map[string][]string{
	"pipeline":          {"pipeline/candidates/reports", "pipeline/officers"}, // what officers decide comes back in the next run
	"pipeline/rules":    {"sources"},                                          // what the extracts of the cases declare
	"pipeline/overview": {"pipeline/register"},                                // which a trend is read from
}

// importsFixtures are the files outside tests that may import fixtures.
var importsFixtures = []string{"cmd/rollcall/fixtures.go", "cmd/rollcall/rehearse.go"}

func TestImportsKeepToTheTable(t *testing.T) {
	for path := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(path))
		allowed, known := mayImport[dir]
		if !known {
			t.Errorf("%s: a package that the table does not know; add it with what it may import", path)
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		test := strings.HasSuffix(path, "_test.go")
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			ours, is := strings.CutPrefix(name, "rollcall/")
			switch {
			case !is || ours == dir:
			case test && (slices.Contains(testsMayImport[dir], ours) || strings.Contains(ours, "/testdata/")):
			case ours == "fixtures" && (test || slices.Contains(importsFixtures, path)):
			case inFixtures(ours) && inFixtures(dir) && test:
			case inFixtures(ours) && !inFixtures(dir) || !slices.Contains(allowed, ours):
				t.Errorf("%s imports %s, which the table does not allow", path, ours)
			}
		}
		for _, spec := range f.Imports {
			if name, _ := strconv.Unquote(spec.Path.Value); strings.HasPrefix(name, "github.com/apache/arrow/go/v17/parquet") {
				t.Errorf("%s imports Arrow's own Parquet packages; parquet-go is the one in use", path)
			}
		}
	}
}

// inFixtures reports whether a package is fixtures or one of its rooms.
func inFixtures(dir string) bool { return dir == "fixtures" || strings.HasPrefix(dir, "fixtures/") }

func TestTheTopLevelIsTheHouse(t *testing.T) {
	want := []string{"Makefile", "README.md", "cmd", "fixtures", "go.mod", "go.sum", "matchers", "pipeline", "sources"}
	ours := []string{"bin", "demo", "out"} // made by make run, ignored by git
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); !strings.HasPrefix(n, ".") && !slices.Contains(want, n) && !slices.Contains(ours, n) {
			t.Errorf("%s lies at the top level; only %v and dot-files may", n, want)
		}
	}
}

func TestEveryPackageOpensWithItsDoc(t *testing.T) {
	packages := map[string]bool{}
	for path := range goFiles(t) {
		packages[filepath.Dir(path)] = true
	}
	for dir := range packages {
		if filepath.Dir(dir) == "cmd" {
			continue // a command's comment opens main.go
		}
		b, err := os.ReadFile(filepath.Join(root, dir, "doc.go"))
		if err != nil || !strings.HasPrefix(string(b), "// Package ") {
			t.Errorf("%s: wants a doc.go that opens with what the package is", dir)
		}
	}
}

func TestFilesStayReadable(t *testing.T) {
	const most = 600
	for path, lines := range goFiles(t) {
		if lines > most {
			t.Errorf("%s has %d lines; none should have more than %d", path, lines, most)
		}
	}
}

// goFiles returns every Go file of the project, by its path from the top, with its number of lines.
func goFiles(t *testing.T) map[string]int {
	t.Helper()
	files := map[string]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || d.Name() == "testdata" || rel == "demo" || rel == "out") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files[filepath.ToSlash(rel)] = strings.Count(string(b), "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found only %d Go files: the walk does not reach the project", len(files))
	}
	return files
}
