package matchers

import (
	"slices"
	"sync"
)

// ruleKeys derive the keys of a rule: all combinations of the keys of its exact parts, and the values of its fuzzy part. Of
// several fuzzy parts all but the first are taken as exact ones with a key for each variant.
type ruleKeys struct {
	exact []*keyMaker
	fuzzy *variants
	near  *fuzzyKey
	given func(i int32) []uint64 // in place of exact, where they were derived elsewhere
}

// areNone reports whether there is no exact key.
func (r ruleKeys) areNone() bool { return len(r.exact) == 0 && r.given == nil }

// keyBinder makes what derives keys, once for each Key that rules share.
type keyBinder struct {
	t     *Table
	rows  []int32 // that keys are asked for; nil for all
	mu    sync.Mutex
	exact map[string]func() *keyMaker
	fuzzy map[string]func() *fuzzyKey
}

func newKeyBinder(t *Table) *keyBinder {
	return &keyBinder{t: t, exact: map[string]func() *keyMaker{}, fuzzy: map[string]func() *fuzzyKey{}}
}

// bindKeys makes the keys of a rule.
func (b *keyBinder) bindKeys(keys []Key) (out ruleKeys) {
	for _, k := range keys {
		if (k.Part == Deletions || k.Part == Wildcards) && out.near == nil {
			out.near = bindOnce(b, b.fuzzy, k, bindFuzzy)
			out.fuzzy = out.near.variants
			continue
		}
		out.exact = append(out.exact, bindOnce(b, b.exact, k, bindKey))
	}
	return out
}

// bindOnce returns what was made for a Key, or makes it.
func bindOnce[T any](b *keyBinder, had map[string]func() T, k Key, make func(*Table, Key, func(*column) []bool) T) T {
	name := fingerprint(k)
	b.mu.Lock()
	if had[name] == nil {
		had[name] = sync.OnceValue(func() T { return make(b.t, k, b.wantedOf) })
	}
	made := had[name]
	b.mu.Unlock()
	return made()
}

// wantedOf returns which codes of a column are those of a row that keys are asked for, nil for all.
func (b *keyBinder) wantedOf(c *column) []bool {
	if b.rows == nil {
		return nil
	}
	out := make([]bool, len(c.values))
	for _, i := range b.rows {
		for _, v := range c.of(i) {
			if v != missing {
				out[v] = true
			}
		}
	}
	return out
}

// keyBuffer is memory for the keys of one row, used again for the next.
type keyBuffer struct {
	part, combined, next []uint64
	values               []int32
}

// of returns the combined exact keys of row i, valid until the next call; none when a part is missing.
func (r ruleKeys) of(i int32, buf *keyBuffer) []uint64 {
	if r.given != nil {
		return r.given(i)
	}
	buf.combined = append(buf.combined[:0], 0)
	for _, m := range r.exact {
		buf.part = m.appendKeys(buf.part[:0], i)
		if len(buf.part) == 1 { // nearly always
			for k, h := range buf.combined {
				buf.combined[k] = combineKey(h, buf.part[0])
			}
			continue
		}
		buf.next = buf.next[:0]
		for _, h := range buf.combined {
			for _, p := range buf.part {
				buf.next = append(buf.next, combineKey(h, p))
			}
		}
		buf.combined, buf.next = buf.next, buf.combined
	}
	return buf.combined
}

// entriesOf returns every row under each of its keys and values, and notes each row's first value.
func (r ruleKeys) entriesOf(t *Table, first []int32) []keyed {
	var buf keyBuffer
	out := make([]keyed, 0, t.Len())
	for i := range int32(t.Len()) {
		keys := r.of(i, &buf)
		if r.near == nil {
			for _, h := range keys {
				out = append(out, keyed{h, i, missing})
			}
			continue
		}
		buf.values = r.near.appendValues(buf.values[:0], i)
		if len(buf.values) > 0 {
			first[i] = buf.values[0]
		}
		for _, h := range keys {
			for _, v := range buf.values {
				out = append(out, keyed{h, i, v})
			}
		}
	}
	return out
}

// agreer reports whether two rows agree on a key.
type agreer func(i, j int32) bool

// keyAgreer returns whether two rows agree on the one key that is bound.
func (r ruleKeys) keyAgreer() agreer {
	var a, b keyBuffer
	return func(i, j int32) bool {
		if r.near != nil {
			a.values, b.values = r.near.appendValues(a.values[:0], i), r.near.appendValues(b.values[:0], j)
			for _, x := range a.values {
				if slices.ContainsFunc(b.values, func(y int32) bool { return r.fuzzy.shareVariant(x, y) }) {
					return true
				}
			}
			return false
		}
		keys := r.of(i, &a)
		return slices.ContainsFunc(r.of(j, &b), func(h uint64) bool { return slices.Contains(keys, h) })
	}
}
