package matchers

import (
	"cmp"
	"slices"
)

// ruleBlocks are the blocks of one rule, numbered by their keys; a row alone under its key is in none. All rows of a block
// are compared with each other or, when the rule has a fuzzy key, those whose values of it are near.
type ruleBlocks struct {
	lists
	shelf  shelf
	first  []int32 // value of each row's first place; nil without a fuzzy key
	fuzzy  *variants
	report RuleReport
	large  []largeRun
	// In a shard: the numbers of its blocks among all, and a row's values of the fuzzy key by their places.
	numbers  []int32
	rowValue func(i int32, k int) int32
	// rowKeys are the keys of rows to keep for a later comparison.
	rowKeys []uint32
	// When only blocks with a touched row were sought: whether all pairs of a block are new, that of the block that is taken now, and
	// how many pairs the rule makes at most.
	touched bool
	whole   []bool
	inWhole bool
	atMost  int64
}

// largeRun is rows of a block that are too many.
type largeRun struct {
	key, digest, value uint64 // value of the fuzzy key, as a digest
	row                int32  // one of them
}

// isWhole reports whether all pairs of block k are new, those of unchanged rows as well.
func (r *ruleBlocks) isWhole(k int32) bool { return r.touched && r.whole[k] }

// numberOf returns the number of block k among all.
func (r *ruleBlocks) numberOf(k int32) int32 {
	if r.numbers == nil {
		return k
	}
	return r.numbers[k]
}

// n returns the number of blocks.
func (r *ruleBlocks) n() int32 { return int32(r.report.Blocks) }

// valueOf returns the value under which a member stands, −1 without a fuzzy key.
func (r *ruleBlocks) valueOf(m int32) int32 {
	if r.values == nil {
		return -1
	}
	return r.values[m]
}

// firstOf returns the value of row i's first place, −1 without a fuzzy key.
func (r *ruleBlocks) firstOf(i int32) int32 {
	if r.first == nil {
		return -1
	}
	return r.first[i]
}

// rowsNear reports whether the values of two rows' first places are near.
func (r *ruleBlocks) rowsNear(i, j int32) bool { return r.fuzzy.shareVariant(r.first[i], r.first[j]) }

// valuesNear reports whether two values of the fuzzy key are near; rows of a rule without one always fit.
func (r *ruleBlocks) valuesNear(a, b int32) bool { return r.fuzzy == nil || r.fuzzy.shareVariant(a, b) }

// blocksOf finds the blocks of one rule.
func blocksOf(b *blocks, binder *keyBinder, rule BlockingRule, limit int) *ruleBlocks {
	keys, split := binder.bindKeys(rule.Keys), binder.bindKeys(rule.Split)
	out := newRuleBlocks(b.t, rule, keys)
	if b.tooMany(rule, keys) {
		out.dropRule()
		return out
	}
	entries := keys.entriesOf(b.t, out.first)
	if b.t.memo.later {
		out.rowKeys = rowKeysOf(b.t, entries)
	}
	sortKeyed(entries)
	out.takeEntries(b.t, entries, split, limit, nil)
	return out
}

// newRuleBlocks returns a rule without blocks.
func newRuleBlocks(t *Table, rule BlockingRule, keys ruleKeys) *ruleBlocks {
	out := &ruleBlocks{lists: lists{start: []int32{0}}, fuzzy: keys.fuzzy, report: RuleReport{Rule: rule.Name}}
	if out.fuzzy != nil {
		out.first = make([]int32, t.Len())
		out.values = []int32{}
	}
	return out
}

// takeEntries makes blocks of entries in the order of their keys; those in altered are whole.
func (r *ruleBlocks) takeEntries(t *Table, entries []keyed, split ruleKeys, limit int, altered map[uint64]bool) {
	r.members = make([]int32, 0, len(entries))
	eachBlock(entries, func(block []keyed) {
		r.inWhole = altered[block[0].key]
		if r.fuzzy != nil {
			sortValues(block)
		}
		large := largeRuns(block, limit)
		for _, x := range large {
			r.report.Largest = max(r.report.Largest, x.to-x.from)
			r.noteLarge(t, block[x.from:x.to])
		}
		if large != nil {
			block = r.splitRuns(block, large, split, limit)
		}
		r.addBlock(block)
	})
	r.members = append([]int32(nil), r.members...) // most rows may be alone under their keys
}

