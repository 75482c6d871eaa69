package matchers

import "math/bits"

// similarityCache keeps the levels of pairs of values that were compared lately. It holds one pair per slot and forgets
// the older of two that share one, so its size is fixed and it needs no lock: it belongs to one goroutine.
type similarityCache struct {
	slots []uint64 // lesser code, greater code (30 bits each) and level (4 bits)
	shift int
}

// mostSlots is the number of slots at most, in powers of two: half a megabyte stays in the processor's own cache.
const mostSlots = 16

// levelOf returns the level of values a and b, measured when it is not held. Codes are below 2³⁰.
func (c *similarityCache) levelOf(a, b int32, measure func(a, b int32) int8) int8 {
	if a > b {
		a, b = b, a
	}
	key := uint64(a)<<34 | uint64(b)<<4
	slot := &c.slots[mixBits(key)>>c.shift]
	if *slot&^15 == key {
		return int8(*slot & 15)
	}
	g := measure(a, b)
	*slot = key | uint64(g)
	return g
}

// newSimilarityCache returns an empty cache for so many values. No pair has the key of an empty slot.
func newSimilarityCache(values int) *similarityCache {
	power := min(max(bits.Len(uint(values))+2, 6), mostSlots)
	c := &similarityCache{slots: make([]uint64, 1<<power), shift: 64 - power}
	for k := range c.slots {
		c.slots[k] = ^uint64(0)
	}
	return c
}

// mixBits spreads the bits of a key: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mixBits(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
