package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// What can be done to the inbox and the settings of an authority.

type rows = [][]string

// table changes the rows of a table of the inbox, of which the first is the header.
func table(name string, change func(rows) rows) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		path := filepath.Join(a.dir, "inbox", filepath.FromSlash(name))
		was := tableRows(t, path)
		before := fmt.Sprint(was)
		now := change(was)
		if fmt.Sprint(now) == before {
			t.Skip("the fault changes nothing of so few rows")
		}
		put(t, path, writeRows(t, now))
	}
}

func tableRows(t *testing.T, path string) rows {
	t.Helper()
	raw := bytes.TrimPrefix(read(t, "", path), []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) {
		raw, _ = charmap.Windows1252.NewDecoder().Bytes(raw)
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: %v", path, err)
	}
	return all
}

func headerOnly(r rows) rows  { return r[:1] }
func everySecond(r rows) rows { return keepIf(r, func(i int, _ []string) bool { return i%2 == 1 }) }
func ninePercentShorter(r rows) rows {
	return keepIf(r, func(i int, _ []string) bool { return i%11 != 0 })
}
func twoPercentShorter(r rows) rows {
	return keepIf(r, func(i int, _ []string) bool { return i%50 != 0 })
}
func headerShifted(r rows) rows {
	r[0] = append(slices.Clone(r[0][1:]), r[0][0])
	return r
}
func firstRows(n int) func(rows) rows { return func(r rows) rows { return r[:min(n+1, len(r))] } }

// keepIf keeps the rows, numbered from zero, that are to be kept.
func keepIf(r rows, keep func(int, []string) bool) rows {
	out := r[:1:1]
	for i, row := range r[1:] {
		if keep(i, row) {
			out = append(out, row)
		}
	}
	return out
}

func columnOf(r rows, name string) int {
	at := slices.Index(r[0], name)
	if at < 0 {
		panic("no column " + name + " among " + strings.Join(r[0], ", "))
	}
	return at
}

func swapped(one, other string) func(rows) rows {
	return func(r rows) rows {
		i, j := columnOf(r, one), columnOf(r, other)
		for _, row := range r[1:] {
			row[i], row[j] = row[j], row[i]
		}
		return r
	}
}

func columnsShuffled(r rows) rows {
	order := rand.New(rand.NewPCG(1, 1)).Perm(len(r[0]))
	return eachRow(r, func(row []string) []string {
		out := make([]string, len(row))
		for i, from := range order {
			out[i] = row[from]
		}
		return out
	})
}

func eachRow(r rows, change func([]string) []string) rows {
	for i := range r {
		r[i] = change(r[i])
	}
	return r
}

func everySecondColumnBlank(r rows) rows {
	for _, row := range r[1:] {
		for i := 1; i < len(row); i += 2 {
			row[i] = ""
		}
	}
	return r
}

// eachValue changes the values of a column.
func eachValue(name string, change func(string) string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		for _, row := range r[1:] {
			row[at] = change(row[at])
		}
		return r
	}
}

func capitals(name string) func(rows) rows { return eachValue(name, strings.ToUpper) }

func recoded(name string, words map[string]string) func(rows) rows {
	return eachValue(name, func(s string) string {
		if to, is := words[s]; is {
			return to
		}
		return s
	})
}

func movedDown(name string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		for i := len(r) - 1; i > 1; i-- {
			r[i][at] = r[i-1][at]
		}
		return r
	}
}

// dayIn reads a day as the invented extracts write it.
func dayIn(s string) string {
	if d, err := time.Parse("02/01/2006", s); err == nil {
		return d.Format(time.DateOnly)
	}
	return s
}

func onlySince(name, day string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		return keepIf(r, func(_ int, row []string) bool { return dayIn(row[at]) >= day })
	}
}

func onlyBefore(name, day string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		return keepIf(r, func(_ int, row []string) bool { return dayIn(row[at]) < day })
	}
}

func onlyFrom(name, letter string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		return keepIf(r, func(_ int, row []string) bool { return strings.ToUpper(row[at]) >= letter })
	}
}

func without(name, value string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		return keepIf(r, func(_ int, row []string) bool { return row[at] != value })
	}
}

func againUnder(name, value, other string) func(rows) rows {
	return func(r rows) rows {
		at := columnOf(r, name)
		for _, row := range r[1:] {
			if row[at] == value {
				again := slices.Clone(row)
				again[at] = other
				r = append(r, again)
			}
		}
		return r
	}
}

// datesAs writes every day of a table in another way.
func datesAs(layout string) func(rows) rows {
	return func(r rows) rows {
		for _, row := range r[1:] {
			for i := range row {
				if d, err := time.Parse(time.DateOnly, row[i]); err == nil {
					row[i] = d.Format(layout)
				}
			}
		}
		return r
	}
}

func testNames(r rows) rows {
	surname, forename := columnOf(r, "surname"), columnOf(r, "forename")
	for i, row := range r[1:] {
		row[surname], row[forename] = "Testing", fmt.Sprintf("Pupil%c%c", 'a'+i/26%26, 'a'+i%26)
	}
	return r
}

