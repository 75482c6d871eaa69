package pipeline

import (
	"math"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// measures are what a run can say of its own quality without knowing the truth: how much of each extract was joined to
// another, how much is grey, how many children of each kind of extract end on a list. Shares carry Wilson's interval.
func (j *Judged) measures() []candidates.Measure {
	m := &measurer{}
	all := j.count(func(int) bool { return true })
	m.number("children", "all", float64(all))
	m.number("records", "all", float64(j.People.Len()))
	m.number("links", "all", float64(len(j.Links)))
	ofAge := j.count(j.ofAge)
	m.number("children of compulsory school age", "all", float64(ofAge))
	m.share("candidates per child of age", "all", j.count(j.has(rules.Candidate)), ofAge)
	m.share("grey per child of age", "all", j.count(j.greyMatters), ofAge)
	m.share("at risk per child of age", "all", j.count(func(c int) bool { return len(j.Verdicts[c].AtRisk) > 0 }), ofAge)
	j.bySource(m)
	return m.all
}

// bySource says of each extract how many of its children were also found in another, and how many are grey or candidates.
func (j *Judged) bySource(m *measurer) {
	type tally struct{ children, joined, grey, candidates int }
	by := map[sources.Kind]*tally{}
	for child := range j.Len() {
		kinds := j.kindsOf(child)
		for _, k := range sortedKeys(kinds) {
			t := by[k]
			if t == nil {
				t = &tally{}
				by[k] = t
			}
			t.children++
			if len(kinds) > 1 {
				t.joined++
			}
			if j.greyMatters(child) {
				t.grey++
			}
			if j.Verdicts[child].Status == rules.Candidate {
				t.candidates++
			}
		}
	}
	for _, k := range sortedKeys(by) {
		t := by[k]
		m.share("joined with another extract", string(k), t.joined, t.children)
		m.share("grey", string(k), t.grey, t.children)
		m.share("candidates", string(k), t.candidates, t.children)
	}
}

func (j *Judged) kindsOf(child int) map[sources.Kind]bool {
	kinds := map[sources.Kind]bool{}
	for _, row := range j.Rows(child) {
		kinds[j.kindOf(int(row))] = true
	}
	return kinds
}

func (j *Judged) count(of func(child int) bool) int {
	n := 0
	for child := range j.Len() {
		if of(child) {
			n++
		}
	}
	return n
}

func (j *Judged) ofAge(child int) bool { return j.Verdicts[child].Status != rules.NotOfAge }

func (j *Judged) has(s rules.Status) func(int) bool {
	return func(child int) bool { return j.Verdicts[child].Status == s }
}

// greyMatters reports whether the child has a grey link that an officer is asked about.
func (j *Judged) greyMatters(child int) bool { return len(j.Near(child)) > 0 && j.matters(child) }

type measurer struct{ all []candidates.Measure }

func (m *measurer) number(name, group string, v float64) {
	m.all = append(m.all, candidates.Measure{Measure: name, Group: group, Value: v, Low: math.NaN(), High: math.NaN()})
}

func (m *measurer) share(name, group string, k, n int) {
	if n == 0 {
		return
	}
	low, high := reports.Wilson(k, n)
	m.all = append(m.all, candidates.Measure{Measure: name, Group: group, Value: float64(k) / float64(n), Low: low, High: high})
}
