package desk

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
)

// index gathers, while children are written in the order of their numbers, who has each key. Of a county's millions of keys it holds the
// texts in one piece and the rest in numbers: what points to nothing is nothing to look through for the memory's cleaner.
type index struct {
	seed  maphash.Seed
	at    []int32 // from 1, the number of a key, in the place that the digest of its text says or, where another is there, in one of the next; 0: none
	text  []byte
	who   []posting
	steps [][]byte // of keys that several children have
}

// posting are the children of one key: the first, and the steps from each to the next as varints.
type posting struct {
	digest      uint32 // the upper half of its text's
	text        uint32 // where its own begins
	first, last uint32
	steps       int32 // number of its steps, from 1; 0: it is one child's
}

func newIndex() *index { return &index{seed: maphash.MakeSeed(), at: make([]int32, 1<<12)} }

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
	if len(x.who) >= len(x.at)/2 {
		x.makeRoom()
	}
	digest := maphash.Bytes(x.seed, text)
	for place := x.placeOf(uint32(digest >> 32)); ; place = (place + 1) & (len(x.at) - 1) {
		if x.at[place] == 0 {
			x.who = append(x.who, posting{digest: uint32(digest >> 32), text: uint32(len(x.text)), first: n, last: n})
			x.text = append(x.text, text...)
			x.at[place] = int32(len(x.who))
			return x.at[place] - 1, false
		}
		key = x.at[place] - 1
		if x.who[key].digest == uint32(digest>>32) && bytes.Equal(x.textOf(key), text) {
			return key, true
		}
	}
}

// placeOf is the place of a digest: of as many places as a power of two says, the upper bits are its number.
func (x *index) placeOf(digest uint32) int {
	return int(digest >> (33 - bits.Len(uint(len(x.at)))))
}

// makeRoom doubles the places of keys.
func (x *index) makeRoom() {
	x.at = make([]int32, 2*len(x.at))
	for key := range x.who {
		place := x.placeOf(x.who[key].digest)
		for x.at[place] != 0 {
			place = (place + 1) & (len(x.at) - 1)
		}
		x.at[place] = int32(key) + 1
	}
}

// add notes the keys of a child, whose number is higher than that of any before it.
func (x *index) add(n uint32, keys iter.Seq[[]byte]) {
	for text := range keys {
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
