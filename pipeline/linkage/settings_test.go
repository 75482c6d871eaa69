package linkage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/matchers"
	"rollcall/sources"
)

// TestWrongSettingsNameTheirPlace wants each fault by itself, with the file and the place, and no other.
func TestWrongSettingsNameTheirPlace(t *testing.T) {
	one := "tables: [{path: a.csv}]\n"
	for _, c := range []struct {
		text string
		want []string // all faults
	}{
		{"", []string{"tables: missing; name at least one file"}},
		{"tables: [{name: a}]", []string{"tables[0] (a): path: missing"}},
		{"tables: [{path: a.csv}, {path: b/a.csv}]", []string{"tables[1] (a): name is used twice; give each table a name of its own"}},
		{"tables: [{path: a.csv, duplicates: perhaps}]", []string{`tables[0] (a): duplicates: "perhaps" is neither yes, no nor auto`}},
		{one + "never: [[a, b]]", []string{`never: no table is named "b"`}},
		{one + "columns: {x: family, y: text}", []string{`columns: x: "family" is not a kind; the kinds are ` + kindList()}},
		{one + "columns: [x, y, x]", []string{"columns: x: named twice"}},
		{one + "thresholds: {link: 1.1, possible: .2}", []string{"thresholds: want 0 < possible ≤ link ≤ 1"}},
		{one + "thresholds: {link: -1}", []string{"thresholds: want 0 < possible ≤ link ≤ 1"}},
		{one + "thresholds: {link: .4, possible: .5}", []string{"thresholds: want 0 < possible ≤ link ≤ 1"}},
		{one + "thresholds: {possible: -.1}", []string{"thresholds: want 0 < possible ≤ link ≤ 1"}},
		{one + "memory: 6", []string{"memory: want a whole number of GB or MB, such as 6GB"}},
		{one + "memory: 0GB", []string{"memory: want a whole number of GB or MB, such as 6GB"}},
		{one + "memory: -1MB", []string{"memory: want a whole number of GB or MB, such as 6GB"}},
		{one + "training: {allow: [anything]}", []string{`training.allow: "anything" is not known; it may be not_converged, levels_never_seen or nobody_found`}},
		{"tables: [{path: a.csv, duplicates: perhaps}, {name: b}]\nmemory: 6", []string{`tables[0] (a): duplicates: "perhaps" is neither yes, no nor auto`,
			"tables[1] (b): path: missing", "memory: want a whole number of GB or MB, such as 6GB"}},
	} {
		path := filepath.Join(t.TempDir(), "link.yaml")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := LoadSettings(path)
		var wrong *SettingsError
		if !errors.As(err, &wrong) {
			t.Errorf("%q: %v (want faults of the settings)", c.text, err)
			continue
		}
		var got []string
		for _, f := range wrong.Faults {
			f, ok := strings.CutPrefix(f, path+": ")
			if !ok {
				t.Errorf("%q: %q does not name the file", c.text, f)
			}
			got = append(got, f)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.text, d)
		}
		if lines := strings.Split(err.Error(), "\n"); len(lines) != len(c.want) || !strings.HasPrefix(lines[0], "link: ") {
			t.Errorf("%q: %q: want a line for each fault", c.text, err)
		}
	}
}

// TestSettingsThatCannotBeParsedNameTheLine wants the line of a key that nobody knows, and of what is no YAML.
func TestSettingsThatCannotBeParsedNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"tables: [{path: a.csv}]\nblocks: 12":          "[2:1]",
		"tables: [{path: a.csv}]\n\ncolumns: 3":        "columns: want a list of names, or name: kind",
		"tables: [{path: a.csv}]\n---\ntables: []":     "more than one document",
		"tables: [{path: a.csv}]\nthresholds: {lnk: 1": "[2:",
	} {
		path := filepath.Join(t.TempDir(), "link.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var wrong *SettingsError
		if _, err := LoadSettings(path); !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v (want %q and the file)", text, err, want)
		}
	}
	var wrong *SettingsError
	if _, err := LoadSettings(filepath.Join(t.TempDir(), "nowhere.yaml")); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "nowhere.yaml: cannot be read (") {
		t.Errorf("%v", err)
	}
}

