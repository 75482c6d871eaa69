package matchers

import (
	"context"
	"slices"
)

// Earlier is what an earlier comparison of most of the same rows found, by the same model, so that only pairs with a row that
// is new or has changed are compared again. The result is the same as that of comparing all.
type Earlier struct {
	Changed []bool        // by row: new, or with other values than before
	Pairs   []EarlierPair // pairs of unchanged rows, all that can come up to the floor among them
	Rules   []RuleState   // of its Report, moved to the rows of now by MoveKeys
	Limit   int           // of its Report
}

// MoveKeys returns the state of rules with the keys of rows moved to the rows of now: those of row k to at[k], none when that is
// negative. What is not known of the other rows is found when they are looked at.
func MoveKeys(before []RuleState, at []int32, rows int) []RuleState {
	out := slices.Clone(before)
	for r := range out {
		if len(before[r].Keys) != len(at) {
			out[r].Keys = nil
			continue
		}
		out[r].Keys = make([]uint32, rows)
		for i := range out[r].Keys {
			out[r].Keys[i] = anyRowKeys
		}
		for k, i := range at {
			if i >= 0 {
				out[r].Keys[i] = before[r].Keys[k]
			}
		}
	}
	return out
}

// EarlierPair is two unchanged rows and the rule that brought them together.
type EarlierPair struct {
	I, J int32
	Rule uint8
}

// bothUnchanged reports whether neither row has changed since an earlier comparison.
func (e *Earlier) bothUnchanged(i, j int32) bool { return e != nil && !e.Changed[i] && !e.Changed[j] }

// blocksSince returns the blocks to compare: those with a row that is touched when an earlier comparison can be gone on from, and
// otherwise all and, when there was one, why.
func (t *Table) blocksSince(ctx context.Context, spec Spec, o *CompareOptions) (b *blocks, anew string, err error) {
	if o.Earlier != nil {
		if b, anew, err = t.touchedBlocks(ctx, spec, o.BlockLimit, o.Workers, o.Earlier); err != nil || anew == "" {
			t.memo.touched = b
			return b, "", err
		}
		o.Earlier = nil
	}
	b, err = t.prepareBlocks(ctx, spec, o.BlockLimit, o.Workers, o.KeepBlocks)
	return b, anew, err
}

// takeTouched returns the blocks of a comparison that went on from an earlier one, once.
func (t *Table) takeTouched() *blocks {
	b, _ := t.memo.touched.(*blocks)
	t.memo.touched = nil
	return b
}

// ruleNow returns the rule that brings the rows of an earlier pair together now, −1 for none, and for a pair that is compared anew.
func (b *blocks) ruleNow(p EarlierPair) int {
	if !b.touched[p.I] || !b.touched[p.J] { // not both in a block that is another than before
		return int(p.Rule)
	}
	for r, rule := range b.rules {
		if m, met := b.firstMeeting(p.I, p.J, r); met {
			if rule.isWhole(m.block) {
				return -1
			}
			return r
		}
	}
	return -1
}
