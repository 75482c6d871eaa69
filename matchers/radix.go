package matchers

// keyed is a row under a blocking key.
type keyed struct {
	key   uint64
	row   int32
	value int32 // of the rule's fuzzy key; missing without one
}

// sortKeyed sorts entries by key and keeps the order of equal keys: least significant digit first, sixteen bits at a time,
// so that the time is in proportion to the entries. Short lists are sorted by insertion.
func sortKeyed(entries []keyed) {
	if len(entries) < 48 {
		insertKeyed(entries)
		return
	}
	spare := make([]keyed, len(entries))
	from, to := entries, spare
	var count [1 << 11]int
	for shift := 0; shift < 64; shift += 11 {
		clear(count[:])
		for _, e := range from {
			count[e.key>>shift&(1<<11-1)]++
		}
		at := 0
		for d, n := range count {
			count[d] = at
			at += n
		}
		for _, e := range from {
			d := e.key >> shift & (1<<11 - 1)
			to[count[d]] = e
			count[d]++
		}
		from, to = to, from
	}
}

// insertKeyed sorts a short list.
func insertKeyed(entries []keyed) {
	for k := 1; k < len(entries); k++ {
		e := entries[k]
		at := k
		for at > 0 && entries[at-1].key > e.key {
			entries[at] = entries[at-1]
			at--
		}
		entries[at] = e
	}
}
