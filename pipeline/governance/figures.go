package governance

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
)

// fairness begins the name of every measure that compares groups of children.
const fairness = "fairness: "

// GroupMeasure is a measure of a group beside the same measure of all children.
type GroupMeasure struct {
	candidates.Measure
	Times float64 // as often as all children; zero where that cannot be said
}

// FairnessMeasures are the measures that compare groups, with how often each befalls a group against all children of age.
func (f *Facts) FairnessMeasures() []GroupMeasure {
	whole := map[string]float64{}
	for _, m := range f.Measures {
		if strings.HasPrefix(m.Measure, fairness) && strings.HasPrefix(m.Group, "all ") {
			whole[m.Measure] = m.Value
		}
	}
	var out []GroupMeasure
	for _, m := range f.Measures {
		name, is := strings.CutPrefix(m.Measure, fairness)
		if !is {
			continue
		}
		c := GroupMeasure{Measure: m}
		if all := whole[m.Measure]; all > 0 {
			c.Times = m.Value / all
		}
		c.Measure.Measure = name
		out = append(out, c)
	}
	return out
}

// RunMeasures are the measures that compare no groups.
func (f *Facts) RunMeasures() []candidates.Measure {
	return slices.DeleteFunc(slices.Clone(f.Measures), func(m candidates.Measure) bool { return strings.HasPrefix(m.Measure, fairness) })
}

// Confirmed is the share of decided lines that officers confirmed, and whether any was decided.
func (f *Facts) Confirmed() *candidates.Measure {
	for _, m := range f.Measures {
		if m.Measure == fairness+"confirmed of decided" && strings.HasPrefix(m.Group, "all ") {
			return &m
		}
	}
	return nil
}

// Result is a count of the manifest; nought where the run did not count it.
func (f *Facts) Result(name string) int { return f.Run.Results[name] }

// Statuses are what the run says of its children, by the names of the manifest.
func (f *Facts) Statuses() []Counted {
	var out []Counted
	for _, name := range slices.Sorted(maps.Keys(f.Run.Results)) {
		if status, is := strings.CutPrefix(name, "status_"); is {
			out = append(out, Counted{cmp.Or(statusWords[status], wordsOf(status)), f.Run.Results[name]})
		}
	}
	return out
}

// Counted is a number of children, and of which.
type Counted struct {
	What string
	N    int
}

// statusWords say what a status is to a reader who knows no rules.
var statusWords = map[string]string{
	"not_of_age": "not of compulsory school age",
	"explained":  "explained by a register",
	"grey":       "left to a person, because a possible match might explain them",
	"candidate":  "candidate CME",
	"elsewhere":  "not in the area on the evidence held",
	"undecided":  "could not be told: a fact that is needed is missing or held back",
	"decided":    "closed by an officer, and nothing has changed since",
}

// Scores are what a truth says of the run, where there is one.
func (f *Facts) Scores() []Scored {
	q := f.Quality
	return []Scored{{"candidate CME", q.CME}, {"at risk", q.Risk}, {"pairs of records placed with one child", q.Pairs}}
}

// Scored is what was said against what is true.
type Scored struct {
	What string
	evaluate.Score
}