// noteLarge notes a run that is too large.
func (r *ruleBlocks) noteLarge(t *Table, run []keyed) {
	if t.memo.later {
		value := uint64(0)
		if r.fuzzy != nil {
			value = r.fuzzy.digestOf(run[0].value)
		}
		r.large = append(r.large, largeRun{run[0].key, t.digestRun(run), value, run[0].row})
	}
}

// dropRule empties a rule that makes more pairs than it may.
func (r *ruleBlocks) dropRule() {
	r.lists, r.shelf, r.first, r.large, r.whole, r.rowKeys = lists{}, shelf{}, nil, nil, nil, nil
	r.report.Unseen += r.report.Pairs
	r.report.Blocks, r.report.Pairs, r.report.Dropped = 0, 0, true
}

// eachBlock calls f with each run of two or more entries under one key, each once.
func eachBlock(entries []keyed, f func(block []keyed)) {
	for from := 0; from < len(entries); {
		to, kept := from, from
		for ; to < len(entries) && entries[to].key == entries[from].key; to++ {
			if to == from || entries[to] != entries[kept-1] {
				entries[kept] = entries[to]
				kept++
			}
		}
		if kept-from > 1 {
			f(entries[from:kept])
		}
		from = to
	}
}

// sortValues puts the entries of one block in the order of their values and, within one, of rows.
func sortValues(block []keyed) {
	slices.SortFunc(block, func(a, b keyed) int { return cmp.Or(int(a.value)-int(b.value), int(a.row)-int(b.row)) })
}

// addBlock takes a block.
func (r *ruleBlocks) addBlock(block []keyed) {
	if len(block) < 2 {
		return
	}
	for _, e := range block {
		r.members = append(r.members, e.row)
		if r.values != nil {
			r.values = append(r.values, e.value)
		}
	}
	r.start = append(r.start, int32(len(r.members)))
	if r.touched {
		r.whole = append(r.whole, r.inWhole)
	}
	r.report.Blocks++
	r.report.Largest = max(r.report.Largest, len(block))
}

// largeRuns returns the runs of a block that have more rows than allowed.
func largeRuns(block []keyed, limit int) []span {
	var out []span
	if len(block) <= limit {
		return nil
	}
	eachRun(block, func(run span) {
		if run.to-run.from > limit {
			out = append(out, run)
		}
	})
	return out
}

// eachRun calls f with each run of one value in a block.
func eachRun(block []keyed, f func(run span)) {
	for from := 0; from < len(block); {
		to := from + 1
		for to < len(block) && block[to].value == block[from].value {
			to++
		}
		f(span{from, to})
		from = to
	}
}

// splitRuns divides runs that are too large by further keys into blocks of their own, and returns the rest of the block. Rows
// without the keys, and parts still too large, are left out and counted.
func (r *ruleBlocks) splitRuns(block []keyed, large []span, by ruleKeys, limit int) []keyed {
	rest := make([]keyed, 0, len(block))
	at := 0
	for _, x := range large {
		rest = append(rest, block[at:x.from]...)
		r.divideRun(block[x.from:x.to], by, limit)
		at = x.to
	}
	return append(rest, block[at:]...)
}

// divideRun splits one run.
func (r *ruleBlocks) divideRun(rows []keyed, by ruleKeys, limit int) {
	n := int64(len(rows))
	unseen := n * (n - 1) / 2
	defer func() { r.report.Unseen += max(unseen, 0) }()
	if by.areNone() {
		r.report.Skipped++
		return
	}
	r.report.Split++
	var parts []keyed
	var buf keyBuffer
	for _, e := range rows {
		for _, h := range by.of(e.row, &buf) {
			parts = append(parts, keyed{h, e.row, e.value})
		}
	}
	sortKeyed(parts)
	eachBlock(parts, func(part []keyed) {
		if len(part) > limit {
			r.report.Skipped++
			return
		}
		r.addBlock(part)
		n := int64(len(part))
		unseen -= n * (n - 1) / 2
	})
}

// RuleReport counts a blocking rule's work.
type RuleReport struct {
	Rule    string
	Blocks  int
	Pairs   int64 // in its blocks, known before anything is compared
	First   int64 // compared here first
	Largest int   // rows in its largest block, split or not
	Split   int   // blocks split by the further keys
	Skipped int   // blocks or parts left out because they were too large
	Unseen  int64 // pairs of the rule that this left out
	Dropped bool  // the rule would make more pairs than it may and was left out
}
