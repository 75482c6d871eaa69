package matchers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// planned returns a table of so many pairs, linked with such probabilities, and the plan to look at them.
func planned(t *testing.T, p []float64) (ClericalPlan, []Link) {
	t.Helper()
	b := NewBuilder(Field{"surname", Names})
	c := &Clusters{}
	for k, q := range p {
		for range 2 {
			b.Row(fmt.Sprintf("r%06d", len(c.Of)), 0)
			c.Of = append(c.Of, int32(k))
		}
		c.Links = append(c.Links, Link{L: int32(2 * k), R: int32(2*k + 1), Probability: q})
	}
	c.N = len(p)
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return PlanReview(table, c), c.Links
}

// TestClerksComeWithinOneInAHundred judges what the plan asks for as the probabilities have it, again and again, and counts how often the
// share of wrong links that follows is off by more than .01.
func TestClerksComeWithinOneInAHundred(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	off, rounds := 0, 200
	looked := 0
	for range rounds {
		var p []float64
		for range 4000 {
			p = append(p, []float64{.9999, .9999, .9999, .9999, .999, .98, .9, .7}[r.IntN(8)])
		}
		plan, links := planned(t, p)
		wrong := map[int32]bool{}
		truth := 0.0
		for _, l := range links {
			if r.Float64() > l.Probability {
				wrong[l.L] = true
				truth++
			}
		}
		found := make([]float64, len(plan.Strata))
		for _, pick := range plan.Picks {
			if wrong[pick.L] {
				found[pick.Stratum]++
			}
		}
		share := 0.0
		for k, s := range plan.Strata {
			share += found[k] / float64(s.Look) * float64(s.Pairs)
		}
		if math.Abs(share-truth)/4000 > clericalWithin {
			off++
		}
		looked, _ = plan.Looks(true)
	}
	t.Logf("%d of 4,000 looked at; off by more than .01 in %d of %d rounds", looked, off, rounds)
	if off > rounds/10 || looked > 1500 {
		t.Errorf("%d of 4,000 looked at, and off by more than .01 in %d of %d rounds (want at most 1,500 and one in ten)", looked, off, rounds)
	}
}

// TestDoubtfulPairsAreLookedAtFirst holds the plan to its order and to where it looks most.
func TestDoubtfulPairsAreLookedAtFirst(t *testing.T) {
	var p []float64
	for k := range 2000 {
		p = append(p, []float64{.99999, .6}[k%20/19])
	}
	plan, _ := planned(t, p)
	for _, s := range plan.Strata {
		if s.From == .5 && 5*s.Look < 3*s.Pairs || s.From > .9 && 3*s.Look > s.Pairs {
			t.Errorf("%s: %d of %d (want most of the doubtful and few of the sure)", s, s.Look, s.Pairs)
		}
	}
	if len(plan.Picks) == 0 || plan.Picks[0].Probability != .6 {
		t.Errorf("the first pick is %+v (want a doubtful one)", plan.Picks[:min(1, len(plan.Picks))])
	}
}

// Of all draws the least are kept, those of equal draws in their order.
func TestLeastDraws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{0, 1, 7, 500} {
		l, all := leastDraws{most: most}, []clericalDraw(nil)
		for k := range 300 {
			d := clericalDraw{draw: r.Uint64N(100), place: k}
			l.take(d)
			all = append(all, d)
		}
		slices.SortFunc(all, clericalDraw.compare)
		slices.SortFunc(l.kept, clericalDraw.compare)
		if want := all[:min(most, len(all))]; !slices.Equal(l.kept, want) {
			t.Errorf("of %d kept %v, want %v", most, l.kept, want)
		}
	}
}
