package matchers

import (
	"math"
	"slices"
)

// Terms are what a later comparison must know of the values of each comparison with term frequencies, by its name: a pair weighs more
// as the values that it agrees on become rarer, and may come up to the floor without either row changing.
type Terms map[string]*Term

// Term is the values of one comparison, as hashes.
type Term struct {
	Count map[uint64]float64
	// Most is the greatest share of each value since all pairs of rows with it were last compared.
	Most map[uint64]float64
	// Near is how many bits rarer values near another may have become in sum since everything was compared.
	Near float64
}

// CountTerms counts the values of a table; everything is taken to be compared now. It fails when the Spec does not fit it.
func CountTerms(t *Table, spec Spec) (Terms, error) {
	out := Terms{}
	err := eachFrequent(t, spec, func(_ int, name string, f frequent) {
		term := &Term{Count: map[uint64]float64{}, Most: map[uint64]float64{}}
		for id, n := range f.countValues() {
			if n > 0 {
				term.Count[hashText(f.textOf(int32(id)))] += n
			}
		}
		all := sumCounts(term.Count)
		for h, n := range term.Count {
			term.Most[h] = n / all
		}
		out[name] = term
	})
	return out, err
}

// eachFrequent calls f with each comparison that has term frequencies.
func eachFrequent(t *Table, spec Spec, f func(k int, name string, c frequent)) error {
	v, err := t.prepareVectors(spec)
	if err != nil {
		return err
	}
	for k, c := range spec.Comparisons {
		if values, ok := v.comparers[k].(frequent); ok && c.TermFrequency {
			f(k, c.Name, values)
		}
	}
	return nil
}

// MarkRarer holds the terms of now against earlier ones and marks as changed the rows with a value that has become so much rarer that
// their pairs may have come up from more than margin bits below the floor. It carries over into now what is known of the others. It
// reports false when that can be any pair, so that everything must be compared.
func (now Terms) MarkRarer(t *Table, m *Model, before Terms, margin float64, changed []bool) (bool, error) {
	if len(before) != len(now) {
		return false, nil
	}
	budget, possible := margin/float64(max(len(now), 1)), true
	err := eachFrequent(t, m.Spec, func(k int, name string, f frequent) {
		was, is := before[name], now[name]
		if was == nil {
			possible = false
			return
		}
		near, left := nearFall(was.Count, is.Count, m.Parameters[k].U)
		if is.Near = was.Near + near; is.Near > budget {
			possible = false
			return
		}
		rare := is.followTerm(was, budget)
		if len(rare)+len(left) == 0 {
			return
		}
		marked := markValues(f, rare, left)
		for i := range changed {
			changed[i] = changed[i] || slices.ContainsFunc(f.valuesOf(int32(i)), func(id int32) bool { return id != missing && marked[id] })
		}
	})
	if err == nil && !possible { // everything is compared now
		for _, term := range now {
			term.Near = 0
			all := sumCounts(term.Count)
			for h, n := range term.Count {
				term.Most[h] = n / all
			}
		}
	}
	return possible, err
}

// followTerm carries over the greatest shares of values, and returns the values that have become rarer than that by more than so
// many bits.
func (now *Term) followTerm(before *Term, budget float64) map[uint64]bool {
	rare := map[uint64]bool{}
	for h, share := range now.Most {
		most, had := before.Most[h]
		switch {
		case !had:
		case math.Log2(most/share) > budget:
			rare[h] = true
		default:
			now.Most[h] = max(most, share)
		}
	}
	return rare
}

// markValues marks, by id, the values that are rare and those near one that has left the frequent ones.
func markValues(f frequent, rare, left map[uint64]bool) []bool {
	marked := make([]bool, len(f.countValues()))
	var away []int32
	for id := range marked {
		h := hashText(f.textOf(int32(id)))
		marked[id] = rare[h]
		if left[h] {
			away = append(away, int32(id))
		}
	}
	for _, b := range away {
		for id := range marked {
			marked[id] = marked[id] || f.levelApart(int32(id), b) > 0
		}
	}
	return marked
}

// nearFall returns by how many bits at most the sum of the shares of the values near another, as termFrequency takes it, can have
// fallen, and the values that have left the frequent ones: what is near one of those may have fallen further. Frequent values that
// are gone altogether may all have been near one value.
func nearFall(before, now map[uint64]float64, u []float64) (bits float64, left map[uint64]bool) {
	topBefore, tailBefore := frequentOf(before)
	topNow, tailNow := frequentOf(now)
	left = map[uint64]bool{}
	least, ratio, gone := 1.0, 1.0, 0.0
	for _, share := range topNow {
		least = min(least, share)
	}
	if tailNow > 0 {
		least = min(least, tailNow*slices.Min(u[1:]))
		ratio = max(ratio, tailBefore/tailNow)
	} else {
		gone = tailBefore
	}
	for h, share := range topBefore {
		switch n, is := topNow[h]; {
		case is:
			ratio = max(ratio, share/n)
		case now[h] > 0:
			left[h] = true
		default:
			gone += share
		}
	}
	return math.Log2(ratio + gone/least), left
}

// frequentOf returns the shares of the values that termFrequency takes by themselves, and that of all others.
func frequentOf(counts map[uint64]float64) (top map[uint64]float64, tail float64) {
	order := make([]float64, 0, len(counts))
	for _, n := range counts {
		order = append(order, n)
	}
	slices.Sort(order)
	slices.Reverse(order)
	last := 0.0
	if len(order) > frequentValues {
		last = order[frequentValues]
	}
	all := sumCounts(counts)
	top = map[uint64]float64{}
	kept := 0.0
	for h, n := range counts {
		if n > last {
			top[h] = n / all
			kept += n
		}
	}
	return top, (all - kept) / all
}

// sumCounts adds up counts, which are whole numbers.
func sumCounts(counts map[uint64]float64) float64 {
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	return sum
}
