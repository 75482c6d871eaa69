package matchers

import "slices"

// The key of every row in a rule is kept from one comparison for the next, so that the rows of a block are found without deriving the
// keys of all others: half of its bits, as what is found is looked at more closely.
const (
	noRowKey   = 0 // the row has none
	anyRowKeys = 1 // it has several, or they are not known: it is always looked at
)

// rowKeyOf returns the key of a row to keep of a key of a rule, that of a fuzzy part left out.
func rowKeyOf(key uint64) uint32 {
	if k := uint32(key >> 32); k > anyRowKeys {
		return k
	}
	return anyRowKeys
}

// rowKeysOf returns the keys of rows to keep, of entries in the order of rows.
func rowKeysOf(t *Table, entries []keyed) []uint32 {
	out := make([]uint32, t.Len())
	for _, e := range entries {
		switch k := rowKeyOf(e.key); out[e.row] {
		case noRowKey:
			out[e.row] = k
		case k:
		default:
			out[e.row] = anyRowKeys
		}
	}
	return out
}

// setRowKey sets the key of a row to keep.
func (r ruleKeys) setRowKey(out []uint32, i int32, buf *keyBuffer) {
	out[i] = noRowKey
	for k, h := range r.of(i, buf) {
		if x := rowKeyOf(h); k == 0 {
			out[i] = x
		} else if out[i] != x {
			out[i] = anyRowKeys
		}
	}
}

// rowKeySet are keys of rows that are looked for, in a table with open places; it is never more than half full.
type rowKeySet struct {
	slots []uint32
	shift uint
}

// newRowKeySet returns a set of keys.
func newRowKeySet(keys []uint32) rowKeySet {
	s := rowKeySet{slots: make([]uint32, 64), shift: 26}
	for len(s.slots) < 2*len(keys)+2 {
		s.slots, s.shift = make([]uint32, 4*len(s.slots)), s.shift-2
	}
	for _, k := range keys {
		at := k >> s.shift
		for s.slots[at] != 0 && s.slots[at] != k {
			at = (at + 1) & uint32(len(s.slots)-1)
		}
		s.slots[at] = k
	}
	return s
}

// has reports whether a key is looked for.
func (s *rowKeySet) has(k uint32) bool {
	for at := k >> s.shift; s.slots[at] != 0; at = (at + 1) & uint32(len(s.slots)-1) {
		if s.slots[at] == k {
			return true
		}
	}
	return false
}

// markRows marks the rows that may have a key that is looked for.
func (s *rowKeySet) markRows(keys []uint32, marked []bool) {
	for i, k := range keys {
		if k == anyRowKeys || k != noRowKey && s.has(k) {
			marked[i] = true
		}
	}
}

// touchedRule is how the blocks of a rule that hold touched rows are found: the rows that are looked at, and what derives their keys.
type touchedRule struct {
	rule   BlockingRule
	was    RuleState
	binder *keyBinder
	rows   []int32 // nil for all
}

// lookAtTouched looks at the rows that may have a key of a touched row or of a large block, and those by which it is told whether the
// rule makes too many pairs.
func (b *blocks) lookAtTouched(rule BlockingRule, was RuleState) *touchedRule {
	out := &touchedRule{rule: rule, was: was, binder: newKeyBinder(b.t)}
	if len(was.Keys) != b.t.Len() {
		return out
	}
	looked := slices.Clone(b.touched)
	if rule.Most > 0 {
		for _, i := range b.t.sampleRows() {
			looked[i] = true
		}
	}
	out.binder.rows = rowsMarked(looked)
	keys := out.binder.bindKeys(rule.Keys)
	var sought []uint32
	var buf keyBuffer
	for i, is := range b.touched {
		if is {
			for _, h := range keys.of(int32(i), &buf) {
				sought = append(sought, rowKeyOf(h))
			}
		}
	}
	for _, l := range was.Large {
		sought = append(sought, rowKeyOf(combineKeys(l.Parts)))
	}
	set := newRowKeySet(sought)
	set.markRows(was.Keys, looked)
	out.rows = rowsMarked(looked)
	out.binder = newKeyBinder(b.t)
	out.binder.rows = out.rows
	return out
}

// rowsMarked returns the rows that are marked; it is never nil.
func rowsMarked(marked []bool) []int32 {
	out := []int32{}
	for i, is := range marked {
		if is {
			out = append(out, int32(i))
		}
	}
	return out
}

// rowKeysNow returns the keys of rows to keep: those that were kept, and of the others new ones.
func (b *blocks) rowKeysNow(x *touchedRule) []uint32 {
	keys := x.binder.bindKeys(x.rule.Keys)
	out := slices.Clone(x.was.Keys)
	all := len(out) != b.t.Len()
	if all {
		out = make([]uint32, b.t.Len())
	}
	var buf keyBuffer
	for i := range out {
		if all || out[i] == anyRowKeys {
			keys.setRowKey(out, int32(i), &buf)
		}
	}
	return out
}
