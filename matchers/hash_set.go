package matchers

import "math/bits"

// hashSet is a set of hashes, which are mixed well: a table with open places that is never more than half full.
type hashSet struct {
	slots []uint64 // 0 for none
	used  int
	zero  bool // 0 is in the set
}

// add puts a hash in the set.
func (s *hashSet) add(h uint64) {
	if h == 0 {
		s.zero = true
		return
	}
	if 2*(s.used+1) > len(s.slots) {
		s.growSlots()
	}
	at := s.placeOf(h)
	if s.slots[at] == 0 {
		s.slots[at] = h
		s.used++
	}
}

// has reports whether a hash is in the set.
func (s *hashSet) has(h uint64) bool {
	if h == 0 {
		return s.zero
	}
	return s.used > 0 && s.slots[s.placeOf(h)] == h
}

// placeOf returns where a hash is, or the open place where it would be.
func (s *hashSet) placeOf(h uint64) int {
	mask := len(s.slots) - 1
	at := int(h>>(64-bits.Len(uint(mask)))) & mask
	for s.slots[at] != 0 && s.slots[at] != h {
		at = (at + 1) & mask
	}
	return at
}

// growSlots makes the table four times as large.
func (s *hashSet) growSlots() {
	old := s.slots
	s.slots, s.used = make([]uint64, max(64, 4*len(old))), 0
	for _, h := range old {
		if h != 0 {
			s.add(h)
		}
	}
}
