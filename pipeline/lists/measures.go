package lists

import (
	"maps"
	"math"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// measureRun is what a run can say of its own quality without knowing the truth: how much of each extract was joined to
// another, how much is grey, how many children of each kind of extract end on a list. Shares carry Wilson's interval.
func (m *maker) measureRun() []candidates.Measure {
	out := &measurer{}
	all := m.children.Len()
	out.addNumber("children", "all", float64(all))
	out.addNumber("records", "all", float64(m.Passed.Records.Len()))
	out.addNumber("links", "all", float64(len(m.children.Links)))
	ofAge := m.countChildren(m.ofAge)
	out.addNumber("children of compulsory school age", "all", float64(ofAge))
	out.addShare("candidates per child of age", "all", m.countChildren(m.isCandidate), ofAge)
	out.addShare("grey per child of age", "all", m.countChildren(m.isAskedAbout), ofAge)
	out.addShare("at risk per child of age", "all", m.countChildren(func(c int) bool { return len(m.verdict(c).AtRisk) > 0 }), ofAge)
	m.measureExtracts(out)
	for _, r := range m.children.Errors {
		out.all = append(out.all, candidates.Measure{Measure: r.Of, Group: r.By, Value: r.Value, Low: r.Low, High: r.High})
	}
	m.measureImplausible(out)
	return out.all
}

// measureExtracts says of each extract how many of its children were also found in another, and how many are grey or candidates.
func (m *maker) measureExtracts(out *measurer) {
	type tally struct{ children, joined, grey, candidates int }
	by := map[sources.Kind]*tally{}
	var kinds []sources.Kind
	for child := range m.children.Len() {
		kinds = m.children.AppendExtracts(kinds[:0], child)
		for _, k := range kinds {
			t := by[k]
			if t == nil {
				t = &tally{}
				by[k] = t
			}
			t.children++
			if len(kinds) > 1 {
				t.joined++
			}
			if m.isAskedAbout(child) {
				t.grey++
			}
			if m.isCandidate(child) {
				t.candidates++
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(by)) {
		t := by[k]
		out.addShare("joined with another extract", string(k), t.joined, t.children)
		out.addShare("grey", string(k), t.grey, t.children)
		out.addShare("candidates", string(k), t.candidates, t.children)
	}
}

func (m *maker) countChildren(is func(child int) bool) int {
	n := 0
	for child := range m.children.Len() {
		if is(child) {
			n++
		}
	}
	return n
}

func (m *maker) ofAge(child int) bool { return m.verdict(child).Status != rules.NotOfAge }

func (m *maker) isCandidate(child int) bool { return m.verdict(child).Status == rules.Candidate }

// isAskedAbout reports whether the child has a grey link that an officer is asked about.
func (m *maker) isAskedAbout(child int) bool { return hasGreyMatter(m.Judged, child) }

func hasGreyMatter(d *judge.Judged, child int) bool {
	return len(d.Children.NearTo(child)) > 0 && linkMatters(&d.Verdicts[child])
}

type measurer struct{ all []candidates.Measure }

func (m *measurer) addNumber(name, group string, v float64) {
	m.all = append(m.all, candidates.Measure{Measure: name, Group: group, Value: v, Low: math.NaN(), High: math.NaN()})
}

func (m *measurer) addShare(name, group string, k, n int) {
	if n == 0 {
		return
	}
	low, high := reports.WilsonInterval(k, n)
	m.all = append(m.all, candidates.Measure{Measure: name, Group: group, Value: float64(k) / float64(n), Low: low, High: high, Part: k, Whole: n})
}
