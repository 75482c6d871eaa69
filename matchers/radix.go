package matchers

import (
	"math/bits"
	"slices"
)

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

// sortMarks sorts marks, whose highest bits are mixed well, in the same way; spare is memory for as many.
func sortMarks(marks, spare []mark) {
	if len(marks) < 48 {
		insertMarks(marks)
		return
	}
	high := min(max(bits.Len(uint(len(marks)))-8, 1), 12)
	from := 0
	for _, to := range dealMarks(marks, spare, 64-high, high) {
		bucket := spare[from:to]
		if len(bucket) < 48 {
			copy(marks[from:to], bucket)
			insertMarks(marks[from:to])
			from = to
			continue
		}
		low := min(bits.Len(uint(len(bucket)))-1, 12)
		at := 0
		for _, end := range dealMarks(bucket, marks[from:to], 64-high-low, low) {
			if run := marks[from+at : from+end]; len(run) < 48 {
				insertMarks(run)
			} else {
				slices.Sort(run)
			}
			at = end
		}
		from = to
	}
}

// dealMarks writes marks to another list in the order of some of their bits, and returns where each lot ends.
func dealMarks(marks, to []mark, shift, width int) []int {
	only := mark(1)<<width - 1
	count := make([]int, 1<<width)
	for _, m := range marks {
		count[m>>shift&only]++
	}
	at := 0
	for d, n := range count {
		count[d] = at
		at += n
	}
	for _, m := range marks {
		d := m >> shift & only
		to[count[d]] = m
		count[d]++
	}
	return count
}

// insertMarks sorts a short list.
func insertMarks(marks []mark) {
	for k := 1; k < len(marks); k++ {
		m := marks[k]
		at := k
		for at > 0 && marks[at-1] > m {
			marks[at] = marks[at-1]
			at--
		}
		marks[at] = m
	}
}
