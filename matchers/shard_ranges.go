package matchers

import "fmt"

// The keys of a rule are divided into ranges, in each of which blocks are found alone: no block is in two. A block is called by its range and
// its number there until it is known how many are before it.
const (
	keyRanges   = 1 << rangeBits
	rangeBits   = 6
	rangeBlocks = 1 << (31 - rangeBits) // blocks of a rule in a range, at most; numbers have no sign
)

// RangeOf returns in which range a key is.
func RangeOf(key uint64) int { return int(key >> (64 - rangeBits)) }

// AddRange adds what a rule of a Spec makes in a range of keys, each once.
func (s *Sums) AddRange(spec Spec, r, in int, made RuleReport) error {
	if r < 0 || r >= len(spec.Blocking) || in < 0 || in >= keyRanges {
		return fmt.Errorf("sums: rule %d in range %d: there is none such", r, in)
	}
	for k := len(s.Rules); k < len(spec.Blocking); k++ {
		s.Rules = append(s.Rules, RuleReport{Rule: spec.Blocking[k].Name})
	}
	for len(s.Ranges) < len(s.Rules) {
		s.Ranges = append(s.Ranges, make([]int, keyRanges))
	}
	whole, most := &s.Rules[r], spec.Blocking[r].Most
	s.Ranges[r][in] = made.Blocks
	whole.Largest = max(whole.Largest, made.Largest)
	whole.Split, whole.Skipped, whole.Unseen = whole.Split+made.Split, whole.Skipped+made.Skipped, whole.Unseen+made.Unseen
	switch {
	case whole.Dropped && made.Dropped:
		whole.Unseen -= most + 1 // beyond which nobody counts, once
	case whole.Dropped:
	case made.Dropped, most > 0 && whole.Pairs+made.Pairs > most:
		if !made.Dropped {
			whole.Unseen += most + 1
		}
		whole.Blocks, whole.Pairs, whole.Dropped = 0, 0, true
	default:
		whole.Blocks, whole.Pairs = whole.Blocks+made.Blocks, whole.Pairs+made.Pairs
	}
	return nil
}

// numberOf returns the number of a block among all of its rule.
func (s *Sums) numberOf(r int, block int32) int32 {
	n := block % rangeBlocks
	for _, before := range s.Ranges[r][:block/rangeBlocks] {
		n += int32(before)
	}
	return n
}
