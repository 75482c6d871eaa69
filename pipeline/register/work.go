package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Work is what officers did, of every kind, each in the order in which it came in.
type Work struct {
	Decisions  []Decision
	Judgements []Judgement
	Steps      []Step
	Looks      []SecondLook
	Questions  []Question
}

// Len is how many entries it is.
func (w *Work) Len() int {
	return len(w.Decisions) + len(w.Judgements) + len(w.Steps) + len(w.Looks) + len(w.Questions)
}

// ErrMoved says that something was entered since the ledger was read by which what is to be recorded was checked. Nothing was
// recorded: read on, check again and record again.
var ErrMoved = errors.New("register: something was entered meanwhile; nothing recorded")

// RecordWork records what officers did, all or none, and returns when it is on disk: where the ledger then ends. The order is that of
// the fields, and within one that in which it is given. The error is ErrMoved where anything but a look stands in the ledger after an
// entry, so that two who decide at once never both go by what was before: the second is told.
func (r *Register) RecordWork(ctx context.Context, after int64, w Work) (head Head, err error) {
	err = inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		var moved bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE seq > ? AND kind <> ?)`, after, actEntry).Scan(&moved); err != nil {
			return err
		}
		if moved {
			return ErrMoved
		}
		if err := r.appendWork(ctx, tx, w); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT seq, lower(hex(hash)) FROM entry ORDER BY seq DESC LIMIT 1`).Scan(&head.Entries, &head.Hash)
	})
	if errors.Is(err, ErrMoved) {
		return Head{}, ErrMoved
	}
	return head, nameRegister(err)
}

// RecordDecisions records decisions and judgements, all or none, and returns when they are on disk. Their order is that in which they
// are given.
func (r *Register) RecordDecisions(ctx context.Context, decisions []Decision, judgements []Judgement) error {
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		return r.appendWork(ctx, tx, Work{Decisions: decisions, Judgements: judgements})
	}))
}

func (r *Register) appendWork(ctx context.Context, tx *sql.Tx, w Work) error {
	for _, d := range w.Decisions {
		d.checkDecision()
		d.Note, d.Evidence.Facts = r.sealNote(d.Note), r.sealFacts(d.Evidence.Facts)
		if _, err := appendEntry(ctx, tx, decisionEntry, d.Child, d); err != nil {
			return err
		}
	}
	for _, j := range w.Judgements {
		if j.Verdict == "" || j.By == "" || len(j.Pair.PrintsL) == 0 || len(j.Pair.PrintsR) == 0 {
			panic("register: a judgement without verdict, judge or pair")
		}
		j.Note = r.sealNote(j.Note)
		if _, err := appendEntry(ctx, tx, judgementEntry, j.Mark, j); err != nil {
			return err
		}
	}
	for _, s := range w.Steps {
		checkEntry(stepEntry, s.Child, s.By, s.Mark, s.Made)
		if s.Kind == "" {
			panic("register: a step of no kind")
		}
		s.Note = r.sealNote(s.Note)
		if _, err := appendEntry(ctx, tx, stepEntry, s.Child, s); err != nil {
			return err
		}
	}
	for _, l := range w.Looks {
		checkEntry(lookEntry, aboutOf(l.Child, l.Mark), l.By, l.Mark, l.Made)
		if l.Of == 0 || l.Verdict == "" || (l.Child == "") != (l.Pair != nil) {
			panic("register: a second look of nothing, or that says nothing")
		}
		l.Note = r.sealNote(l.Note)
		if _, err := appendEntry(ctx, tx, lookEntry, aboutOf(l.Child, l.Mark), l); err != nil {
			return err
		}
	}
	for _, q := range w.Questions {
		checkEntry(askedEntry, aboutOf(q.Child, q.Mark), q.By, q.Mark, q.Made)
		if (q.Child == "") != (q.Pair != nil) {
			panic("register: a question of nothing")
		}
		q.Text = r.sealNote(q.Text)
		if _, err := appendEntry(ctx, tx, askedEntry, aboutOf(q.Child, q.Mark), q); err != nil {
			return err
		}
	}
	return nil
}

// ReadWork returns what officers did and the ledger holds after an entry, and where it ends. It is anew where something else was
// entered than work and looks, such as a run or a pruning: what was read before may no longer be so, and all is to be read again.
func (r *Register) ReadWork(ctx context.Context, after int64) (w Work, head Head, anew bool, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE seq > ? AND kind NOT IN (?, ?, ?, ?, ?, ?))`,
			after, actEntry, decisionEntry, judgementEntry, stepEntry, lookEntry, askedEntry).Scan(&anew); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `SELECT seq, lower(hex(hash)) FROM entry ORDER BY seq DESC LIMIT 1`).Scan(&head.Entries, &head.Hash)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			w, err = r.workOf(ctx, tx, after)
		}
		return err
	})
	return w, head, anew, nameRegister(err)
}

// workOf reads the work after an entry, its notes opened.
func (r *Register) workOf(ctx context.Context, from asked, after int64) (w Work, err error) {
	for _, read := range []func() error{
		func() (err error) {
			w.Decisions, err = readEntriesAfter(ctx, from, decisionEntry, after, func(d *Decision, seq int64, about string) {
				d.Seq, d.Child, d.Note = seq, about, r.openNote(d.Note)
				d.Evidence.Facts = r.openFacts(d.Evidence.Facts)
				r.prints.keyOf(seq, d.Evidence.Prints)
			})
			return err
		},
		func() (err error) {
			w.Judgements, err = readEntriesAfter(ctx, from, judgementEntry, after, func(j *Judgement, seq int64, _ string) {
				j.Seq, j.Note = seq, r.openNote(j.Note)
				r.prints.keyOf(seq, j.Pair.PrintsL)
				r.prints.keyOf(seq, j.Pair.PrintsR)
			})
			return err
		},
		func() (err error) {
			w.Steps, err = readEntriesAfter(ctx, from, stepEntry, after, func(s *Step, seq int64, about string) {
				s.Seq, s.Child, s.Note = seq, about, r.openNote(s.Note)
			})
			return err
		},
		func() (err error) {
			w.Looks, err = readEntriesAfter(ctx, from, lookEntry, after, func(l *SecondLook, seq int64, about string) {
				l.Seq, l.Child, l.Note = seq, childOf(about, l.Pair), r.openNote(l.Note)
			})
			return err
		},
		func() (err error) {
			w.Questions, err = readEntriesAfter(ctx, from, askedEntry, after, func(q *Question, seq int64, about string) {
				q.Seq, q.Child, q.Text = seq, childOf(about, q.Pair), r.openNote(q.Text)
			})
			return err
		},
	} {
		if err := read(); err != nil {
			return Work{}, fmt.Errorf("what officers did: %w", err)
		}
	}
	return w, nil
}

// ReadSteps returns every step that was recorded and not pruned, in the order in which they came in.
func (r *Register) ReadSteps(ctx context.Context) ([]Step, error) {
	all, err := readEntriesAfter(ctx, r.db, stepEntry, 0, func(s *Step, seq int64, about string) {
		s.Seq, s.Child, s.Note = seq, about, r.openNote(s.Note)
	})
	return all, nameRegister(err)
}
