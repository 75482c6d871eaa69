package lists

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
)

// shownLine is a line as a run showed it, and as it stands tonight, the same.
func shownLine() (candidates.Row, register.Shown) {
	since, due := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	return candidates.Row{ChildID: "a", Severity: "P2", Rules: []string{"C06", "C19"}, Since: since, Due: due},
		register.Shown{Child: "a", Severity: "P2", Rules: []string{"C06", "C19"}, Since: "2026-09-07", Due: "2026-10-20"}
}

// What changed of a line is told in words, what was before what is, and nothing is told of a line that is the same.
func TestWhatChangedOfALine(t *testing.T) {
	check := func(want string, change func(*candidates.Row)) {
		t.Helper()
		row, was := shownLine()
		change(&row)
		if got := differences(&row, was); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check("", func(*candidates.Row) {})
	check("severity P2 is now P1", func(r *candidates.Row) { r.Severity = "P1" })
	check("rule C22 says so too; rule C06 no longer says so", func(r *candidates.Row) { r.Rules = []string{"C19", "C22"} })
	check("case none is now confirmed", func(r *candidates.Row) { r.Case = "confirmed" })
	check("since 2026-09-07 is now none", func(r *candidates.Row) { r.Since = time.Time{} })
	check("due 2026-10-20 is now 2026-10-21", func(r *candidates.Row) { r.Due = r.Due.AddDate(0, 0, 1) })
	check("severity P2 is now P3; joined with child a", func(r *candidates.Row) { r.Severity, r.ChildID = "P3", "b" })
}

// The earliest day by which a line was asked for stays, whatever rule leads it, however grave it is, and whoever began to enquire.
func TestADeadlineDoesNotMoveOn(t *testing.T) {
	check := func(kept bool, change func(*candidates.Row)) {
		t.Helper()
		row, was := shownLine()
		row.Due = row.Due.AddDate(0, 0, 1)
		change(&row)
		before := row.Due
		keepDue(&row, was)
		if want := map[bool]string{true: was.Due, false: isoDay(before)}[kept]; isoDay(row.Due) != want {
			t.Errorf("due %s, want %s", isoDay(row.Due), want)
		}
	}
	check(true, func(*candidates.Row) {})
	check(true, func(r *candidates.Row) { r.Severity = "P4" })
	check(true, func(r *candidates.Row) { r.Since = r.Since.AddDate(0, 0, 1) })
	check(true, func(r *candidates.Row) { r.Case = "confirmed" })
	check(true, func(r *candidates.Row) { r.Rules = []string{"C13"} })
	check(false, func(r *candidates.Row) { r.Due = r.Due.AddDate(0, 0, -2) })
	check(false, func(r *candidates.Row) { r.Due = time.Time{} })
	row, was := shownLine()
	was.Due = ""
	if keepDue(&row, was); isoDay(row.Due) != "2026-10-20" {
		t.Errorf("due %s, where the last run had no day", isoDay(row.Due))
	}
	row, was = shownLine()
	row.Due, row.DueUnit, row.Calendar, was.Unit = row.Due.AddDate(0, 0, 9), "school days", "the school's own term dates", "working days"
	if keepDue(&row, was); row.DueUnit != "working days" || row.Calendar != "" {
		t.Errorf("counted in %s, by %q: want the unit of the day that was kept", row.DueUnit, row.Calendar)
	}
}

// Over any nights, with whatever leads the line, its day is never later than the night before, whether or not somebody acted in between.
func TestNoDeadlineRecedesOverNights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		since := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
		var was register.Shown
		for night := range rapid.IntRange(2, 40).Draw(t, "nights") {
			row := candidates.Row{
				ChildID: "a", Severity: rapid.SampledFrom([]string{"P1", "P2", "P3", "P4"}).Draw(t, "severity"),
				Rules: []string{rapid.SampledFrom([]string{"C01", "C06", "C13"}).Draw(t, "rule")}, Since: since.AddDate(0, 0, rapid.IntRange(0, 9).Draw(t, "since")),
				Due: since.AddDate(0, 0, night+rapid.IntRange(0, 20).Draw(t, "due")), DueUnit: "working days",
			}
			if rapid.IntRange(0, 9).Draw(t, "opened") == 0 {
				row.Case = "confirmed"
			}
			keepDue(&row, was)
			if had := parseDay(was.Due); !had.IsZero() && row.Due.After(had) {
				t.Fatalf("night %d: due %s, and %s the night before", night, isoDay(row.Due), was.Due)
			}
			was = register.Shown{Child: "a", Severity: row.Severity, Rules: row.Rules, Since: isoDay(row.Since), Due: isoDay(row.Due), Unit: row.DueUnit, Case: row.Case}
		}
	})
}
