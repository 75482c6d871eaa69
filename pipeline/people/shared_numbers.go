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
	shared := shelveRows(p, func() func(int32, *sources.Identity) []uint64 {
		var of sharedNumbers
		var digests []uint64
		return func(row int32, w *sources.Identity) []uint64 {
			digests = digests[:0]
			for _, x := range ownNumbers(w) {
				if *x.number != "" && w.DOB != 0 {
					digests = append(digests, of.digestOf(p.KindOf(row), x))
				}
			}
			return digests
		}
	}, func(run []rowAt) []uint64 {
		if len(run) < cells.FewestShared || !cells.IsSharedKey(p.birthsOf(run), cells.FewestShared) {
			return nil
		}
		return []uint64{run[0].digest}
	})
	for _, n := range shared {
		s.shared[n] = true
	}
	return s
}

// birthsOf counts rows by their day of birth.
func (p *People) birthsOf(rows []rowAt) map[sources.Date]int {
	births := map[sources.Date]int{}
	var w sources.Identity
	for _, x := range rows {
		p.ReadWho(x.row, &w)
		births[w.DOB]++
	}
	return births
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
