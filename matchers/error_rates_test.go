package matchers

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// pairsBetween counts the pairs of rows that are together by one grouping, and those of them that are apart by the other.
func pairsBetween(together, apart []int32) (all, parted float64) {
	for i, g := range together {
		for j := range i {
			if together[j] == g {
				all++
				if apart[i] != apart[j] {
					parted++
				}
			}
		}
	}
	return all, parted
}

// estimated links a table and returns its estimates and the true shares of false and of missed pairs.
func estimated(t *testing.T, table *Table, spec Spec, who []int32) ([]ErrorRate, map[string]float64) {
	t.Helper()
	ctx := context.Background()
	m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := Compare(ctx, table, m, CompareOptions{KeepBlocks: true})
	if err != nil {
		t.Fatal(err)
	}
	missed, err := MissedByBlocking(ctx, table, m, e, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Resolve(ctx, table, m, e, ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rates := EstimateErrors(table, m, e, c, missed)
	joined, wrong := pairsBetween(c.Of, who)
	all, apart := pairsBetween(who, c.Of)
	return rates, map[string]float64{FalsePairs: wrong / max(joined, 1), MissedPairs: apart / max(all, 1)}
}

// TestStatedIntervalsHoldTheTruth invents tables of several kinds, with rules that miss some matches, and asks of nine intervals in ten
// that the true share lies in them, of every kind of estimate.
func TestStatedIntervalsHoldTheTruth(t *testing.T) {
	held, all := map[string]int{}, map[string]int{}
	note := func(name string, rates []ErrorRate, truth map[string]float64) {
		for _, r := range rates {
			all[r.Of+" by "+r.By]++
			ok := r.Low <= truth[r.Of] && truth[r.Of] <= r.High
			if ok {
				held[r.Of+" by "+r.By]++
			}
			t.Logf("%-22s %-12s %-42s true %.4f, stated %.4f (%.4f to %.4f) %v", name, r.Of, r.By, truth[r.Of], r.Value, r.Low, r.High, ok)
		}
	}
	few := func(s Spec, names ...string) Spec {
		s.Blocking = slices.DeleteFunc(slices.Clone(s.Blocking), func(r BlockingRule) bool { return !slices.Contains(names, r.Name) })
		return s
	}
	for seed := range uint64(2) {
		table, who := inventDependent(t, 10+seed, 700)
		rates, truth := estimated(t, table, dependentSpec(), who)
		note(fmt.Sprintf("many records %d", seed), rates, truth)
		rates, truth = estimated(t, table, few(dependentSpec(), "surname and birth", "forename and birth", "names in any order"), who)
		note(fmt.Sprintf("few rules %d", seed), rates, truth)
		v := invent(40+seed, 900)
		who = nil
		for _, p := range v.people {
			who = append(who, int32(p.who))
		}
		rates, truth = estimated(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), who)
		note(fmt.Sprintf("households %d", seed), rates, truth)
		spec := PersonSpec(inventedColumns)
		spec.Never = [][2]uint16{{0, 0}, {1, 1}}
		table, who = inventTwoFiles(t, 50+seed, 900)
		rates, truth = estimated(t, table, spec, who)
		note(fmt.Sprintf("two files %d", seed), rates, truth)
	}
	for name, n := range all {
		if h := held[name]; 10*h < 9*n {
			t.Errorf("%s: %d of %d intervals hold the truth (want nine of ten)", name, h, n)
		}
	}
}

// inventTwoFiles writes the people of invented households once into each of two files, some into one alone.
func inventTwoFiles(t *testing.T, seed uint64, households int) (*Table, []int32) {
	t.Helper()
	v := invent(seed, households)
	b := NewBuilder(inventedFields...)
	records := map[int]uint16{}
	var who []int32
	for _, p := range v.people {
		if file := records[p.who]; file < 2 {
			p.key = fmt.Sprintf("%d-%06d", file, p.who)
			p.add(b, (file+uint16(p.who))%2)
			who = append(who, int32(p.who))
			records[p.who]++
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table, who
}

// TestLinksPerRecordComeBack draws the number of links of records and holds the mixture to what they were drawn with.
func TestLinksPerRecordComeBack(t *testing.T) {
	// 10,000 records: nine in ten have their match linked; false links come at .05 each, so 9,000·e^−.05 have one link alone, and so on.
	counts := make([]float64, 9)
	for n := range counts {
		counts[n] = 1000 * poisson(n, .05)
		if n > 0 {
			counts[n] += 9000 * poisson(n-1, .05)
		}
	}
	rates := fitLinksPerRecord(counts).rates()
	if wrong := rates[0]; wrong.Low > .0053 || wrong.High < .0053 || wrong.High > .06 {
		t.Errorf("false: %+v (want .0053, the unmatched with a false link, to .03, with half of the doubly linked)", wrong)
	}
	if missed := rates[1]; !missed.Bound || missed.Value < .09 || missed.Value > .11 {
		t.Errorf("missed: %+v (want at most .10)", missed)
	}
}

// TestDisagreementIsTold holds what is said of estimates to their distance.
func TestDisagreementIsTold(t *testing.T) {
	rate := func(by string, v float64) ErrorRate { return rateOfCount(MissedPairs, by, 10000*v, 10000, 1.2) }
	for _, c := range []struct {
		rates []ErrorRate
		want  bool
	}{
		{[]ErrorRate{rate(ByModel, .004), rate(ByCounts, .06)}, true},
		{[]ErrorRate{rate(ByModel, .03), rate(ByCounts, .06)}, false},
		{[]ErrorRate{rate(ByModel, .0001), rate(ByCounts, .001)}, false}, // neither is worth it
		{[]ErrorRate{rate(ByModel, .004), {Of: MissedPairs, By: ByCounts, Value: .06, Bound: true}}, false},
		{[]ErrorRate{rate(ByModel, .004)}, false},
	} {
		if got := Disagreement(c.rates); (len(got) == 1 && strings.HasPrefix(got[0], MissedPairs)) != c.want {
			t.Errorf("%+v: %v (want told: %v)", c.rates, got, c.want)
		}
	}
}

// TestErrorsComeInGroups holds intervals of as many errors, alone and four at a time, against each other: of groups there are fewer, so that
// their number is less sure.
func TestErrorsComeInGroups(t *testing.T) {
	alone, fours := rateOfGroups(MissedPairs, ByModel, 60, 3000, 1, 1), rateOfGroups(MissedPairs, ByModel, 60, 3000, 1, 4)
	// 60 − 1.96·√60 − 1.5 = 43.3 and 60 − 1.96·√240 − 6 = 23.6 of 3,000
	if math.Abs(alone.Low-43.3/3000) > 1e-4 || math.Abs(fours.Low-23.6/3000) > 1e-4 || fours.High <= alone.High || alone.Value != fours.Value {
		t.Errorf("alone %+v, by fours %+v", alone, fours)
	}
	// Two clusters of two rows each, one pair between them known, and two rows alone.
	e := &Edges{L: []int32{0, 2, 0, 4}, R: []int32{1, 3, 2, 5}, Probability: []float32{.99, .99, .25, .25}}
	c := &Clusters{Of: []int32{0, 0, 1, 1, 2, 3}, N: 4, Stated: e.Probability}
	if n := countPairs(e, c); n.across != .5 || n.perParted() != 2.5 {
		t.Errorf("%v missed, %v at a time (want .5, half of it four at a time and half alone: 2.5)", n.across, n.perParted())
	}
}
