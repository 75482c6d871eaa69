package matchers

import (
	"cmp"
	"container/heap"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Stratum is pairs that are about as doubtful, and of which an answer would change as much.
type Stratum struct {
	Joined bool    `json:"joined"` // links, or possible links
	Alone  bool    `json:"alone"`  // no third row speaks for or against: the answer joins or parts the two
	From   float64 `json:"from"`   // probability that the pair is one person
	To     float64 `json:"to"`
	Pairs  int     `json:"pairs"`
	Wrong  float64 `json:"wrong"` // expected to be wrong, as joined or as not
	Look   int     `json:"look"`  // how many a person should look at
}

// ClericalPlan says whom people should look at to know how many links are false and how many matches are missed.
type ClericalPlan struct {
	Strata []Stratum
	Picks  []ClericalPick // those whose answers change most first
}

// ClericalPick is a pair to look at.
type ClericalPick struct {
	Link
	Stratum int
}

// clericalBands are the ranges of probability that strata are of.
var clericalBands = []float64{0, .5, .8, .95, .99, .999, 1.0000001}

// clericalWithin is how near the share of wrong pairs among all should come, with a probability of .95.
const clericalWithin = .01

// clericalLeast is the share of wrong pairs that is reckoned with in any stratum, whatever the model says of it.
const clericalLeast = .005

// PlanReview chooses links and possible links for people to look at: as many as give the share of false links, and of missed ones among
// the possible, to ±.01 of all, divided among strata so that the fewest will do (Neyman, 1934): more where pairs are doubtful, few
// where they are sure. Pairs are drawn by a hash of their rows, so that the same are drawn again.
func PlanReview(t *Table, c *Clusters) ClericalPlan {
	size := make([]int, c.N)
	for _, g := range c.Of {
		size[g]++
	}
	var plan ClericalPlan
	place := map[Stratum]int{}
	stratumOf := func(l Link, joined bool) int {
		band := len(clericalBands) - 2
		for band > 0 && l.Probability < clericalBands[band] {
			band--
		}
		rows := size[c.Of[l.L]]
		if !joined {
			rows += size[c.Of[l.R]]
		}
		s := Stratum{Joined: joined, Alone: rows == 2, From: clericalBands[band], To: min(clericalBands[band+1], 1)}
		k, ok := place[s]
		if !ok {
			k = len(plan.Strata)
			place[s] = k
			plan.Strata = append(plan.Strata, s)
		}
		return k
	}
	c.eachDoubtful(func(l Link, joined bool) {
		s := &plan.Strata[stratumOf(l, joined)]
		s.Pairs++
		if joined {
			s.Wrong += 1 - l.Probability
		} else {
			s.Wrong += l.Probability
		}
	})
	plan.shareOutLooks(true)
	plan.shareOutLooks(false)
	drawn := make([]leastDraws, len(plan.Strata))
	for k, s := range plan.Strata {
		drawn[k].most = s.Look
	}
	n := 0
	c.eachDoubtful(func(l Link, joined bool) {
		k := stratumOf(l, joined)
		drawn[k].take(clericalDraw{ClericalPick{l, k}, mixBits(uint64(t.rank[l.L])<<32 | uint64(t.rank[l.R])), n})
		n++
	})
	plan.takePicks(drawn)
	return plan
}

// eachDoubtful calls do with the links, and the possible links that an answer could make links.
func (c *Clusters) eachDoubtful(do func(l Link, joined bool)) {
	for _, l := range c.Links {
		do(l, true)
	}
	for _, p := range c.Possible {
		if p.Why != Conflict {
			do(p.Link, false)
		}
	}
}

// takePicks takes the pairs that were drawn, those whose answers change most first.
func (p *ClericalPlan) takePicks(drawn []leastDraws) {
	var all []clericalDraw
	for _, d := range drawn {
		all = append(all, d.kept...)
	}
	slices.SortFunc(all, clericalDraw.compare)
	for _, d := range all {
		p.Picks = append(p.Picks, d.pick)
	}
	slices.SortStableFunc(p.Picks, func(a, b ClericalPick) int {
		x, y := p.Strata[a.Stratum], p.Strata[b.Stratum]
		return cmp.Or(compareFirst(x.Alone, y.Alone), cmp.Compare(doubtOf(b.Probability), doubtOf(a.Probability)))
	})
}

// clericalDraw is a pair with the number that was drawn for it, and its place among all pairs.
type clericalDraw struct {
	pick  ClericalPick
	draw  uint64
	place int
}

// compare orders pairs by what was drawn for them.
func (d clericalDraw) compare(e clericalDraw) int {
	return cmp.Or(cmp.Compare(d.draw, e.draw), cmp.Compare(d.place, e.place))
}

// leastDraws keeps the pairs of the least draws, so many at most: a heap with the greatest on top.
type leastDraws struct {
	most int
	kept []clericalDraw
}

// take takes a pair, and lets go of the one with the greatest draw when there are too many.
func (l *leastDraws) take(d clericalDraw) {
	switch {
	case len(l.kept) < l.most:
		heap.Push(l, d)
	case l.most > 0 && d.compare(l.kept[0]) < 0:
		l.kept[0] = d
		heap.Fix(l, 0)
	}
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (l *leastDraws) Len() int           { return len(l.kept) }
func (l *leastDraws) Less(i, j int) bool { return l.kept[i].compare(l.kept[j]) > 0 }
func (l *leastDraws) Swap(i, j int)      { l.kept[i], l.kept[j] = l.kept[j], l.kept[i] }
func (l *leastDraws) Push(x any)         { l.kept = append(l.kept, x.(clericalDraw)) }
func (l *leastDraws) Pop() any {
	last := l.kept[len(l.kept)-1]
	l.kept = l.kept[:len(l.kept)-1]
	return last
}

// doubtOf is how doubtful a pair is: greatest at a half.
func doubtOf(p float64) float64 { return p * (1 - p) }

// compareFirst puts what is before what is not.
func compareFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// shareOutLooks sets how many pairs of each stratum of one kind to look at: in all (Σ N·S)² z² / (D² + z² Σ N·S²), a stratum's part as its
// N·S. S is the standard deviation of one answer, and D how many wrong pairs one in a hundred of all pairs of both kinds are.
func (p *ClericalPlan) shareOutLooks(joined bool) {
	const z = 1.96
	off, spread, within := 0.0, 0.0, 0.0
	each := func(do func(s *Stratum, n, sd float64)) {
		for k := range p.Strata {
			if s := &p.Strata[k]; s.Joined == joined {
				wrong := min(max(s.Wrong/float64(s.Pairs), clericalLeast), 1-clericalLeast)
				do(s, float64(s.Pairs), math.Sqrt(wrong*(1-wrong)))
			}
		}
	}
	each(func(_ *Stratum, n, sd float64) { spread, within = spread+n*sd, within+n*sd*sd })
	for _, s := range p.Strata {
		off += clericalWithin * float64(s.Pairs)
	}
	looks := spread * spread * z * z / (off*off + z*z*within)
	each(func(s *Stratum, n, sd float64) { s.Look = min(s.Pairs, int(math.Ceil(looks*n*sd/spread))) })
}

// Looks is how many pairs of a kind the plan asks people to look at, of how many.
func (p ClericalPlan) Looks(joined bool) (look, of int) {
	for _, s := range p.Strata {
		if s.Joined == joined {
			look, of = look+s.Look, of+s.Pairs
		}
	}
	return look, of
}

// String names a stratum.
func (s Stratum) String() string {
	parts := []string{"possible link", "in larger clusters"}
	if s.Joined {
		parts[0] = "link"
	}
	if s.Alone {
		parts[1] = "alone"
	}
	return fmt.Sprintf("%s %.3f to %.3f", strings.Join(parts, ", "), s.From, s.To)
}
