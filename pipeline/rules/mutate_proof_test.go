package rules

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTheHarnessNotices breaks a small law of its own, whose cases hold all that it says but one boundary, and wants each
// break noticed but that one: the harness that reports survivors must not report what is noticed, nor the other way round.
func TestTheHarnessNotices(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module law\n\ngo 1.24\n",
		"law.go": "package law\n\nvar grace = []int{5}\n\nfunc late(day, due int, told bool) bool { return day > due+grace[0] && !told }\n\n" +
			"func since(due, came int) int { return max(due, came) }\n\nfunc small(n int) bool { return n < 7 }\n",
		"law_test.go": "package law\n\nimport \"testing\"\n\nfunc TestLaw(t *testing.T) {\n" +
			"\tif late(15, 10, false) || !late(16, 10, false) || late(16, 10, true) || since(3, 4) != 4 || since(4, 3) != 4 || !small(1) || small(9) {\n\t\tt.Fatal()\n\t}\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := &overlay{t.TempDir(), map[string]string{}}
	mutants := o.mutate(t, dir, func(string) bool { return true }, nil)
	o.put(t, filepath.Join(dir, "mutant_alive.go"), aliveIn("law"))
	p := &program{dir, o.build(t, dir), mutants, nil}
	if p.alone(0, ".") {
		t.Fatal("the tests fail with no mutant alive")
	}
	var survive []string
	for i, m := range mutants {
		if !p.alone(i+1, ".") {
			survive = append(survive, m.what)
		}
	}
	if want := []string{"<= in n < 7"}; len(mutants) != 9 || !slices.Equal(survive, want) {
		t.Errorf("of %d mutants %q survive, want of 9 %q: %v", len(mutants), survive, want, mutants)
	}
}
