package people

import (
	"github.com/zeebo/xxh3"

	"rollcall/sources"
	"rollcall/sources/cells"
)

// sharedNumbers are the numbers that children of different births share within one extract: what a system writes where it knows none. They
// are not compared: they would make one child of many, and of a child with its own number elsewhere two.
type sharedNumbers struct {
	shared map[uint64]bool // by digest
	spared int             // identities with one
	buf    []byte
}

// digestOf returns a digest of a number as an extract gives it: of a million rows there are two million numbers, and most are met once.
func (s *sharedNumbers) digestOf(extract sources.Kind, x ownNumber) uint64 {
	s.buf = append(append(append(s.buf[:0], extract...), byte(x.column)), *x.number...)
	return xxh3.Hash(s.buf)
}

// ownNumber is a number of an identity and the column that it is compared in.
type ownNumber struct {
	column int
	number *string
}

func ownNumbers(w *sources.Identity) [4]ownNumber {
	return [...]ownNumber{{colUPN, &w.UPN}, {colNHS, &w.NHSNumber}, {colULN, &w.ULN}, {colLocal, &w.LocalID}}
}

// newSharedNumbers counts the births of each number over the identities of its extract.
func (p *People) newSharedNumbers() *sharedNumbers {
	s := &sharedNumbers{shared: map[uint64]bool{}}
	first := map[uint64]sources.Date{} // of most numbers one birth is all there is
	births := map[uint64]map[sources.Date]int{}
	rec := &sources.Record{}
	for identity := range int32(p.Identities()) {
		p.Records.Read(int(p.RecordsOf(identity)[0]), rec, sources.WhoPart)
		for _, x := range ownNumbers(&rec.Who) {
			if *x.number == "" || rec.Who.DOB == 0 {
				continue
			}
			n := s.digestOf(rec.Kind, x)
			before, seen := first[n]
			switch of := births[n]; {
			case !seen:
				first[n] = rec.Who.DOB
			case of == nil:
				births[n] = map[sources.Date]int{before: 1}
				births[n][rec.Who.DOB]++
			default:
				of[rec.Who.DOB]++
			}
		}
	}
	for n, of := range births {
		if cells.IsSharedKey(of, cells.FewestShared) {
			s.shared[n] = true
		}
	}
	return s
}

// clearShared takes the numbers that are nobody's own from who an identity of an extract is.
func (s *sharedNumbers) clearShared(extract sources.Kind, w *sources.Identity) {
	if len(s.shared) == 0 {
		return
	}
	had := false
	for _, x := range ownNumbers(w) {
		if *x.number != "" && s.shared[s.digestOf(extract, x)] {
			*x.number, had = "", true
		}
	}
	if had {
		s.spared++
	}
}
