package pipeline_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// csvFile is a file of an invented inbox that a test changes.
type csvFile struct {
	t    *testing.T
	path string
	rows [][]string
}

func openCSV(t *testing.T, s *settings.Settings, name string) *csvFile {
	t.Helper()
	f := &csvFile{t: t, path: filepath.Join(s.Root(), "inbox", filepath.FromSlash(name))}
	raw, err := os.ReadFile(f.path)
	if err == nil {
		f.rows, err = csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// save writes the rows, with others that give their cells by column.
func (f *csvFile) save(rows [][]string, more ...map[string]string) {
	f.t.Helper()
	for _, cells := range more {
		row := make([]string, len(f.rows[0]))
		for i, title := range f.rows[0] {
			row[i] = cells[title]
		}
		rows = append(rows, row)
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.path, []byte(b.String()), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

// without returns the rows of which a column is another than the value.
func (f *csvFile) without(title, value string) [][]string {
	var kept [][]string
	for _, row := range f.rows {
		for i, t := range f.rows[0] {
			if t == title && row[i] != value {
				kept = append(kept, row)
			}
		}
	}
	return kept
}

// A pupil reported as not to be found is marked present and the line goes; when those marks are too old to be sent nobody has
// learned anything, and the line stays away; a new report brings it back, and the list says what is new.
func TestWhatARegisterHasAnsweredStaysAnswered(t *testing.T) {
	s := invented(t, 400, 5)
	marks, referrals := openCSV(t, s, "attendance/marks.csv"), openCSV(t, s, "referrals.csv")
	pupil := map[string]string{}
	for i, title := range marks.rows[0] {
		pupil[title] = marks.rows[1][i] // any pupil with marks
	}
	others := marks.without("upn", pupil["upn"])
	present := func(day string) map[string]string {
		p := map[string]string{"date": day, "session": "AM", "code": "/"}
		for _, title := range []string{"upn", "surname", "forename", "dob", "school_laestab"} {
			p[title] = pupil[title]
		}
		return p
	}
	report := func(ref, day string) map[string]string {
		d := strings.Split(pupil["dob"], "-")
		return map[string]string{"referral_ref": ref, "referral_date": day, "referrer": "school", "surname": pupil["surname"],
			"forename": pupil["forename"], "dob": d[2] + "/" + d[1] + "/" + d[0], "school_laestab": pupil["school_laestab"],
			"concern": "whereabouts unknown", "on_roll_believed": "Y"}
	}
	night := func(day int) (*pipeline.Result, *candidates.Row) {
		t.Helper()
		r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, day)})
		for i, row := range candidates.PrintedRows(r.Lists.CME) {
			if len(row.Rules) == 1 && row.Rules[0] == "C19" && row.OnRollAt == "" && strings.Contains(row.Reason, "Referred on") {
				return r, &candidates.PrintedRows(r.Lists.CME)[i]
			}
		}
		return r, nil
	}
	referrals.save(referrals.rows, report("X1", "08/10/2026"))
	marks.save(others)
	_, listed := night(13)
	if listed == nil {
		t.Fatal("the report puts nobody on the list")
	}
	marks.save(others, present("2026-10-13"))
	second, row := night(14)
	if g := goneOf(candidates.PrintedRows(second.Lists.Gone), candidates.CME, listed.ChildID); row != nil || g == nil || g.Why != "explained" || g.New != "" {
		t.Fatalf("marked present: line %+v, gone %+v", row, g)
	}
	marks.save(others)
	third, row := night(15)
	if row != nil {
		t.Errorf("the marks are no longer sent, and the line is back: %s", row.Changed)
	}
	if n := third.Manifest.Notices; !strings.Contains(noticesText(n), "a register answered them on an earlier night") {
		t.Error("nothing says that a line is kept off")
	}
	x, err := pipeline.OpenRun(t.Context(), third.Folder, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := x.ExplainChild(listed.ChildID); err != nil || !strings.Contains(text, "the run said explained U01: what officers decided, and what a register answered") {
		t.Errorf("explained (%v):\n%s", err, text)
	}
	referrals.save(referrals.rows, report("X1", "08/10/2026"), report("X2", "15/10/2026"))
	_, row = night(16)
	if row == nil || row.News != candidates.Back || !strings.Contains(row.Changed, "it went as explained: U01 On the roll of") ||
		!strings.Contains(row.Changed, "new: referral "+pupil["school_laestab"]+" on roll from 2026-10-15 (referrals)") {
		t.Errorf("a new report: %+v", row)
	}
}

func noticesText(all []journal.Notice) string {
	var b strings.Builder
	for _, n := range all {
		b.WriteString(n.Text + "\n")
	}
	return b.String()
}

// A register that stands as it is for months is sent again every week. By and by it is old, which is told, and it is never held
// back, which would switch off every rule that needs it: neither one of many rows nor one of a few.
func TestARegisterThatStandsGrowsOld(t *testing.T) {
	s := invented(t, 900, 3)
	run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	for _, on := range []calendar.Date{calendar.On(2026, 11, 5), calendar.On(2026, 12, 1), calendar.On(2027, 3, 16)} {
		for i := range s.Sources {
			if kind := s.Sources[i].Kind; kind == "ehc_plans" || kind == "alternative_provision" {
				s.Sources[i].AsOf = (on - 1).String()
			}
		}
		r := run(t, s, journal.Options{AsOf: on})
		for _, g := range r.Manifest.Gates {
			if g.Kind == "ehc_plans" || g.Kind == "alternative_provision" {
				t.Errorf("%s: %s is held back: %s", on, g.Kind, g.Why)
			}
		}
		text, old := noticesText(r.Manifest.Notices), map[string]bool{}
		for kind, said := range map[string]string{"ehc_plans": "11 October 2026", "alternative_provision": "12 October 2026"} {
			old[kind] = strings.Contains(text, kind+": the newest extract speaks for "+said+", more than 30 days")
		}
		if old["ehc_plans"] != (on > calendar.On(2026, 11, 11)) || old["alternative_provision"] != (on > calendar.On(2027, 2, 9)) {
			t.Errorf("%s: told to be old: %v\n%s", on, old, text)
		}
	}
}
