package evaluate

import (
	"cmp"
	"maps"
	"slices"
)

// Group is how the children of one group fare: what is said of them, how their records are joined, and how many are left to a person.
type Group struct {
	Lines Score // of candidate CME
	Pairs Score // of the true child's records, a wrong pair with each of its two children
	Grey  Share // of children of age
}

// enough is from how many on a share is given an interval, and is one of those of which the lowest is told.
const enough = 20

// groupsOf returns the groups of a true child; none of a child whom the truth does not know.
func (e *evaluation) groupsOf(c TrueChild) []*Group {
	all := make([]*Group, len(c.Groups))
	for i, name := range c.Groups {
		if all[i] = e.Groups[name]; all[i] == nil {
			all[i] = &Group{}
			e.Groups[name] = all[i]
		}
	}
	return all
}

func (e *evaluation) scoreGroupPairs(pairs *pairCounter) {
	for child, s := range pairs.byChild() {
		for _, g := range e.groupsOf(e.truth.Children[child]) {
			g.Pairs.Right += s.Right
			g.Pairs.Wrong += s.Wrong
			g.Pairs.Missed += s.Missed
		}
	}
}

// lowest returns the group of which a share is lowest, of those with enough to tell, and the share; empty when there is none.
func (q *Quality) lowest(share func(*Group) (float64, int)) (name string, value float64) {
	for _, group := range slices.Sorted(maps.Keys(q.Groups)) {
		if v, n := share(q.Groups[group]); n >= enough && (name == "" || cmp.Less(v, value)) {
			name, value = group, v
		}
	}
	return name, value
}

func linePrecision(g *Group) (float64, int) {
	return g.Lines.Precision(), g.Lines.Right + g.Lines.Wrong
}
func lineRecall(g *Group) (float64, int) { return g.Lines.Recall(), g.Lines.Right + g.Lines.Missed }
func pairRecall(g *Group) (float64, int) { return g.Pairs.Recall(), g.Pairs.Right + g.Pairs.Missed }
