package people

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"rollcall/pipeline/register"
)

// The register holds identities in the order of their fingerprints. So are tonight's put in order, once: to know them again and to record them
// is then to go along both, and no map of a million is made.

// printAt is a fingerprint with the number of what it is of: an identity, as the register knows it, or a person, as an extract gives it.
type printAt struct {
	print register.Fingerprint
	of    int32
}

// orderPrints puts fingerprints in order: first by so many of their bits, of which any are as likely as others, that a few have the same.
func orderPrints(prints []register.Fingerprint) []printAt {
	width := bits.Len(uint(len(prints) / 8))
	heapOf := func(print *register.Fingerprint) int { return int(binary.BigEndian.Uint64(print[:8]) >> (64 - width)) }
	from := make([]int32, 1<<width+1)
	for i := range prints {
		from[heapOf(&prints[i])+1]++
	}
	for k := range 1 << width {
		from[k+1] += from[k]
	}
	all, next := make([]printAt, len(prints)), slices.Clone(from)
	for i := range prints {
		at := &next[heapOf(&prints[i])]
		all[*at] = printAt{prints[i], int32(i)}
		*at++
	}
	eachSpan(1<<width, func(first, end int) {
		for k := first; k < end; k++ {
			slices.SortFunc(all[from[k]:from[k+1]], func(a, b printAt) int {
				return cmp.Or(compareFingerprints(a.print, b.print), int(a.of-b.of))
			})
		}
	})
	return all
}
