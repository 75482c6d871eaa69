package settings

import "rollcall/pipeline/breaker"

// Breaker is the authority's own limits beyond which a run is held before publication, in place of the defaults:
//
//	breaker:
//	  new_candidates: {lines: 12, share: 0.75}
//	  explanations: {lines: 4, share: 0.05, list: 0.1}
//	  keep_days: 14
//
// The number and the shares are all to be exceeded. How the defaults were found stands with them, in the package breaker.
type Breaker struct {
	NewCandidates  *Limit `yaml:"new_candidates"`
	GoneCandidates *Limit `yaml:"gone_candidates"`
	NewAtRisk      *Limit `yaml:"new_at_risk"`
	GoneAtRisk     *Limit `yaml:"gone_at_risk"`
	Rule           *Limit `yaml:"rule"`
	Source         *Limit `yaml:"source"`
	Unseen         *Limit `yaml:"unseen"`
	Explanations   *Limit `yaml:"explanations"`
	Fortnight      *Limit `yaml:"fortnight"`
	Unknown        *Limit `yaml:"unknown"`
	Awaited        *Limit `yaml:"awaited"`
	KeepDays       *int   `yaml:"keep_days"` // for how many days a held run stays to be looked at and released
}

// Limit is a limit of the breaker, or the part of one that the authority sets.
type Limit struct {
	Lines *int     `yaml:"lines"`
	Share *float64 `yaml:"share"`
	List  *float64 `yaml:"list"`
}

// defaultKeepDays is for how many days a held run stays: a fortnight, in which somebody is back from leave.
const defaultKeepDays = 14

// named are the settings' own limits, by name, each with the limit that it replaces.
func (b *Breaker) named(l *breaker.Limits) []namedLimit {
	return []namedLimit{
		{"new_candidates", b.NewCandidates, &l.NewCandidates}, {"gone_candidates", b.GoneCandidates, &l.GoneCandidates},
		{"new_at_risk", b.NewAtRisk, &l.NewAtRisk}, {"gone_at_risk", b.GoneAtRisk, &l.GoneAtRisk},
		{"rule", b.Rule, &l.Rule}, {"source", b.Source, &l.Source}, {"unseen", b.Unseen, &l.Unseen},
		{"explanations", b.Explanations, &l.Explanations}, {"fortnight", b.Fortnight, &l.Fortnight},
		{"unknown", b.Unknown, &l.Unknown}, {"awaited", b.Awaited, &l.Awaited},
	}
}

type namedLimit struct {
	name string
	own  *Limit
	of   *breaker.Limit
}

// BreakerLimits are the limits beyond which a run is held before publication.
func (s *Settings) BreakerLimits() breaker.Limits {
	l := breaker.DefaultLimits()
	for _, x := range s.Breaker.named(&l) {
		if x.own != nil {
			set(&x.of.Lines, x.own.Lines)
			set(&x.of.Share, x.own.Share)
			set(&x.of.List, x.own.List)
		}
	}
	return l
}

// HeldDays is for how many days a held run stays.
func (s *Settings) HeldDays() int {
	if s.Breaker.KeepDays != nil {
		return *s.Breaker.KeepDays
	}
	return defaultKeepDays
}

// breakerFaults says what is wrong with the authority's limits.
func (s *Settings) breakerFaults() (f faults) {
	say := func(key, want string) { f.add("breaker."+key, "want %s", want) }
	for _, x := range s.Breaker.named(&breaker.Limits{}) {
		if x.own == nil {
			continue
		}
		if n := x.own.Lines; n != nil && (*n < 0 || *n > 100_000) {
			say(x.name+".lines", "0 to 100000 lines")
		}
		for key, v := range map[string]*float64{"share": x.own.Share, "list": x.own.List} {
			if v != nil && (*v < 0 || *v > 100) {
				say(x.name+"."+key, "a share from 0 to 100; 1 is as many again as there were")
			}
		}
	}
	if n := s.Breaker.KeepDays; n != nil && (*n < 1 || *n > 365) {
		say("keep_days", "1 to 365 days")
	}
	return f
}
