package matchers

import "math"

// Calibration holds what pairs that are known not to be matches say of stated probabilities: pairs within a file that holds
// nobody twice, scored like all others. They bring households, twins and namesakes as they are, with no assumption of
// independence, and so a false-link rate that no person had to label.
type Calibration struct {
	Bins []CalibrationBin // of natural logarithms of odds, ascending
}

// CalibrationBin is the pairs of one range of odds.
type CalibrationBin struct {
	From   float64 // natural logarithm of odds; the bin is calibrationStep wide
	Pairs  float64 // edges
	Stated float64 // of which the model takes so many for false
	False  float64 // and the pairs within files so many
	Shift  float64 // what is added to the natural logarithm of odds in the middle of the bin
}

// The bins of a calibration, and how many pairs of the model's own opinion weigh as much as one bin's.
const (
	calibrationStep  = .5
	calibrationFrom  = -12.0
	calibrationBins  = 100
	calibrationBound = 10.0
)

// doubtful is the stated probability below which a calibration only lowers: nearly all such pairs are false, and the count of
// false ones is too rough to say how many are not.
const doubtful = .1

// RateAbove returns how many edges have at least the stated probability and how many of them are false by the calibration.
func (c *Calibration) RateAbove(p float64) (edges, wrong float64) {
	for _, b := range c.Bins {
		if b.From >= logOdds(p)-1e-9 {
			edges, wrong = edges+b.Pairs, wrong+b.False
		}
	}
	return edges, wrong
}

// tallyBins counts pairs by their odds, of each kind. Shares of pairs are added up in whole parts, so that sums do not depend on
// their order.
type tallyBins struct {
	unknown                             int64 // edges of shapes of which pairs within files say nothing
	edges, stated, household, unrelated [calibrationBins]int64
}

// wholePair is how many parts a pair is counted in.
const wholePair = 1 << 30

// binOf returns the bin of a natural logarithm of odds.
func binOf(lo float64) int {
	return min(max(int((lo-calibrationFrom)/calibrationStep), 0), calibrationBins-1)
}

// countEdge counts an edge, known when pairs within files are like it.
func (t *tallyBins) countEdge(s score, known bool) {
	if !known {
		t.unknown++
		return
	}
	b := binOf(s.logOdds)
	t.edges[b]++
	t.stated[b] += int64(wholePair * (1 - probabilityOf(s.logOdds)))
}

// noteApart counts a pair known not to be a match, by whether it is of one household, as often as it stands for others.
func (t *tallyBins) noteApart(s score, stands float64) {
	b := binOf(s.logOdds)
	h := int64(stands * wholePair * math.Exp(s.classes[classH]-logSum(s.classes[classH], s.classes[classU])))
	t.household[b] += h
	t.unrelated[b] += int64(stands*wholePair) - h
}

// add adds up two tallies.
func (t *tallyBins) add(u *tallyBins) {
	t.unknown += u.unknown
	for b := range t.edges {
		t.edges[b] += u.edges[b]
		t.stated[b] += u.stated[b]
		t.household[b] += u.household[b]
		t.unrelated[b] += u.unrelated[b]
	}
}

// makeCalibration makes the calibration: perHousehold and perOther are how many pairs of each kind among all stand for one within
// files. It returns nil when no pair within a file was seen, or too many edges are of shapes that none has.
func (t *tallyBins) makeCalibration(perHousehold, perOther float64) *Calibration {
	c := &Calibration{}
	known := int64(0)
	for _, n := range t.edges {
		known += n
	}
	if float64(known) < leastCovered*float64(known+t.unknown) {
		return nil
	}
	seen := 0.0
	for b := range t.edges {
		wrong := (perHousehold*float64(t.household[b]) + perOther*float64(t.unrelated[b])) / wholePair
		seen += wrong
		c.Bins = append(c.Bins, CalibrationBin{From: calibrationFrom + calibrationStep*float64(b),
			Pairs: float64(t.edges[b]), Stated: float64(t.stated[b]) / wholePair, False: wrong})
	}
	if seen == 0 {
		return nil
	}
	share := c.falseShares(max(perHousehold, perOther))
	for b := range c.Bins {
		x := &c.Bins[b]
		if x.Pairs == 0 {
			continue
		}
		stated := 1 - clampShare(x.Stated/x.Pairs)
		x.Shift = logOdds(1-share[b]) - logOdds(stated)
		if stated < doubtful {
			x.Shift = min(x.Shift, 0)
		}
	}
	return c
}

// clampShare keeps a share off 0 and 1.
func clampShare(p float64) float64 { return min(max(p, 1e-9), 1-1e-9) }

// falseShares returns the share of false pairs of each bin: of those counted within files and, as if they were a few more,
// of those that the model states. It falls as odds rise. Where none was seen within files the model's own opinion stays,
// unless it is above what seeing half a pair would mean.
func (c *Calibration) falseShares(one float64) []float64 {
	share, weight := make([]float64, len(c.Bins)), make([]float64, len(c.Bins))
	for b, x := range c.Bins {
		if x.Pairs == 0 {
			continue
		}
		stated := x.Stated / x.Pairs
		share[b] = clampShare(max((x.False+calibrationBound*stated)/(x.Pairs+calibrationBound), min(stated, .5*one/x.Pairs)))
		weight[b] = x.Pairs
	}
	poolRising(share, weight)
	return share
}

// poolRising pools neighbours until the values fall, each weighed; those of weight 0 take the value before them.
func poolRising(values, weight []float64) {
	type pool struct {
		sum, weight float64
		from        int
	}
	var pools []pool
	for k := range values {
		if weight[k] == 0 {
			continue
		}
		pools = append(pools, pool{values[k] * weight[k], weight[k], k})
		for n := len(pools); n > 1 && pools[n-1].sum*pools[n-2].weight > pools[n-2].sum*pools[n-1].weight; n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			pools = append(pools[:n-2], pool{a.sum + b.sum, a.weight + b.weight, a.from})
		}
	}
	for n, p := range pools {
		to := len(values)
		if n+1 < len(pools) {
			to = pools[n+1].from
		}
		for k := p.from; k < to; k++ {
			values[k] = p.sum / p.weight
		}
	}
}

// shiftOf returns what is added to a natural logarithm of odds, between the middles of bins in proportion.
func (c *Calibration) shiftOf(lo float64) float64 {
	if c == nil {
		return 0
	}
	at := (lo-calibrationFrom)/calibrationStep - .5
	b := min(max(int(math.Floor(at)), 0), len(c.Bins)-2)
	x, y := c.Bins[b], c.Bins[b+1]
	part := min(max(at-float64(b), 0), 1)
	switch {
	case x.Pairs == 0 && y.Pairs == 0:
		return 0
	case x.Pairs == 0:
		return y.Shift
	case y.Pairs == 0:
		return x.Shift
	}
	return x.Shift + part*(y.Shift-x.Shift)
}
