package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// speakOfNoChild are the types that writers are given and that are not inside a Line, with why each says nothing of one child.
var speakOfNoChild = map[string]string{
	"candidates.Lists":       "what holds the lines",
	"candidates.ListWords":   "words that an officer chooses from",
	"candidates.Rejected":    "a place in a file, without its value; the places of sealed children are left out",
	"candidates.Measure":     "a measure of the run",
	"candidates.Summary":     "the run",
	"candidates.Step":        "a count",
	"candidates.Banner":      "an extract",
	"candidates.Input":       "a file",
	"candidates.Stage":       "a stage",
	"candidates.Lack":        "an extract",
	"candidates.Count":       "a count",
	"candidates.Overview":    "counts, of rows as printed",
	"candidates.Point":       "counts of a run",
	"candidates.Split":       "counts, of which the report hides the small ones",
	"candidates.Group":       "counts, of which the report hides the small ones",
	"candidates.Duty":        "a count",
	"candidates.Refusal":     "a count of rows",
	"candidates.Figure":      "a measure of the run",
	"candidates.Extract":     "a file",
	"candidates.Run":         "counts",
	"candidates.Origin":      "the run",
	"candidates.World":       "schools and registers, of which stories speak",
	"candidates.Place":       "a school",
	"candidates.Register":    "an extract",
	"candidates.Table":       "cells that a report took out of lines",
	"candidates.TableColumn": "a title",
	"reports.Facts":          "what holds the lines",
	"reports.Figures":        "what is counted of a case, without whose it is",
	"reports.HomeEducated":   "what is counted of home education, without whose it is",
	"reports.HomeSpell":      "a time of home education, without whose it is",
	"reports.Spell":          "how a case stood, without whose it is",
	"reports.Shown":          "a line of an earlier night: an id and its rules",
	"reports.Gone":           "an id and why it went",
	"reports.Drift":          "a count",
}

// opensSeals are the files that may ask a line for what is sealed, with why.
var opensSeals = map[string]string{
	"pipeline/candidates/line.go":           "declares it",
	"pipeline/candidates/reports/sealed.go": "writes the designated officer's files",
	"pipeline/rehearsal/whole.go":           "counts an invented authority's lines",
	"pipeline/past/published.go":            "kinds of extract by child id, sealed by the register's key, for the next nights",
}

// writesFiles are the files that make or change one, with what of a child they may hold. Whoever adds a writer adds it here, and
// says how its rows come through a Line.
var writesFiles = map[string]string{
	"cmd/rollcall/evaluate.go":            "pairs of a linkage measured against a known truth",
	"cmd/rollcall/fault.go":               "where the program failed, without a value",
	"cmd/rollcall/main.go":                "the log: places only",
	"matchers/shelf.go":                   "blocks of pairs, as numbers",
	"pipeline/candidates/parquet.go":      "lines as printed",
	"pipeline/candidates/pseudonymous.go": "published tables, without what leads to a child",
	"pipeline/candidates/desk/open.go":    "opens a store for reading, through custody's door",
	"pipeline/candidates/desk/write.go":   "lines and stories as printed, in memory; what comes of it goes through custody",
	"pipeline/custody/write.go":           "whatever is given to it, of rows that came through a Line; encrypted where the settings say so",
	"pipeline/custody/recipients.go":      "public keys",
	"pipeline/disk/open.go":               "opens for reading",
	"pipeline/disk/sync.go":               "opens what was written, to force it to the disk",
	"pipeline/disk/write.go":              "LATEST, manifests, keys, schedules: no value of a child",
	"pipeline/governance/write.go":        "figures of a run, in public",
	"pipeline/health/report.go":           "how jobs are",
	"pipeline/register/look.go":           "opens the register for reading",
	"pipeline/register/open.go":           "ids and digests",
	"pipeline/register/trust.go":          "a schema in memory",
	"pipeline/safekeeping/archive.go":     "a copy of the register and its key",
	"pipeline/safekeeping/restore.go":     "the register and its key, out of a copy",
	"pipeline/safekeeping/sign.go":        "a signing key",
	"pipeline/safekeeping/wrapping.go":    "a copy of the register",
	"pipeline/journal/checkpoint.go":      "a checkpoint",
	"pipeline/journal/files.go":           "the manifest and the model: no value",
	"pipeline/journal/publish_folder.go":  "names of runs",
	"pipeline/linkage/files.go":           "tables of anything: rollcall link, which knows no child",
	"pipeline/linkage/memory.go":          "tables of anything",
	"pipeline/linkage/write.go":           "tables of anything",
	"pipeline/register/key.go":            "a key",
	"pipeline/register/register.go":       "ids and digests",
	"pipeline/rehearsal/files.go":         "extracts of an invented authority",
	"pipeline/schedule/state.go":          "when jobs ran",
	"sources/database.go":                 "opens a database for reading",
	"sources/spool.go":                    "an extract while it is read",
}

