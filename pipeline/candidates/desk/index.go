package desk

import (
	"encoding/binary"
	"maps"
	"slices"
)

// index gathers, while children are written in the order of their numbers, who has each key.
type index struct {
	at  map[string]int32
	who []posting
}

// posting are the children of one key: the first, and the steps from each to the next as varints.
type posting struct {
	first, last uint32
	steps       []byte
}

func newIndex() *index { return &index{at: map[string]int32{}} }

// add notes the keys of a child, whose number is higher than that of any before it.
func (x *index) add(n uint32, of *keys) {
	for key := range of.each {
		at, known := x.at[string(key)]
		if !known {
			x.at[string(key)] = int32(len(x.who))
			x.who = append(x.who, posting{first: n, last: n})
			continue
		}
		if p := &x.who[at]; p.last != n {
			p.steps = binary.AppendUvarint(p.steps, uint64(n-p.last))
			p.last = n
		}
	}
}

// A block holds neighbouring keys: a row for each key would take longer to write than everything else, for most keys are one child's.
const (
	blockKeys  = 256
	blockBytes = 32 << 10
)

// eachBlock calls with the blocks of the index in the order of keys, each with its first key. In a block stand, for every key, how many
// bytes it shares with the one before, the length of the rest, the rest, the first child, the length of the steps and the steps.
func (x *index) eachBlock(call func(first string, block []byte) error) error {
	var block []byte
	first, before, held := "", "", 0
	end := func() error {
		if held == 0 {
			return nil
		}
		packed := packer().EncodeAll(block, nil)
		block, before, held = block[:0], "", 0
		return call(first, packed)
	}
	for _, key := range slices.Sorted(maps.Keys(x.at)) {
		if held == blockKeys || len(block) > blockBytes || held > 0 && key[0] != before[0] {
			if err := end(); err != nil {
				return err
			}
		}
		if held == 0 {
			first = key
		}
		shared := 0
		for shared < len(before) && shared < len(key) && before[shared] == key[shared] {
			shared++
		}
		p := &x.who[x.at[key]]
		block = binary.AppendUvarint(block, uint64(shared))
		block = binary.AppendUvarint(block, uint64(len(key)-shared))
		block = append(block, key[shared:]...)
		block = binary.AppendUvarint(block, uint64(p.first))
		block = binary.AppendUvarint(block, uint64(len(p.steps)))
		block = append(block, p.steps...)
		before, held = key, held+1
	}
	return end()
}

// readBlock yields the keys of a block with their children, as eachBlock wrote them.
func readBlock(block []byte, yield func(key string, who children) bool) error {
	key := []byte{}
	number := func() (int, bool) {
		n, size := binary.Uvarint(block)
		if size <= 0 || n > mostUnpacked {
			return 0, false
		}
		block = block[size:]
		return int(n), true
	}
	for len(block) > 0 {
		shared, okShared := number()
		rest, okRest := number()
		if !okShared || !okRest || shared > len(key) || rest > len(block) {
			return errDamaged
		}
		key = append(key[:shared], block[:rest]...)
		block = block[rest:]
		first, okFirst := number()
		size, okSize := number()
		if !okFirst || !okSize || size > len(block) {
			return errDamaged
		}
		if !yield(string(key), children{uint32(first), block[:size]}) {
			return nil
		}
		block = block[size:]
	}
	return nil
}

// children are the children of a key.
type children struct {
	first uint32
	steps []byte
}

// each yields their numbers, rising.
func (c children) each(yield func(uint32) bool) {
	n, steps := c.first, c.steps
	for yield(n) && len(steps) > 0 {
		step, size := binary.Uvarint(steps)
		if size <= 0 {
			return
		}
		n, steps = n+uint32(step), steps[size:]
	}
}
