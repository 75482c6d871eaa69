package main

import (
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rehearsal"
)

// rehearse makes the nights of a small authority.
func rehearse(t *testing.T, children int, from, to calendar.Date) *rehearsal.Report {
	t.Helper()
	dir := t.TempDir()
	inbox, err := newInventedInbox(children, 2, from, filepath.Join(dir, "authority"))
	if err != nil {
		t.Fatal(err)
	}
	report, err := rehearsal.Rehearse(t.Context(), rehearsal.Options{
		Inbox: inbox, From: from, To: to, Children: children, Seed: 2, Out: filepath.Join(dir, "out"), Keep: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestThirtyNights rehearses the first weeks of a school year with officers who decide: no decision is lost, and nobody leaves a
// list and comes back while nothing new is known.
func TestThirtyNights(t *testing.T) {
	if testing.Short() {
		t.Skip("makes thirty runs")
	}
	report := rehearse(t, 600, calendar.On(2026, 9, 7), calendar.On(2026, 10, 16))
	if len(report.Lost) > 0 {
		t.Errorf("decisions were lost:\n%s", strings.Join(report.Lost, "\n"))
	}
	if n := report.CountFlickers(); n > 0 {
		t.Errorf("%d times somebody came back without a new fact: %v", n, report.Flickers)
	}
	if report.Nights != 30 || report.Made < 30 || report.CountLines() < 60 {
		t.Errorf("it shows too little")
	}
	t.Log(report)
}

// TestTheSameNightsAgain rehearses twice: the officers' dice and the runs fall alike.
func TestTheSameNightsAgain(t *testing.T) {
	from, to := calendar.On(2026, 10, 1), calendar.On(2026, 10, 7)
	once, again := rehearse(t, 300, from, to), rehearse(t, 300, from, to)
	if once.Nights != 5 || once.Made == 0 || once.String() != again.String() {
		t.Errorf("once:\n%s\nagain:\n%s", once, again)
	}
}
