package xmlscan

import (
	"encoding/binary"
	"maps"
	"slices"
)

// parts finds the parts of a scope by the name of an element, in whatever case it is written. It is asked for every element of every
// file: a map, with the name put into lower case first, takes three times as long.
type parts []partSlot // as many as a power of two, at least half of them empty

type partSlot struct {
	name []byte // in lower case
	part part
}

// newParts returns the parts, given by name in lower case.
func newParts(all map[string]part) parts {
	size := 2
	for size < 2*len(all) {
		size *= 2
	}
	p := make(parts, size)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		at := p.placeOf([]byte(name))
		for p[at].name != nil {
			at = (at + 1) % len(p)
		}
		p[at] = partSlot{[]byte(name), all[name]}
	}
	return p
}

// find returns the part of a name, which is not empty.
func (p parts) find(name []byte) (part, bool) {
	for at := p.placeOf(name); p[at].name != nil; at = (at + 1) & (len(p) - 1) {
		if len(p[at].name) == len(name) && sameLetters(p[at].name, name) {
			return p[at].part, true
		}
	}
	return part{}, false
}

// placeOf is where a name is looked for first.
func (p parts) placeOf(name []byte) int {
	n := len(name)
	return (n + 31*int(name[0]|letterCase) + 7*int(name[n-1]|letterCase) + 131*int(name[n/2]|letterCase)) & (len(p) - 1)
}

// letterCase is the bit by which a capital differs from its small letter. No two other bytes that a name may hold differ by it alone.
const letterCase = 0x20

// sameLetters reports whether two names of one length are the same but for capitals.
func sameLetters(a, b []byte) bool {
	const every = letterCase * 0x0101010101010101
	for len(a) >= 8 {
		if (binary.LittleEndian.Uint64(a)^binary.LittleEndian.Uint64(b))&^every != 0 {
			return false
		}
		a, b = a[8:], b[8:]
	}
	for i := range a {
		if (a[i]^b[i])&^letterCase != 0 {
			return false
		}
	}
	return true
}