// TestSettingsAreFilledIn wants the defaults of what is left out, and what is said as it is said.
func TestSettingsAreFilledIn(t *testing.T) {
	dir := t.TempDir()
	s := settingsOf(t, dir, "tables: [{path: sub/people.csv}]\n")
	if d := cmp.Diff(TableSetting{Path: "sub/people.csv", Name: "people", Duplicates: duplicatesAuto}, s.Tables[0]); d != "" {
		t.Error(d)
	}
	if s.Thresholds != (Thresholds{.5, .2, 2}) || s.Training.Seed != 1 || s.Columns != nil {
		t.Errorf("%+v %+v %+v", s.Thresholds, s.Training, s.Columns)
	}
	if limit, err := s.memoryLimit(); limit != 0 || err != nil {
		t.Errorf("limit %d, %v", limit, err)
	}
	if got := s.resolvePath("model.json"); got != filepath.Join(dir, "model.json") {
		t.Errorf("path %s", got)
	}
	if s.resolvePath("") != "" || s.resolvePath("/etc/x") != "/etc/x" {
		t.Error("an empty or absolute path is moved")
	}
	if s.allowsEnd(notConverged) || s.allowsEnd(levelsNeverSeen) {
		t.Error("everything is allowed")
	}
	s = settingsOf(t, dir, `tables: [{path: a.csv, name: b, id: k, columns: {x: y}, duplicates: "no", encoding: e, delimiter: d, sheet: s, key: age.txt}]
columns: {x: surname, z: }
thresholds: {link: .1, gap: 3}
training: {seed: 7, random_pairs: 8, rounds: 9, two_classes: true, allow: [levels_never_seen]}
memory: 3 MB
`)
	if d := cmp.Diff(TableSetting{"a.csv", "b", "k", map[string]string{"x": "y"}, duplicatesNo, "e", "d", "s", "age.txt"}, s.Tables[0]); d != "" {
		t.Error(d)
	}
	if got := s.Tables[0].readingOptions(s); got != (sources.TableOptions{Encoding: "e", Delimiter: "d", Sheet: "s", Key: filepath.Join(dir, "age.txt")}) {
		t.Errorf("%+v", got)
	}
	if s.Thresholds != (Thresholds{.1, .1, 3}) || !s.allowsEnd(levelsNeverSeen) || s.allowsEnd(notConverged) {
		t.Errorf("%+v %+v", s.Thresholds, s.Training)
	}
	if d := cmp.Diff(Training{7, 8, 9, true, []string{levelsNeverSeen}}, s.Training); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(ColumnSettings{{"x", Surname}, {"z", ""}}, s.Columns); d != "" {
		t.Error(d)
	}
	if limit, err := s.memoryLimit(); limit != 3<<20 || err != nil {
		t.Errorf("limit %d, %v", limit, err)
	}
	s.Memory = "2GB"
	if limit, _ := s.memoryLimit(); limit != 2<<30 {
		t.Errorf("limit %d", limit)
	}
	people := tableOf("people", "y,q", "1,2")
	nameColumns(s, []*table{people})
	if people.nameOf("q") != "q" || s.ownName(0, "x") != "y" || s.ownName(0, "q") != "q" || people.columnOf("q") == nil {
		t.Error("a table's own names are mixed up with those of the settings")
	}
}

// TestColumnsAreReadAsTheSettingsSay asks which columns are read, and how.
func TestColumnsAreReadAsTheSettingsSay(t *testing.T) {
	all := &Settings{Tables: []TableSetting{{}, {ID: "key"}}}
	named := &Settings{Tables: []TableSetting{{Columns: map[string]string{"born": "DOB"}}, {ID: "forename"}},
		Columns: ColumnSettings{{"born", ""}, {"forename", ""}, {"when", Birth}}}
	own, birth, no := reading{own: true}, reading{birth: true}, "not read"
	for _, c := range []struct {
		s     *Settings
		table int
		name  string
		want  any
	}{
		{all, 0, "record_id", own}, {all, 0, "surname", reading{}}, {all, 0, "dob", birth}, {all, 0, "age", no}, {all, 0, "", reading{}},
		{all, 1, "key", own}, {all, 1, "record_id", no}, {all, 1, "surname", reading{}},
		{named, 0, "DOB", birth}, {named, 0, "born", no}, {named, 0, "when", birth}, {named, 0, "forename", reading{}},
		{named, 0, "id", own}, {named, 0, "surname", no}, {named, 1, "forename", reading{}}, {named, 1, "born", birth}, {named, 1, "id", no},
	} {
		got := c.s.columnReadings(c.table)(c.name)
		if c.want == no {
			if got.passed == "" {
				t.Errorf("%s of table %d is read: %+v", c.name, c.table, got)
			}
		} else if got != c.want {
			t.Errorf("%s of table %d: %+v (want %+v)", c.name, c.table, got, c.want)
		}
	}
}

// TestTheSettingsStandInPlaceOfTheDefaults overrides each part of the default Spec by itself.
func TestTheSettingsStandInPlaceOfTheDefaults(t *testing.T) {
	whole := func() *assembled {
		return &assembled{spec: matchers.PersonSpec(matchers.PersonColumns{Forenames: []string{"f"}, Surnames: []string{"s"}, Birth: "b"})}
	}
	base := whole().spec
	comparison := []matchers.Comparison{{Name: "x", Measure: matchers.MeasureText, Columns: []string{"f"}}}
	rule := []matchers.BlockingRule{{Name: "r", Keys: []matchers.Key{{Columns: []string{"f"}}}}}
	veto := []matchers.Veto{{Name: "v"}}
	for name, c := range map[string]struct {
		s    Settings
		want matchers.Spec
	}{
		"nothing":     {Settings{}, base},
		"comparisons": {Settings{Comparisons: comparison}, matchers.Spec{Comparisons: comparison, Blocking: base.Blocking}},
		"with vetoes": {Settings{Comparisons: comparison, Vetoes: veto}, matchers.Spec{Comparisons: comparison, Blocking: base.Blocking, Vetoes: veto}},
		"blocking":    {Settings{Blocking: rule}, matchers.Spec{Comparisons: base.Comparisons, Blocking: rule, Vetoes: base.Vetoes}},
		"vetoes":      {Settings{Vetoes: veto}, matchers.Spec{Comparisons: base.Comparisons, Blocking: base.Blocking, Vetoes: veto}},
		"no vetoes":   {Settings{Vetoes: []matchers.Veto{}}, matchers.Spec{Comparisons: base.Comparisons, Blocking: base.Blocking, Vetoes: []matchers.Veto{}}},
		"definite": {Settings{Definite: []matchers.Definite{{Name: "d"}}}, matchers.Spec{Comparisons: base.Comparisons, Blocking: base.Blocking,
			Vetoes: base.Vetoes, Definite: []matchers.Definite{{Name: "d"}}}},
	} {
		a := whole()
		a.overrideSpec(&c.s)
		if d := cmp.Diff(c.want, a.spec); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
