package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wrongSettings are good settings with one line written wrongly, as people do, and what the message must say: the place, what is there, the
// word that was meant, what to do.
var wrongSettings = []struct {
	name, from, to string // in sound, what is written otherwise
	want           []string
}{
	{"a key at the top", "authority:", "authorty:", []string{"line 1, column 1: authorty: not a key; did you mean authority?"}},
	{"a key of an entry", "    path: in/health.csv", "    pathh: in/health.csv", []string{"line 6, column 5: sources[0] (health): pathh: not a key; did you mean path?"}},
	{"letters in another order", "calendar:", "calandar:", []string{"line 2, column 1: calandar: not a key; did you mean calendar?"}},
	{"a key of a job", "cron:", "crom:", []string{"line 14, column 21: jobs[0]: crom: not a key; did you mean cron?"}},
	{"a kind", "kind: health", "kind: helth", []string{"line 5, column 5: sources[0] (helth): kind: not a kind of extract; did you mean health?"}},
	{"a kind in the plural", "kind: health", "kind: referral", []string{"did you mean referrals?"}},
	{"a field by another name", "surname: Family", "last_name: Family", []string{"line 8, column 15: sources[0] (health): columns.last_name: health has no such field; the nearest is surname"}},
	{"a field with a slip", "surname: Family", "nhs_numbr: Family", []string{"columns.nhs_numbr", "the nearest is nhs_number"}},
	{"field and header the wrong way round", "surname: Family", "Family: surname", []string{"columns.Family", "surname: \"Family\""}},
	{"two fields of one header", "surname: Family", "surname: Given", []string{"line 8, column 15", "is read from the header \"Given\"", "forename"}},
	{"no header", "surname: Family", "surname: \"\"", []string{"columns.surname: names no header"}},
	{"a word that is none", "{\"1\": M}", "{\"1\": Man}", []string{"line 9, column 20: sources[0] (health): values.sex.1: \"Man\" is not one of the words; want M, F"}},
	{"word and meaning the wrong way round", "movement: {IN: moved_in}", "movement: {moved_in: ARR}", []string{"values.movement.moved_in: \"ARR\" is no word of movement", "\"ARR\": moved_in"}},
	{"values of no field", "sex: {\"1\"", "gender: {\"1\"", []string{"values.gender: health has no such field; the nearest is sex"}},
	{"a layout of other programs", "dates: 02/01/2006", "dates: dd/mm/yyyy", []string{"line 7, column 5: sources[0] (health): dates: \"dd/mm/yyyy\" is no layout of days", "did you mean 02/01/2006?"}},
	{"a layout of yet others", "dates: 02/01/2006", "dates: \"%Y-%m-%d\"", []string{"did you mean 2006-01-02?"}},
	{"a day for a layout", "dates: 02/01/2006", "dates: 31/12/2015", []string{"write 2 January 2006 in its place"}},
	{"a word for a layout", "dates: 02/01/2006", "dates: british", []string{"\"british\" is no layout of days"}},
	{"a day as it is spoken", "as_of: 2026-09-30", "as_of: 30/09/2026", []string{"line 11, column 5: sources[1] (housing): as_of: not a date (want YYYY-MM-DD); write 2026-09-30"}},
	{"an hour that is none", "\"15 2 * * *\"", "\"15 25 * * *\"", []string{"line 14, column 21: jobs[0]: cron: \"15 25 * * *\" of the job nightly: not a cron expression"}},
	{"a cron of four", "\"15 2 * * *\"", "\"15 2 * *\"", []string{"jobs[0]: cron: \"15 2 * *\" of the job nightly: not a cron expression"}},
	{"the hour that clocks repeat", "\"15 2 * * *\"", "\"15 1 * * *\"", []string{"which the clock skips in March"}},
	{"a kind of job", "cron: \"15 2 * * *\"", "kind: nightly, cron: \"15 2 * * *\"", []string{"jobs[0]: kind: not a kind of job"}},
	{"a text for a list", "jobs:\n  - {name: nightly, cron: \"15 2 * * *\"}", "jobs: nightly", []string{"line 13, column 1: jobs: want a list", "found \"nightly\""}},
	{"a text for a number", "most_days: 400", "most_days: a year", []string{"line 15, column 9: as_of.most_days: want a whole number, found \"a year\""}},
	{"a text for keys", "authority: {code: \"887\", name: Fenwick}", "authority: 887", []string{"line 1, column 1: authority: want keys with values ({code: …, name: …}), found \"887\""}},
	{"a list for a text", "output: out", "output: [out]", []string{"line 3, column 1: output: want one value, found a list"}},
	{"yes for true", "count_suspected: true", "count_suspected: sometimes", []string{"reports.count_suspected: want true or false, found \"sometimes\""}},
	{"a key twice", "output: out", "output: out\noutput: elsewhere", []string{"line 4, column 1: output: stands on line 3 already; keep one"}},
	{"a calendar that is not there", "calendar: terms.csv", "calendar: term.csv", []string{"line 2, column 1: calendar: term.csv cannot be read (no such file or directory); did you mean terms.csv?", "la|laestab, from, to, kind", "TERM, INSET or CLOSED"}},
	{"a calendar in a folder that is not there", "calendar: terms.csv", "calendar: dates/terms.csv", []string{"there is no folder dates"}},
	{"a calendar that is something else", "calendar: terms.csv", "calendar: in/health.csv", []string{"calendar: in/health.csv:1: column 1 is not known", "TERM, INSET or CLOSED"}},
	{"a neighbour's code", "\"887\"", "\"886\"", []string{"line 1, column 13: authority.code: is 886, and every row of terms.csv is of 887: is 886 right?"}},
	{"a pattern that is none", "path: in/housing.csv", "path: \"in/[a.csv\"", []string{"line 10, column 21: sources[1] (housing): path: not a pattern"}},
	{"an encoding", "as_of: 2026-09-30", "encoding: utf9", []string{"encoding: \"utf9\" is not one of the words; did you mean utf-8?"}},
	{"a gate", "gate: rows", "gate: row", []string{"accept[0] (row): gate: no such gate; did you mean rows?"}},
	{"a quotation mark that is not closed", "name: Fenwick}", "name: \"Fenwick}", []string{"line 1, column 32: a quotation mark begins here that is not closed on its line"}},
	{"a tab", "    path: in/health.csv", "\tpath: in/health.csv", []string{"line 6, column", "use spaces"}},
	{"a second document", "output: out", "output: out\n---\noutput: out", []string{"more than one document"}},
}

