package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// The kinds of entry that remember seals. None is ever pruned: a seal holds until it is lifted.
const (
	sealEntry      = "seal"        // a seal was seen for the first time, or again after it was lifted
	sealTraceEntry = "seal_trace"  // a later run saw more of it
	sealLiftEntry  = "seal_lifted" // its owner lifted it
	sealListEntry  = "seal_list"   // a whole list of seals was read for the first time
)

// Seal is a seal as it is remembered. Whose it is is told by keyed digests alone: no name, number or date stands in it.
type Seal struct {
	Number int64  // of the entry that remembers it
	Kind   string // refuge, adoption, witness or court; empty where the word was not known
	Seen   string // YYYY-MM-DD, the day of the run that saw it first
	Again  int64  // the lifted seal that it takes the place of; zero for none
	Since  int64  // the entry that lifted that one; zero for none
	Traces
	Lifted *Lift // nil while it holds
}

// Lift is who lifted a seal, when and why.
type Lift struct {
	On  string `json:"on"`
	By  string `json:"by"` // a role or initials, as typed
	Why string `json:"why"`

	Account string `json:"account,omitempty"` // of the operating system
	Entry   int64  `json:"-"`                 // number of its entry
}

// Listed is a seal as a list has it.
type Listed struct {
	Kind string
	Traces
}

type sealBody struct {
	On    string `json:"on"`
	Again int64  `json:"again,omitempty"`
	Traces
}

// SealsKnown is what is remembered of seals.
type SealsKnown struct {
	Seals    []Seal // all of them, in the order in which they were first seen
	ListRead bool   // a whole list with at least one seal has been read
}

// Holding are the seals that nobody has lifted.
func (k SealsKnown) Holding() []Seal {
	return slices.DeleteFunc(slices.Clone(k.Seals), func(s Seal) bool { return s.Lifted != nil })
}

// OfChildren are the seals that nobody has lifted, but for those of places.
func (k SealsKnown) OfChildren() []Seal {
	return slices.DeleteFunc(k.Holding(), func(s Seal) bool { return s.Kind == RefugePlace })
}

// ReadSeals returns what is remembered of seals.
func (r *Register) ReadSeals(ctx context.Context) (SealsKnown, error) {
	known, err := sealsOf(ctx, r.db)
	return known, nameRegister(err)
}

func sealsOf(ctx context.Context, from asked) (SealsKnown, error) {
	var known SealsKnown
	at := map[int64]int{}
	seals, err := readEntries(ctx, from, sealEntry, func(s *readSeal, seq int64, about string) { s.seq, s.about = seq, about })
	if err != nil {
		return known, err
	}
	for _, s := range seals {
		at[s.seq] = len(known.Seals)
		known.Seals = append(known.Seals, Seal{Number: s.seq, Kind: s.about, Seen: s.On, Again: s.Again, Traces: s.Traces})
	}
	traces, err := readEntries(ctx, from, sealTraceEntry, func(s *readSeal, _ int64, about string) { s.about = about })
	if err != nil {
		return known, err
	}
	for _, t := range traces {
		if i, found := at[t.number()]; found {
			known.Seals[i].add(t.Traces)
		}
	}
	lifts, err := readEntries(ctx, from, sealLiftEntry, func(l *readLift, seq int64, about string) { l.Entry, l.about = seq, about })
	if err != nil {
		return known, err
	}
	for _, l := range lifts {
		if i, found := at[numberOf(l.about)]; found {
			known.Seals[i].Lifted = &l.Lift
		}
	}
	for i := range known.Seals {
		s := &known.Seals[i]
		if was, found := at[s.Again]; found && known.Seals[was].Lifted != nil {
			s.Since = known.Seals[was].Lifted.Entry
		}
	}
	lists, err := readEntries(ctx, from, sealListEntry, func(*sealListBody, int64, string) {})
	known.ListRead = len(lists) > 0
	return known, err
}

type readSeal struct {
	sealBody
	seq   int64
	about string
}

func (s *readSeal) number() int64 { return numberOf(s.about) }

type readLift struct {
	Lift
	about string
}

func numberOf(about string) int64 {
	n, _ := strconv.ParseInt(about, 10, 64) // of what this package wrote
	return n
}

// Sighting is what became of the seals of a list.
type Sighting struct {
	Known  SealsKnown     // after it
	Listed map[int64]bool // seals that hold and that the list has, by number
	New    []int64        // that were never seen before
	Again  []int64        // that were lifted, and that the list still has: they hold again
}

