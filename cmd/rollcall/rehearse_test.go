package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rehearsal"
)

// TestARehearsalTellsOfHeldNights has the breaker hold what it should not: the night is told, let through, and counted.
func TestARehearsalTellsOfHeldNights(t *testing.T) {
	dir := t.TempDir()
	inbox, err := newInventedInbox(150, 2, calendar.On(2026, 10, 6), filepath.Join(dir, "authority"))
	if err != nil {
		t.Fatal(err)
	}
	report, err := rehearsal.Rehearse(t.Context(), rehearsal.Options{
		Inbox: narrow{inbox}, From: calendar.On(2026, 10, 6), To: calendar.On(2026, 10, 8), Children: 150, Seed: 2, Out: filepath.Join(dir, "out"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Held) == 0 || !strings.HasPrefix(report.Held[0], "2026-10-0") || !strings.Contains(report.String(), "honest nights held before publication: ") || report.Nights != 3 {
		t.Errorf("%d nights, held were %v", report.Nights, report.Held)
	}
}

// narrow is an inbox whose settings allow no difference at risk.
type narrow struct{ rehearsal.Inbox }

func (n narrow) On(d calendar.Date) (settings, truth string, err error) {
	settings, truth, err = n.Inbox.On(d)
	if err != nil {
		return settings, truth, err
	}
	f, err := os.OpenFile(settings, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return settings, truth, err
	}
	defer f.Close()
	_, err = f.WriteString("breaker: {new_at_risk: {lines: 0, share: 0}, gone_at_risk: {lines: 0, share: 0}}\n")
	return settings, truth, err
}

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

// TestThirtyNights rehearses the first weeks of a school year with officers who decide: no decision is lost, nobody leaves a list and
// comes back while nothing new is known, and no night is held before publication, not that of the census either.
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
	if len(report.Held) > 0 {
		t.Errorf("honest nights were held:\n%s", strings.Join(report.Held, "\n"))
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
