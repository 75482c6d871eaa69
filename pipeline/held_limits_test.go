package pipeline_test

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// holdNothing lifts the limits beyond which a run is held before publication: a test wants what an unlikely night publishes.
func holdNothing(s *settings.Settings) {
	many := 100_000
	l := &settings.Limit{Lines: &many}
	s.Breaker = settings.Breaker{NewCandidates: l, GoneCandidates: l, NewAtRisk: l, GoneAtRisk: l, Rule: l, Source: l, Unseen: l, Explanations: l, Fortnight: l}
}

// acceptGone lets the settings lose the extracts that those of another night name: a person says that they do not come any more.
func acceptGone(s, of *settings.Settings) {
	for _, x := range of.Sources {
		s.Accept = append(s.Accept, settings.Accept{Gate: string(journal.SettingsGate), Kind: x.Kind, Until: "2026-12-31", By: "lead", Reason: "not sent any more"})
	}
}

// Officers decide many lines on one day, and the decisions end on one day: neither what goes nor what comes back is held.
func TestDecisionsThatEndTogetherAreNoFlood(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	none := 0
	l := &settings.Limit{Lines: &none, Share: new(float64)}
	var lines []candidates.Marked
	for _, row := range candidates.PrintedRows(first.Lists.CME) {
		m := marked(row, "Not CME", "on a roll and attending")
		m.Until, m.Date = "31/10/2026", "2026-10-15"
		lines = append(lines, m)
	}
	if done, err := decide(t, s, first, calendar.On(2026, 10, 15), lines); err != nil || done.Decisions != len(lines) || len(lines) < 10 {
		t.Fatalf("%d lines: %+v, %v", len(lines), done, err)
	}
	s.Breaker = settings.Breaker{GoneCandidates: l}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	s.Breaker = settings.Breaker{NewCandidates: l, Rule: l, Source: l}
	third := run(t, s, journal.Options{AsOf: calendar.On(2026, 11, 1)})
	back := 0
	for _, row := range candidates.PrintedRows(third.Lists.CME) {
		if row.News == candidates.Back {
			back++
		}
	}
	if len(second.Lists.CME) > 2 || back < 10 {
		t.Errorf("decided, %d lines; ended, %d came back", len(second.Lists.CME), back)
	}
}
