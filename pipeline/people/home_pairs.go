package people

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/zeebo/xxh3"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/sources"
)

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

// namesOfRow are digests of the surname of a row with its birth and with its forename; nought where it does not say both.
type namesOfRow [2]uint64

// pairsOfOneHome finds the rows of different clusters that may be of one child of one home, in the order in which they are looked at in
// full. Neither how many rows there are of a name nor how many of a house makes it slower than their number does.
func (p *People) pairsOfOneHome(c *matchers.Clusters) []homePair {
	names := make([]namesOfRow, p.Identities())
	pairs := shelveRows(p, func() func(int32, *sources.Identity) []uint64 {
		var d homeDigester
		return func(row int32, w *sources.Identity) []uint64 {
			names[row] = d.namesOf(w)
			return d.namesAtHomes(names[row], w)
		}
	}, func(run []rowAt) []homePair { return pairsAmong(run, names, c) })
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

// pairsAmong are the pairs of rows of different clusters, of each name that they share.
func pairsAmong(run []rowAt, names []namesOfRow, c *matchers.Clusters) (pairs []homePair) {
	for i, l := range run {
		for _, r := range run[i+1:] {
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
	return pairs
}

// homeDigester makes digests of names and homes, in memory that it uses again.
type homeDigester struct {
	buf          []byte
	homes, named []uint64
	parts        addressParts
}

// namesAtHomes are digests of each name of a row with each of its homes.
func (d *homeDigester) namesAtHomes(names namesOfRow, w *sources.Identity) []uint64 {
	d.named = d.named[:0]
	if names == (namesOfRow{}) {
		return nil
	}
	for _, home := range d.homesOf(w) {
		for _, name := range names {
			if name != 0 {
				d.named = append(d.named, mixDigests(name, home))
			}
		}
	}
	return d.named
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
	d.parts.read(w.Address)
	for _, number := range d.parts.numbers {
		for _, word := range d.parts.words {
			d.homes = append(d.homes, mixDigests(xxh3.HashString(number), uint64(word)))
		}
	}
	return d.homes
}

// mixDigests makes one digest of two.
func mixDigests(a, b uint64) uint64 {
	x := (a ^ bits.RotateLeft64(b, 29)) * 0x9e3779b97f4a7c15
	return x ^ x>>32
}
