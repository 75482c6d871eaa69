package settings

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSettingsAreReadStrictly(t *testing.T) {
	check := func(name, text string, want ...string) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "rollcall.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		if len(want) == 0 {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return
		}
		var settings *Error
		if !errors.As(err, &settings) {
			t.Errorf("%s: error %v, want a *Error", name, err)
			return
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q does not say %q", name, err, w)
			}
		}
	}
	good := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - kind: health\n    path: a.csv\n"
	check("good", good)
	check("mappings", good+"    as_of: 2026-09-30\n    dates: 02/01/2006\n    columns: {surname: FamilyName}\n    values: {sex: {\"1\": M}}\n")
	check("misspelt key names its line", good+"    colums: {surname: x}\n", "line 6, column 5: sources[0] (health): colums: not a key; did you mean columns?")
	check("second document", good+"---\noutput: x\n", "more than one document")
	check("code that YAML reads as a number too short", strings.Replace(good, `"887"`, `"87"`, 1), "authority.code")
	check("all faults at once", "authority: {code: \"1\"}\n", "authority.code", "output: missing", "sources: missing")
	check("two jobs of one name", good+"jobs: [{name: a, cron: x}, {name: a, cron: y}]\n", `"a" is used twice`)
	check("a retention schedule", good+"register: {keep: {case_years: 10, list_days: 122, run_days: 30, runs: 5}}\n")
	check("a retention schedule that cannot be", good+"register: {keep: {case_years: -1, list_days: 7, runs: -2}}\n",
		"register.keep.case_years: want 1 to 100 years", "register.keep.list_days: want 28", "register.keep.runs: want 1")
	check("copies of the register", good+"backup: {folder: elsewhere, keep: {days: 3, weeks: 2, months: 12}}\nsign: {key: sign.pem, trust: [old.pub]}\n")
	check("copies that cannot be", good+"backup:\n  keep:\n    days: -1\n    months: 999\nsign: {trust: [old.pub]}\n",
		"line 8, column 5: backup.keep.days: want 1 to 3653", "line 9, column 5: backup.keep.months: want 1 to 120", "line 10, column 8: sign.trust: names keys, and sign.key is missing")
	check("what is demanded of who looks", good+"audit: {noting: required, purpose: required}\n")
	check("a demand that there is not", good+"audit: {noting: always}\n", "line 6, column 9: audit.noting: \"always\" is not a word for it; want required")
	check("not YAML", "authority: [", "rollcall.yaml")
	check("empty", "", "output: missing")
}

func TestAPathIsAFileAFolderOrAPattern(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{"in/b.csv", "in/a.csv", "in/.hidden", "in/deep/c.csv"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, f)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &Settings{path: filepath.Join(dir, "rollcall.yaml")}
	check := func(pattern string, want ...string) {
		t.Helper()
		got, err := s.filesOf(pattern)
		if err != nil {
			t.Errorf("%s: %v", pattern, err)
		}
		for i := range got {
			got[i], _ = filepath.Rel(dir, got[i])
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s is %v, want %v", pattern, got, want)
		}
	}
	check("in/a.csv", "in/a.csv")
	check("in", "in/a.csv", "in/b.csv")
	check("in/*", "in/a.csv", "in/b.csv")
	check("in/*/*.csv", "in/deep/c.csv")
	check("nowhere/*.csv")
	if _, err := s.filesOf("in/[a"); err == nil {
		t.Error("a broken pattern is no error")
	}
}
