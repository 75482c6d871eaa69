package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ofProvision is how the file of one provision is named: by its id and what it finds.
var ofProvision = regexp.MustCompile(`^[cruvk][0-9]{2}_[a-z_]+\.go$`)

// sourceFiles parses the files of the package but for its tests, by name.
func sourceFiles(t *testing.T) map[string]*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = f
		}
	}
	return files
}

// declaredIn lists what a file declares for the package, its methods too.
func declaredIn(f *ast.File) (names []string) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name.Name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return slices.DeleteFunc(names, func(n string) bool { return n == "_" })
}

// usedIn lists the names that a file takes from elsewhere: what it does not declare itself, and whatever it selects of a value.
func usedIn(f *ast.File) map[string]bool {
	used := map[string]bool{}
	for _, n := range f.Unresolved {
		used[n.Name] = true
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, is := n.(*ast.SelectorExpr); is {
			used[s.Sel.Name] = true
		}
		return true
	})
	return used
}

// TestNoProvisionIsNamedByAnotherFile holds that a provision can be added, or taken away, with its file alone. What provisions
// share stands in a file named after the thing.
func TestNoProvisionIsNamedByAnotherFile(t *testing.T) {
	files := sourceFiles(t)
	owner := map[string]string{}
	for name, f := range files {
		if ofProvision.MatchString(name) {
			for _, n := range declaredIn(f) {
				owner[n] = name
			}
		}
	}
	for name, f := range files {
		for n := range usedIn(f) {
			if of := owner[n]; of != "" && of != name {
				t.Errorf("%s uses %s, which %s declares", name, n, of)
			}
		}
	}
}

// TestOneFileDeclaresOneProvision wants each provision in a file that bears its id, and an id that some provision names to be
// that of one.
func TestOneFileDeclaresOneProvision(t *testing.T) {
	id := regexp.MustCompile(`^"[CRUVK][0-9]{2}"$`)
	var had []ID
	for name, f := range sourceFiles(t) {
		own := ID(strings.ToUpper(name[:3]))
		if ofProvision.MatchString(name) {
			had = append(had, own)
			if titles[own] == "" {
				t.Errorf("%s declares no provision %s", name, own)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && id.MatchString(lit.Value) && titles[ID(strings.Trim(lit.Value, `"`))] == "" {
				t.Errorf("%s names %s, which is no provision", name, lit.Value)
			}
			return true
		})
	}
	if len(had) != len(titles) {
		t.Errorf("%d files of provisions, and %d provisions", len(had), len(titles))
	}
}

// layers are the files of the package but for the provisions, the lowest first, as the package's comment has them. A file that is
// in none of them puts a history together, or asks it for provisions.
var layers = [][]string{
	{"claim", "case", "facts", "freshness", "searched", "decision", "decision_facts", "legal", "amounts", "finding", "severity", "task", "verdict"},
	{"enrolment", "application", "residence", "sessions", "history"},
	{"rule", "suppressor", "clock", "closure"},
	{"catalogue", "barred", "read_case"},
	{"ask", "standing", "weigh", "signals"},
	{"judge", "tasks", "propose", "entry"},
}

// TestNoFileNeedsOneAboveIt holds the layers of the package's comment, in which a reader can stop at any.
func TestNoFileNeedsOneAboveIt(t *testing.T) {
	files := sourceFiles(t)
	above, fields := map[string]string{}, map[string]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, is := n.(*ast.StructType); is {
				for _, field := range s.Fields.List {
					for _, name := range field.Names {
						fields[name.Name] = true
					}
				}
			}
			return true
		})
	}
	for _, layer := range slices.Backward(layers) {
		for _, name := range layer {
			f := files[name+".go"]
			if f == nil {
				t.Fatalf("no file %s.go", name)
			}
			for n := range usedIn(f) {
				if of := above[n]; of != "" {
					t.Errorf("%s.go uses %s of %s, which is above it", name, n, of)
				}
			}
		}
		for _, name := range layer {
			for _, n := range declaredIn(files[name+".go"]) {
				if n != "String" && !fields[n] { // a name of several things tells nothing
					above[n] = name + ".go"
				}
			}
		}
	}
}
