package matchers

import (
	"cmp"
	"math"
	"slices"
)

// Quality is how clusters stand against truth: over pairs of rows, and by B³ over rows (Bagga and Baldwin 1998).
type Quality struct {
	Found, True, Right        float64 // pairs in clusters, pairs of one person, and both
	Precision, Recall, F1     float64 // of pairs
	B3Precision, B3Recall, B3 float64
}

// Judge holds clusters against the person of each row, both as numbers; rows whose person is negative are not labelled and
// are left out.
func Judge(clusters, people []int32) Quality {
	type both struct{ c, p int32 }
	inCluster, ofPerson, inBoth := map[int32]float64{}, map[int32]float64{}, map[both]float64{}
	rows := 0.0
	for i, p := range people {
		if p < 0 {
			continue
		}
		rows++
		inCluster[clusters[i]]++
		ofPerson[p]++
		inBoth[both{clusters[i], p}]++
	}
	var q Quality
	for _, n := range inCluster {
		q.Found += n * (n - 1) / 2
	}
	for _, n := range ofPerson {
		q.True += n * (n - 1) / 2
	}
	var precise, recalled []float64 // added up in order, so that the sums do not depend on the map
	for k, n := range inBoth {
		q.Right += n * (n - 1) / 2
		precise = append(precise, n*n/inCluster[k.c])
		recalled = append(recalled, n*n/ofPerson[k.p])
	}
	q.Precision, q.Recall, q.F1 = precisionRecall(q.Right, q.Found, q.True)
	if rows > 0 {
		q.B3Precision, q.B3Recall = sumAscending(precise)/rows, sumAscending(recalled)/rows
		q.B3 = harmonicMean(q.B3Precision, q.B3Recall)
	}
	return q
}

// sumAscending adds numbers up in ascending order.
func sumAscending(list []float64) float64 {
	slices.Sort(list)
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum
}

// precisionRecall returns precision, recall and F1.
func precisionRecall(right, found, all float64) (precision, recall, f1 float64) {
	precision, recall = right/max(found, 1), right/max(all, 1)
	return precision, recall, harmonicMean(precision, recall)
}

func harmonicMean(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// Labelled is a pair with its stated probability and what it is in truth.
type Labelled struct {
	Weight, Probability float64
	Same                bool
}

// Threshold is what linking all pairs from a weight on would be worth.
type Threshold struct {
	Weight, Probability   float64
	Found, Right          float64
	Precision, Recall, F1 float64
}

// ThresholdTable returns what thresholds are worth, each from a weight in bits on; true pairs that are not in the list are
// missed at any.
func ThresholdTable(pairs []Labelled, all float64, weights []float64) []Threshold {
	pairs = byWeight(pairs)
	var out []Threshold
	for _, w := range weights {
		t := Threshold{Weight: w, Probability: probabilityOf(w * math.Ln2)}
		for _, p := range pairs {
			if p.Weight < w {
				break
			}
			t.Found++
			if p.Same {
				t.Right++
			}
		}
		t.Precision, t.Recall, t.F1 = precisionRecall(t.Right, t.Found, all)
		out = append(out, t)
	}
	return out
}

// byWeight returns pairs, the weightiest first.
func byWeight(pairs []Labelled) []Labelled {
	pairs = slices.Clone(pairs)
	slices.SortStableFunc(pairs, func(a, b Labelled) int { return cmp.Compare(b.Weight, a.Weight) })
	return pairs
}

// AreaUnderROC returns the area under the ROC curve over all pairs there are, so many of them true; pairs that are not in the list
// lie behind all others in no order.
func AreaUnderROC(pairs []Labelled, all, trueOnes float64) (area float64) {
	falseOnes := max(all-trueOnes, 1)
	right, wrong, lastTrue, lastFalse := 0.0, 0.0, 0.0, 0.0
	add := func(falseRate, trueRate float64) {
		area += (falseRate - lastFalse) * (trueRate + lastTrue) / 2
		lastFalse, lastTrue = falseRate, trueRate
	}
	list := byWeight(pairs)
	for k, p := range list {
		if p.Same {
			right++
		} else {
			wrong++
		}
		if k+1 == len(list) || list[k+1].Weight != p.Weight {
			add(wrong/falseOnes, right/max(trueOnes, 1))
		}
	}
	add(1, 1)
	return area
}

// Band is the pairs of one range of stated probability.
type Band struct {
	From, To     float64
	Pairs, Right float64
	Stated, True float64 // means
	Low, High    float64 // 95 % interval of True (Wilson 1927)
}

// Bands returns how stated probabilities stand against truth, and the expected calibration error over the pairs stated .05 or
// more.
func Bands(pairs []Labelled) (bands []Band, err float64) {
	for k := 1; k < len(bandEdges); k++ {
		bands = append(bands, Band{From: bandEdges[k-1], To: min(bandEdges[k], 1)})
	}
	for _, p := range pairs {
		b := &bands[bandOf(p.Probability)]
		b.Pairs++
		b.Stated += p.Probability
		if p.Same {
			b.Right++
		}
	}
	total := 0.0
	for k := range bands {
		b := &bands[k]
		if b.Pairs == 0 {
			continue
		}
		b.Stated /= b.Pairs
		b.True = b.Right / b.Pairs
		b.Low, b.High = wilsonInterval(b.Right, b.Pairs)
		if k > 0 {
			err += math.Abs(b.Stated-b.True) * b.Pairs
			total += b.Pairs
		}
	}
	return bands, err / max(total, 1)
}

// bandEdges are where bands of stated probability begin and end.
var bandEdges = []float64{0, .05, .2, .5, .8, .95, .99, .999, 1.0000001}

// bandOf returns the band of a stated probability.
func bandOf(p float64) int {
	k, _ := slices.BinarySearch(bandEdges, p+1e-12)
	return max(k-1, 0)
}

// ErrorByChance returns the calibration error that Bands would find on average were every stated probability right and pairs independent: of few
// pairs the shares that are right are off by chance. What lies near it cannot be told from none.
func ErrorByChance(pairs []Labelled) float64 {
	spread := make([]float64, len(bandEdges)-1) // variance of the right ones
	total := 0.0
	for _, p := range pairs {
		if k := bandOf(p.Probability); k > 0 {
			spread[k] += p.Probability * (1 - p.Probability)
			total++
		}
	}
	sum := 0.0
	for _, v := range spread {
		sum += math.Sqrt(2 / math.Pi * v) // the mean distance of a normal variable
	}
	return sum / max(total, 1)
}

// wilsonInterval returns the 95 % interval of a share.
func wilsonInterval(right, n float64) (low, high float64) {
	const z = 1.959964
	p := right / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(middle-half, 0), min(middle+half, 1)
}