// anotherAuthority puts the extract of an authority with other children in the place of this one's.
func anotherAuthority(name string) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		other := filepath.Join(t.TempDir(), "other")
		do(t, "fixtures", "--children", "1200", "--seed", "77", "--as-of", faultDay, "--out", other)
		plainText(t, other)
		put(t, filepath.Join(a.dir, "inbox", name), read(t, other, filepath.Join("inbox", name)))
	}
}

// gone takes away the files of a pattern, all of them or every so many.
func gone(pattern string, every ...int) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		files, _ := filepath.Glob(filepath.Join(a.dir, "inbox", filepath.FromSlash(pattern)))
		if len(files) == 0 {
			t.Fatalf("no file %s", pattern)
		}
		for i, f := range files {
			if len(every) == 0 || i%every[0] == 0 {
				remove(t, f)
			}
		}
	}
}

var pupilOnRoll = regexp.MustCompile(`(?s)<PupilOnRoll[ >].*?</PupilOnRoll>`)

// census changes the text of every autumn return that comes as XML.
func census(change func(string) string) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		for _, path := range autumnReturns(t, a, "2026") {
			put(t, path, []byte(change(string(read(t, "", path)))))
		}
	}
}

func autumnReturns(t *testing.T, a *damaged, year string) []string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(a.dir, "inbox", "census", year+"-autumn", "*.xml"))
	if len(files) == 0 {
		t.Fatal("no autumn returns")
	}
	return files
}

func pupilsLeftOut(out func(int) bool) func(*testing.T, *damaged) {
	return census(func(s string) string {
		n := 0
		return pupilOnRoll.ReplaceAllStringFunc(s, func(pupil string) string {
			if n++; out(n) {
				return ""
			}
			return pupil
		})
	})
}

// birthsMovedDown gives each pupil of a return the birth of the one before.
func birthsMovedDown(s string) string {
	before := ""
	return birthOfPupil.ReplaceAllStringFunc(s, func(birth string) string {
		was := before
		if before = birth; was == "" {
			return birth
		}
		return was
	})
}

var birthOfPupil = regexp.MustCompile(`<DOB>[^<]*</DOB>`)

func swapSexes(s string) string {
	return strings.NewReplacer("<Sex>M</Sex>", "<Sex>F</Sex>", "<Sex>F</Sex>", "<Sex>M</Sex>",
		"<Gender>M</Gender>", "<Gender>F</Gender>", "<Gender>F</Gender>", "<Gender>M</Gender>").Replace(s)
}

func lastYearsReturns(t *testing.T, a *damaged) {
	gone("census/2026-autumn/*")(t, a)
	for _, path := range autumnReturns(t, a, "2025") {
		put(t, filepath.Join(a.dir, "inbox", "census", "2026-autumn", filepath.Base(path)), read(t, "", path))
	}
}

func returnTwice(t *testing.T, a *damaged) {
	path := autumnReturns(t, a, "2026")[0]
	put(t, strings.TrimSuffix(path, ".xml")+"_2.xml", read(t, "", path))
}

// returnUnderAnother sends one school's pupils once more as those of the next school.
func returnUnderAnother(t *testing.T, a *damaged) {
	files := autumnReturns(t, a, "2026")
	number := func(path string) string { return filepath.Base(path)[3:7] }
	text := strings.ReplaceAll(string(read(t, "", files[0])), "<Estab>"+number(files[0]), "<Estab>"+number(files[1]))
	put(t, filepath.Join(filepath.Dir(files[0]), "887"+number(files[1])+"_SC3_887LL26_002.xml"), []byte(text))
}

func fileTwice(t *testing.T, a *damaged) {
	in := filepath.Join(a.dir, "inbox")
	put(t, filepath.Join(in, "independent_schools2.csv"), read(t, in, "independent_schools.csv"))
	inSettings("inbox/independent_schools.csv", "inbox/independent_schools*.csv")(t, a)
}

// fiveNights does a thing on each of four nights, with a run after each, and once more.
func fiveNights(do func(*testing.T, *damaged)) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		for _, day := range []string{"2026-10-16", "2026-10-17", "2026-10-18", "2026-10-19"} {
			do(t, a)
			runAlone(t, a.dir, day)
		}
		do(t, a)
	}
}

func inSettings(was, now string) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		text := string(read(t, "", a.settings))
		if !strings.Contains(text, was) {
			t.Fatalf("the settings do not say %q", was)
		}
		put(t, a.settings, []byte(strings.ReplaceAll(text, was, now)))
	}
}

func outOfSettings(kind string) func(*testing.T, *damaged) {
	return func(t *testing.T, a *damaged) {
		t.Helper()
		text := read(t, "", a.settings)
		now := regexp.MustCompile(`  - kind: `+kind+`\n(    .*\n)+`).ReplaceAll(text, nil)
		if bytes.Equal(now, text) {
			t.Fatalf("the settings have no %s", kind)
		}
		if err := os.WriteFile(a.settings, now, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
