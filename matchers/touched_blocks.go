package matchers

import (
	"context"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/pool"
)

// touchedBlocks finds the blocks that hold a touched row: a changed one, or one of a large block that is another than before. In
// blocks of the first kind the pairs with a changed row are new, in those of the second, which are marked as whole, all are. It
// returns why this cannot be said, so that everything must be compared. Rows are found by the keys that were kept of them, and keys
// are derived of those alone.
func (t *Table) touchedBlocks(ctx context.Context, spec Spec, limit, workers int, e *Earlier) (b *blocks, why string, err error) {
	switch {
	case len(e.Rules) != len(spec.Blocking):
		return nil, "the blocking rules are others", nil
	case e.Limit != limit:
		return nil, "blocks may have other sizes", nil
	}
	b = &blocks{t: t, rules: make([]*ruleBlocks, len(spec.Blocking)), touched: slices.Clone(e.Changed)}
	b.barDatasets(spec.Never)
	find := func(find func(r int, rule BlockingRule) error) error {
		g := pool.New().WithMaxGoroutines(workers).WithContext(ctx).WithCancelOnError().WithFirstError()
		for r, rule := range spec.Blocking {
			if !e.Rules[r].Dropped {
				g.Go(func(own context.Context) error {
					if err := own.Err(); err != nil {
						return err
					}
					return find(r, rule)
				})
			}
		}
		return g.Wait()
	}
	looks, found := make([]*touchedRule, len(spec.Blocking)), make([]foundEntries, len(spec.Blocking))
	err = find(func(r int, rule BlockingRule) error {
		looks[r] = b.lookAtTouched(rule, e.Rules[r])
		found[r] = b.alteredBlocks(looks[r], limit)
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	more := false
	for _, f := range found {
		for _, i := range f.rows {
			more = more || !b.touched[i]
			b.touched[i] = true
		}
	}
	if err := find(func(r int, rule BlockingRule) error {
		if more {
			looks[r] = b.lookAtTouched(rule, e.Rules[r])
			found[r].forgetEntries()
		}
		b.rules[r] = b.blocksTouched(looks[r], limit, &found[r])
		b.rules[r].rowKeys = b.rowKeysNow(looks[r])
		b.findTiles(b.rules[r])
		return nil
	}); err != nil {
		return nil, "", err
	}
	all := sync.OnceValue(func() *keyBinder { return newKeyBinder(t) })
	for r, rule := range spec.Blocking {
		if looks[r] == nil { // it was left out, and what tells whether it still is are some rows
			looks[r] = &touchedRule{rule: rule, was: e.Rules[r], binder: newKeyBinder(t)}
			looks[r].binder.rows = append([]int32{}, t.sampleRows()...)
		}
		dropped, err := b.decideRule(ctx, looks[r], all, r, limit, workers)
		if err != nil {
			return nil, "", err
		}
		if dropped != e.Rules[r].Dropped {
			return nil, "blocking rule " + rule.Name + " leaves out other pairs than before", nil
		}
	}
	return b, "", b.indexPlaces(ctx, workers)
}

// blocksTouched finds the blocks of a rule that hold a touched row, and of a fuzzy one what is near it there.
func (b *blocks) blocksTouched(look *touchedRule, limit int, found *foundEntries) *ruleBlocks {
	keys, split := look.binder.bindKeys(look.rule.Keys), look.binder.bindKeys(look.rule.Split)
	out := newRuleBlocks(b.t, look.rule, keys)
	out.touched = true
	if found.entries == nil {
		found.entries = keys.entriesWithin(b.t, look.rows, keys.reachOf(b.keysTouched(keys)), found.first)
	}
	out.takeEntries(b.t, found.entries, split, limit, found.altered)
	out.first, out.large = found.first, found.large
	found.entries = nil
	return out
}

// findTiles finds the near values in the blocks of a rule.
func (b *blocks) findTiles(rule *ruleBlocks) {
	if rule.fuzzy == nil {
		return
	}
	var f finder
	near := make([][]tile, rule.n())
	for k := range near {
		near[k] = f.findTiles(rule, int32(k))
	}
	rule.keepNear(near)
}

// decideRule reports whether a rule makes too many pairs, and notes how many it makes at most: as many as before and those with a
// touched row. Only when that does not decide it are the pairs of all its blocks counted, by keys of all rows.
func (b *blocks) decideRule(ctx context.Context, look *touchedRule, ofAll func() *keyBinder, r int, limit, workers int) (dropped bool, err error) {
	rule, was, out := look.rule, look.was, b.rules[r]
	keys := look.binder.bindKeys(rule.Keys)
	if out == nil {
		out = newRuleBlocks(b.t, rule, keys)
		b.rules[r] = out
	}
	most := b.mostPairs(rule)
	switch {
	case rule.Most > 0 && b.tooMany(rule, keys):
		out.dropRule()
		return true, nil
	case !was.Dropped:
		out.atMost = was.Pairs + b.pairsTouched(out)
		if out.atMost <= most {
			return false, nil
		}
	}
	all := blocksOf(b, ofAll(), rule, limit)
	_, pairs, err := b.countRule(ctx, all, most, workers)
	if out.atMost = pairs; err == nil && pairs > most {
		out.dropRule()
	}
	return pairs > most, err
}

// pairsTouched counts the pairs in blocks of a rule that have a touched row.
func (b *blocks) pairsTouched(rule *ruleBlocks) int64 {
	n := int64(0)
	for k := range rule.n() {
		rule.eachTile(k, 0, func(t tile) {
			left, right := b.countTouched(rule, t.left), b.countTouched(rule, t.right)
			if t.isOneRun() {
				n += left * int64(t.left.to-t.left.from)
				return
			}
			n += left*int64(t.right.to-t.right.from) + right*int64(t.left.to-t.left.from)
		})
	}
	return n
}

// countTouched counts the touched rows of a run.
func (b *blocks) countTouched(rule *ruleBlocks, run span) int64 {
	n := int64(0)
	for _, i := range rule.members[run.from:run.to] {
		if b.touched[i] {
			n++
		}
	}
	return n
}
