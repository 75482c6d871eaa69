package desk

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// index gathers, while children are written in the order of their numbers, who has each key. Of a county's millions of keys it holds the
// texts in one piece and the rest in numbers: what points to nothing is nothing to look through for the memory's cleaner.
type index struct {
	seed  maphash.Seed
	at    map[uint64]int32 // number of a key, by the digest of its text or, where another has that, one of the next
	text  []byte
	who   []posting
	steps [][]byte // of keys that several children have
}

// posting are the children of one key: the first, and the steps from each to the next as varints.
type posting struct {
	text        uint32 // where its own begins
	first, last uint32
	steps       int32 // number of its steps, from 1; 0: it is one child's
}

func newIndex() *index { return &index{seed: maphash.MakeSeed(), at: map[uint64]int32{}} }

// textOf is the text of a key.
func (x *index) textOf(key int32) []byte {
	end := uint32(len(x.text))
	if int(key)+1 < len(x.who) {
		end = x.who[key+1].text
	}
	return x.text[x.who[key].text:end]
}

// numberOf is the number of a key, which it has from now on if it had none.
func (x *index) numberOf(text []byte, n uint32) (key int32, known bool) {
	for digest := maphash.Bytes(x.seed, text); ; digest++ {
		key, known = x.at[digest]
		if !known {
			key = int32(len(x.who))
			x.at[digest] = key
			x.who = append(x.who, posting{text: uint32(len(x.text)), first: n, last: n})
			x.text = append(x.text, text...)
			return key, false
		}
		if bytes.Equal(x.textOf(key), text) {
			return key, true
		}
	}
}

// add notes the keys of a child, whose number is higher than that of any before it.
func (x *index) add(n uint32, of *keys) {
	for text := range of.each {
		key, known := x.numberOf(text, n)
		p := &x.who[key]
		if !known || p.last == n {
			continue
		}
		if p.steps == 0 {
			x.steps = append(x.steps, nil)
			p.steps = int32(len(x.steps))
		}
		steps := &x.steps[p.steps-1]
		*steps = binary.AppendUvarint(*steps, uint64(n-p.last))
		p.last = n
	}
}

// inOrder are the numbers of the keys in the order of their texts. They are compared by their first letters, where these differ.
func (x *index) inOrder() []int32 {
	type begun struct {
		letters uint64
		key     int32
	}
	all := make([]begun, len(x.who))
	for i := range all {
		var first [8]byte
		copy(first[:], x.textOf(int32(i)))
		all[i] = begun{binary.BigEndian.Uint64(first[:]), int32(i)}
	}
	slices.SortFunc(all, func(a, b begun) int {
		if a.letters != b.letters {
			return cmp.Compare(a.letters, b.letters)
		}
		return bytes.Compare(x.textOf(a.key), x.textOf(b.key))
	})
	order := make([]int32, len(all))
	for i := range all {
		order[i] = all[i].key
	}
	return order
}

// A block holds neighbouring keys: a row for each key would take longer to write than everything else, for most keys are one child's.
const (
	blockKeys  = 256
	blockBytes = 32 << 10
)

// eachBlock calls with the blocks of the index in the order of keys, each with its first key. In a block stand, for every key, how many
// bytes it shares with the one before, the length of the rest, the rest, the first child, the length of the steps and the steps.
func (x *index) eachBlock(call func(first string, block []byte) error) error {
	var block, before []byte
	first, held := "", 0
	end := func() error {
		if held == 0 {
			return nil
		}
		packed := packer().EncodeAll(block, nil)
		block, before, held = block[:0], nil, 0
		return call(first, packed)
	}
	for _, number := range x.inOrder() {
		key, p := x.textOf(number), &x.who[number]
		if held == blockKeys || len(block) > blockBytes || held > 0 && key[0] != before[0] {
			if err := end(); err != nil {
				return err
			}
		}
		if held == 0 {
			first = string(key)
		}
		shared := 0
		for shared < len(before) && shared < len(key) && before[shared] == key[shared] {
			shared++
		}
		var steps []byte
		if p.steps > 0 {
			steps = x.steps[p.steps-1]
		}
		block = binary.AppendUvarint(block, uint64(shared))
		block = binary.AppendUvarint(block, uint64(len(key)-shared))
		block = append(block, key[shared:]...)
		block = binary.AppendUvarint(block, uint64(p.first))
		block = binary.AppendUvarint(block, uint64(len(steps)))
		block = append(block, steps...)
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