// makeFiles are the functions that make or change a file.
var makeFiles = []string{"os.Create", "os.WriteFile", "os.OpenFile", "os.CreateTemp", "os.NewFile", "renameio.WriteFile", "renameio.TempFile", "renameio.NewPendingFile", "sql.Open",
	"sql.OpenDB", "excelize.SaveAs", "excelize.SaveAsWithOptions", "maybe.WriteFile"}

// TestRowsOfChildrenComeThroughALine holds the types that writers are given to the one that knows the seal, and the doors out of it
// to the files that may open them.
func TestRowsOfChildrenComeThroughALine(t *testing.T) {
	s := loadSealTypes(t)
	for at, path := range s.reached("rollcall/pipeline/candidates", "Lists") {
		if speakOfNoChild[at] == "" {
			t.Errorf("%s reaches a writer outside a Line: %s; put it into one, or say why it speaks of no child", at, path)
		}
	}
	for at, path := range s.reached("rollcall/pipeline/candidates/reports", "Facts") {
		if speakOfNoChild[at] == "" {
			t.Errorf("%s reaches a report outside a Line: %s; put it into one, or say why it speaks of no child", at, path)
		}
	}
	for _, f := range s.personal() {
		t.Errorf("%s names a person or a place, and stands outside a Line", f)
	}
	for file, line := range s.uses(func(o types.Object) bool { return isOf(o, "candidates", "Line", "ForOfficer") }) {
		if opensSeals[file] == "" {
			t.Errorf("%s:%d: asks a line for what is sealed; only the designated officer's files may", file, line)
		}
	}
	for file, line := range s.uses(func(o types.Object) bool {
		v, is := o.(*types.Var)
		return is && v.IsField() && v.Name() == "row" && strings.HasSuffix(s.at(o), "candidates/line.go")
	}) {
		if file != "pipeline/candidates/line.go" {
			t.Errorf("%s:%d: reaches into a line past what may be printed", file, line)
		}
	}
	for _, f := range s.rawWriters() {
		t.Errorf("%s takes rows about children outside a Line and can be called from another package", f)
	}
}

// TestWhoWritesFilesIsKnown wants every file of the program that makes or changes a file to be known, so that none is added that goes
// past the lines.
func TestWhoWritesFilesIsKnown(t *testing.T) {
	s := loadSealTypes(t)
	found := s.uses(func(o types.Object) bool {
		if f, is := o.(*types.Func); is && f.Pkg() != nil {
			return slices.Contains(makeFiles, f.Pkg().Name()+"."+f.Name())
		}
		return false
	})
	for file, line := range found {
		if writesFiles[file] == "" && !strings.HasPrefix(file, "fixtures/") && !strings.HasPrefix(file, "cmd/mutate/") {
			t.Errorf("%s:%d: makes a file and is not known to; say what of a child it may hold", file, line)
		}
	}
	if len(found) < 10 {
		t.Errorf("only %d files are found to make one: the test looks wrongly", len(found))
	}
}

// sealTypes is the program's packages with their types.
type sealTypes struct {
	*testing.T
	all  []*packages.Package
	root string
}