// RecordSeals remembers the seals of a list in one transaction that is on disk when it returns: those that were never seen, those
// that were lifted and are still listed, and what the list newly says of the others. That a list lacks a seal changes nothing.
func (r *Register) RecordSeals(ctx context.Context, on time.Time, listed []Listed) (Sighting, error) {
	s := Sighting{Listed: map[int64]bool{}}
	err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) (err error) {
		if s.Known, err = sealsOf(ctx, tx); err != nil {
			return err
		}
		for i := range listed {
			if err := s.recordListed(ctx, tx, isoDay(on), &listed[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return s, nameRegister(err)
}

// SightSeals is what RecordSeals would answer, for one who only looks: nothing is remembered of it.
func (r *Register) SightSeals(ctx context.Context, listed []Listed) (Sighting, error) {
	s := Sighting{Listed: map[int64]bool{}}
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return s, nameRegister(err)
	}
	defer tx.Rollback() // nothing of it is to be
	if s.Known, err = sealsOf(ctx, tx); err != nil {
		return s, nameRegister(err)
	}
	for i := range listed {
		if err := s.recordListed(ctx, tx, "", &listed[i]); err != nil {
			return s, nameRegister(err)
		}
	}
	return s, nil
}

func (s *Sighting) recordListed(ctx context.Context, tx *sql.Tx, on string, l *Listed) error {
	lifted, holds := int64(0), -1
	for i := range s.Known.Seals {
		known := &s.Known.Seals[i]
		if !known.isSame(l) {
			continue
		}
		if known.Lifted != nil {
			lifted = known.Number
			continue
		}
		if s.Listed[known.Number] = true; holds < 0 {
			holds = i
		}
	}
	if holds >= 0 {
		known := &s.Known.Seals[holds]
		more := l.lacking(&known.Traces)
		if more.isEmpty() {
			return nil
		}
		known.add(more)
		_, err := appendEntry(ctx, tx, sealTraceEntry, fmt.Sprint(known.Number), sealBody{On: on, Traces: more})
		return err
	}
	seal := Seal{Kind: l.Kind, Seen: on, Again: lifted}
	if i := slices.IndexFunc(s.Known.Seals, func(x Seal) bool { return x.Number == lifted }); i >= 0 {
		seal.add(s.Known.Seals[i].Traces)
		seal.Since = s.Known.Seals[i].Lifted.Entry
	}
	seal.add(l.Traces)
	seq, err := appendEntry(ctx, tx, sealEntry, l.Kind, sealBody{On: on, Again: lifted, Traces: seal.Traces})
	if err != nil {
		return err
	}
	seal.Number = seq
	s.Known.Seals, s.Listed[seq] = append(s.Known.Seals, seal), true
	if lifted != 0 {
		s.Again = append(s.Again, seq)
	} else {
		s.New = append(s.New, seq)
	}
	return nil
}

// RefugePlace is the kind of a seal of a place and of nobody: an extract said that it is a refuge.
const RefugePlace = "refuge_place"

// RecordRefuges remembers the places that extracts say are refuges, each once for as long as nobody lifts it.
func (r *Register) RecordRefuges(ctx context.Context, on time.Time, places []Place) error {
	if len(places) == 0 {
		return nil
	}
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		known, err := sealsOf(ctx, tx)
		if err != nil {
			return err
		}
		var had []Place
		for _, s := range known.Holding() {
			if s.Kind == RefugePlace {
				had = append(had, s.Dwelling...)
			}
		}
		for _, p := range places {
			if slices.ContainsFunc(had, p.IsSame) {
				continue
			}
			had = append(had, p)
			if _, err := appendEntry(ctx, tx, sealEntry, RefugePlace, sealBody{On: isoDay(on), Traces: Traces{Dwelling: []Place{p}}}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// isSame reports whether a list's seal is this one: of the same kind, and of a child with a key in common who is not told to be
// born on another day; of one that says nothing of the new identity, with the old one in common. A list may give a key that was one
// child's to another; that one is sealed for itself.
func (s *Seal) isSame(l *Listed) bool {
	if s.Kind != l.Kind && s.Kind != "" && l.Kind != "" {
		return false
	}
	if len(s.Now) == 0 || len(l.Now) == 0 {
		return len(l.Old) > 0 && s.Old.Meets(l.Old)
	}
	return s.Now.Meets(l.Now) && (len(s.Born) == 0 || len(l.Born) == 0 || s.Born.Meets(l.Born))
}

// RecordTraces remembers what a run found of seals, by number, in one transaction: what is known already is not written again.
func (r *Register) RecordTraces(ctx context.Context, on time.Time, found map[int64]Traces) error {
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		known, err := sealsOf(ctx, tx)
		if err != nil {
			return err
		}
		for i := range known.Seals {
			s := &known.Seals[i]
			of := found[s.Number]
			if more := of.lacking(&s.Traces); !more.isEmpty() {
				if _, err := appendEntry(ctx, tx, sealTraceEntry, fmt.Sprint(s.Number), sealBody{On: isoDay(on), Traces: more}); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

type sealListBody struct {
	On    string `json:"on"`
	Seals int    `json:"seals"`
}

// RecordSealList remembers that a whole list of so many seals was read, once.
func (r *Register) RecordSealList(ctx context.Context, on time.Time, seals int) error {
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		known, err := sealsOf(ctx, tx)
		if err != nil || known.ListRead {
			return err
		}
		_, err = appendEntry(ctx, tx, sealListEntry, "", sealListBody{isoDay(on), seals})
		return err
	}))
}

// ErrNoSeal says that no seal that holds is meant.
var ErrNoSeal = errors.New("no seal that holds has this number or key; `rollcall seals` lists them")

// LiftSeals lifts the seals of some numbers for a person who says why, all or none. It answers ErrNoSeal when one of them is not
// known or was lifted before.
func (r *Register) LiftSeals(ctx context.Context, numbers []int64, lift Lift) error {
	if lift.By == "" || lift.Why == "" || len(numbers) == 0 {
		panic("register: a seal is lifted by nobody or for no reason")
	}
	lift.Account = AccountName()
	err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		known, err := sealsOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			if !slices.ContainsFunc(known.Holding(), func(s Seal) bool { return s.Number == n }) {
				return ErrNoSeal
			}
			if _, err := appendEntry(ctx, tx, sealLiftEntry, fmt.Sprint(n), lift); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, ErrNoSeal) {
		return err
	}
	return nameRegister(err)
}
