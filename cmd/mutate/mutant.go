package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// mutant is one way to break a file.
type mutant struct {
	in, file   string // the package, and the file's path in the module
	line       int
	kind, what string
	path       string    // of the file
	fn         *function // in which it is; nil for a value of the package
	from, to   int       // what is replaced, in the file
	with       string
	real       string // what stands there, of the type it has; of a value of the package only
	noticed    string // the package whose tests do; empty when none does
}

// function is a function that nothing but its file is around.
type function struct {
	body, end int    // where the inside of its body begins and ends
	results   string // as they are written
	void      bool
}

// mutator finds the breaks of a file.
type mutator struct {
	p    *packages.Package
	text []byte
	base mutant // what all have in common
	out  []*mutant
}

// findMutants returns all breaks of a package's chosen files, in the order of the source.
func (m *module) findMutants(p *packages.Package, o options) ([]*mutant, error) {
	var all []*mutant
	for i, path := range p.CompiledGoFiles {
		if !o.chosen(filepath.Base(path)) {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f := &mutator{p: p, text: text, base: mutant{in: m.shorten(p.PkgPath), file: m.shorten(p.PkgPath) + "/" + filepath.Base(path), path: path}}
		for _, d := range p.Syntax[i].Decls {
			f.breakDeclaration(d)
		}
		all = append(all, f.out...)
	}
	return all, nil
}

// breakDeclaration breaks a function, the functions in a variable's value, and the numbers beside them. Constants stay: where
// one is used its uses are broken.
func (f *mutator) breakDeclaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Body != nil {
			f.breakFunction(d.Type, d.Body)
		}
	case *ast.GenDecl:
		if d.Tok != token.VAR {
			return
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				f.breakFunction(n.Type, n.Body)
				return false
			case ast.Expr:
				f.breakNumber(n)
			}
			return true
		})
	}
}

func (f *mutator) breakFunction(t *ast.FuncType, body *ast.BlockStmt) {
	fn := &function{body: f.at(body.Lbrace) + 1, end: f.at(body.Rbrace), void: t.Results == nil}
	if !fn.void {
		fn.results = f.source(t.Results)
	}
	f.base.fn = fn
	f.breakEarly(t, body)
	ast.Inspect(body, func(n ast.Node) bool {
		f.breakNode(n)
		return true
	})
	f.base.fn = nil
}

func (f *mutator) breakNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncLit:
		f.breakEarly(n.Type, n.Body)
	case *ast.BlockStmt:
		f.breakStatements(n.List)
	case *ast.CaseClause:
		f.breakStatements(n.Body)
	case *ast.CommClause:
		f.breakStatements(n.Body)
	case *ast.IfStmt:
		f.breakIf(n)
	case *ast.BinaryExpr:
		f.breakBinary(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			f.add("condition", n, f.source(n.X), "without the not of "+f.source(n))
		}
	case *ast.CallExpr:
		f.breakCall(n)
	}
	if e, is := n.(ast.Expr); is {
		f.breakNumber(e)
	}
}

// breakEarly returns nothing at once, and half-way.
func (f *mutator) breakEarly(t *ast.FuncType, body *ast.BlockStmt) {
	var nothing []string
	for _, r := range listOf(t.Results) {
		for range max(1, len(r.Names)) {
			nothing = append(nothing, "*new("+f.source(r.Type)+")")
		}
	}
	early := "return " + strings.Join(nothing, ", ") + "; "
	for i, s := range body.List {
		if i == 0 && len(body.List)+len(nothing) > 1 || i > 1 && i == len(body.List)/2 {
			f.addAt("early return", s, f.at(s.Pos()), f.at(s.Pos()), early, "returns before "+f.source(s))
		}
	}
}

func listOf(fields *ast.FieldList) []*ast.Field {
	if fields == nil {
		return nil
	}
	return fields.List
}

// breakStatements leaves out each that is there for its effect, and each that leaves a loop or begins it anew.
func (f *mutator) breakStatements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE && f.source(s.Lhs[0]) != "_" {
				f.add("statement", s, "", "without "+f.source(s))
			}
			if with, is := map[token.Token]string{token.ADD_ASSIGN: "-=", token.SUB_ASSIGN: "+="}[s.Tok]; is && f.isNumber(s.Lhs[0]) {
				f.addAt("arithmetic", s, f.at(s.TokPos), f.at(s.TokPos)+2, with, with+" in "+f.source(s))
			}
		case *ast.IncDecStmt, *ast.ExprStmt:
			f.add("statement", s, "", "without "+f.source(s))
		case *ast.BranchStmt:
			if s.Tok == token.BREAK || s.Tok == token.CONTINUE {
				f.add("continue or break", s, "", "without "+f.source(s))
			}
		}
	}
}

var errorType = types.Universe.Lookup("error").Type()

// breakIf forgets an error, or does the opposite of what a plain condition says.
func (f *mutator) breakIf(s *ast.IfStmt) {
	switch c := s.Cond.(type) {
	case *ast.BinaryExpr:
		if c.Op == token.NEQ && f.isErrorCheck(c) && len(s.Body.List) > 0 {
			if _, returns := s.Body.List[len(s.Body.List)-1].(*ast.ReturnStmt); returns {
				f.addAt("error return", s, f.at(s.Body.Pos()), f.at(s.Body.End()), "{}", "goes on after "+f.source(c))
			}
		}
	case *ast.UnaryExpr:
	default:
		f.add("condition", c, "!("+f.source(c)+")", "not "+f.source(c))
	}
}

