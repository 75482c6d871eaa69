package people

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/zeebo/xxh3"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/sources"
)

// Rows that share a name and a home are found by digests of both, put in order: neither how many rows there are of a name nor how
// many of a house makes it slower than their number does. Whoever is found is then looked at in full.

// homePair is two rows of different clusters that are named alike and, by their digests, of one home. Pairs are looked at in the order of
// the first row that is named so, and of two names of one row that with the birth first.
type homePair struct {
	name  uint64
	first int32 // row of that name
	birth bool  // the name is a surname with a birth, and not with a forename
	l, r  int32
}

func (x homePair) compare(y homePair) int {
	if x.first == y.first && x.birth != y.birth {
		return map[bool]int{true: -1, false: 1}[x.birth]
	}
	return cmp.Or(cmp.Compare(x.first, y.first), cmp.Compare(x.l, y.l), cmp.Compare(x.r, y.r))
}

// pairsOfOneHome finds the rows of different clusters that may be of one child of one home, in the order in which they are looked at.
func (p *People) pairsOfOneHome(c *matchers.Clusters) []homePair {
	names, shelves := p.shelveHomes()
	found := make([][]homePair, len(shelves))
	eachSpan(len(shelves), func(from, to int) {
		for s := from; s < to; s++ {
			found[s] = pairsAmong(shelves[s], names, c)
		}
	})
	pairs := slices.Concat(found...)
	first := make(map[uint64]int32, len(pairs))
	for i := range pairs {
		first[pairs[i].name] = -1
	}
	for row := range names {
		for _, name := range names[row] {
			if f, wanted := first[name]; wanted && f < 0 {
				first[name] = int32(row)
			}
		}
	}
	for i := range pairs {
		pairs[i].first = first[pairs[i].name]
	}
	slices.SortFunc(pairs, homePair.compare)
	return slices.Compact(pairs)
}

// namesOfRow are digests of the surname of a row with its birth and with its forename; nought where it does not say both.
type namesOfRow [2]uint64

// rowAt is a row under a digest of a name and of a home that it has.
type rowAt struct {
	digest uint64
	row    int32
}

// homeShelves is over how many shelves the digests are spread, each to be put in order by itself.
const homeShelves = 256

// shelveHomes returns what each row is called, and the rows under each name with each home.
func (p *People) shelveHomes() (names []namesOfRow, shelves [][]rowAt) {
	names, shelves = make([]namesOfRow, p.Identities()), make([][]rowAt, homeShelves)
	var mutex sync.Mutex
	eachSpan(len(names), func(from, to int) {
		mine := make([][]rowAt, homeShelves)
		var d homeDigester
		var w sources.Identity
		for row := from; row < to; row++ {
			p.ReadWho(int32(row), &w)
			names[row] = d.namesOf(&w)
			if names[row] == (namesOfRow{}) {
				continue
			}
			for _, home := range d.homesOf(&w) {
				for _, name := range names[row] {
					if digest := mixDigests(name, home); name != 0 {
						mine[digest%homeShelves] = append(mine[digest%homeShelves], rowAt{digest, int32(row)})
					}
				}
			}
		}
		mutex.Lock()
		defer mutex.Unlock()
		for s := range mine {
			shelves[s] = append(shelves[s], mine[s]...)
		}
	})
	return names, shelves
}

// pairsAmong are the pairs of rows of different clusters under one digest, of each name that they share.
func pairsAmong(all []rowAt, names []namesOfRow, c *matchers.Clusters) (pairs []homePair) {
	slices.SortFunc(all, func(a, b rowAt) int { return cmp.Or(cmp.Compare(a.digest, b.digest), cmp.Compare(a.row, b.row)) })
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].digest == all[0].digest {
			n++
		}
		for i, l := range all[:n] {
			for _, r := range all[i+1 : n] {
				if c.Of[l.row] == c.Of[r.row] {
					continue
				}
				for k, name := range names[l.row] {
					if name != 0 && name == names[r.row][k] {
						pairs = append(pairs, homePair{name: name, birth: k == 0, l: l.row, r: r.row})
					}
				}
			}
		}
		all = all[n:]
	}
	return pairs
}

// homeDigester makes digests of names and homes, in memory that it uses again. They are compared within a run and kept nowhere.
type homeDigester struct {
	buf   []byte
	homes []uint64
}

// namesOf are digests of what a row with a surname and an address is called.
func (d *homeDigester) namesOf(w *sources.Identity) (names namesOfRow) {
	d.buf = intake.AppendLettersAndDigits(d.buf[:0], w.Surname)
	if len(d.buf) == 0 || w.Address == "" && w.UPRN == "" {
		return names
	}
	d.buf = append(d.buf, '|')
	n := len(d.buf)
	if w.DOB != 0 {
		names[0] = xxh3.Hash(binary.LittleEndian.AppendUint32(d.buf, uint32(w.DOB)))
	}
	if d.buf = intake.AppendLettersAndDigits(d.buf, w.Forename); len(d.buf) > n+1 {
		names[1] = xxh3.HashSeed(d.buf, 1)
	}
	return names
}

// homesOf are digests of the property of a row, and of each number with each name of its address: those who share a door share one.
func (d *homeDigester) homesOf(w *sources.Identity) []uint64 {
	d.homes = d.homes[:0]
	if w.UPRN != "" {
		d.homes = append(d.homes, xxh3.HashString(w.UPRN))
	}
	if w.Address == "" {
		return d.homes
	}
	a := partsOfAddress(w.Address)
	for _, number := range a.numbers {
		for _, word := range a.words {
			d.homes = append(d.homes, mixDigests(xxh3.HashString(number), xxh3.HashString(word)))
		}
	}
	return d.homes
}

// mixDigests makes one digest of two.
func mixDigests(a, b uint64) uint64 {
	x := (a ^ bits.RotateLeft64(b, 29)) * 0x9e3779b97f4a7c15
	return x ^ x>>32
}