func loadSealTypes(t *testing.T) sealTypes {
	all, err := packages.Load(&packages.Config{Dir: root, Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo |
		packages.NeedImports}, "./...")
	if err != nil || len(all) < 20 {
		t.Fatalf("%d packages: %v", len(all), err)
	}
	for _, p := range all {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors[0])
		}
	}
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	return sealTypes{t, all, dir}
}

// named is the declaration of a type.
func (s sealTypes) named(pkg, name string) types.Type {
	s.Helper()
	for _, p := range s.all {
		if p.PkgPath == pkg {
			if o := p.Types.Scope().Lookup(name); o != nil {
				return o.Type()
			}
		}
	}
	s.Fatalf("no type %s of %s", name, pkg)
	return nil
}

// reached are the struct types of ours that a type holds outside a Line, each with the way to it.
func (s sealTypes) reached(pkg, name string) map[string]string {
	s.Helper()
	found, seen := map[string]string{}, map[types.Type]bool{}
	lines := 0
	var walk func(t types.Type, path string)
	walk = func(t types.Type, path string) {
		if seen[t] {
			return
		}
		seen[t] = true
		if n, is := types.Unalias(t).(*types.Named); is && n.Obj().Pkg() != nil {
			if isOf(n.Obj(), "candidates", "Line", "") {
				lines++
				return
			}
			_, isStruct := n.Underlying().(*types.Struct)
			if isStruct && !strings.HasPrefix(n.Obj().Pkg().Path(), "rollcall/pipeline/candidates") {
				return // a time, a calendar
			}
			if isStruct {
				found[n.Obj().Pkg().Name()+"."+n.Obj().Name()] = path
			}
		}
		switch u := t.Underlying().(type) {
		case *types.Struct:
			for f := range u.Fields() {
				walk(f.Type(), path+"."+f.Name())
			}
		case *types.Pointer:
			walk(u.Elem(), path)
		case *types.Slice:
			walk(u.Elem(), path)
		case *types.Array:
			walk(u.Elem(), path)
		case *types.Chan:
			walk(u.Elem(), path)
		case *types.Map:
			walk(u.Key(), path)
			walk(u.Elem(), path)
		case *types.Signature: // a sequence yields what its argument's argument is
			for v := range u.Params().Variables() {
				walk(v.Type(), path)
			}
			for v := range u.Results().Variables() {
				walk(v.Type(), path)
			}
		}
	}
	walk(s.named(pkg, name), name)
	if lines == 0 {
		s.Errorf("%s holds no Line: the test looks wrongly, or nothing is sealed", name)
	}
	return found
}

// personalNames are how fields are called that hold a personal or a place value.
var personalNames = []string{"person", "forename", "forenames", "surname", "dob", "born", "birth", "address", "postcode", "upn", "phone", "parent", "school", "schoolname", "ward",
	"record", "recordid", "nativeid"}

// saysNoPerson are fields that are called so and say nothing of a person.
var saysNoPerson = []string{
	"reports.Figures.Born",   // a month, by which ages are counted, and no day of it
	"candidates.Place.Phone", // a school's, as the list of schools has it
}

// personal are the fields of what speaks of no child that are called as if they did.
func (s sealTypes) personal() (all []string) {
	for _, of := range slices.Sorted(maps.Keys(speakOfNoChild)) {
		pkg, name, _ := strings.Cut(of, ".")
		for _, p := range s.all {
			if p.Types.Name() != pkg || !strings.Contains(p.PkgPath, "pipeline/candidates") {
				continue
			}
			o := p.Types.Scope().Lookup(name)
			if o == nil {
				continue
			}
			fields, is := o.Type().Underlying().(*types.Struct)
			for i := 0; is && i < fields.NumFields(); i++ {
				if slices.Contains(personalNames, strings.ToLower(fields.Field(i).Name())) && !slices.Contains(saysNoPerson, of+"."+fields.Field(i).Name()) {
					all = append(all, of+"."+fields.Field(i).Name())
				}
			}
		}
	}
	return all
}

