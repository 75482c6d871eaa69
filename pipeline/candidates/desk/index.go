package desk

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"iter"
	"math/bits"
	"runtime"
	"slices"

	"github.com/sourcegraph/conc/stream"
)

// index gathers, while children are written in the order of their numbers, who has each key. Of a county's millions of keys it holds the
// texts in one piece and the rest in numbers: what points to nothing is nothing to look through for the memory's cleaner. Words, days and
// postcodes are few, and each is looked up when another child has it. A number is one child's, nearly always: it is not looked up, but put
// in order with all others at the end, where those that are alike stand side by side.
type index struct {
	seed   maphash.Seed
	at     []place // as many as a power of two, each key in that which the digest of its text says or, where another is there, in one of the next
	placed int     // how many keys have such a place
	text   []byte
	who    []posting
	steps  [][]byte // of keys that several children have
}

// place is the place of a key: its number from 1, 0: of none, and the upper half of the digest of its text.
type place struct {
	key    int32
	digest uint32
}

// posting are the children of one key: the first, and the steps from each to the next as varints.
type posting struct {
	text        uint32 // where its own begins
	first, last uint32
	steps       int32 // number of its steps, from 1; 0: it is one child's
}

// newIndex has room for the keys of so many children, as many as most have.
func newIndex(children int) *index {
	return &index{seed: maphash.MakeSeed(), at: make([]place, 1<<12), text: make([]byte, 0, 80*children), who: make([]posting, 0, 7*children)}
}

// textOf is the text of a key.
func (x *index) textOf(key int32) []byte {
	end := uint32(len(x.text))
	if int(key)+1 < len(x.who) {
		end = x.who[key+1].text
	}
	return x.text[x.who[key].text:end]
}

// begin begins a key of a child, and returns its number.
func (x *index) begin(text []byte, n uint32) int32 {
	x.who, x.text = append(x.who, posting{text: uint32(len(x.text)), first: n, last: n}), append(x.text, text...)
	return int32(len(x.who) - 1)
}

// numberOf is the number of a key of a child, which it has from now on if it had none.
func (x *index) numberOf(text []byte, n uint32) int32 {
	if x.placed >= len(x.at)/2 {
		x.makeRoom()
	}
	digest := uint32(maphash.Bytes(x.seed, text) >> 32)
	for i := x.placeOf(digest); ; i = (i + 1) & (len(x.at) - 1) {
		switch at := &x.at[i]; {
		case at.key == 0:
			key := x.begin(text, n)
			*at, x.placed = place{key + 1, digest}, x.placed+1
			return key
		case at.digest == digest && bytes.Equal(x.textOf(at.key-1), text):
			return at.key - 1
		}
	}
}

// placeOf is where the place of a digest is looked for first.
func (x *index) placeOf(digest uint32) int { return int(digest >> (33 - bits.Len(uint(len(x.at))))) }

// makeRoom doubles the places of keys.
func (x *index) makeRoom() {
	before := x.at
	x.at = make([]place, 2*len(before))
	for _, was := range before {
		if was.key == 0 {
			continue
		}
		i := x.placeOf(was.digest)
		for x.at[i].key != 0 {
			i = (i + 1) & (len(x.at) - 1)
		}
		x.at[i] = was
	}
}

