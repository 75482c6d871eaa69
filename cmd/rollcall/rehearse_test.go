package main

import (
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rehearsal"
)

// TestTwoWeeksOfNights rehearses nights with officers who decide: no decision is lost, and two rehearsals say the same.
func TestTwoWeeksOfNights(t *testing.T) {
	from, to := calendar.On(2026, 10, 1), calendar.On(2026, 10, 13)
	rehearse := func() *rehearsal.Report {
		dir := t.TempDir()
		inbox, err := newInventedInbox(400, 2, to, filepath.Join(dir, "authority"))
		if err != nil {
			t.Fatal(err)
		}
		report, err := rehearsal.Rehearse(t.Context(), rehearsal.Options{
			Inbox: inbox, From: from, To: to, Children: 400, Seed: 2, Out: filepath.Join(dir, "out"), Keep: 2,
		})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	report := rehearse()
	if len(report.Lost) > 0 {
		t.Errorf("decisions were lost:\n%s", strings.Join(report.Lost, "\n"))
	}
	if report.Nights != 9 || report.Made < 5 || report.Lines < 9 {
		t.Errorf("it shows too little:\n%s", report)
	}
	if again := rehearse(); again.String() != report.String() {
		t.Errorf("the same again:\n%s\nand before:\n%s", again, report)
	}
}
