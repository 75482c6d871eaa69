package matchers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// BlockRange finds the blocks of one rule of a Spec from its entries in a range of keys, in the order of their keys, rows and values, and
// calls take with each place. It returns what the rule makes there, which AddRange adds up; of a rule that makes more pairs in the range than
// it may in all nothing is taken.
func BlockRange(ctx context.Context, spec Spec, fields []Field, sums *Sums, limit, r int, entries []Entry, take func(row int32, block int32, value uint8)) (RuleReport, error) {
	rows := make([]int32, 0, len(entries))
	for _, e := range entries {
		rows = append(rows, e.Row)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	t := &Table{dataset: make([]uint16, len(rows))}
	b := &blocks{t: t}
	given := givenEntries{rows: rows, kind: Words, place: map[keyed]uint8{}, split: map[int32][]uint64{}}
	keys := given.bindKeys(spec.Blocking[r], fields)
	rule := newRuleBlocks(t, spec.Blocking[r], keys)
	if len(entries) == 0 {
		return rule.report, nil
	}
	in := RangeOf(entries[0].Key)
	if last := RangeOf(entries[len(entries)-1].Key); last != in {
		return rule.report, fmt.Errorf("shard: rule %s: entries of keys in ranges %d and %d (want those of one)", rule.report.Rule, in, last)
	}
	list := given.takeEntries(entries, rule.first)
	split := ruleKeys{}
	if len(spec.Blocking[r].Split) > 0 {
		split.given = func(i int32) []uint64 { return given.split[i] }
	}
	rule.takeEntries(t, list, split, blockLimitOf(limit, sums.Rows), nil)
	if rule.n() >= rangeBlocks {
		return rule.report, fmt.Errorf("shard: rule %s: %d blocks in a range of keys (want fewer than %d)", rule.report.Rule, rule.n(), rangeBlocks)
	}
	b.rules = []*ruleBlocks{rule}
	if err := b.countPairs(ctx, spec.Blocking[r:r+1], 1); err != nil || rule.report.Dropped {
		return rule.report, err
	}
	for k := range rule.n() {
		for m := rule.start[k]; m < rule.start[k+1]; m++ {
			i, value := rule.members[m], rule.valueOf(m)
			take(rows[i], int32(in)*rangeBlocks+k, given.place[keyed{row: i, value: value}])
		}
	}
	return rule.report, nil
}

// givenEntries are the entries of a rule, derived elsewhere.
type givenEntries struct {
	rows  []int32 // in the order of keys
	kind  Kind
	part  Part
	fuzzy *variants
	code  map[string]int32
	place map[keyed]uint8    // of a row and a value: which of the row's it is, where not the first
	split map[int32][]uint64 // by row
}

// bindKeys returns the keys of a rule, of which the entries have the exact ones.
func (g *givenEntries) bindKeys(rule BlockingRule, fields []Field) ruleKeys {
	for _, k := range rule.Keys {
		if k.Part == Deletions || k.Part == Wildcards {
			at := slices.IndexFunc(fields, func(f Field) bool { return f.Name == k.Columns[0] })
			g.kind, g.part, g.fuzzy, g.code = fields[at].Kind, k.Part, &variants{newHashLists(0)}, map[string]int32{}
			break
		}
	}
	return ruleKeys{fuzzy: g.fuzzy}
}

// takeEntries returns the entries by the places of their rows, and notes each row's first value.
func (g *givenEntries) takeEntries(entries []Entry, first []int32) []keyed {
	out := make([]keyed, 0, len(entries))
	for _, e := range entries {
		i, _ := slices.BinarySearch(g.rows, e.Row)
		x := keyed{e.Key, int32(i), missing}
		if g.fuzzy != nil {
			code, ok := g.code[e.Text]
			if !ok {
				code = g.fuzzy.addValue(keyParts[g.part](e.Text, g.kind))
				g.code[e.Text] = code
			}
			x.value = code
			if e.Value == 0 {
				first[i] = code
			} else {
				g.place[keyed{row: x.row, value: code}] = e.Value
			}
		}
		if len(e.Split) > 0 {
			g.split[x.row] = e.Split
		}
		out = append(out, x)
	}
	return out
}

// shardBlocks are blocks of one rule, all rows of which are in a shard.
type shardBlocks struct {
	*blocks
	rule int
	own  []int32 // those that are the shard's to work on, by their numbers in it
}

// bindBlocks binds the places of rows, and the blocks of a rule of which all rows are there.
func (s *Shard) bindBlocks(r int, blocksOf []int32) *shardBlocks {
	b := &shardBlocks{blocks: &blocks{t: s.t}, rule: r}
	b.barDatasets(nil)
	binder := newKeyBinder(s.t)
	for x, rule := range s.spec.Blocking {
		out := &ruleBlocks{report: RuleReport{Rule: rule.Name}}
		if x < len(s.sums.Rules) && s.sums.Rules[x].Blocks > 0 {
			out.report = s.sums.Rules[x]
			if keys := binder.bindKeys(rule.Keys); keys.near != nil {
				out.takeValues(keys.near, len(s.rows))
			}
		}
		b.rules = append(b.rules, out)
	}
	to := b.numberBlocks(s, blocksOf)
	b.placeRows(s, to)
	return b
}

// takeValues binds the values of the fuzzy key.
func (r *ruleBlocks) takeValues(near *fuzzyKey, rows int) {
	r.fuzzy, r.first = near.variants, make([]int32, rows)
	var buf []int32
	for i := range r.first {
		if buf = near.appendValues(buf[:0], int32(i)); len(buf) > 0 {
			r.first[i] = buf[0]
		}
	}
	r.rowValue = near.valueAt
}

// valueAt returns the number of the value of row i that is the k-th of those that differ.
func (f *fuzzyKey) valueAt(i int32, k int) int32 {
	values := f.appendValues(nil, i)
	if k >= len(values) {
		return missing
	}
	return values[k]
}

// numberBlocks numbers the blocks of the rule in which rows of the shard stand, in their order among all, and gathers their members. It
// returns the number of each.
func (b *shardBlocks) numberBlocks(s *Shard, own []int32) map[int32]int32 {
	type member struct{ block, value, row int32 }
	var list []member
	rule := b.rules[b.rule]
	for i, row := range s.rows {
		for _, p := range row.Places {
			if r, block, k := unpackPlace(p); r == b.rule {
				list = append(list, member{block, b.valueOfPlace(r, int32(i), k), int32(i)})
			}
		}
	}
	slices.SortFunc(list, func(x, y member) int {
		return cmp.Or(cmp.Compare(x.block, y.block), cmp.Compare(x.value, y.value), cmp.Compare(x.row, y.row))
	})
	to := map[int32]int32{}
	rule.numbers = []int32{}
	for n, m := range list {
		if n == 0 || m.block != list[n-1].block {
			to[m.block] = int32(len(rule.numbers))
			rule.numbers, rule.start = append(rule.numbers, s.sums.numberOf(b.rule, m.block)), append(rule.start, int32(n))
		}
		rule.members = append(rule.members, m.row)
		if rule.fuzzy != nil {
			rule.values = append(rule.values, m.value)
		}
	}
	rule.start = append(rule.start, int32(len(list)))
	for _, block := range own {
		if k, ok := to[block]; ok {
			b.own = append(b.own, k)
		}
	}
	if rule.fuzzy != nil {
		var f finder
		near := make([][]tile, len(rule.numbers))
		for _, k := range b.own {
			near[k] = f.findTiles(rule, k)
		}
		rule.keepNear(near)
	}
	return to
}

// valueOfPlace returns the number of the value of the fuzzy key of rule r under which row i stands as its k-th; missing without one.
func (b *shardBlocks) valueOfPlace(r int, i int32, k int) int32 {
	if b.rules[r].rowValue == nil {
		return missing
	}
	return b.rules[r].rowValue(i, k)
}

// placeRows writes each row's places, as indexPlaces does.
func (b *shardBlocks) placeRows(s *Shard, to map[int32]int32) {
	b.lane = []int{0}
	for _, rule := range b.rules {
		if rule.n() > 0 {
			b.live = append(b.live, rule)
		}
		b.lane = append(b.lane, len(b.live))
	}
	b.lanes.groups = (len(b.live) + perGroup - 1) / perGroup
	b.lanes.words = make([]uint64, len(s.rows)*2*b.lanes.groups)
	beside := make([][]further, len(b.rules))
	lanes := make([][perGroup]uint32, b.lanes.groups)
	for i, row := range s.rows {
		none := noBlock | uint32(i)
		for g := range lanes {
			lanes[g] = [perGroup]uint32{none, none, none, none}
		}
		for _, p := range slices.Sorted(slices.Values(row.Places)) {
			r, block, k := unpackPlace(p)
			if r >= len(b.rules) || b.lane[r] == b.lane[r+1] {
				continue
			}
			if r == b.rule {
				block = to[block]
			}
			if at := &lanes[b.lane[r]/perGroup][b.lane[r]%perGroup]; *at&noBlock != 0 && k == 0 {
				*at = uint32(block)
				continue
			}
			beside[r] = append(beside[r], further{int32(i), place{int32(r), block, b.valueOfPlace(r, int32(i), k)}})
		}
		for g := range lanes {
			b.lanes.setGroup(int32(i), g, &lanes[g])
		}
	}
	b.more = newFurtherPlaces(len(s.rows), beside)
}
