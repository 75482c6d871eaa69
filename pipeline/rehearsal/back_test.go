package rehearsal

import (
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// What is new of a line that comes back is read off the line, and only a line of which nothing is counts as a flicker.
func TestKindsOfReturns(t *testing.T) {
	since := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	row := candidates.Row{Rules: []string{"R05"}, Since: since, Reason: "Missed 3 of 30.", Memory: candidates.Memory{Evidence: "e1"}}
	was := sighting{evidence: "e1", says: lineText(&row), rules: "R05", why: "no longer so"}
	check := func(want string, change func(s *sighting, r *candidates.Row)) {
		t.Helper()
		s, r := was, row
		change(&s, &r)
		if got := s.kindOfReturn(&r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check(flicker, func(*sighting, *candidates.Row) {})
	check(afterDecision, func(s *sighting, _ *candidates.Row) { s.why = "decided" })
	check(onNewFact, func(_ *sighting, r *candidates.Row) { r.Evidence = "e2" })
	check(onNewFact, func(s *sighting, _ *candidates.Row) { s.fact = "new: on the roll of 8872001" })
	check(onNewWords, func(_ *sighting, r *candidates.Row) { r.Reason = "Missed 4 of 32." })
	check(afterHold, func(s *sighting, _ *candidates.Row) { s.why, s.reason = "explained", "U20 Its return has not come." })
	check(flicker, func(s *sighting, _ *candidates.Row) { s.why, s.reason = "explained", "U01 On the roll of Ash." })
}

// A spell counts its nights, when the first extract could show it, and what runs said until the child was listed.
func TestASpell(t *testing.T) {
	d := func(day int) calendar.Date { return calendar.On(2026, 10, day) }
	w := newWatch(Options{})
	x := Spell{Child: "c", Since: d(2), First: d(2), shows: map[string]int{}}
	for night, n := range []struct {
		said   string
		census calendar.Date
		listed bool
	}{{"explained U01", d(1), false}, {"explained U01", d(1), false}, {"explained U20", d(3), false}, {"candidate", d(3), true}, {"explained U01", d(3), false}} {
		x.addNight("dropped", n.said, n.listed, map[string]calendar.Date{"school_census": n.census})
		if x.Nights != night+1 {
			t.Fatalf("night %d of %d", x.Nights, night+1)
		}
	}
	w.closeSpell(&x)
	got := w.Spells[0]
	if got.Evident != 3 || got.Listed != 4 || got.sinceEvident() != 1 || got.Said != "explained U01 2, explained U20 1" {
		t.Errorf("%+v", got)
	}
}
