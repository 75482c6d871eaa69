package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// law is a small law of its own, with a break of each kind in it.
const law = `package law

import "errors"

var grace = []int{5}

var errEarly = errors.New("early")

var told []string

func late(day, due int, away bool) bool { return day > due+grace[0] && !away }

func since(due, came int) int { return max(due, came) }

func tell(who, what string) { told = append(told, who+": "+what) }

func write(day int) error {
	if err := check(day); err != nil {
		return err
	}
	tell("head", "late")
	return nil
}

func check(day int) error {
	if day < 1 {
		return errEarly
	}
	return nil
}

func count(days []int) (n int) {
	for _, d := range days {
		if d == 3 {
			continue
		}
		n += d
	}
	return n
}

func small(n int) bool { return n < 7 }
`

// lawTest holds all that the law says but one boundary.
const lawTest = `package law

import (
	"slices"
	"testing"
)

func TestLaw(t *testing.T) {
	if late(15, 10, false) || !late(16, 10, false) || late(16, 10, true) || since(3, 4) != 4 || since(4, 3) != 4 || !small(1) || small(9) {
		t.Fatal()
	}
	if write(1) != nil || !slices.Equal(told, []string{"head: late"}) || write(0) == nil || len(told) != 1 || count([]int{1, 3, 4}) != 5 {
		t.Fatal()
	}
}
`

// user is a package that imports the law and holds the boundary that the law's own tests do not.
var smallModule = map[string]string{
	"go.mod": "module made\n\ngo 1.26\n", "law/law.go": law, "law/law_test.go": lawTest,
	"user/user.go": "package user\n\nimport \"made/law\"\n\nvar Small = law.Small\n",
	"user/user_test.go": "package user\n\nimport \"testing\"\n\nfunc TestSmall(t *testing.T) {\n" +
		"\tif Small(7) || !Small(6) {\n\t\tt.Fatal()\n\t}\n}\n",
	"cmd/tell/main.go": "package main\n\nimport \"made/law\"\n\nfunc main() {\n\tif law.Small(7) {\n\t\tpanic(\"seven\")\n\t}\n}\n",
	"cmd/tell/main_test.go": "package main\n\nimport (\n\t\"os/exec\"\n\t\"testing\"\n)\n\nfunc TestTell(t *testing.T) {\n" +
		"\tif err := exec.Command(\"go\", \"run\", \".\").Run(); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n",
}

// writeSmall writes the small module, each file changed, and returns its folder.
func writeSmall(t *testing.T, change func(path, text string) string) string {
	t.Helper()
	dir := t.TempDir()
	for path, text := range smallModule {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(change(path, text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func breakSmall(t *testing.T, o options, change func(path, text string) string) (string, []*mutant) {
	t.Helper()
	m, err := loadModule(writeSmall(t, change), []string{"./law"})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	mutants, err := m.tryMutants(&out, m.broken[0], o)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), mutants
}

// exported makes what the user needs of the law known to it.
func exported(_, text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "func small", "func Small"), "small(", "Small(")
}

// Each kind of break is made, compiles, and is noticed by the tests that hold what it breaks: a harness that reports what
// nobody notices must not report what somebody does, nor the other way round.
func TestEachKindOfBreakIsNoticed(t *testing.T) {
	t.Parallel()
	out, mutants := breakSmall(t, options{run: "."}, exported)
	var kinds, others []string
	for _, x := range mutants {
		if !slices.Contains(kinds, x.kind) {
			kinds = append(kinds, x.kind)
		}
		if x.noticed != "law" {
			others = append(others, x.what+": "+x.noticed)
		}
	}
	slices.Sort(kinds)
	if want := []string{"arguments", "arithmetic", "comparison", "condition", "continue or break", "early return", "error return", "number", "statement"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds of break %q, want %q", kinds, want)
	}
	slices.Sort(others)
	if want := []string{"<= in n < 7: user", "less than 7: user", "more than 7: user"}; !slices.Equal(others, want) {
		t.Errorf("not noticed by the law's own tests: %q, want %q\n%s", others, want, out)
	}
}

// What no test holds is told, and told alike each time that the same seed draws it.
func TestWhatNobodyNoticesIsTold(t *testing.T) {
	t.Parallel()
	blind := func(path, text string) string {
		if strings.HasSuffix(path, "user_test.go") {
			return "package user\n"
		}
		return exported(path, text)
	}
	out, mutants := breakSmall(t, options{most: 12, seed: 3, run: "."}, blind)
	again, _ := breakSmall(t, options{most: 12, seed: 3, run: "."}, blind)
	if len(mutants) != 12 || out != again {
		t.Errorf("%d breaks, want 12 and the same each time:\n%s\n%s", len(mutants), out, again)
	}
	for deep, by := range map[bool]string{false: "UNNOTICED", true: "cmd/tell"} { // whose tests start the program itself
		out, _ = breakSmall(t, options{run: ".", deep: deep}, blind)
		if !strings.Contains(out, "law/law.go:42: <= in n < 7: "+by+"\n") {
			t.Errorf("a boundary that no test of a package holds is not told to be noticed by %s:\n%s", by, out)
		}
	}
}

func TestTestsThatFailWithNoBreakAreRefused(t *testing.T) {
	t.Parallel()
	dir := writeSmall(t, func(_, text string) string { return strings.ReplaceAll(text, "small(9)", "!small(9)") })
	err := breakPackages(io.Discard, dir, options{most: 1, seed: 1, run: "."}, []string{"./law"})
	if err == nil || !strings.Contains(err.Error(), "the tests of made/law fail with no mutant alive") {
		t.Errorf("got %v", err)
	}
}

// The tests of a provision's number alone are asked of a file that is named after it.
func TestAProvisionIsPutToItsOwnCases(t *testing.T) {
	o := options{own: "TestCases/^%s$"}
	for file, want := range map[string]string{"pipeline/rules/c06_left_unknown.go": "TestCases/^C06$", "pipeline/rules/clock.go": ""} {
		if got := (&mutant{file: file}).ownTests(o); got != want {
			t.Errorf("%s is put to %q, want %q", file, got, want)
		}
	}
}

func TestWilson(t *testing.T) {
	for _, x := range []struct {
		k, n      int
		low, high float64
	}{{0, 0, 0, 1}, {0, 10, 0, 0.278}, {10, 10, 0.722, 1}, {8, 10, 0.490, 0.943}} {
		if low, high := wilson(x.k, x.n); abs(low-x.low) > 0.001 || abs(high-x.high) > 0.001 {
			t.Errorf("wilson(%d, %d) = %.3f, %.3f, want %.3f, %.3f", x.k, x.n, low, high, x.low, x.high)
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }
