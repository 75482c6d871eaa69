package matchers

import (
	"math"
)

// linkMixture is a finite mixture of the number of links of a record to a file that holds nobody twice: a record has its match
// linked or not, and false links besides, as many as chance makes. Dasylva and Goussanou, Estimating the false negatives due to
// blocking in record linkage, Survey Methodology 47 (2021), and Blakely and Salmond, Probabilistic record linkage and a
// method to calculate the positive predictive value, Int. J. Epidemiology 31 (2002). No independence of fields is assumed, and pairs
// that no rule brought together count as links that are not there.
type linkMixture struct {
	share, match, chance [2]float64 // of the classes of records: how many, with their match linked, false links each
	records              float64
}

// countLinks returns how many records of the smaller file have 0, 1, 2 … likely pairs with the other.
func countLinks(t *Table, e *Edges, first, second uint16) []float64 {
	size := map[uint16]int{}
	for _, d := range t.dataset {
		size[d]++
	}
	if size[second] < size[first] {
		first = second
	}
	links := map[int32]int{}
	for k, p := range e.Probability {
		if p < likelyMatch {
			continue
		}
		i := e.L[k]
		if t.dataset[i] != first {
			i = e.R[k]
		}
		links[i]++
	}
	const most = 8
	out := make([]float64, most+1)
	out[0] = float64(size[first] - len(links))
	for _, n := range links {
		out[min(n, most)]++
	}
	return out
}

// fitLinksPerRecord fits the mixture by expectation–maximisation.
func fitLinksPerRecord(counts []float64) linkMixture {
	x := linkMixture{share: [2]float64{.9, .1}, match: [2]float64{.9, .5}, chance: [2]float64{.01, .5}}
	for _, n := range counts {
		x.records += n
	}
	for range 300 {
		var share, match, chance [2]float64
		for n, records := range counts {
			var linked, other [2]float64
			all := 0.0
			for g := range share {
				other[g] = x.share[g] * (1 - x.match[g]) * poisson(n, x.chance[g])
				if n > 0 {
					linked[g] = x.share[g] * x.match[g] * poisson(n-1, x.chance[g])
				}
				all += linked[g] + other[g]
			}
			for g := range share {
				l, o := records*linked[g]/all, records*other[g]/all
				share[g], match[g] = share[g]+l+o, match[g]+l
				chance[g] += l*float64(n-1) + o*float64(n)
			}
		}
		for g := range share {
			of := share[g] + 1e-9
			x.share[g], x.match[g], x.chance[g] = of/x.records, match[g]/of, max(chance[g]/of, 1e-9)
		}
	}
	return x
}

// poisson returns the probability of n where so many are expected.
func poisson(n int, mean float64) float64 {
	g, _ := math.Lgamma(float64(n + 1))
	return math.Exp(float64(n)*math.Log(mean) - mean - g)
}

// rates returns what the mixture says of links of which each record keeps one at most. Where a record's match is not linked a false
// link stands for it; where both are, between none and half of the false ones win. How many matches are missed it can only bound:
// a record without its match linked may have none.
func (x linkMixture) rates() []ErrorRate {
	match, alone, both := 0.0, 0.0, 0.0
	for g, share := range x.share {
		some := 1 - math.Exp(-x.chance[g])
		match += share * x.match[g]
		alone += share * (1 - x.match[g]) * some
		both += share * x.match[g] * some
	}
	links := max((match+alone)*x.records, 1)
	wrong := rateOfCount(FalsePairs, ByCounts, (alone+both/4)*x.records, links, 1)
	wrong.Low = rateOfCount("", "", 0, links, 1).Low
	wrong.High = rateOfCount("", "", (alone+both/2)*x.records, links, 1.5).High
	missed := rateOfCount(MissedPairs, ByCounts, (1-match)*x.records, x.records, 1)
	missed.Low, missed.Bound = 0, true
	return []ErrorRate{wrong, missed}
}
