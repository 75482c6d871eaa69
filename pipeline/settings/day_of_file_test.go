package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The day of an extract is a day, the one that the file's name says, what of the name is a day in a layout, or the day on which the file was last
// written, in London.
func TestTheDayForWhichAFileSpeaks(t *testing.T) {
	dir := t.TempDir()
	dayOf := func(name, asOf string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		s := &Settings{path: filepath.Join(dir, "rollcall.yaml"), Sources: []Source{{Kind: "health", Path: name, AsOf: asOf}}}
		all, err := s.Extracts()
		if err != nil || len(all) != 1 || len(all[0].Files) != 1 {
			t.Fatal(err, all)
		}
		d := all[0].AsOf
		if own, has := all[0].Days[all[0].Files[0]]; has {
			d = own
		}
		if said := s.DeclaredDays()["health"][name]; said != d {
			t.Errorf("%s, as_of %s: declared are %s and %s", name, asOf, said, d)
		}
		if d == 0 {
			return "none"
		}
		return d.String()
	}
	for _, c := range []struct{ name, asOf, want string }{
		{"chis.csv", "2026-09-30", "2026-09-30"}, {"chis.csv", "", "none"}, {"chis.csv", "modified", "2026-07-01"},
		{"chis 300926.csv", "name", "2026-09-30"}, {"chis.csv", "name", "none"}, {"chis_2026-09-30.csv", "name", "2026-09-30"},
		{"chis 260930.csv", "name 060102", "2026-09-30"}, {"CHIS Oct26 v2.csv", "name Jan06", "2026-10-01"}, {"chis 1260930.csv", "name 060102", "none"},
		{"260930 to 261031.csv", "name 060102", "none"},
	} {
		if got := dayOf(c.name, c.asOf); got != c.want {
			t.Errorf("%s, as_of %s: %s, want %s", c.name, c.asOf, got, c.want)
		}
	}
	for asOf, want := range map[string]string{"name ddmmyy": "is no layout of a day in a name", "names": "not a date", "modified today": "not a date", "name 02": "no layout"} {
		if got := faultsOf(t, strings.Replace(goodSettings, "a.csv}", "a.csv, as_of: "+asOf+"}", 1)); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("as_of: %s: %q, want %q", asOf, got, want)
		}
	}
	if got := faultsOf(t, strings.Replace(goodSettings, "path: a.csv}", "query: SELECT 1, database: DB, as_of: modified}", 1)); len(got) != 1 {
		t.Errorf("of a query: %q", got)
	}
}
