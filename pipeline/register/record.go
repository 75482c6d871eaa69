package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
)

// ErrChanged says that another run was recorded after this one had looked at the identities. Nothing was recorded: what
// the run named its children rests on what is no longer so, and it is to be made again.
var ErrChanged = errors.New("register: another run was recorded meanwhile; nothing recorded, run again")

// Run is what is remembered of one run.
type Run struct {
	ID        string
	AsOf      time.Time // its day counts, in UTC
	Folder    string    // where it was published
	Published bool

	// Identities are what the run called the children with these fingerprints, each once. Those that the register already holds so
	// may be left out or not. They are read once; those in the order of the fingerprints need not be put in order.
	Identities iter.Seq2[Fingerprint, string]
	Changes    []Change
	Shown      []Shown
	Went       []Went
	Pairs      []Pair
	Standing   map[int64]string // child that each decision stands with, by its number
	Accepted   []Extract        // extracts that passed every gate, or that an operator let pass
	Knew       int64            // the last entry that it was made by; what came in later was not known to it
	At         string           // when it was made, as ActTime writes it; empty: its day alone is noted
	Authority  string           // whose run it is: a register is of one authority

	Compared *Compared // with the published run before it; nil: nobody compared
	Release  *Release  // by which it is published; nil: nobody had to
}

// Change is a child id that gave way to another.
type Change struct {
	Child string // the id as it was
	Into  string // the id that its records, or some of them, now have
	Kind  ChangeKind
}

// ChangeKind says how a child id changed.
type ChangeKind string

// The kinds of change.
const (
	Merged ChangeKind = "merged" // Child and Into turned out to be one child
	Split  ChangeKind = "split"  // some records of Child turned out to be another child, Into
)

// RecordRun remembers a run, in one transaction that is on disk when it returns. Recording the run of an id again replaces what
// it said of the run, and adds nothing twice; the ledger keeps both. The days of a list line only ever widen, so a run made again for an earlier day
// neither loses the first day nor moves the last one back.
//
// It panics when the run has no id or names a child by nothing: the caller is broken, and a register that guesses is worse
// than a run that stops.
func (r *Register) RecordRun(ctx context.Context, run Run) error {
	return r.RecordPrepared(ctx, r.PrepareRun(run), run.At)
}

// RecordPrepared is RecordRun of a run that was made ready before, made at a time as ActTime writes it. The same may be recorded once.
func (r *Register) RecordPrepared(ctx context.Context, p *Prepared, at string) error {
	run := &p.run
	run.At = at
	if err := r.shareSettings(ctx, run); err != nil {
		return err
	}
	var generation int64
	err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) (err error) {
		if generation, err = r.advanceSpans(ctx, tx); err != nil {
			return err
		}
		seq, err := recordRun(ctx, tx, run)
		if err != nil {
			return err
		}
		identities, err := p.recordIdentities(ctx, tx, seq)
		if err != nil {
			return err
		}
		st := newStatements(ctx, tx)
		st.recordChanges(seq, run.Changes)
		st.recordShown(run)
		st.recordWent(run)
		st.recordExtracts(seq, run.Accepted)
		if st.fault != nil {
			return st.fault
		}
		now, err := digestMemory(ctx, tx, run.Authority, r.keyCheck(), identities)
		if err != nil {
			return err
		}
		if err := enterRun(ctx, tx, p, now); err != nil {
			return err
		}
		return enterRelease(ctx, tx, run)
	})
	switch {
	case errors.Is(err, ErrChanged):
		return err
	case err != nil:
		return fmt.Errorf("register: run %s: %w", run.ID, err)
	}
	r.seen.Store(generation)
	r.held.Store(nil)
	return nil
}

func (run *Run) checkRun() {
	if run.ID == "" || run.AsOf.IsZero() {
		panic("register: a run without id or day")
	}
	for _, c := range run.Changes {
		if c.Child == "" || c.Into == "" || c.Kind != Merged && c.Kind != Split {
			panic("register: run " + run.ID + " has a change without child or kind")
		}
	}
	for _, s := range run.Shown {
		if s.List == "" || s.Child == "" {
			panic("register: run " + run.ID + " shows a line without list or child")
		}
	}
}

// advanceSpans moves the generation on, unless somebody else has since this Register last looked.
func (r *Register) advanceSpans(ctx context.Context, tx *sql.Tx) (int64, error) {
	var now int64
	if err := tx.QueryRowContext(ctx, `UPDATE generation SET n = n + 1 RETURNING n`).Scan(&now); err != nil {
		return 0, err
	}
	if seen := r.seen.Load(); seen >= 0 && seen != now-1 {
		return 0, ErrChanged
	}
	return now, nil
}

func recordRun(ctx context.Context, tx *sql.Tx, run *Run) (seq int64, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO run (id, as_of, folder, published) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET as_of = excluded.as_of, folder = excluded.folder, published = excluded.published
		RETURNING seq`, run.ID, isoDay(run.AsOf), run.Folder, run.Published).Scan(&seq)
	return seq, err
}

func (s *statements) recordChanges(seq int64, changes []Change) {
	s.run(`DELETE FROM child_change WHERE run = ?`, seq)
	for _, c := range changes {
		s.run(`INSERT INTO child_change (run, child, into_child, kind) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, seq, c.Child, c.Into, string(c.Kind))
	}
}

func (s *statements) recordShown(run *Run) {
	for _, line := range run.Shown {
		s.run(`INSERT INTO shown (list, child, first_as_of, last_as_of, rules, said) VALUES (?1, ?2, ?3, ?3, ?4, ?5)
			ON CONFLICT (list, child) DO UPDATE SET
				said        = iif(excluded.last_as_of >= last_as_of, excluded.said, said),
				went        = iif(excluded.last_as_of >= last_as_of, '', went),
				answered    = iif(excluded.last_as_of >= last_as_of, '', answered),
				rules       = iif(excluded.last_as_of >= last_as_of, excluded.rules, rules),
				first_as_of = min(first_as_of, excluded.first_as_of),
				last_as_of  = max(last_as_of, excluded.last_as_of)`,
			line.List, line.Child, isoDay(run.AsOf), strings.Join(line.Rules, " "), line.Said)
	}
}
