package matchers

import (
	"math"
	"slices"
)

// pairTally counts the pairs of rows in clusters and the likely ones across them.
type pairTally struct {
	inside   float64 // pairs of rows in one cluster
	false    float64 // expected to be of two people
	together float64 // and as many of each as come with it: a row too many in a cluster is a false pair with every other row
	across   float64 // expected matches among edges of two clusters
	parted   float64 // and as many of each as come with it: two clusters of one person miss every pair between them
	inThrees float64 // pairs in clusters of three rows and more
	linked   float64 // of which likely by themselves
	low      float64 // kept as edges and not likely
	never    float64 // never compared, or not kept
}

// tallyRows is how many rows of a cluster are looked at, at most.
const tallyRows = 60

// countPairs counts.
func countPairs(e *Edges, c *Clusters) *pairTally {
	n := &pairTally{}
	stated, groups := c.Stated, membersOf(c)
	for k := range e.L {
		if a, b := c.Of[e.L[k]], c.Of[e.R[k]]; a != b {
			n.across += float64(stated[k])
			n.parted += float64(stated[k]) * float64(len(groups.of(a))*len(groups.of(b)))
		}
	}
	near := newWitnesses(e.L, e.R, stated, len(c.Of), 0)
	var p []float64
	for g := range int32(c.N) {
		rows := groups.of(g)
		all := float64(len(rows)) * float64(len(rows)-1) / 2
		if all == 0 {
			continue
		}
		n.inside += all
		rows = rows[:min(len(rows), tallyRows)]
		p = near.joinedBy(rows, p)
		n.tallyCluster(p, len(rows), all)
	}
	return n
}

// tallyCluster counts the pairs of k rows of a cluster, p being how surely they are joined; they stand for so many pairs.
func (n *pairTally) tallyCluster(p []float64, k int, all float64) {
	each := all / (float64(k) * float64(k-1) / 2)
	for y := range k {
		for x := range y {
			joined := max(p[x*k+y], p[y*k+x])
			n.false += each * (1 - joined)
			n.together += each * (1 - joined) * float64(k-1)
			if k < 3 {
				continue
			}
			n.inThrees += each
			switch own := p[x*k+y]; { // the upper half keeps the pair's own probability
			case own >= likelyMatch:
				n.linked += each
			case own > 0:
				n.low += each
			default:
				n.never += each
			}
		}
	}
}

// joinedBy returns, for each two of some rows, above the diagonal their own probability, 0 for no edge, below it that of the surest
// way over others: a row that is joined through two sure links is joined as surely as both hold.
func (g *witnesses) joinedBy(rows []int32, p []float64) []float64 {
	k := len(rows)
	p = append(p[:0], make([]float64, k*k)...)
	for x, i := range rows {
		for at := g.start[i]; at < g.start[i+1]; at++ {
			if y := slices.Index(rows, g.of[at]); y >= 0 {
				p[min(x, y)*k+max(x, y)] = float64(g.p[at])
				p[max(x, y)*k+min(x, y)] = float64(g.p[at])
			}
		}
	}
	way := func(x, y int) *float64 { return &p[max(x, y)*k+min(x, y)] }
	for range 3 {
		for z := range k {
			for y := range k {
				for x := range y {
					if x != z && y != z {
						*way(x, y) = max(*way(x, y), *way(x, z)**way(z, y))
					}
				}
			}
		}
	}
	return p
}

// falseByModel is what probabilities say of the pairs in clusters.
func (n *pairTally) falseByModel() ErrorRate {
	return rateOfGroups(FalsePairs, ByModel, n.false, n.inside, offBy, n.together/max(n.false, 1e-9))
}

// right is how many pairs in clusters are expected to be right.
func (n *pairTally) right() float64 { return max(n.inside-n.false, 0) }

// missedByModel is what probabilities say of the pairs across clusters, with those that no rule brings together.
func (n *pairTally) missedByModel(blocking float64) ErrorRate {
	missed := n.across
	if blocking > 0 {
		missed += blocking * (n.right() + n.across)
	}
	return rateOfGroups(MissedPairs, ByModel, missed, n.right()+missed, offBy, n.perParted())
}

// perParted is how many pairs two clusters of one person miss together, on average.
func (n *pairTally) perParted() float64 { return n.parted / max(n.across, 1e-9) }

// leastInThrees is how many pairs in clusters of three and more say something of the pairs that are in none.
const leastInThrees = 200

// leastAcross is how many matches are expected across clusters, at least, for their number to be scaled to those that were never
// compared. Where few rules bring pairs together there may be none, however many are missed.
const leastAcross = 10

// missedByThrees says how many matches are missed by the links of records that have several: rows joined through others were never
// compared, or were and found unlikely, in some proportion. The likely pairs across clusters are of those that were kept; how many were
// not is between the share of all pairs in clusters that were not and their proportion to unlikely ones.
func (n *pairTally) missedByThrees() ErrorRate {
	least := n.across * (1 + n.never/max(n.linked+n.low, 1))
	most := n.across * (1 + n.never/max(n.low, 1))
	middle := math.Sqrt(least * most)
	r := rateOfCount(MissedPairs, ByCounts, middle, n.right()+middle, 1)
	r.Low = rateOfGroups("", "", least, n.right()+least, offBy, n.perParted()).Low // for it is the model's own count that is scaled
	r.High = rateOfGroups("", "", most, n.right()+most, 1.5, n.perParted()).High
	return r
}
