package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
)

func loadInForce(t *testing.T, lines string) (*Settings, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - kind: health\n    path: a.csv\n" + lines
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path)
}

// An Act is off until a line says from when it is in force and by what; the manifest notes it from that day.
func TestAnActIsOffUntilTheSettingsSayOtherwise(t *testing.T) {
	off, err := loadInForce(t, "")
	if err != nil || len(off.EnactmentsFrom()) != 0 {
		t.Fatalf("without a line: %v, %v", off.EnactmentsFrom(), err)
	}
	s, err := loadInForce(t, "in_force:\n  not_in_school: {from: 2027-09-01, by: \"SI 2027/1\"}\n")
	if err != nil {
		t.Fatal(err)
	}
	first := calendar.On(2027, time.September, 1)
	if got := s.EnactmentsFrom(); len(got) != 1 || got["not_in_school"] != first {
		t.Errorf("in force from %v", got)
	}
	for on, want := range map[calendar.Date]bool{first - 1: false, first: true} {
		a := &rules.Authority{AsOf: on, InForce: s.EnactmentsFrom()}
		noted := false
		for _, x := range s.LawAmounts(on) {
			noted = noted || x.Name == "not_in_school" && x.Basis == "SI 2027/1" && x.From == "2027-09-01"
		}
		if a.ListsNotInSchool() != want || noted != want || a.PrintsIdentifier() {
			t.Errorf("%s: the list is made %v, the manifest notes it %v, want %v", on, a.ListsNotInSchool(), noted, want)
		}
	}
	if was, is := off.Shape(), s.Shape(); !slices.ContainsFunc(is.ChangesFrom(was), func(c Change) bool { return strings.Contains(c.What, "in_force.not_in_school") }) {
		t.Error("a line that puts an Act in force is no change of the settings")
	}
}

func TestFaultsOfWhatIsInForceNameTheirLine(t *testing.T) {
	for lines, want := range map[string]string{
		"in_force:\n  tea: {from: 2027-09-01, by: x}\n":               "column 3: in_force.tea: nothing that can be put in force; want one of not_in_school",
		"in_force:\n  not_in_school: {by: x}\n":                       "column 3: in_force.not_in_school: from: want the day",
		"in_force:\n  not_in_school: {from: 2027-09-01}\n":            "column 3: in_force.not_in_school: by: missing",
		"in_force:\n  not_in_school: {from: 2027-09-01, since: x}\n":  "since",
		"in_force:\n  consent_to_withdraw: {from: soon, by: \" \"}\n": "in_force.consent_to_withdraw: by: missing",
	} {
		if _, err := loadInForce(t, lines); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", lines, err, want)
		}
	}
}
