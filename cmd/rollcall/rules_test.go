package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// TestGoldenRules holds the page of the rules to what the catalogue declares. `make golden` writes it anew.
func TestGoldenRules(t *testing.T) {
	golden(t, rulesDocument(), "not what the catalogue says (make golden writes it)", "pipeline", "rules", "RULES.md")
}

// TestEverySeedHasItsTarget looks each thing that a row names up where the program has it.
func TestEverySeedHasItsTarget(t *testing.T) {
	for _, s := range rules.Seeds() {
		for _, a := range s.Answers {
			if !exists(t, a) {
				t.Errorf("%s names %s, which the program does not have", s.ID, a)
			}
		}
	}
}

// exists reports whether the program has what a row names.
func exists(t *testing.T, a rules.Target) bool {
	switch a.Kind {
	case "rule":
		_, known := rules.FindEntry(a.Name)
		return known
	case "source":
		return slices.Contains(sources.Kinds(), sources.Kind(a.Name))
	case "setting":
		return tagged(reflect.TypeFor[settings.Settings](), "yaml", a.Name)
	case "report":
		return declares(t, "pipeline/candidates/reports", `ID: +"`+a.Name+`"`)
	case "manifest":
		return tagged(reflect.TypeFor[journal.Manifest](), "json", a.Name)
	case "column":
		return declares(t, "pipeline/candidates/row.go", "parquet:\""+a.Name+"[,\"]")
	case "output":
		return declares(t, "pipeline", "= +\""+regexp.QuoteMeta(a.Name)+"\"")
	}
	return false
}

// tagged reports whether a field of a type has the tag that a path of names leads to.
func tagged(t reflect.Type, tag, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	for i := range t.NumField() {
		f := t.Field(i)
		if key, _, _ := strings.Cut(f.Tag.Get(tag), ","); key == name {
			return !deeper || tagged(f.Type, tag, rest)
		}
	}
	return false
}

// declares reports whether a Go file at or under a path, tests aside, has a line of a form: what files and columns are called
// is said once, where they are written.
func declares(t *testing.T, under, form string) bool {
	t.Helper()
	re := regexp.MustCompile(form)
	for path, text := range ownSource() {
		if strings.HasPrefix(path, under) && re.MatchString(text) {
			return true
		}
	}
	return false
}

// ownSource is the text of the Go files of the pipeline, tests aside, by path.
var ownSource = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, folder := range []string{"pipeline", "pipeline/candidates", "pipeline/candidates/reports", "pipeline/journal", "pipeline/past"} {
		paths, _ := filepath.Glob(filepath.Join(root, folder, "*.go"))
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil || strings.HasSuffix(path, "_test.go") {
				continue
			}
			rel, _ := filepath.Rel(root, path)
			out[filepath.ToSlash(rel)] = string(raw)
		}
	}
	return out
})
