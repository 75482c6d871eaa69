package matchers

import "slices"

// reach is the keys under which rows are looked for: by part of a rule those that touched rows have, and what they combine to, with
// a variant where the rule has a fuzzy key.
type reach struct {
	parts  [][][]bool // by part, column of the part and code: whether it has a key that is looked for; nil for a part of whole rows
	values []bool     // of the fuzzy key: whether it has a variant that is looked for; nil when all do
	keys   *hashSet
}

// keysSought are keys that rows are looked for by.
type keysSought struct {
	keys, variants hashSet
	parts          []hashSet
}

// newKeysSought returns none.
func (r ruleKeys) newKeysSought() *keysSought {
	return &keysSought{parts: make([]hashSet, len(r.exact))}
}

// addRow adds the keys of a row.
func (s *keysSought) addRow(r ruleKeys, i int32, buf *keyBuffer) {
	keys := r.of(i, buf)
	if r.near == nil {
		for _, h := range keys {
			s.keys.add(h)
		}
	} else {
		buf.values = r.near.appendValues(buf.values[:0], i)
		for _, v := range buf.values {
			for _, variant := range r.fuzzy.of(v) {
				s.variants.add(variant)
				for _, h := range keys {
					s.keys.add(withVariant(h, variant))
				}
			}
		}
	}
	for k, m := range r.exact {
		buf.part = m.appendKeys(buf.part[:0], i)
		for _, p := range buf.part {
			s.parts[k].add(p)
		}
	}
}

// addLarge adds the key of a large block.
func (s *keysSought) addLarge(r ruleKeys, l LargeBlock) {
	h := combineKeys(l.Parts)
	if r.near != nil {
		s.variants.add(l.Value)
		h = withVariant(h, l.Value)
	}
	s.keys.add(h)
	for k, p := range l.Parts {
		s.parts[k].add(p)
	}
}

// reachOf makes ready to look for keys.
func (r ruleKeys) reachOf(s *keysSought) *reach {
	out := &reach{keys: &s.keys}
	for k, m := range r.exact {
		if m.sum { // the key of a row is made of all its values
			out.parts = append(out.parts, nil)
			continue
		}
		out.parts = append(out.parts, m.codesOf(&s.parts[k]))
	}
	if r.near != nil {
		out.values = make([]bool, r.fuzzy.n())
		for v := range out.values {
			out.values[v] = slices.ContainsFunc(r.fuzzy.of(int32(v)), s.variants.has)
		}
	}
	return out
}

// withVariant is a key together with a variant of the fuzzy key's value.
func withVariant(h, variant uint64) uint64 { return mixBits(h + variant) }

// codesOf returns, by column and code, whether a code has one of the keys.
func (m *keyMaker) codesOf(keys *hashSet) [][]bool {
	out := make([][]bool, len(m.columns))
	for k, lists := range m.hashes {
		out[k] = make([]bool, lists.n())
		for v := range out[k] {
			out[k][v] = slices.ContainsFunc(lists.of(int32(v)), keys.has)
		}
	}
	return out
}

// mayHold reports whether row i may have a key that is looked for; most rows are turned away here.
func (x *reach) mayHold(r ruleKeys, i int32) bool {
	for k, m := range r.exact {
		if x.parts[k] == nil {
			continue
		}
		found := false
		for n, c := range m.columns {
			for _, v := range c.of(i) {
				found = found || v != missing && x.parts[k][n][v]
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// entriesWithin returns every one of some rows, nil for all, under those of its keys and values that are looked for, by key.
func (r ruleKeys) entriesWithin(t *Table, rows []int32, x *reach, first []int32) []keyed {
	var buf keyBuffer
	var out []keyed
	n := len(rows)
	if rows == nil {
		n = t.Len()
	}
	for i := range int32(n) {
		if rows != nil {
			i = rows[i]
		}
		if x.mayHold(r, i) {
			out = r.appendWithin(out, i, &buf, x, first)
		}
	}
	sortKeyed(out)
	return out
}

// appendWithin appends the entries of one row.
func (r ruleKeys) appendWithin(out []keyed, i int32, buf *keyBuffer, x *reach, first []int32) []keyed {
	if r.near == nil {
		for _, h := range r.of(i, buf) {
			if x.keys.has(h) {
				out = append(out, keyed{h, i, missing})
			}
		}
		return out
	}
	buf.values = r.near.appendValues(buf.values[:0], i)
	if !slices.ContainsFunc(buf.values, func(v int32) bool { return x.values[v] }) {
		return out
	}
	first[i] = buf.values[0]
	for _, h := range r.of(i, buf) {
		for _, v := range buf.values {
			if x.values[v] && slices.ContainsFunc(r.fuzzy.of(v), func(variant uint64) bool { return x.keys.has(withVariant(h, variant)) }) {
				out = append(out, keyed{h, i, v})
			}
		}
	}
	return out
}
