package matchers

// ruleKeys derive the keys of a rule: all combinations of the keys of its parts.
type ruleKeys []*keyMaker

// bindKeys makes the keyMakers of keys.
func bindKeys(t *Table, keys []Key) (ruleKeys, error) {
	var out ruleKeys
	for _, k := range keys {
		m, err := bindKey(t, k)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// keyBuffer is memory for the keys of one row, used again for the next.
type keyBuffer struct{ part, combined, next []uint64 }

// of returns the keys of row i, valid until the next call; none when a part is missing.
func (r ruleKeys) of(i int32, buf *keyBuffer) []uint64 {
	buf.combined = append(buf.combined[:0], 0)
	for _, m := range r {
		buf.part = m.append(buf.part[:0], i)
		buf.next = buf.next[:0]
		for _, h := range buf.combined {
			for _, p := range buf.part {
				buf.next = append(buf.next, mix(h*3+p))
			}
		}
		buf.combined, buf.next = buf.next, buf.combined
	}
	return buf.combined
}

// perRow returns how many keys a row has, by a thousand rows spread over the table.
func (r ruleKeys) perRow(t *Table) float64 {
	var buf keyBuffer
	step := max(t.Len()/1000, 1)
	keys, rows := 0, 0
	for k := 0; k < t.Len(); k += step {
		keys += len(r.of(t.order[k], &buf))
		rows++
	}
	return float64(keys) / max(float64(rows), 1)
}

// shared returns the entries of rows under keys that more than one row has, and a few more: keys are first marked in two
// bit maps, so that the many keys of one row alone, such as deletions, cost no memory.
func (r ruleKeys) shared(t *Table) []keyed {
	var buf keyBuffer
	size := uint64(1 << 10)
	for size < 8*uint64(r.perRow(t)*float64(t.Len())) {
		size *= 2
	}
	once, twice := make([]uint64, size/64), make([]uint64, size/64)
	kept := 0
	for _, i := range t.order {
		for _, h := range r.of(i, &buf) {
			w, bit := h&(size-1)>>6, uint64(1)<<(h&63)
			if once[w]&bit != 0 {
				twice[w] |= bit
				kept++
			}
			once[w] |= bit
		}
	}
	entries := make([]keyed, 0, 2*kept)
	for _, i := range t.order {
		for _, h := range r.of(i, &buf) {
			if w, bit := h&(size-1)>>6, uint64(1)<<(h&63); twice[w]&bit != 0 {
				entries = append(entries, keyed{h, i})
			}
		}
	}
	return entries
}
