package pipeline_test

import "rollcall/pipeline/settings"

// holdNothing lifts the limits beyond which a run is held before publication: a test wants what an unlikely night publishes.
func holdNothing(s *settings.Settings) {
	many := 100_000
	l := &settings.Limit{Lines: &many}
	s.Breaker = settings.Breaker{NewCandidates: l, GoneCandidates: l, NewAtRisk: l, GoneAtRisk: l, Rule: l, Source: l, Unseen: l, Explanations: l, Fortnight: l}
}
