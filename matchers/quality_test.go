package matchers

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func TestJudgeByHand(t *testing.T) {
	// Three people: 0 in two clusters, 1 whole, 2 mixed in with 0; one row is not labelled.
	q := Judge([]int32{1, 1, 2, 3, 3, 2, 9}, []int32{0, 0, 0, 1, 1, 2, -1})
	want := Quality{Found: 3, True: 4, Right: 2, Precision: 2.0 / 3, Recall: .5, F1: 4.0 / 7,
		B3Precision: (1 + 1 + .5 + 1 + 1 + .5) / 6, B3Recall: (2.0/3 + 2.0/3 + 1.0/3 + 1 + 1 + 1) / 6}
	want.B3 = 2 * want.B3Precision * want.B3Recall / (want.B3Precision + want.B3Recall)
	for name, pair := range map[string][2]float64{
		"found": {q.Found, want.Found}, "true": {q.True, want.True}, "right": {q.Right, want.Right}, "precision": {q.Precision, want.Precision},
		"recall": {q.Recall, want.Recall}, "F1": {q.F1, want.F1}, "B³": {q.B3, want.B3},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-12 {
			t.Errorf("%s: %v (want %v)", name, pair[0], pair[1])
		}
	}
}

func TestPerfectClustersArePerfect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SliceOfN(rapid.Int32Range(0, 5), 2, 40).Draw(t, "people")
		if q := Judge(people, people); q.B3 != 1 || q.True > 0 && q.F1 != 1 {
			t.Fatalf("%+v", q)
		}
	})
}

func TestThresholdsAndArea(t *testing.T) {
	pairs := []Labelled{{5, .97, true}, {3, .89, true}, {3, .89, false}, {-1, .33, false}}
	table := ThresholdTable(pairs, 4, []float64{4, 3, -5})
	if table[0].Right != 1 || table[1].Found != 3 || table[1].Precision != 2.0/3 || table[2].Recall != .5 {
		t.Errorf("%+v", table)
	}
	// 4 true of 10, half of them behind in no order: from (0, 0) by (0, 1/4), (1/6, 1/2) and (1/3, 1/2) to (1, 1).
	if area := AreaUnderROC(pairs, 10, 4); math.Abs(area-31./48) > 1e-12 {
		t.Errorf("area %v, want %v", area, 31./48)
	}
	if best := AreaUnderROC([]Labelled{{2, .8, true}, {1, .6, false}}, 2, 1); best != 1 {
		t.Errorf("a perfect order has area %v", best)
	}
}

func TestBandsByHand(t *testing.T) {
	var pairs []Labelled
	for k := range 100 {
		pairs = append(pairs, Labelled{1, .9, k < 80})
	}
	bands, ece := Bands(pairs)
	for _, b := range bands {
		if b.Pairs == 100 && (b.True != .8 || b.Low > .8 || b.High < .8 || b.High-b.Low > .17) {
			t.Errorf("%+v", b)
		}
	}
	if math.Abs(ece-.1) > 1e-9 {
		t.Errorf("calibration error %v (want .1)", ece)
	}
}

// TestErrorByChanceIsThatOfARightModel draws what pairs are by what is stated of them.
func TestErrorByChanceIsThatOfARightModel(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	var pairs []Labelled
	for range 900 {
		pairs = append(pairs, Labelled{Probability: 1 - r.Float64()*r.Float64()*r.Float64()})
	}
	sum := 0.0
	for range 200 {
		for k := range pairs {
			pairs[k].Same = r.Float64() < pairs[k].Probability
		}
		_, err := Bands(pairs)
		sum += err / 200
	}
	if got := ErrorByChance(pairs); math.Abs(got/sum-1) > .1 || sum < .005 {
		t.Errorf("by chance %.4f, drawn %.4f (want the same within a tenth)", got, sum)
	}
}
