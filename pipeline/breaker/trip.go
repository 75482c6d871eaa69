package breaker

import (
	"maps"
	"slices"
)

// What a trip is about.
const (
	OfNew         = "new"         // lines of a list that are new
	OfGone        = "gone"        // lines of a list that are gone
	OfRule        = "rule"        // new candidates of one rule
	OfSource      = "source"      // new candidates who hang on one extract
	OfUnseen      = "unseen"      // new candidates who were not there before, on one extract
	OfExplanation = "explanation" // new candidates whom one extract explained before
	OfFortnight   = "fortnight"   // the same over fourteen days
	OfAuthority   = "authority"   // the settings name another authority
	OfUnknown     = "unknown"     // on a first night, candidates of whom no register says anything
	OfAwaited     = "awaited"     // on a first night, candidates who are said to be on one register and are not
)

// Trip is a limit that is exceeded.
type Trip struct {
	About string `json:"about"` // one of the words above
	Which string `json:"which"` // the list, the rule or the kind of extract; empty where it is of none
	N     int    `json:"n"`
	Whole int    `json:"of"` // what N is held against
	Limit Limit  `json:"limit"`
	Days  int    `json:"days,omitempty"`
}

// SameReason reports whether two trips are of one thing, whatever their numbers.
func (t Trip) SameReason(o Trip) bool { return t.About == o.About && t.Which == o.Which }

// FindTrips returns the limits that a step exceeds, the ones that name an extract first. Earlier are the steps of the published runs of
// the fourteen days before.
func FindTrips(candidates, atRisk string, s Step, earlier []Step, l Limits) []Trip {
	var trips []Trip
	weeks := weeksOf(s.Days)
	ask := func(about, which string, n, whole int, limit Limit) {
		if limit.isExceeded(n, whole, s.Had[candidates], weeks) {
			trips = append(trips, Trip{About: about, Which: which, N: n, Whole: whole, Limit: limit, Days: s.Days})
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(s.Lost)) {
		ask(OfExplanation, kind, s.Lost[kind], s.Explained[kind], l.Explanations)
	}
	for _, kind := range slices.Sorted(maps.Keys(s.Lost)) {
		n, whole := s.Lost[kind], s.Explained[kind]
		for _, e := range earlier {
			n, whole = n+e.Lost[kind], max(whole, e.Explained[kind])
		}
		if n > s.Lost[kind] { // of tonight alone it is asked above
			ask(OfFortnight, kind, n, whole, l.Fortnight)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(s.Unseen)) {
		ask(OfUnseen, kind, s.Unseen[kind], s.Had[candidates], l.Unseen)
	}
	for _, kind := range slices.Sorted(maps.Keys(s.BySource)) {
		ask(OfSource, kind, s.BySource[kind], s.Had[candidates], l.Source)
	}
	ask(OfNew, candidates, s.New[candidates], s.Had[candidates], l.NewCandidates)
	for _, rule := range slices.Sorted(maps.Keys(s.NewByRule[candidates])) {
		ask(OfRule, rule, s.NewByRule[candidates][rule], s.Had[candidates], l.Rule)
	}
	ask(OfGone, candidates, s.Gone[candidates], s.Had[candidates], l.GoneCandidates)
	ask(OfNew, atRisk, s.New[atRisk], s.Had[atRisk], l.NewAtRisk)
	ask(OfGone, atRisk, s.Gone[atRisk], s.Had[atRisk], l.GoneAtRisk)
	return trips
}

// weeksOf is how many weeks a step spans, each begun one counted.
func weeksOf(days int) int { return min(max(1, (days+6)/7), mostWeeks) }
