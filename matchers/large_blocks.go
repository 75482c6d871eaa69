package matchers

import "slices"

// RuleState is what a later comparison must know of a blocking rule to find only the blocks that have changed.
type RuleState struct {
	Dropped bool
	Pairs   int64        // in its blocks, at most; 0 when it was dropped
	Large   []LargeBlock `json:",omitempty"`
	// Keys are those of rows, as rowKeyOf makes them; nil when they are not known.
	Keys []uint32 `json:"-"`
}

// LargeBlock is rows of a block of which not all are compared with each other, because they are too many. Which are depends on all
// of them.
type LargeBlock struct {
	Parts  []uint64 // the keys that make up that of the block, by part of the rule
	Value  uint64   `json:",omitempty"` // of the fuzzy key, as a digest
	Digest uint64   // of the rows and their values
}

// foundEntries are the entries of a rule that touched rows or large blocks have, and what they show.
type foundEntries struct {
	entries []keyed
	first   []int32 // as of ruleBlocks
	large   []largeRun
	altered map[uint64]bool // keys of blocks with a large run that is another than before, or is one no longer
	rows    []int32         // of these blocks
}

// forgetEntries lets go of the entries, as rows have been touched since.
func (f *foundEntries) forgetEntries() {
	f.entries = nil
	if f.first != nil {
		f.first = make([]int32, len(f.first))
	}
}

// alteredBlocks finds the blocks with a large run that is another than before, or is one no longer.
func (b *blocks) alteredBlocks(look *touchedRule, limit int) foundEntries {
	bound := look.binder.bindKeys(look.rule.Keys)
	sought := b.keysTouched(bound)
	was := map[uint64]uint64{} // digests, by key and value
	for _, l := range look.was.Large {
		sought.addLarge(bound, l)
		was[withVariant(combineKeys(l.Parts), l.Value)] = l.Digest
	}
	out := foundEntries{altered: map[uint64]bool{}}
	if bound.near != nil {
		out.first = make([]int32, b.t.Len())
	}
	out.entries = bound.entriesWithin(b.t, look.rows, bound.reachOf(sought), out.first)
	var known []int32
	eachBlock(slices.Clone(out.entries), func(block []keyed) {
		if len(block) <= limit && len(was) == 0 {
			return
		}
		sortValues(block)
		eachRun(block, func(run span) {
			x := block[run.from:run.to]
			before, listed := was[withVariant(x[0].key, bound.digestOf(x[0].value))]
			digest := uint64(0)
			if len(x) > limit {
				digest = b.t.digestRun(x)
				out.large = append(out.large, largeRun{x[0].key, digest, bound.digestOf(x[0].value), x[0].row})
			}
			if listed != (len(x) > limit) || digest != before {
				out.altered[x[0].key] = true
				known = append(known, x[0].row)
			}
		})
	})
	if len(known) > 0 {
		out.rows = b.rowsOf(bound, look.rows, known, out.altered)
	}
	return out
}

// keysTouched returns the keys of touched rows.
func (b *blocks) keysTouched(keys ruleKeys) *keysSought {
	out := keys.newKeysSought()
	var buf keyBuffer
	for i, is := range b.touched {
		if is {
			out.addRow(keys, int32(i), &buf)
		}
	}
	return out
}

// rowsOf returns those of some rows, nil for all, that are under some keys, of each of which one row is known.
func (b *blocks) rowsOf(bound ruleKeys, within, known []int32, keys map[uint64]bool) []int32 {
	bound.near, bound.fuzzy = nil, nil
	sought := bound.newKeysSought()
	var buf keyBuffer
	for _, i := range known {
		sought.addRow(bound, i, &buf)
	}
	sought.keys = hashSet{}
	for h := range keys {
		sought.keys.add(h)
	}
	var rows []int32
	for _, e := range bound.entriesWithin(b.t, within, bound.reachOf(sought), nil) {
		rows = append(rows, e.row)
	}
	return rows
}

// digestOf returns a number for a value of the fuzzy key, 0 without one.
func (r ruleKeys) digestOf(value int32) uint64 {
	if r.near == nil {
		return 0
	}
	return r.fuzzy.digestOf(value)
}

// reportState returns what a later comparison must know of the rules.
func (b *blocks) reportState(spec Spec) []RuleState {
	if !b.t.memo.later {
		return nil
	}
	binder := newKeyBinder(b.t)
	binder.rows = []int32{}
	for _, rule := range b.rules {
		for _, x := range rule.large {
			binder.rows = append(binder.rows, x.row)
		}
	}
	out := make([]RuleState, len(b.rules))
	for r, rule := range b.rules {
		out[r] = RuleState{Dropped: rule.report.Dropped, Pairs: max(rule.atMost, rule.report.Pairs), Keys: rule.rowKeys}
		if len(rule.large) == 0 {
			continue
		}
		keys := binder.bindKeys(spec.Blocking[r].Keys)
		for _, x := range rule.large {
			out[r].Large = append(out[r].Large, LargeBlock{keys.partsOf(x.row, x.key), x.value, x.digest})
		}
	}
	return out
}

// digestRun returns a digest of some rows, by their keys and values, in whatever order.
func (t *Table) digestRun(run []keyed) uint64 {
	var sum uint64
	for _, e := range run {
		sum += mixBits(hashText(t.keys[e.row]) ^ t.Digests()[e.row])
	}
	return sum
}

// partsOf returns the keys of the parts of row i that combine to a key.
func (r ruleKeys) partsOf(i int32, key uint64) []uint64 {
	parts := make([][]uint64, len(r.exact))
	for k, m := range r.exact {
		parts[k] = m.appendKeys(nil, i)
	}
	chosen := make([]uint64, len(r.exact))
	var choose func(k int) bool
	choose = func(k int) bool {
		if k == len(parts) {
			return combineKeys(chosen) == key
		}
		return slices.ContainsFunc(parts[k], func(p uint64) bool {
			chosen[k] = p
			return choose(k + 1)
		})
	}
	choose(0)
	return chosen
}

// combineKeys returns what the keys of the parts of a rule make together.
func combineKeys(parts []uint64) uint64 {
	h := uint64(0)
	for _, p := range parts {
		h = combineKey(h, p)
	}
	return h
}

// combineKey adds the key of one more part.
func combineKey(h, p uint64) uint64 { return mixBits(h*3 + p) }
