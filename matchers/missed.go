package matchers

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
)

// missedDraws is how many pairs are put together, and the most matches whose parts they are made of.
const missedDraws = 20_000

// sureMatch is the probability from which an edge is taken for a match when blocking is judged.
const sureMatch = .99

// MissedByBlocking estimates, without labels, which share of the matches no blocking rule brings together. Pairs are put
// together from the parts of sure matches: whether the forename agrees as the rules want it comes from one match, whether the
// birthday does from another, each taken from matches that some rule found without looking at that part, so that it is a fair
// sample. What is counted is how many of them no rule would have found.
//
// Errors are drawn as if they fell on each part by themselves. In data they come together, so that the share is a lower bound
// of what is missed. It is negative when there are too few matches to say.
func MissedByBlocking(ctx context.Context, t *Table, m *Model, e *Edges, limit int, seed uint64) (float64, error) {
	b := t.takeTouched()
	if b == nil {
		b = t.takeReported(m.Spec, t.blockLimit(limit))
	}
	if b == nil {
		var err error
		if b, err = t.prepareBlocks(ctx, m.Spec, t.blockLimit(limit), runtime.GOMAXPROCS(0), false); err != nil {
			return 0, err
		}
	}
	sure := sureMatches(t, e)
	rows := make([]int32, 0, 2*len(sure))
	for _, k := range sure {
		rows = append(rows, e.L[k], e.R[k])
	}
	j := newPartsJudge(t, m.Spec, b, rows)
	for _, k := range sure {
		j.takeMatch(e.L[k], e.R[k])
	}
	return j.missedShare(rand.New(rand.NewPCG(seed, 1))), nil
}

// sureMatches returns some edges that are nearly certain, spread over all.
func sureMatches(t *Table, e *Edges) []int {
	var sure []int
	for k, p := range e.Probability {
		if p >= sureMatch {
			sure = append(sure, k)
		}
	}
	step := max(1, len(sure)/missedDraws)
	var out []int
	for k := 0; k < len(sure); k += step {
		out = append(out, sure[k])
	}
	return out
}

// partsJudge takes pairs apart into what the keys of blocking rules read.
type partsJudge struct {
	b       *blocks
	keys    []agreer
	rules   []uint64   // by rule that is in use: the keys that must agree
	reads   []uint64   // by rule in use: the parts that it reads
	number  []int      // of the rule in use among all
	partOf  []uint64   // by key: the parts that it reads
	parts   int        // comparisons, each with the columns that it reads
	donors  [][]uint64 // by part: the keys that agree in a match found without it
	masks   []uint64   // by part: the keys that read it
	readers map[string]uint64
}

// newPartsJudge numbers the keys of all rules that are in use, to be asked of some rows.
func newPartsJudge(t *Table, spec Spec, b *blocks, rows []int32) *partsJudge {
	j := &partsJudge{b: b, parts: len(spec.Comparisons), readers: map[string]uint64{}}
	for k, c := range spec.Comparisons {
		for _, name := range slices.Concat(c.Columns, c.Postcodes, c.Former) {
			j.readers[name] |= 1 << k
		}
	}
	binder, known := newKeyBinder(t), map[string]int{}
	binder.rows = rows
	for r, rule := range spec.Blocking {
		if b.rules[r].report.Dropped {
			continue
		}
		var must, reads uint64
		for _, key := range rule.Keys {
			n, ok := known[fingerprint(key)]
			if !ok {
				bound := binder.bindKeys([]Key{key})
				n = len(j.keys)
				known[fingerprint(key)] = n
				j.keys, j.partOf = append(j.keys, bound.keyAgreer()), append(j.partOf, j.readOf(key))
			}
			if n >= 64 {
				continue
			}
			must |= 1 << n
			reads |= j.partOf[n]
		}
		j.rules, j.reads, j.number = append(j.rules, must), append(j.reads, reads), append(j.number, r)
	}
	j.donors, j.masks = make([][]uint64, j.parts), make([]uint64, j.parts)
	for n, of := range j.partOf {
		for part := range j.parts {
			if of>>part&1 == 1 && n < 64 {
				j.masks[part] |= 1 << n
			}
		}
	}
	return j
}

// readOf returns the parts that a key reads.
func (j *partsJudge) readOf(key Key) uint64 {
	var parts uint64
	for _, name := range key.Columns {
		parts |= j.readers[name]
	}
	return parts
}

// takeMatch notes which keys agree in a match, for every part that some rule found the match without.
func (j *partsJudge) takeMatch(x, y int32) {
	var agree uint64
	for n, same := range j.keys {
		if n < 64 && same(x, y) {
			agree |= 1 << n
		}
	}
	for part := range j.parts {
		for k, must := range j.rules {
			if j.reads[k]>>part&1 == 0 && agree&must == must {
				j.donors[part] = append(j.donors[part], agree)
				break
			}
		}
	}
}

// leastDonors is how many matches each part must come from.
const leastDonors = 50

// missedShare puts pairs together and returns the share that no rule finds.
func (j *partsJudge) missedShare(r *rand.Rand) float64 {
	if len(j.rules) == 0 {
		return -1
	}
	for part, donors := range j.donors {
		if j.masks[part] != 0 && len(donors) < leastDonors {
			return -1
		}
	}
	lost := 0
	for range missedDraws {
		agree := ^uint64(0) // a key that reads several parts must agree by all of them
		for part, donors := range j.donors {
			if j.masks[part] != 0 {
				agree &= donors[r.IntN(len(donors))] | ^j.masks[part]
			}
		}
		if !slices.ContainsFunc(j.rules, func(must uint64) bool { return agree&must == must }) {
			lost++
		}
	}
	return float64(lost) / missedDraws
}
