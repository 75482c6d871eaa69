package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"rollcall/pipeline/candidates"
)

// The alarm of the rule book: a group large enough to tell, listed or left grey so much more often than all children that
// the difference asks for a reason, and with fewer of its decided lines confirmed.
const (
	groupAtLeast = 200
	groupRatio   = 1.25
)

// Everyone is the group that the others are compared with.
const Everyone = "all children of age"

// group is what became of the children of one group.
type group struct {
	n, onRoll, grey, listed int
	decided, confirmed      int
}

func (g *group) add(c *Child) {
	g.n++
	g.onRoll += countOne(c.OnRoll)
	g.grey += countOne(c.Grey)
	g.listed += countOne(c.Listed)
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
	for _, name := range sortedKeys(groups) {
		g := groups[name]
		if g.n < groupAtLeast && name != Everyone {
			continue // the interval would say nothing, and a share could point to a family
		}
		for _, share := range []struct {
			measure string
			k, n    int
		}{
			{"fairness: on a roll", g.onRoll, g.n}, {"fairness: grey", g.grey, g.n}, {"fairness: listed", g.listed, g.n},
			{"fairness: confirmed of decided", g.confirmed, g.decided},
		} {
			if share.n == 0 {
				continue
			}
			low, high := WilsonInterval(share.k, share.n)
			measures = append(measures, candidates.Measure{Measure: share.measure, Group: name, Value: float64(share.k) / float64(share.n), Low: low, High: high})
		}
		if name != Everyone {
			alarms = append(alarms, g.overTheLine(name, all)...)
		}
	}
	slices.SortStableFunc(measures, func(a, b candidates.Measure) int { return cmp.Compare(a.Measure, b.Measure) })
	return measures, alarms
}

// overTheLine says of a group where it is over the line.
func (g *group) overTheLine(name string, all *group) []string {
	var said []string
	for _, r := range []struct {
		what string
		k, m int
	}{{"listed as candidates", g.listed, all.listed}, {"left grey", g.grey, all.grey}} {
		if rate, whole := float64(r.k)/float64(g.n), float64(r.m)/float64(all.n); whole > 0 && rate > groupRatio*whole {
			verdict := "no decision says yet whether rightly"
			switch {
			case g.decided > 0 && all.decided > 0 && float64(g.confirmed)*float64(all.decided) < float64(all.confirmed)*float64(g.decided):
				verdict = "and fewer of its decided lines were confirmed: look at how its names, dates and addresses are compared"
			case g.decided > 0:
				verdict = "and as many of its decided lines were confirmed as of all"
			}
			said = append(said, fmt.Sprintf("fairness: children of the group “%s” are %s %.1f times as often as all children, %s", name, r.what, rate/whole, verdict))
		}
	}
	return said
}

// WilsonInterval is Wilson's score interval at 95 % for k of n (Wilson 1927, J. Am. Stat. Assoc. 22:209); n is above nought.
func WilsonInterval(k, n int) (low, high float64) {
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (centre-spread)/(1+z*z/m)), min(1, (centre+spread)/(1+z*z/m))
}
