package settings

import (
	"rollcall/pipeline/rules"
	"slices"
)

// Keep is the authority's own retention schedule, where it differs from the defaults; zero stands for a default.
type Keep struct {
	CaseYears int `yaml:"case_years"`
	ListDays  int `yaml:"list_days"`
	RunDays   int `yaml:"run_days"`
	Runs      int `yaml:"runs"`
	ActYears  int `yaml:"act_years"`
}

// Kept is one amount of the retention schedule.
type Kept struct {
	Name  string // as the settings write it under register.keep
	Value int
	Unit  string
	About string
	Basis string
	Set   bool // the authority's own
}

// twoTerms is the days of two of the three terms of a school year.
const twoTerms = 244

// keeping are the defaults. No statute fixes them: the years are those of an authority's privacy notice, the terms are a proposal.
var keeping = []Kept{
	{Name: "case_years", Value: 7, Unit: "years", About: "after a case was closed, and not while the child is of compulsory school age or anything decided is in force",
		Basis: "privacy notices for children missing education, such as Barnet's: seven years from closure; the same for the log"},
	{Name: "list_days", Value: twoTerms, Unit: "days", About: "what runs showed of children of whom nothing was decided, and possible matches; the newest run keeps its own",
		Basis: "a proposal: candidates that nobody opened go after two terms (UK GDPR, Article 5(1)(e))"},
	{Name: "run_days", Value: twoTerms, Unit: "days", About: "published folders, whose workbooks and store of the page hold names; never the one that LATEST names",
		Basis: "a proposal, as for what they show"},
	{Name: "runs", Value: 10, Unit: "folders", About: "the newest published folders, however old they are", Basis: "a proposal"},
	{Name: "act_years", Value: 6, Unit: "years", About: "who looked, gave out and took in, as rollcall audit tells; what a run, a decision or a pruning left goes with those",
		Basis: "six years, within which a claim for a wrongful look can be brought (Limitation Act 1980, section 2)"},
}

// Retention is the retention schedule: the defaults, or what the authority has set.
func (s *Settings) Retention() []Kept {
	k := s.Register.Keep
	out := slices.Clone(keeping)
	for i, own := range []int{k.CaseYears, k.ListDays, k.RunDays, k.Runs, k.ActYears} {
		if own > 0 {
			out[i].Value, out[i].Set = own, true
		}
	}
	return out
}

// keepFaults says what is wrong with the authority's schedule.
func (s *Settings) keepFaults() (f faults) {
	k := s.Register.Keep
	for i, x := range []struct{ own, least, most int }{{k.CaseYears, 1, 100}, {k.ListDays, 28, 36_525}, {k.RunDays, 1, 36_525}, {k.Runs, 1, 100_000}, {k.ActYears, 1, 100}} {
		if x.own != 0 && (x.own < x.least || x.own > x.most) {
			f.add("register.keep."+keeping[i].Name, "want %d to %d %s, found %d", x.least, x.most, keeping[i].Unit, x.own)
		}
	}
	return f
}

// DecisionTerm is for how many days a decision of a ground is remembered; zero is for good.
func (s *Settings) DecisionTerm(g rules.Ground) int {
	if days, set := s.Decisions.Terms[g.Code]; set {
		return days
	}
	return g.Term
}
