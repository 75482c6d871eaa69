package matchers

import (
	"cmp"
	"math"
	"slices"
)

// Claim is a pair of a claimant and a record that may be its, with the natural logarithm of the odds that it is, were no
// other claimant and no other record in question.
type Claim struct {
	Claimant, Record int32
	LogOdds          float64
}

// Assignment is what claims come to when a claimant has at most one record and a record belongs to at most one claimant.
type Assignment struct {
	Probability []float64         // of each claim, in the order given
	None        map[int32]float64 // by claimant: the probability that none of the records is its
	NoneOf      map[int32]float64 // by record: the probability that it is no claimant's
}

// Assign weighs claims against each other by passing messages between claimants and records: how free each is for the other.
// The marginals are exact where claims form trees, and close to exact elsewhere.
//
// Huang and Jebara, Approximating the Permanent with Belief Propagation (2009), for matchings of any size.
func Assign(claims []Claim) Assignment {
	g := newClaims(claims)
	g.exchangeMessages(0, messageRounds)
	return g.readMarginals()
}

// claims is a graph of claims while messages pass.
type claims struct {
	list       []Claim
	odds       []float64 // of each claim
	byClaimant [][]int32 // claims of each claimant
	byRecord   [][]int32
	claimants  []int32 // their numbers, ascending
	records    []int32
	toRecord   []float64 // by claim: how free the claimant is for the record
	toClaimant []float64 // by claim: how free the record is for the claimant
}

// newClaims numbers claimants and records.
func newClaims(list []Claim) *claims {
	g := &claims{list: list, odds: make([]float64, len(list)),
		toRecord: make([]float64, len(list)), toClaimant: make([]float64, len(list))}
	g.claimants, g.byClaimant = gatherClaims(list, func(c Claim) int32 { return c.Claimant })
	g.records, g.byRecord = gatherClaims(list, func(c Claim) int32 { return c.Record })
	for k := range list {
		g.toRecord[k], g.toClaimant[k] = 1, 1
	}
	g.weighClaims(0)
	return g
}

// gatherClaims lists the ends of claims, ascending, and the claims of each.
func gatherClaims(list []Claim, end func(Claim) int32) (ends []int32, of [][]int32) {
	order := make([]int32, len(list))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(end(list[a]), end(list[b])) })
	for _, k := range order {
		if e := end(list[k]); len(ends) == 0 || ends[len(ends)-1] != e {
			ends, of = append(ends, e), append(of, nil)
		}
		of[len(of)-1] = append(of[len(of)-1], k)
	}
	return ends, of
}

// mostOdds keeps odds finite: e³⁰.
const mostOdds = 30

// weighClaims sets the odds of all claims.
func (g *claims) weighClaims(extra float64) {
	for k, c := range g.list {
		g.odds[k] = math.Exp(min(c.LogOdds+extra, mostOdds))
	}
}

// The rounds of messages at most, and the change of a message below which they have settled.
const (
	messageRounds = 200
	messageChange = 1e-7
	sharingRounds = 8 // while the share of matched rows is still being found
)

// exchangeMessages passes messages until they change no more, or so many rounds.
func (g *claims) exchangeMessages(extra float64, rounds int) {
	g.weighClaims(extra)
	for range rounds {
		change := sendMessages(g.byClaimant, g.odds, g.toClaimant, g.toRecord)
		change = max(change, sendMessages(g.byRecord, g.odds, g.toRecord, g.toClaimant))
		if change < messageChange {
			return
		}
	}
}

// sendMessages sends the messages of one side: how free an end is for one of its claims is one over one and the odds of its others.
// It returns the greatest change.
func sendMessages(of [][]int32, odds, from, to []float64) float64 {
	change := 0.0
	for _, mine := range of {
		sum := 1.0
		for _, k := range mine {
			sum += odds[k] * from[k]
		}
		for _, k := range mine {
			own := odds[k] * from[k]
			free := 1 / max(1, sum-own)
			if own > 1e9 { // the difference would be lost in rounding
				free = 1 / sumBut(mine, odds, from, k)
			}
			change = max(change, math.Abs(free-to[k]))
			to[k] = free
		}
	}
	return change
}

// sumBut is one and the odds of all claims but one.
func sumBut(mine []int32, odds, from []float64, but int32) float64 {
	sum := 1.0
	for _, k := range mine {
		if k != but {
			sum += odds[k] * from[k]
		}
	}
	return sum
}

// readMarginals reads the marginals off the messages.
func (g *claims) readMarginals() Assignment {
	out := Assignment{Probability: make([]float64, len(g.list)), None: map[int32]float64{}, NoneOf: map[int32]float64{}}
	for k := range g.odds {
		out.Probability[k] = g.chanceOf(k)
	}
	for n, mine := range g.byClaimant {
		out.None[g.claimants[n]] = 1 / sumBut(mine, g.odds, g.toClaimant, -1)
	}
	for n, mine := range g.byRecord {
		out.NoneOf[g.records[n]] = 1 / sumBut(mine, g.odds, g.toRecord, -1)
	}
	return out
}

// expectedMatches is the expected number of claims that hold.
func (g *claims) expectedMatches() float64 {
	sum := 0.0
	for k := range g.odds {
		sum += g.chanceOf(k)
	}
	return sum
}

// chanceOf is the probability that a claim holds.
func (g *claims) chanceOf(k int) float64 {
	x := g.odds[k] * g.toRecord[k] * g.toClaimant[k]
	return x / (1 + x)
}

// fitShare finds by how much all odds must be raised because the prior is a rate among all pairs, while a row that is not
// yet matched chooses among few rows that are not either: with K matches of n and m rows, −ln(1−K/n) for each side. K and the correction are found together.
func (g *claims) fitShare(claimants, records float64) {
	extra := 0.0
	for range 50 {
		g.exchangeMessages(extra, sharingRounds)
		k := g.expectedMatches()
		next := -math.Log(1-min(k/claimants, mostMatched)) - math.Log(1-min(k/records, mostMatched))
		if math.Abs(next-extra) < 1e-4 {
			break
		}
		extra = (extra + next) / 2
	}
	g.exchangeMessages(extra, messageRounds)
}

// mostMatched keeps the correction finite: of a thousand rows one is taken to have no match, whatever the odds say.
const mostMatched = .999