func (f *mutator) isErrorCheck(e *ast.BinaryExpr) bool {
	t := f.p.TypesInfo.TypeOf(e.X)
	return isNil(e.Y) && t != nil && types.Identical(t, errorType)
}

// weaker is what each comparison is replaced by: the boundary moved by one, or the opposite of an equality.
var weaker = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
}

var opposite = map[token.Token]string{token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*"}

func (f *mutator) breakBinary(e *ast.BinaryExpr) {
	source := f.source(e)
	switch {
	case e.Op == token.LAND || e.Op == token.LOR:
		if b, is := e.X.(*ast.BinaryExpr); !f.isGuard(e.X) && !(is && b.Op == e.Op) { // what notices one of a chain left out notices all
			f.add("condition", e, "("+f.source(e.Y)+")", "without "+f.source(e.X)+" in "+source)
		}
		f.add("condition", e, "("+f.source(e.X)+")", "without "+f.source(e.Y)+" in "+source)
	case weaker[e.Op] != "" && !f.isErrorCheck(e):
		f.addAt("comparison", e, f.at(e.OpPos), f.at(e.OpPos)+len(e.Op.String()), weaker[e.Op], weaker[e.Op]+" in "+source)
	case opposite[e.Op] != "" && f.isNumber(e):
		f.addAt("arithmetic", e, f.at(e.OpPos), f.at(e.OpPos)+1, opposite[e.Op], opposite[e.Op]+" in "+source)
	}
}

// isGuard reports whether a condition only keeps what stands after it from being asked of nothing.
func (f *mutator) isGuard(e ast.Expr) bool {
	b, is := e.(*ast.BinaryExpr)
	return is && (isNil(b.X) || isNil(b.Y))
}

func isNil(e ast.Expr) bool {
	id, is := e.(*ast.Ident)
	return is && id.Name == "nil"
}

func (f *mutator) isNumber(e ast.Expr) bool {
	t := f.p.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	b, is := t.Underlying().(*types.Basic)
	return is && b.Info()&types.IsNumeric != 0
}

// breakCall swaps neighbours of one type, and leaves out each operand of a max or a min.
func (f *mutator) breakCall(e *ast.CallExpr) {
	name := f.source(e.Fun)
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	choice := name == "max" || name == "min"
	if len(e.Args) < 2 || strings.HasPrefix(name, "equal") {
		return
	}
	for i, a := range e.Args {
		if choice {
			rest := slices.Delete(slices.Clone(e.Args), i, i+1)
			f.addAt("arithmetic", e, f.at(e.Args[0].Pos()), f.at(e.Args[len(e.Args)-1].End()), f.sourceOf(rest), "without "+f.source(a)+" in "+f.source(e))
			continue
		}
		if i == 0 || f.source(a) == f.source(e.Args[i-1]) || e.Ellipsis.IsValid() && i == len(e.Args)-1 {
			continue
		}
		b := e.Args[i-1]
		if t, u := f.p.TypesInfo.TypeOf(a), f.p.TypesInfo.TypeOf(b); t != nil && u != nil && types.Identical(t, u) {
			f.addAt("arguments", b, f.at(b.Pos()), f.at(a.End()), f.source(a)+", "+f.source(b), "swapped "+f.source(b)+" and "+f.source(a)+" in "+f.source(e))
		}
	}
}

// breakNumber makes a number one more and one less, and one with a point a tenth of itself.
func (f *mutator) breakNumber(e ast.Expr) {
	v := f.p.TypesInfo.Types[e]
	source := f.source(e)
	switch e := e.(type) {
	case *ast.BasicLit:
		if strings.HasPrefix(source, "0o") { // a file's mode
			return
		}
	case *ast.Ident:
		c, is := f.p.TypesInfo.Uses[e].(*types.Const)
		if !is || c.Pkg() != f.p.Types {
			return
		}
		if _, named := c.Type().(*types.Named); named {
			return
		}
	default:
		return
	}
	if v.Value == nil || !f.isNumber(e) || v.Value.Kind() == constant.String {
		return
	}
	more, less := "("+source+"+1)", "("+source+"-1)"
	if v.Value.Kind() == constant.Float {
		more, less = "("+source+"*1.1)", "("+source+"*0.9)"
	}
	if f.base.fn == nil {
		t := types.TypeString(v.Type, func(p *types.Package) string {
			if p == f.p.Types {
				return ""
			}
			return p.Name()
		})
		f.base.real = t + "(" + source + ")"
		more, less = t+more, t+less
	}
	f.add("number", e, more, "more than "+source)
	f.add("number", e, less, "less than "+source)
}

func (f *mutator) add(kind string, n ast.Node, with, what string) {
	f.addAt(kind, n, f.at(n.Pos()), f.at(n.End()), with, what)
}

func (f *mutator) addAt(kind string, n ast.Node, from, to int, with, what string) {
	x := f.base
	x.kind, x.line, x.from, x.to, x.with = kind, f.p.Fset.Position(n.Pos()).Line, from, to, with
	x.what = strings.Join(strings.Fields(what), " ")
	if r := []rune(x.what); len(r) > 100 {
		x.what = string(r[:99]) + "…"
	}
	f.out = append(f.out, &x)
}

func (f *mutator) at(p token.Pos) int { return f.p.Fset.Position(p).Offset }

func (f *mutator) source(n ast.Node) string { return string(f.text[f.at(n.Pos()):f.at(n.End())]) }

func (f *mutator) sourceOf(list []ast.Expr) string {
	var parts []string
	for _, e := range list {
		parts = append(parts, f.source(e))
	}
	return strings.Join(parts, ", ")
}
