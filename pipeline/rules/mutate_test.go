package rules

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

var (
	mutate     = flag.Bool("mutate", false, "break each provision in every way and see whether its cases notice (make mutate)")
	mutateOnly = flag.String("mutate-only", "", "only in the files whose name begins so, such as c06")
)

// mutant is one way to break a file: a condition, a boundary or an operand changed.
type mutant struct {
	file string
	line int
	what string
	runs string // the tests that should notice
}

// TestMutants breaks every provision in every way that a slip of the pen could, one at a time, and runs its own cases. A
// mutant that its cases let through is a survivor: a boundary or a condition that no case holds. All mutants are written into
// one program that is built once; a variable says which of them is alive.
func TestMutants(t *testing.T) {
	if !*mutate {
		t.Skip("make mutate runs it")
	}
	mutants, binary := buildMutants(t)
	if out, err := runMutant(binary, -1, "TestCases"); err != nil {
		t.Fatalf("the cases fail with no mutant alive: %v\n%s", err, out)
	}
	survived := make([]bool, len(mutants))
	work := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range work {
				_, err := runMutant(binary, i, mutants[i].runs)
				survived[i] = err == nil
			}
		})
	}
	for i := range mutants {
		work <- i
	}
	close(work)
	wg.Wait()
	left := map[string]int{}
	var lines []string
	for i, m := range mutants {
		if survived[i] {
			left[m.file]++
			lines = append(lines, fmt.Sprintf("%s:%d: %s", m.file, m.line, m.what))
		}
	}
	fmt.Printf("%d mutants, %d noticed, %d survive in %d files\n", len(mutants), len(mutants)-len(lines), len(lines), len(left))
	for _, l := range lines {
		fmt.Println("  survives: " + l)
	}
}

