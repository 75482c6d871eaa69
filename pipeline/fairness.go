package pipeline

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Weighing is what the measure of fairness is given: what became of every child and, from nowhere else in a run, what is
// held apart.
type Weighing struct {
	*Judged
	Apart *Apart
}

// leastOfGroup is how many children of compulsory school age a group has at least that anything is said of: with fewer the
// interval says nothing, and a share could point to a family (rule book, run measures: alarms from 200 on).
const leastOfGroup = 200

// fairness measures whether groups of children fare alike: how many are explained, grey, or candidates. It changes no
// verdict, and what it adds names groups only.
func fairness(r *run, w Weighing) (*Judged, error) {
	type tally struct{ ofAge, explained, grey, candidates int }
	var by [sources.EthnicGroups]tally
	known := 0
	for child := range w.Len() {
		if !w.ofAge(child) {
			continue
		}
		group := w.ethnicity(child)
		if group != sources.EthnicityNotKnown {
			known++
		}
		t := &by[group]
		t.ofAge++
		if w.Verdicts[child].Status == rules.Explained {
			t.explained++
		}
		if w.greyMatters(child) {
			t.grey++
		}
		if w.Verdicts[child].Status == rules.Candidate {
			t.candidates++
		}
	}
	m := &measurer{}
	for i, t := range by {
		group := "ethnicity: " + sources.EthnicGroup(i).String()
		if t.ofAge < leastOfGroup {
			continue
		}
		m.share("explained per child of age", group, t.explained, t.ofAge)
		m.share("grey per child of age", group, t.grey, t.ofAge)
		m.share("candidates per child of age", group, t.candidates, t.ofAge)
	}
	w.Fairness = m.all
	r.count("children of age whose ethnic group is known", known)
	return w.Judged, nil
}

// ethnicity is the group that most records of a child give; when two are given as often, it is not known.
func (w *Weighing) ethnicity(child int) sources.EthnicGroup {
	var said [sources.EthnicGroups]int
	for _, row := range w.Rows(child) {
		for _, record := range w.members[w.start[row]:w.start[row+1]] {
			said[w.Apart.Ethnicity(int(record))]++
		}
	}
	said[sources.EthnicityNotKnown] = 0
	most, tied := sources.EthnicityNotKnown, false
	for group, n := range said {
		switch {
		case n > said[most]:
			most, tied = sources.EthnicGroup(group), false
		case n > 0 && n == said[most] && sources.EthnicGroup(group) != most:
			tied = true
		}
	}
	if tied {
		return sources.EthnicityNotKnown
	}
	return most
}
