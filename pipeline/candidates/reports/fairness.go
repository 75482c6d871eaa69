package reports

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
)

// The alarm of the rule book: a group large enough to tell, listed or left grey so much more often than all children that
// the difference asks for a reason, and with fewer of its decided lines confirmed. A smaller group, and what tells without a decision of
// children found as two, trips it where chance does not explain the difference.
const (
	groupAtLeast  = 200
	groupRatio    = 1.25
	smallerGroup  = 50
	decidedToTell = 10
)

// Everyone is the group that the others are compared with.
const Everyone = "all children of age"

// group is what became of the children of one group.
type group struct {
	n, onRoll, grey, listed int
	alone, double           int
	decided, confirmed      int
}

func (g *group) add(c *Child) {
	g.n++
	g.onRoll += countOne(c.OnRoll)
	g.grey += countOne(c.Grey)
	g.listed += countOne(c.Listed)
	g.alone += countOne(c.Alone)
	g.double += countOne(c.Double)
	g.decided += countOne(c.Decided)
	g.confirmed += countOne(c.Confirmed)
}

func countOne(is bool) int {
	if is {
		return 1
	}
	return 0
}

// MeasureFairness measures how differently groups of children fare in matching and on the lists, and says which groups trip the
// alarm. A group that is joined to rolls more often than others is not safer for it: a false join hides a child. Nothing
// here is read by any match or rule.
func MeasureFairness(children []Child) (measures []candidates.Measure, alarms []string) {
	groups := map[string]*group{Everyone: {}}
	for i := range children {
		for _, name := range append([]string{Everyone}, children[i].Groups...) {
			if groups[name] == nil {
				groups[name] = &group{}
			}
			groups[name].add(&children[i])
		}
	}
	all := groups[Everyone]
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		g := groups[name]
		if name != Everyone {
			alarms = append(alarms, g.overTheLine(name, all)...)
		}
		if g.n < groupAtLeast && name != Everyone {
			continue // a share could point to a family
		}
		for _, share := range []struct {
			measure string
			k, n    int
		}{
			{"fairness: on a roll", g.onRoll, g.n}, {"fairness: grey", g.grey, g.n}, {"fairness: listed", g.listed, g.n},
			{"fairness: in one extract alone", g.alone, g.n}, {"fairness: with a double at the address", g.double, g.n},
			{"fairness: confirmed of decided", g.confirmed, g.decided},
		} {
			if share.n == 0 {
				continue
			}
			low, high := WilsonInterval(share.k, share.n)
			measures = append(measures, candidates.Measure{Measure: share.measure, Group: name, Value: float64(share.k) / float64(share.n), Low: low, High: high, Part: share.k, Whole: share.n})
		}
	}
	slices.SortStableFunc(measures, func(a, b candidates.Measure) int { return cmp.Compare(a.Measure, b.Measure) })
	return measures, alarms
}

// overTheLine says of a group where it is over the line.
func (g *group) overTheLine(name string, all *group) []string {
	var said []string
	for _, r := range []struct {
		what  string
		k, m  int
		split bool // tells of children found as two, and so of how names are compared: nothing else of a group does
	}{
		{"listed as candidates", g.listed, all.listed, false}, {"left grey", g.grey, all.grey, false},
		{"found in one extract alone", g.alone, all.alone, true}, {"found beside another of the same birth date, sex and postcode, whom no extract has too,", g.double, all.double, true},
	} {
		if r.split && !isOfNames(name) || g.n < smallerGroup {
			continue
		}
		rate, whole := float64(r.k)/float64(g.n), float64(r.m)/float64(all.n)
		low, _ := WilsonInterval(r.k, g.n)
		if whole == 0 || low <= groupRatio*whole && (r.split || g.n < groupAtLeast || rate <= groupRatio*whole) {
			continue
		}
		verdict := g.sayWhetherRightly(all)
		if r.split {
			verdict = "as where one child is found as two: look at how its names are compared"
		}
		said = append(said, fmt.Sprintf("fairness: children of the group “%s” are %s %.1f times as often as all children, %s", name, r.what, rate/whole, verdict))
	}
	if g.decided < decidedToTell || all.decided == g.decided {
		return said
	}
	others := float64(all.confirmed-g.confirmed) / float64(all.decided-g.decided)
	if _, high := WilsonInterval(g.confirmed, g.decided); groupRatio*high < others {
		said = append(said, fmt.Sprintf("fairness: of the decided lines of the group “%s” %.0f %% were confirmed, of the others %.0f %%: look at how its names, dates and addresses are compared",
			name, 100*float64(g.confirmed)/float64(g.decided), 100*others))
	}
	return said
}

// sayWhetherRightly says what officers' decisions tell of a group that is listed or left grey more often than others.
func (g *group) sayWhetherRightly(all *group) string {
	switch {
	case g.decided > 0 && all.decided > 0 && float64(g.confirmed)*float64(all.decided) < float64(all.confirmed)*float64(g.decided):
		return "and fewer of its decided lines were confirmed: look at how its names, dates and addresses are compared"
	case g.decided > 0:
		return "and as many of its decided lines were confirmed as of all"
	}
	return "no decision says yet whether rightly"
}

// isOfNames reports whether a group is one of those whose names are alike.
func isOfNames(group string) bool {
	return strings.HasPrefix(group, "names: ") || strings.HasPrefix(group, "ethnicity: ")
}

// WilsonInterval is Wilson's score interval at 95 % for k of n (Wilson 1927, J. Am. Stat. Assoc. 22:209); n is above nought.
func WilsonInterval(k, n int) (low, high float64) {
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (centre-spread)/(1+z*z/m)), min(1, (centre+spread)/(1+z*z/m))
}
