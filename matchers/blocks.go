package matchers

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// blocks are the rows that each blocking rule brings together. Blocks are numbered through all rules, in the order of the
// rules and within a rule by their keys; a row alone under its key is in no block. A pair belongs to the lowest block that
// both its rows are in, so that it is compared once, in its first rule, without any list of pairs.
type blocks struct {
	start   []int32 // of each block in members, one more than blocks
	members []int32 // rows, in the order of their keys within a block
	first   []int32 // first block of each rule, one more than rules
	rowFrom []int32 // of each row in rowIn, one more than rows
	rowIn   []int32 // blocks of each row, ascending
	reports []RuleReport
}

// ruleBlocks are the blocks of one rule before they are numbered.
type ruleBlocks struct {
	start   []int32
	members []int32
	report  RuleReport
}

// buildBlocks finds the blocks of all rules, no block larger than limit rows.
func buildBlocks(ctx context.Context, t *Table, rules []BlockingRule, limit, workers int) (*blocks, error) {
	found := make([]ruleBlocks, len(rules))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for r, rule := range rules {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if found[r], err = blocksOf(t, rule, limit); err != nil {
				return fmt.Errorf("blocking rule %s: %w", rule.Name, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	b := &blocks{start: []int32{0}, first: []int32{0}}
	for r := range found {
		f := &found[r]
		for k := 1; k < len(f.start); k++ {
			b.start = append(b.start, int32(len(b.members))+f.start[k])
		}
		b.members = append(b.members, f.members...)
		b.first = append(b.first, int32(len(b.start)-1))
		b.reports = append(b.reports, f.report)
		*f = ruleBlocks{}
	}
	b.index(t.Len())
	return b, nil
}

// index lists the blocks of each row.
func (b *blocks) index(rows int) {
	b.rowFrom = make([]int32, rows+1)
	for _, i := range b.members {
		b.rowFrom[i+1]++
	}
	for i := range rows {
		b.rowFrom[i+1] += b.rowFrom[i]
	}
	at := append([]int32(nil), b.rowFrom[:rows]...)
	b.rowIn = make([]int32, len(b.members))
	for k := range b.n() {
		for _, i := range b.of(k) {
			b.rowIn[at[i]] = k
			at[i]++
		}
	}
}

// n returns the number of blocks.
func (b *blocks) n() int32 { return int32(len(b.start) - 1) }

// of returns the rows of block k.
func (b *blocks) of(k int32) []int32 { return b.members[b.start[k]:b.start[k+1]] }

// together reports whether rows i and j are both in a block numbered from lo up to, but not including, k.
func (b *blocks) together(i, j, lo, k int32) bool {
	p, q := b.rowIn[b.rowFrom[i]:b.rowFrom[i+1]], b.rowIn[b.rowFrom[j]:b.rowFrom[j+1]]
	x, y := 0, 0
	for x < len(p) && y < len(q) && p[x] < k && q[y] < k {
		switch {
		case p[x] < q[y]:
			x++
		case p[x] > q[y]:
			y++
		case p[x] >= lo:
			return true
		default:
			x, y = x+1, y+1
		}
	}
	return false
}

// blocksOf finds the blocks of one rule.
func blocksOf(t *Table, rule BlockingRule, limit int) (ruleBlocks, error) {
	keys, err := bindKeys(t, rule.Keys)
	if err != nil {
		return ruleBlocks{}, err
	}
	split, err := bindKeys(t, rule.Split)
	if err != nil {
		return ruleBlocks{}, err
	}
	out := ruleBlocks{start: []int32{0}, report: RuleReport{Rule: rule.Name}}
	entries := keys.shared(t)
	sortKeyed(entries)
	eachBlock(entries, func(block []keyed) {
		if len(block) <= limit {
			out.add(block)
			return
		}
		out.report.Largest = max(out.report.Largest, len(block))
		out.split(block, split, limit)
	})
	return out, nil
}

// eachBlock calls f with each run of two or more rows under one key, a row once.
func eachBlock(entries []keyed, f func(block []keyed)) {
	for from := 0; from < len(entries); {
		to, kept := from, from
		for ; to < len(entries) && entries[to].key == entries[from].key; to++ {
			if to == from || entries[to].row != entries[kept-1].row {
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

// add takes a block.
func (r *ruleBlocks) add(block []keyed) {
	for _, e := range block {
		r.members = append(r.members, e.row)
	}
	r.start = append(r.start, int32(len(r.members)))
	n := int64(len(block))
	r.report.Blocks++
	r.report.Pairs += n * (n - 1) / 2
	r.report.Largest = max(r.report.Largest, len(block))
}

// split divides a block that is too large by further keys; rows without them, and parts still too large, are left out and
// counted.
func (r *ruleBlocks) split(block []keyed, by ruleKeys, limit int) {
	n := int64(len(block))
	unseen := n * (n - 1) / 2
	if len(by) > 0 {
		r.report.Split++
		var parts []keyed
		var buf keyBuffer
		for _, e := range block {
			for _, h := range by.of(e.row, &buf) {
				parts = append(parts, keyed{h, e.row})
			}
		}
		sortKeyed(parts)
		eachBlock(parts, func(part []keyed) {
			if len(part) <= limit {
				before := r.report.Pairs
				r.add(part)
				unseen -= r.report.Pairs - before
				return
			}
			r.report.Skipped++
		})
	} else {
		r.report.Skipped++
	}
	r.report.Unseen += max(unseen, 0)
}