// isOf reports whether an object is a package's type, or a method of it.
func isOf(o types.Object, pkg, typ, method string) bool {
	if o == nil || o.Pkg() == nil || o.Pkg().Name() != pkg {
		return false
	}
	if method == "" {
		_, is := o.(*types.TypeName)
		return is && o.Name() == typ
	}
	f, is := o.(*types.Func)
	if !is || f.Name() != method || f.Signature().Recv() == nil {
		return false
	}
	recv := f.Signature().Recv().Type()
	if p, is := recv.(*types.Pointer); is {
		recv = p.Elem()
	}
	n, is := types.Unalias(recv).(*types.Named)
	return is && n.Obj().Name() == typ
}

// at is the file in which an object is declared, from the top of the checkout.
func (s sealTypes) at(o types.Object) string {
	for _, p := range s.all {
		if p.Types == o.Pkg() {
			return s.short(p.Fset.Position(o.Pos()).Filename)
		}
	}
	return ""
}

func (s sealTypes) short(path string) string {
	rel, err := filepath.Rel(s.root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// uses are the files that use an object of which is true, each with a line on which it does.
func (s sealTypes) uses(is func(types.Object) bool) map[string]int {
	found := map[string]int{}
	for _, p := range s.all {
		for id, o := range p.TypesInfo.Uses {
			if f, generic := o.(*types.Func); generic {
				o = f.Origin()
			}
			if v, generic := o.(*types.Var); generic {
				o = v.Origin()
			}
			if is(o) {
				at := p.Fset.Position(id.Pos())
				found[s.short(at.Filename)] = at.Line
			}
		}
	}
	return found
}

// rawWriters are the exported functions of the writers' packages that take rows about children outside a Line.
func (s sealTypes) rawWriters() (all []string) {
	line := s.named("rollcall/pipeline/candidates", "Line")
	bare := line.(*types.Named).TypeParams().At(0).Constraint()
	bareable := func(t types.Type) bool {
		n, is := types.Unalias(t).(*types.Named)
		if !is || n.Obj().Name() == "Line" {
			return false
		}
		m, _, _ := types.LookupFieldOrMethod(n, true, nil, "Bare")
		return m != nil && bare != nil
	}
	var raw func(t types.Type, deep int) bool
	raw = func(t types.Type, deep int) bool {
		if bareable(t) {
			return true
		}
		// Whoever tells stories is given what was written through a Line, when it is read.
		if n, is := types.Unalias(t).(*types.Named); is && (n.Obj().Name() == "Line" || n.Obj().Name() == "StoryTeller") || deep > 4 {
			return false
		}
		switch u := t.Underlying().(type) {
		case *types.Slice:
			return raw(u.Elem(), deep+1)
		case *types.Pointer:
			return raw(u.Elem(), deep+1)
		case *types.Map:
			return raw(u.Elem(), deep+1)
		case *types.Signature:
			for v := range u.Params().Variables() {
				if raw(v.Type(), deep+1) {
					return true
				}
			}
		}
		return false
	}
	called := map[types.Object]bool{}
	for _, p := range s.all {
		for _, o := range p.TypesInfo.Uses {
			if f, is := o.(*types.Func); is && f.Pkg() != p.Types {
				called[f.Origin()] = true
			}
		}
	}
	for _, p := range s.all {
		if !strings.HasPrefix(p.PkgPath, "rollcall/pipeline/candidates") {
			continue
		}
		for _, file := range p.Syntax {
			for _, d := range file.Decls {
				decl, is := d.(*ast.FuncDecl)
				if !is || !decl.Name.IsExported() || decl.Recv != nil {
					continue
				}
				f := p.TypesInfo.Defs[decl.Name].(*types.Func)
				for v := range f.Signature().Params().Variables() {
					if raw(v.Type(), 0) && called[f] && decl.Name.Name != "NewLine" {
						all = append(all, fmt.Sprintf("%s: %s", s.short(p.Fset.Position(decl.Pos()).Filename), decl.Name.Name))
						break
					}
				}
			}
		}
	}
	return all
}
