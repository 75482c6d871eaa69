package candidates

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lawful is the sample of an authority where the register of children not in school is law.
func lawful(identifiers bool) Lists {
	l := sample()
	l.Identifiers = identifiers
	l.NotInSchool = []Line[NotInSchool]{
		NewLine(NotInSchool{"c-000031", 1, "a", "home educated", "On the home-education register since 2 June 2026.", on(2026, 6, 2), []string{"home address of each parent", "which parents educate the child"},
			on(2026, 9, 16), on(2026, 9, 20), "6", false, Person{Forename: "=Zofia", Surname: "Hollow", DOB: on(2015, 5, 5), Address: "2 Nowhere Row", UPN: "A887400100001"}, "9990000018"}, false),
		NewLine(NotInSchool{"c-000032", 2, "b", "home educated", "On the home-education register since 2 July 2026.", on(2026, 7, 2), []string{"name"}, on(2026, 9, 16), on(2026, 9, 20), "6", false,
			Person{Forename: "Otto", Surname: "Hidden", UPN: "A887400100002"}, "9990000026"}, true),
	}
	return l
}

// cellsOf are the filled cells of a sheet, row by row.
func cellsOf(t *testing.T, l Lists, sheet string) []string {
	t.Helper()
	rows, err := opened(t, l, sheetRows).GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, row := range rows {
		all = append(all, strings.Join(row, " | "))
	}
	return all
}

// The list is published as a file and a sheet where it is law, and as neither where it is not; an empty one is published too.
func TestNotInSchoolIsPublishedWhereItIsLaw(t *testing.T) {
	for name, c := range map[string]struct {
		lists Lists
		want  bool
	}{"not law": {sample(), false}, "law": {lawful(false), true}, "law, and nobody": {func() Lists { l := sample(); l.NotInSchool = []Line[NotInSchool]{}; return l }(), true}} {
		dir := t.TempDir()
		if err := PublishLists(dir, c.lists); err != nil {
			t.Fatal(err)
		}
		_, err := os.Stat(filepath.Join(dir, NotInSchoolFile))
		sheet := slices.Contains(opened(t, c.lists, sheetRows).GetSheetList(), notInSchoolSheet)
		if (err == nil) != c.want || sheet != c.want {
			t.Errorf("%s: the file is there %v, the sheet %v, want %v", name, err == nil, sheet, c.want)
		}
	}
}

// What is read back from Parquet is what was written, without a person and without the identifier; of a sealed child the id alone.
func TestNotInSchoolReadBack(t *testing.T) {
	dir, l := t.TempDir(), lawful(true)
	if err := PublishLists(dir, l); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, NotInSchoolFile)
	want := PrintedRows(l.NotInSchool)
	for i := range want {
		want[i].Person, want[i].Identifier, want[i].Sealed = Person{}, "", false
	}
	got, err := CollectRows(ReadNotInSchool(path))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, leaf := range schemaOf(t, path).Columns() {
		for _, value := range valuesOf(t, path, leaf...) {
			for _, secret := range []string{"Zofia", "Hollow", "Hidden", "Nowhere", "A88740", "99900000"} {
				if strings.Contains(value.String(), secret) {
					t.Errorf("%v holds %q", leaf, secret)
				}
			}
		}
	}
}

// The sheet says what is asked and not held and by when it is to be told; of a sealed child nothing but the id.
func TestNotInSchoolSheet(t *testing.T) {
	all := cellsOf(t, lawful(true), notInSchoolSheet)
	text := strings.Join(all, "\n")
	for _, want := range []string{"2 children", "=Zofia", "home address of each parent; which parents educate the child", "16/09/2026", "20/09/2026", "9990000018", SealedReason} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the sheet:\n%s", want, text)
		}
	}
	for _, secret := range []string{"Hidden", "9990000026", "2 July 2026"} {
		if strings.Contains(text, secret) {
			t.Errorf("the sheet says %q of a sealed child", secret)
		}
	}
	if plain := strings.Join(cellsOf(t, lawful(false), notInSchoolSheet), "\n"); strings.Contains(plain, "9990000018") || strings.Contains(plain, identifierTitle) {
		t.Error("the identifier is printed although it is not law")
	}
}

// No sheet holds the consistent identifier and a unique pupil number, whatever is law: the two together lead from a school's records to a
// doctor's.
func TestIdentifierNeverStandsBesideUPN(t *testing.T) {
	for _, identifiers := range []bool{false, true} {
		l := lawful(identifiers)
		for _, sheet := range opened(t, l, sheetRows).GetSheetList() {
			text := strings.Join(cellsOf(t, l, sheet), "\n")
			identifier := strings.Contains(text, identifierTitle) || strings.Contains(text, "99900000")
			upn := slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }), func(cell string) bool {
				return strings.TrimSpace(cell) == "UPN" || strings.Contains(cell, "A8874001")
			})
			if identifier && upn {
				t.Errorf("%s holds both", sheet)
			}
			if identifier != (identifiers && sheet == notInSchoolSheet) {
				t.Errorf("%s: the identifier is there %v", sheet, identifier)
			}
		}
	}
}
