package calendar

import "math/bits"

// horizonFrom and horizonTo bound the days that are counted. Outside them no day is a school day or a working day, and a
// deadline that would fall there is not known.
var (
	horizonFrom = On(1970, 1, 2)
	horizonTo   = On(2099, 12, 31)
)

// days is a set of dates between two bounds that counts its members in constant time and finds the nth in logarithmic
// time. It never changes once counted, so any number of goroutines may read it.
type days struct {
	from, to Date
	words    []uint64
	before   []int32 // before[i]: members in words[:i]
	n        int
}

// newDays returns the empty set between two dates, both included.
func newDays(from, to Date) *days {
	return &days{from: from, to: to, words: make([]uint64, (int(to-from)+64)/64)}
}

// daysWhere returns the counted set of the dates between two bounds for which in says true.
func daysWhere(from, to Date, in func(Date) bool) *days {
	s := newDays(from, to)
	for d := from; d <= to; d++ {
		if in(d) {
			s.add(d, d)
		}
	}
	return s.count()
}

// add puts the dates of a span into the set, as far as they lie within its bounds. The set is to be counted afterwards.
func (s *days) add(from, to Date) {
	for d := max(from, s.from); d <= min(to, s.to); d++ {
		i := uint(d - s.from)
		s.words[i/64] |= 1 << (i % 64)
	}
}

// count makes rank and nth ready.
func (s *days) count() *days {
	s.before, s.n = make([]int32, len(s.words)), 0
	for i, w := range s.words {
		s.before[i] = int32(s.n)
		s.n += bits.OnesCount64(w)
	}
	return s
}

// has reports whether a date is in the set.
func (s *days) has(d Date) bool {
	if d < s.from || d > s.to {
		return false
	}
	i := uint(d - s.from)
	return s.words[i/64]>>(i%64)&1 == 1
}

// rank returns how many members are on or before a date.
func (s *days) rank(d Date) int {
	switch {
	case d < s.from:
		return 0
	case d >= s.to:
		return s.n
	}
	i := uint(d - s.from)
	return int(s.before[i/64]) + bits.OnesCount64(s.words[i/64]&(^uint64(0)>>(63-i%64)))
}

// nth returns the kth member, counted from 1, and zero when there is none.
func (s *days) nth(k int) Date {
	if k < 1 || k > s.n {
		return 0
	}
	lo, hi := 0, len(s.words)-1 // the last word that fewer than k members precede
	for lo < hi {
		if mid := (lo + hi + 1) / 2; int(s.before[mid]) < k {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	w := s.words[lo]
	for range k - int(s.before[lo]) - 1 {
		w &= w - 1
	}
	return s.from + Date(lo*64+bits.TrailingZeros64(w))
}

// word returns the 64 days from d as a bit set, the first lowest.
func (s *days) word(d Date) uint64 {
	var w uint64
	for i := range Date(64) {
		if s.has(d + i) {
			w |= 1 << i
		}
	}
	return w
}

// trim clears the bits after the last date of the set.
func (s *days) trim() {
	if over := uint(len(s.words)*64) - uint(s.to-s.from+1); over > 0 {
		s.words[len(s.words)-1] &= ^uint64(0) >> over
	}
}
