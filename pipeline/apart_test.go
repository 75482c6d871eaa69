package pipeline

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
	"slices"
	"strings"
	"testing"
)

// TestHeldApartIsOutOfReach follows every type that the stages between reading and the measure of fairness are given, through
// all fields, and wants what is held apart at the end of none. What the measure is given must reach it, or the test looks
// wrongly.
func TestHeldApartIsOutOfReach(t *testing.T) {
	apart := []reflect.Type{
		reflect.TypeFor[intake.Apart](), reflect.TypeFor[intake.Read](), reflect.TypeFor[intake.Gated](), reflect.TypeFor[sources.HeldApart](), reflect.TypeFor[sources.EthnicGroup](),
		reflect.TypeFor[sources.ApartBuilder](),
	}
	for _, root := range []reflect.Type{
		reflect.TypeFor[journal.Journal](), reflect.TypeFor[past.Past](), reflect.TypeFor[intake.Ingested](), reflect.TypeFor[intake.Passed](),
		reflect.TypeFor[people.People](), reflect.TypeFor[people.Children](), reflect.TypeFor[judge.Judged](), reflect.TypeFor[lists.Asked](),
		reflect.TypeFor[lists.Night](), reflect.TypeFor[Result](), reflect.TypeFor[Checked](), reflect.TypeFor[Explainer](),
		reflect.TypeFor[sources.Record](), reflect.TypeFor[sources.Slab](), reflect.TypeFor[matchers.Table](), reflect.TypeFor[rules.Case](),
		reflect.TypeFor[candidates.Lists](), reflect.TypeFor[register.Register](), reflect.TypeFor[journal.Manifest](),
	} {
		if at := reaches(root, apart, map[reflect.Type]bool{}); at != "" {
			t.Errorf("%s reaches what is held apart: %s", root, at)
		}
	}
	if reaches(reflect.TypeOf(lists.Fairness).In(2), apart, map[reflect.Type]bool{}) == "" {
		t.Error("the measure of fairness does not reach it: the test looks wrongly")
	}
}

// reaches returns the path from a type to one of those looked for, through fields, elements and what pointers point to.
func reaches(from reflect.Type, apart []reflect.Type, seen map[reflect.Type]bool) string {
	if slices.Contains(apart, from) {
		return from.String()
	}
	if seen[from] || strings.HasPrefix(from.PkgPath(), "reflect") {
		return ""
	}
	seen[from] = true
	switch from.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		return reaches(from.Elem(), apart, seen)
	case reflect.Map:
		if at := reaches(from.Key(), apart, seen); at != "" {
			return at
		}
		return reaches(from.Elem(), apart, seen)
	case reflect.Struct:
		for i := range from.NumField() {
			if at := reaches(from.Field(i).Type, apart, seen); at != "" {
				return from.Field(i).Name + " → " + at
			}
		}
	}
	return ""
}

// TestOnlyFairnessReadsWhatIsHeldApart wants no other file of the pipeline to ask for an ethnicity, but those that bring it there: kept_apart.go
// notes where in an extract it stands, so that it need not be kept.
func TestOnlyFairnessReadsWhatIsHeldApart(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		seen++
		b, err := os.ReadFile(path)
		asks := strings.Contains(string(b), ".Ethnicity(") || strings.Contains(string(b), "EthnicityOf(")
		if name := filepath.ToSlash(path); asks && name != "intake/apart.go" && name != "intake/kept_apart.go" && name != "lists/fairness.go" {
			t.Errorf("%s asks for an ethnicity; only the measure of fairness may", name)
		}
		return err
	})
	if err != nil || seen < 50 {
		t.Fatalf("%d files: %v", seen, err)
	}
}
