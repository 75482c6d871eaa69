package matchers

import (
	"math/bits"

	"github.com/antzucaro/matchr"
)

// kernels measure how alike two strings are. One kernels belongs to one goroutine: it keeps the table of bit masks between
// calls and clears only what a call set, so that a call allocates nothing.
type kernels struct {
	mask [128]uint64 // for each letter, the places of the pattern that hold it
}

// fitsKernel reports whether the bit-parallel measures can take s: ASCII, one word of places.
func fitsKernel(s string) bool { return len(s) <= 64 && isASCII(s) }

// jaroWinkler returns the Jaro–Winkler similarity of two strings, 0 to 1. Jaro's matching goes from left to right and is
// not quite symmetric; the lesser string always goes first here, so that the measure is.
//
// Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi–Sunter Model of Record Linkage (1990),
// with his boost of .1 for each of the first four letters when Jaro exceeds .7.
func (k *kernels) jaroWinkler(a, b string) float64 {
	if a > b {
		a, b = b, a
	}
	if !fitsKernel(a) || !fitsKernel(b) {
		return matchr.JaroWinkler(a, b, false)
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common, transposed := k.jaroMatches(a, b)
	if common == 0 {
		return 0
	}
	c := float64(common)
	d := (c/float64(len(a)) + c/float64(len(b)) + (c-float64(transposed))/c) / 3
	if d > .7 {
		i := 0
		for i < 4 && i < len(a) && i < len(b) && a[i] == b[i] && !isDigit(a[i]) {
			i++
		}
		d += float64(i) * .1 * (1 - d)
	}
	return d
}

// jaroMatches returns how many letters of a and b match within Jaro's window and how many transpositions they need.
func (k *kernels) jaroMatches(a, b string) (common, transposed int) {
	for j := range len(b) {
		k.mask[b[j]] |= 1 << j
	}
	window := max(max(len(a), len(b))/2-1, 0)
	var inA, inB uint64
	for i := range len(a) {
		lo, hi := max(i-window, 0), min(i+window, len(b)-1)
		if lo > hi {
			continue
		}
		within := ^uint64(0) >> (63 - (hi - lo)) << lo
		if m := k.mask[a[i]] & within &^ inB; m != 0 {
			inB |= m & -m
			inA |= 1 << i
		}
	}
	for j := range len(b) {
		k.mask[b[j]] = 0
	}
	common = bits.OnesCount64(inA)
	for inA != 0 {
		if a[bits.TrailingZeros64(inA)] != b[bits.TrailingZeros64(inB)] {
			transposed++
		}
		inA &= inA - 1
		inB &= inB - 1
	}
	return common, transposed / 2
}
