package lists

import (
	"testing"
	"time"

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

// The day by which a line was first asked for stays while the line says the same, and never becomes later.
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
	check(false, func(r *candidates.Row) { r.Due = r.Due.AddDate(0, 0, -2) })
	check(false, func(r *candidates.Row) { r.Severity = "P1" })
	check(false, func(r *candidates.Row) { r.Case = "confirmed" })
	check(false, func(r *candidates.Row) { r.Since = r.Since.AddDate(0, 0, 1) })
	check(false, func(r *candidates.Row) { r.Rules = []string{"C06"} })
	row, was := shownLine()
	was.Due = ""
	if keepDue(&row, was); isoDay(row.Due) != "2026-10-20" {
		t.Errorf("due %s, where the last run had no day", isoDay(row.Due))
	}
}