const sound = `authority: {code: "887", name: Fenwick}
calendar: terms.csv
output: out
sources:
  - kind: health
    path: in/health.csv
    dates: 02/01/2006
    columns: {surname: Family, forename: Given}
    values: {sex: {"1": M}, movement: {IN: moved_in}}
  - {kind: housing, path: in/housing.csv,
    as_of: 2026-09-30}
accept: [{gate: rows, kind: health, until: 2026-11-30, by: data officer, reason: confirmed}]
jobs:
  - {name: nightly, cron: "15 2 * * *"}
as_of: {most_days: 400}
reports: {count_suspected: true}
`

// loadSound loads sound settings with some of their text written otherwise.
func loadSound(t *testing.T, pairs ...string) error {
	t.Helper()
	dir := t.TempDir()
	text := strings.NewReplacer(pairs...).Replace(sound)
	for name, content := range map[string]string{
		"rollcall.yaml": text, "terms.csv": "la|laestab,from,to,kind\n887,2026-09-01,2026-12-18,TERM\n", "in/health.csv": "NHS,Name\n", "in/housing.csv": "x\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Load(filepath.Join(dir, "rollcall.yaml"))
	return err
}

// Each fault names its line, what is there and the word that was meant, and is told once: not what follows from it as well.
func TestAFaultNamesItsPlaceAndTheWordThatWasMeant(t *testing.T) {
	if err := loadSound(t); err != nil {
		t.Fatal(err)
	}
	for _, c := range wrongSettings {
		if !strings.Contains(sound, c.from) {
			t.Fatalf("%s: the sound settings do not hold %q", c.name, c.from)
		}
		err := loadSound(t, c.from, c.to)
		if err == nil {
			t.Errorf("%s: no fault", c.name)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v\ndoes not say %q", c.name, err, w)
			}
		}
		if n := strings.Count(err.Error(), "settings: "); n != 1 {
			t.Errorf("%s: told in %d lines:\n%v", c.name, n, err)
		}
	}
}

// All faults are told together, in the order of the file.
func TestAllFaultsAreToldTogether(t *testing.T) {
	err := loadSound(t, "calendar:", "calender:", "kind: health\n", "kind: helth\n", "path: in/housing.csv", "path: in/housing.csv, columns: {dateofbirth: x}",
		"\"15 2", "\"15 25", "most_days: 400", "most_days: many", "output: out", "ouput: out")
	if err == nil {
		t.Fatal("no fault")
	}
	lines := strings.Split(err.Error(), "\n")
	want := []string{"calender: not a key", "ouput: not a key", "did you mean health?", "the nearest is dob", "no source of this kind", "15 25", "most_days: want a whole number"}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d:\n%v", len(lines), len(want), err)
	}
	for i, w := range want {
		if !strings.Contains(lines[i], w) {
			t.Errorf("line %d: %s\nwant %q", i, lines[i], w)
		}
	}
}
