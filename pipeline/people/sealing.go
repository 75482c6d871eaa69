package people

import (
	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// Sealing is the seals that hold in a run: those that the register remembers, of which tonight's list is a part once it was
// recorded.
type Sealing struct {
	Holding []register.Seal
	digest  *register.Digester
}

// NewSealing are seals with what tells their children's records.
func NewSealing(holding []register.Seal, d *register.Digester) *Sealing {
	return &Sealing{Holding: holding, digest: d}
}

// HasChild reports whether an earlier run gave a child id to an identity of a seal.
func (s *Sealing) HasChild(id string) bool {
	mark := childDigest(s.digest, id)
	for i := range s.Holding {
		if s.Holding[i].NowSeen.Has(mark) || s.Holding[i].OldSeen.Has(mark) {
			return true
		}
	}
	return false
}

// listSealing are the seals of the list itself, for people without a register: nothing is remembered, and nothing was.
func listSealing(records *intake.Records, asOf sources.Date) *Sealing {
	d := register.NewDigester(nil)
	s, list := &Sealing{digest: d}, &SealList{}
	list.readRows(records, d, asOf, nil)
	for i, l := range list.Listed {
		s.Holding = append(s.Holding, register.Seal{Number: int64(i + 1), Kind: l.Kind, Traces: l.Traces})
	}
	return s
}

// sideOfSeal is one of the two identities of a seal, by its place among those that hold.
type sideOfSeal struct {
	seal int
	old  bool
}

// sealIndex tells by keyed digests which seals a record may be of. A record whose date of birth no seal remembers is told by its
// numbers and keys alone: names are made digests of only where they can be a sealed child's.
type sealIndex struct {
	*Sealing
	keys map[register.Digest][]sideOfSeal // numbers, keys, names
	seen map[register.Digest][]sideOfSeal // fingerprints and child ids
	born map[register.Digest]bool
	days map[sources.Date]bool // by date of birth: some seal remembers it
	buf  []identityKey
}

func (s *Sealing) index() *sealIndex {
	x := &sealIndex{Sealing: s, keys: map[register.Digest][]sideOfSeal{}, seen: map[register.Digest][]sideOfSeal{}, born: map[register.Digest]bool{},
		days: map[sources.Date]bool{}}
	for i := range s.Holding {
		seal := &s.Holding[i]
		for _, side := range []struct {
			of   register.Digests
			into map[register.Digest][]sideOfSeal
			old  bool
		}{{seal.Now, x.keys, false}, {seal.Old, x.keys, true}, {seal.NowSeen, x.seen, false}, {seal.OldSeen, x.seen, true}} {
			for _, d := range side.of {
				side.into[d] = append(side.into[d], sideOfSeal{i, side.old})
			}
		}
		for _, d := range seal.Born {
			x.born[d] = true
		}
	}
	return x
}

// another is the index for another goroutine.
func (x *sealIndex) another() *sealIndex {
	y := *x
	y.Sealing, y.days, y.buf = &Sealing{x.Holding, x.digest.Another()}, map[sources.Date]bool{}, nil
	return &y
}

// mayBeBorn reports whether some seal remembers a date of birth.
func (x *sealIndex) mayBeBorn(dob sources.Date) bool {
	known, asked := x.days[dob]
	if !asked {
		known = x.born[birthDigest(x.digest, dob)]
		x.days[dob] = known
	}
	return known
}

// sidesOf are the identities of seals that a record may be of.
func (x *sealIndex) sidesOf(rec *sources.Record, print Fingerprint) (sides []sideOfSeal) {
	x.buf = suppliersKeysOf(numbersOf(x.buf[:0], &rec.Who), rec)
	near := x.mayBeBorn(rec.Who.DOB)
	if near {
		x.buf = namesOf(x.buf, &rec.Who)
	}
	for _, key := range x.buf {
		if key.value != "" {
			sides = append(sides, x.keys[key.digest(x.digest)]...)
		}
	}
	if near && len(x.seen) > 0 {
		sides = append(sides, x.seen[printDigest(x.digest, print)]...)
	}
	return sides
}
