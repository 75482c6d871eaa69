package matchers

import "math/bits"

// keyed is a row under a blocking key.
type keyed struct {
	key   uint64
	row   int32
	value int32 // of the rule's fuzzy key; missing without one
}

// sortKeyed sorts entries by key, which is mixed well: they are dealt out by its highest bits and again by the next, and the
// few that lie together then are sorted by insertion. Equal keys keep their order.
func sortKeyed(entries []keyed) {
	if len(entries) < 48 {
		insertKeyed(entries)
		return
	}
	spare := make([]keyed, len(entries))
	high := min(max(bits.Len(uint(len(entries)))-8, 1), 12)
	starts := dealEntries(entries, spare, 64-high, high)
	from := 0
	for _, to := range starts {
		bucket := spare[from:to]
		if len(bucket) < 48 {
			copy(entries[from:to], bucket)
			insertKeyed(entries[from:to])
			from = to
			continue
		}
		low := min(bits.Len(uint(len(bucket)))-1, 12)
		at := 0
		for _, end := range dealEntries(bucket, entries[from:to], 64-high-low, low) {
			insertKeyed(entries[from+at : from+end])
			at = end
		}
		from = to
	}
}

// dealEntries writes entries to another list in the order of some bits of their keys, and returns where each lot ends.
func dealEntries(entries, to []keyed, shift, width int) []int {
	mask := uint64(1)<<width - 1
	count := make([]int, 1<<width)
	for _, e := range entries {
		count[e.key>>shift&mask]++
	}
	at := 0
	for d, n := range count {
		count[d] = at
		at += n
	}
	for _, e := range entries {
		d := e.key >> shift & mask
		to[count[d]] = e
		count[d]++
	}
	return count
}

// insertKeyed sorts a short list, or one of few different keys.
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
