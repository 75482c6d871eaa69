package people

import (
	"bytes"
	"slices"

	"rollcall/pipeline/register"
)

// The register holds identities in the order of their fingerprints. So are tonight's put in order, once: to know them again and to record them
// is then to go along both, and no map of a million is made.

// printAt is an identity under its fingerprint, as the register knows it.
type printAt struct {
	print    register.Fingerprint
	identity int32
}

// firsts is how many bytes a fingerprint may begin with.
const firsts = 256

// orderPrints puts fingerprints in order: first by their first byte, which is any as likely as another.
func orderPrints(prints []register.Fingerprint) []printAt {
	var from [firsts + 1]int
	for _, print := range prints {
		from[int(print[0])+1]++
	}
	for k := range firsts {
		from[k+1] += from[k]
	}
	all, next := make([]printAt, len(prints)), from
	for identity, print := range prints {
		at := &next[print[0]]
		all[*at] = printAt{print, int32(identity)}
		*at++
	}
	eachSpan(firsts, func(first, end int) {
		for k := first; k < end; k++ {
			slices.SortStableFunc(all[from[k]:from[k+1]], func(a, b printAt) int { return bytes.Compare(a.print[:], b.print[:]) })
		}
	})
	return all
}