// runMutant runs the tests with one mutant alive, and returns an error when they notice.
func runMutant(binary string, alive int, tests string) (string, error) {
	cmd := exec.Command(binary, "-test.run", tests, "-test.failfast", "-test.timeout", "20s")
	cmd.Env = append(os.Environ(), fmt.Sprintf("MUTANT=%d", alive))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

var provisionFile = regexp.MustCompile(`^([a-z][0-9]{2})_`)

// buildMutants writes the package's files with every mutant in them beside the real ones, and builds its tests with them.
func buildMutants(t *testing.T) ([]mutant, string) {
	t.Helper()
	dir := t.TempDir()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{}
	var all []mutant
	for _, name := range files {
		found := provisionFile.FindStringSubmatch(name)
		if found == nil || strings.HasSuffix(name, "_test.go") || !strings.HasPrefix(name, *mutateOnly) {
			continue
		}
		m := &mutator{name: name, runs: "TestCases/^" + strings.ToUpper(found[1]) + "$", first: len(all), fset: token.NewFileSet()}
		source := m.rewrite(t)
		if len(m.found) == 0 {
			continue
		}
		all = append(all, m.found...)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, source, 0o600); err != nil {
			t.Fatal(err)
		}
		overlay[filepath.Join(here, name)] = path
	}
	alive := filepath.Join(dir, "alive.go")
	if err := os.WriteFile(alive, []byte("package rules\n\nimport (\n\t\"os\"\n\t\"strconv\"\n)\n\nvar mutantAlive, _ = strconv.Atoi(os.Getenv(\"MUTANT\"))\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay[filepath.Join(here, "mutant_alive.go")] = alive
	raw, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "mutants.test")
	build := exec.Command("go", "test", "-c", "-o", binary, "-overlay", filepath.Join(dir, "overlay.json"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the mutants do not build: %v\n%s", err, out)
	}
	return all, binary
}

// mutator rewrites the conditions of one file.
type mutator struct {
	name, runs string
	first      int
	fset       *token.FileSet
	found      []mutant
	text       []byte
}

func (m *mutator) rewrite(t *testing.T) []byte {
	t.Helper()
	raw, err := os.ReadFile(m.name)
	if err != nil {
		t.Fatal(err)
	}
	m.text = raw
	file, err := parser.ParseFile(m.fset, m.name, raw, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	out := raw[:m.at(file.Package)]
	out = append(slices.Clone(out), m.within(file)...)
	formatted, err := format.Source(out)
	if err != nil {
		t.Fatalf("%s: %v\n%s", m.name, err, out)
	}
	return formatted
}

// within returns the source of a node with the conditions inside it mutated, the node itself apart.
func (m *mutator) within(n ast.Node) string {
	type edit struct {
		from, to int
		with     string
	}
	var edits []edit
	ast.Inspect(n, func(x ast.Node) bool {
		if e, is := x.(ast.Expr); is && x != n && m.condition(e) {
			edits = append(edits, edit{m.at(e.Pos()), m.at(e.End()), m.all(e)})
			return false // its parts are mutated with it
		}
		return true
	})
	from, to := m.at(n.Pos()), m.at(n.End())
	out := slices.Clone(m.text[from:to])
	slices.SortFunc(edits, func(a, b edit) int { return b.from - a.from })
	for _, e := range edits {
		out = slices.Concat(out[:e.from-from], []byte(e.with), out[e.to-from:])
	}
	return string(out)
}

func (m *mutator) at(p token.Pos) int { return m.fset.Position(p).Offset }

func (m *mutator) source(n ast.Node) string { return string(m.text[m.at(n.Pos()):m.at(n.End())]) }

// condition reports whether an expression is one that mutants are made of: a comparison, and or or, or a denial.
func (m *mutator) condition(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR || weaker[e.Op] != ""
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	}
	return false
}

// weaker is what each comparison is replaced by: the boundary moved by one, or the opposite of an equality.
var weaker = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
}

// all returns the expression with every mutant of it and of its parts, each alive only when it is chosen.
func (m *mutator) all(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return "(" + m.all(e.X) + ")"
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return m.choose(e, "!"+m.all(e.X), m.source(e.X), "without the not")
		}
	case *ast.BinaryExpr:
		switch {
		case e.Op == token.LAND || e.Op == token.LOR:
			l, r := m.all(e.X), m.all(e.Y)
			whole := "(" + l + " " + e.Op.String() + " " + r + ")"
			if !guards(e) {
				whole = m.choose(e, whole, "("+m.source(e.Y)+")", "without "+m.source(e.X))
			}
			return m.choose(e, whole, "("+m.source(e.X)+")", "without "+m.source(e.Y))
		case weaker[e.Op] != "":
			if isNil(e.X) || isNil(e.Y) {
				return m.source(e)
			}
			return m.choose(e, m.within(e.X)+" "+e.Op.String()+" "+m.within(e.Y), "("+m.source(e.X)+" "+weaker[e.Op]+" "+m.source(e.Y)+")", weaker[e.Op]+" in "+m.source(e))
		}
	}
	return m.within(e)
}

// guards reports whether the left of an and or an or only keeps the right from being asked of nothing.
func guards(e *ast.BinaryExpr) bool {
	b, is := e.X.(*ast.BinaryExpr)
	return is && (isNil(b.X) || isNil(b.Y))
}

func isNil(e ast.Expr) bool {
	id, is := e.(*ast.Ident)
	return is && id.Name == "nil"
}

// choose makes an expression that is the mutant when it is alive and else the real one.
func (m *mutator) choose(e ast.Expr, real, mutated, what string) string {
	k := m.first + len(m.found)
	line := m.fset.Position(e.Pos()).Line
	m.found = append(m.found, mutant{m.name, line, strings.Join(strings.Fields(what), " "), m.runs})
	var b bytes.Buffer
	fmt.Fprintf(&b, "(mutantAlive == %d && (%s) || mutantAlive != %d && (%s))", k, mutated, k, real)
	return b.String()
}
