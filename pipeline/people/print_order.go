package people

import (
	"bytes"
	"cmp"
	"encoding/binary"

	"rollcall/pipeline/register"
)

// The register holds identities in the order of their fingerprints. So are tonight's put in order, once: to know them again and to record them
// is then to go along both, and no map of a million is made.

// printAt is a fingerprint with the number of what it is of: an identity, as the register knows it, or a person, as an extract gives it.
type printAt struct {
	print register.Fingerprint
	of    int32
}

// compareFingerprints orders fingerprints.
func compareFingerprints(a, b register.Fingerprint) int { return bytes.Compare(a[:], b[:]) }

func (x printAt) compare(y printAt) int {
	if c := compareFingerprints(x.print, y.print); c != 0 { // of most
		return c
	}
	return cmp.Compare(x.of, y.of)
}

// orderPrints puts fingerprints in order, and those that are the same by number.
func orderPrints(prints []register.Fingerprint) []printAt {
	unordered := make([]printAt, len(prints))
	for i := range prints {
		unordered[i] = printAt{prints[i], int32(i)}
	}
	all := shelve(unordered, func(x *printAt) uint64 { return binary.BigEndian.Uint64(x.print[:8]) })
	eachSpan(all.shelves(), func(from, to int) { all.sort(from, to, printAt.compare) })
	return all.all
}
