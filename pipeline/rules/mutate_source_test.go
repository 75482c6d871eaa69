package rules

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// mutant is one way to break a file: a condition, a boundary, an operand or a number changed.
type mutant struct {
	file   string // its path from the repository's folder of the pipeline, such as "rules/c06_left_unknown.go"
	line   int
	what   string
	static bool // of a value that is worked out before any test begins, so that it has to be alive from the start
}

// mutator rewrites one file with every mutant of it, each of which is alive when mutantAlive says so of its number. Numbers
// begin at 1: with none alive the file does what it always did.
type mutator struct {
	file   string
	text   []byte
	first  int
	fset   *token.FileSet
	found  []mutant
	static bool
	laws   map[ast.Expr]bool // numbers that stand alone in a list or a table: amounts
}

// mutantsOf returns the source of a file with its mutants in it, the first of which has a number.
func mutantsOf(t testing.TB, file string, text []byte, first int) ([]byte, []mutant) {
	t.Helper()
	m := &mutator{file: file, text: text, first: first, fset: token.NewFileSet(), laws: map[ast.Expr]bool{}}
	parsed, err := parser.ParseFile(m.fset, file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	out := slices.Clone(text)
	for _, d := range slices.Backward(parsed.Decls) {
		from, to := m.at(d.Pos()), m.at(d.End())
		out = slices.Concat(out[:from], []byte(m.declaration(d)), out[to:])
	}
	formatted, err := format.Source(out)
	if err != nil {
		t.Fatalf("%s: %v\n%s", file, err, out)
	}
	return formatted, m.found
}

// declaration returns the source of a declaration with its mutants. Constants stay: where one is used its uses are mutated.
func (m *mutator) declaration(d ast.Decl) string {
	if g, is := d.(*ast.GenDecl); is && g.Tok != token.VAR {
		return m.source(d)
	}
	_, within := d.(*ast.FuncDecl)
	m.static = !within
	return m.within(d)
}

// within returns the source of a node with what is inside it mutated, the node itself apart.
func (m *mutator) within(n ast.Node) string {
	type edit struct {
		from, to int
		with     string
	}
	var edits []edit
	ast.Inspect(n, func(x ast.Node) bool {
		if f, is := x.(*ast.FuncLit); is && x != n {
			was := m.static
			m.static = false
			edits = append(edits, edit{m.at(f.Body.Pos()), m.at(f.Body.End()), m.within(f.Body)})
			m.static = was
			return false
		}
		if list, is := x.(*ast.CompositeLit); is {
			m.amounts(list)
		}
		if e, is := x.(ast.Expr); is && x != n && m.mutable(e) {
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

// mutable reports whether an expression is one that mutants are made of: a comparison, and or or, a denial; the later or the
// earlier of days; a day more or less; a number of an amount.
func (m *mutator) mutable(e ast.Expr) bool {
	if m.laws[e] {
		return true
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR || weaker[e.Op] != "" || m.step(e) != nil
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	case *ast.CallExpr:
		return isChoice(e) || counts(e)
	}
	return false
}

// amounts notes the numbers of a list or a table.
func (m *mutator) amounts(list *ast.CompositeLit) {
	for _, e := range list.Elts {
		if pair, is := e.(*ast.KeyValueExpr); is {
			e = pair.Value
		}
		m.laws[e] = isNumeral(e)
	}
}

// isNumeral reports whether an expression is a number as it is written, or a product of such numbers.
func isNumeral(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.INT || e.Kind == token.FLOAT
	case *ast.BinaryExpr:
		return e.Op == token.MUL && isNumeral(e.X) && isNumeral(e.Y)
	}
	return false
}

// weaker is what each comparison is replaced by: the boundary moved by one, or the opposite of an equality.
var weaker = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
}

// all returns the expression with every mutant of it and of its parts, each alive only when it is chosen.
func (m *mutator) all(e ast.Expr) string {
	if m.laws[e] {
		return m.oneOff(e, m.source(e))
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return "(" + m.all(e.X) + ")"
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return m.condition(e, "!"+m.all(e.X), m.source(e.X), "without the not of "+m.source(e))
		}
	case *ast.BinaryExpr:
		return m.binary(e)
	case *ast.CallExpr:
		switch {
		case isChoice(e):
			return m.choice(e)
		case counts(e):
			return m.count(e)
		}
	}
	return m.within(e)
}

func (m *mutator) binary(e *ast.BinaryExpr) string {
	switch {
	case e.Op == token.LAND || e.Op == token.LOR:
		l, r := m.all(e.X), m.all(e.Y)
		whole := "(" + l + " " + e.Op.String() + " " + r + ")"
		if b, is := e.X.(*ast.BinaryExpr); !guards(e) && !(is && b.Op == e.Op) { // what notices one of a chain left out notices all
			whole = m.condition(e, whole, "("+m.source(e.Y)+")", "without "+m.source(e.X))
		}
		return m.condition(e, whole, "("+m.source(e.X)+")", "without "+m.source(e.Y))
	case weaker[e.Op] != "":
		if isNil(e.X) || isNil(e.Y) {
			return m.within(e)
		}
		return m.condition(e, m.all(e.X)+" "+e.Op.String()+" "+m.all(e.Y), "("+m.source(e.X)+" "+weaker[e.Op]+" "+m.source(e.Y)+")",
			weaker[e.Op]+" in "+m.source(e))
	}
	if n := m.step(e); n != nil {
		return m.oneOff(e, "("+m.all(e.X)+" "+e.Op.String()+" "+m.source(e.Y)+")")
	}
	return m.within(e)
}

// oneOff makes a number one more and one less; a share a tenth.
func (m *mutator) oneOff(e ast.Expr, real string) string {
	one := "1"
	if n, is := e.(*ast.BasicLit); is && n.Kind == token.FLOAT {
		one = "0.1"
	}
	source := m.source(e)
	real = m.value(e, real, "("+source+"+"+one+")", "more than "+source)
	return m.value(e, real, "("+source+"-"+one+")", "less than "+source)
}

// step is the number that is added to or taken from something, such as the day after a day; nil for other sums.
func (m *mutator) step(e *ast.BinaryExpr) *ast.BasicLit {
	if e.Op != token.ADD && e.Op != token.SUB {
		return nil
	}
	if n, is := e.Y.(*ast.BasicLit); is && n.Kind == token.INT {
		return n
	}
	return nil
}

// isChoice reports whether a call takes the later or the earlier of some.
func isChoice(e *ast.CallExpr) bool {
	id, is := e.Fun.(*ast.Ident)
	return is && (id.Name == "max" || id.Name == "min") && len(e.Args) > 1
}

// choice leaves each of the operands of a max or a min out.
func (m *mutator) choice(e *ast.CallExpr) string {
	name := m.source(e.Fun)
	var real, plain []string
	for _, a := range e.Args {
		real, plain = append(real, m.all(a)), append(plain, m.source(a))
	}
	out := name + "(" + strings.Join(real, ", ") + ")"
	for i := range plain {
		rest := slices.Delete(slices.Clone(plain), i, i+1)
		out = m.value(e, out, name+"("+strings.Join(rest, ", ")+")", "without "+plain[i]+" in "+m.source(e))
	}
	return out
}

// counting are the methods whose last argument is a number of days.
var counting = []string{"AddDays", "AddSchoolDays", "AddWorkingDays", "NthSchoolDay"}

// counts reports whether a call counts a number of days that is written there or has a name of its own.
func counts(e *ast.CallExpr) bool {
	f, is := e.Fun.(*ast.SelectorExpr)
	if !is || !slices.Contains(counting, f.Sel.Name) || len(e.Args) == 0 {
		return false
	}
	last := e.Args[len(e.Args)-1]
	if minus, is := last.(*ast.UnaryExpr); is {
		last = minus.X
	}
	switch last.(type) {
	case *ast.BasicLit, *ast.Ident:
		return true
	}
	return false // an amount, which is broken where it is written
}

// count makes the number of days one more and one less.
func (m *mutator) count(e *ast.CallExpr) string {
	var args []string
	for _, a := range e.Args {
		args = append(args, m.all(a))
	}
	last := len(args) - 1
	args[last] = m.oneOff(e.Args[last], args[last])
	return m.within(e.Fun) + "(" + strings.Join(args, ", ") + ")"
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

// condition makes a condition that is the mutant when it is alive and else the real one.
func (m *mutator) condition(e ast.Expr, real, mutated, what string) string {
	k := m.found1(e, what)
	return fmt.Sprintf("(mutantAlive(%d) && (%s) || !mutantAlive(%d) && (%s))", k, mutated, k, real)
}

// value makes a value that is the mutant when it is alive and else the real one.
func (m *mutator) value(e ast.Expr, real, mutated, what string) string {
	return fmt.Sprintf("mutantOr(%d, %s, %s)", m.found1(e, what), mutated, real)
}

// found1 numbers one more mutant.
func (m *mutator) found1(e ast.Expr, what string) int {
	m.found = append(m.found, mutant{m.file, m.fset.Position(e.Pos()).Line, strings.Join(strings.Fields(what), " "), m.static})
	return m.first + len(m.found) - 1
}