// add notes the keys of a child, whose number is higher than that of any before it.
func (x *index) add(n uint32, keys iter.Seq[[]byte]) {
	for text := range keys {
		if text[0] == aNumber {
			x.begin(text, n)
			continue
		}
		p := &x.who[x.numberOf(text, n)]
		if p.last == n {
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

// orderedKey is the number of a key, with the beginning of its text as a number of the same order.
type orderedKey struct {
	begins uint64
	key    int32
}

// inGroups are the numbers of the keys, those of one kind and first letter together and groups in the order of texts, and where each ends.
func (x *index) inGroups() (all []orderedKey, ends []int) {
	groupOf := func(text []byte) int { return int(text[0]-aNumber)*letters + int(letterRanks[text[1]]) }
	ends = make([]int, 1+groupOf([]byte{aPhone, 'z'}))
	for key := range x.who {
		ends[groupOf(x.textOf(int32(key)))]++
	}
	all, before := make([]orderedKey, len(x.who)), 0
	for group, n := range ends {
		ends[group], before = before, before+n
	}
	for key := range x.who {
		text := x.textOf(int32(key))
		end := &ends[groupOf(text)]
		all[*end] = orderedKey{beginningOf(text), int32(key)}
		*end++
	}
	return all, ends
}

// putInOrder puts the numbers of keys in the order of their texts; of those that are alike, in the order of their children.
func (x *index) putInOrder(keys []orderedKey) {
	slices.SortFunc(keys, func(a, b orderedKey) int {
		if a.begins != b.begins {
			return cmp.Compare(a.begins, b.begins)
		}
		return cmp.Or(bytes.Compare(x.textOf(a.key), x.textOf(b.key)), cmp.Compare(a.key, b.key))
	})
}

// letters is how many figures and letters there are, with none.
const letters = 1 + 10 + 26

// lettersOrdered is how many letters of a key fit in a number besides its kind: as many as tell the pupils of a school's year from others'.
const lettersOrdered = 11

// beginningOf is the beginning of a key as a number that is in the order of texts: of its kind and the letters and figures after it.
func beginningOf(key []byte) uint64 {
	n := uint64(key[0] - aNumber) // the least of kinds
	for i := 1; i <= lettersOrdered; i++ {
		n *= letters
		if i < len(key) {
			n += uint64(letterRanks[key[i]])
		}
	}
	return n
}

// letterRanks are figures and small letters by their order, from 1.
var letterRanks = func() (ranks [256]byte) {
	for i := range byte(10) {
		ranks['0'+i] = 1 + i
	}
	for i := range byte(26) {
		ranks['a'+i] = 11 + i
	}
	return ranks
}()

// A block holds neighbouring keys: a row for each key would take longer to write than everything else, for most keys are one child's.
const (
	blockKeys  = 256
	blockBytes = 32 << 10
)

// eachBlock calls with the blocks of the index in the order of keys, each with its first key. As many groups are packed at a time as there are
// processors.
func (x *index) eachBlock(call func(first string, packed []byte)) {
	packing := stream.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	all, ends := x.inGroups()
	from := 0
	for _, to := range ends {
		if group := all[from:to]; len(group) > 0 {
			packing.Go(func() stream.Callback {
				x.putInOrder(group)
				blocks := x.packBlocks(group)
				return func() {
					for i := range blocks {
						call(blocks[i].first, blocks[i].packed)
					}
				}
			})
		}
		from = to
	}
	packing.Wait()
}

// keyBlock is a block of keys with the first of them.
type keyBlock struct {
	first  string
	packed []byte
}

// packBlocks packs keys that are in order. In a block stand, for every key, how many bytes it shares with the one before, the length of the
// rest, the rest, the first child, the length of the steps and the steps.
func (x *index) packBlocks(order []orderedKey) (all []keyBlock) {
	var block, before, steps []byte
	held := 0
	end := func() {
		all[len(all)-1].packed = packer().EncodeAll(block, nil)
		block, before, held = block[:0], nil, 0
	}
	for i := 0; i < len(order); {
		number := order[i].key
		key, p := x.textOf(number), &x.who[number]
		if held == blockKeys || len(block) > blockBytes {
			end()
		}
		if held == 0 {
			all = append(all, keyBlock{first: string(key)})
		}
		shared := 0
		for shared < len(before) && shared < len(key) && before[shared] == key[shared] {
			shared++
		}
		steps = steps[:0]
		if p.steps > 0 {
			steps = append(steps, x.steps[p.steps-1]...)
		}
		last := p.last
		for i++; i < len(order) && order[i].begins == order[i-1].begins && bytes.Equal(x.textOf(order[i].key), key); i++ {
			if next := x.who[order[i].key].first; next != last {
				steps = binary.AppendUvarint(steps, uint64(next-last))
				last = next
			}
		}
		block = binary.AppendUvarint(block, uint64(shared))
		block = binary.AppendUvarint(block, uint64(len(key)-shared))
		block = append(block, key[shared:]...)
		block = binary.AppendUvarint(block, uint64(p.first))
		block = binary.AppendUvarint(block, uint64(len(steps)))
		block = append(block, steps...)
		before, held = key, held+1
	}
	end()
	return all
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
