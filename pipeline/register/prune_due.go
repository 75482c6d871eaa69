package register

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"
)

// pruning takes out of the register what is due, within a transaction.
type pruning struct {
	ctx  context.Context
	tx   *sql.Tx
	keep Keep
	body pruneBody

	prints printKeeper
}

// stillThere is seenWeeks and a week: an identity noted no longer ago than this before the newest run was still there in it.
const stillThere = seenWeeks + 7

// pruneDue deletes what is due and notes what went.
func (p *pruning) pruneDue() error {
	p.body.Emptied, p.body.Left = map[int64]string{}, map[int64]string{}
	newest, err := p.newestDay()
	if errors.Is(err, sql.ErrNoRows) {
		return nil // nothing was ever recorded
	}
	if err != nil {
		return err
	}
	b, err := p.gatherBundles()
	if err != nil {
		return err
	}
	if err := p.beginDeleting(b); err != nil {
		return err
	}
	seen := newest.AddDate(0, 0, -stillThere)
	if p.keep.Lines.Before(seen) {
		seen = p.keep.Lines
	}
	steps := []func() error{
		p.pruneShown,
		func() error { return p.pruneDecisions(b.dueBundles()) },
		p.pruneSpans,
		func() error {
			return p.deleteRows(&p.body.Went.Identities, `DELETE FROM identity WHERE last_seen < ? AND child NOT IN (SELECT child FROM kept)`, isoDay(seen))
		},
		p.pruneJudgements,
		p.prunePairsBesides,
		p.pruneActs,
		func() error {
			return p.deleteRows(nil, `DELETE FROM child_change WHERE run IN (SELECT seq FROM run WHERE as_of < ?)
				AND child NOT IN (SELECT child FROM kept) AND into_child NOT IN (SELECT child FROM kept)
				AND child NOT IN (SELECT child FROM shown) AND into_child NOT IN (SELECT child FROM identity)`, isoDay(p.keep.Lines))
		},
		p.endDeleting,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// newestDay is the day of the newest run.
func (p *pruning) newestDay() (time.Time, error) {
	var on sql.NullString
	if err := p.tx.QueryRowContext(p.ctx, `SELECT max(as_of) FROM run`).Scan(&on); err != nil {
		return time.Time{}, err
	}
	if !on.Valid {
		return time.Time{}, sql.ErrNoRows
	}
	return time.Parse(day, on.String)
}

// beginDeleting opens the tables for deleting, and notes which children keep all of theirs and which entries are of runs past their
// time: not the newest that was recorded, nor the newest day that was published, which the next run is compared with.
func (p *pruning) beginDeleting(b *bundles) error {
	if _, err := p.tx.ExecContext(p.ctx, `INSERT INTO pruning VALUES (0);
		CREATE TEMP TABLE kept (child TEXT PRIMARY KEY) STRICT;
		CREATE TEMP TABLE past (seq INTEGER PRIMARY KEY) STRICT;`); err != nil {
		return err
	}
	for _, child := range b.keptChildren() {
		if _, err := p.tx.ExecContext(p.ctx, `INSERT INTO kept VALUES (?)`, child); err != nil {
			return err
		}
	}
	_, err := p.tx.ExecContext(p.ctx, `INSERT INTO past SELECT entry.seq FROM entry JOIN run ON run.id = entry.about
		WHERE kind = 'run' AND as_of < ? AND run.seq <> (SELECT max(seq) FROM run)
		AND run.seq IS NOT (SELECT seq FROM run WHERE published ORDER BY as_of DESC, seq DESC LIMIT 1)`, isoDay(p.keep.Lines))
	return err
}

func (p *pruning) endDeleting() error {
	_, err := p.tx.ExecContext(p.ctx, `DELETE FROM pruning; DROP TABLE temp.kept; DROP TABLE temp.past;`)
	return err
}

// pruneShown takes out what runs showed: lines of children without a case, possible matches, where decisions stood, and the
// evidence that no line rests on any longer. Of each run that lost something it notes the digest of what is left.
func (p *pruning) pruneShown() error {
	const lines = ` FROM line WHERE entry IN (SELECT seq FROM past) AND child NOT IN (SELECT child FROM kept)`
	const pairs = ` FROM pair WHERE entry IN (SELECT seq FROM past)`
	const standing = ` FROM standing WHERE entry IN (SELECT seq FROM past)`
	touched, err := p.entryNumbers(`SELECT entry` + lines + ` UNION SELECT entry` + pairs + ` UNION SELECT entry` + standing)
	if err != nil {
		return err
	}
	for _, x := range []struct {
		n   *int
		sql string
	}{
		{&p.body.Went.Lines, `DELETE` + lines}, {&p.body.Went.Pairs, `DELETE` + pairs}, {nil, `DELETE` + standing},
		{nil, `DELETE FROM evidence WHERE number NOT IN (SELECT evidence FROM line)`},
	} {
		if err := p.deleteRows(x.n, x.sql); err != nil {
			return err
		}
	}
	for _, seq := range touched {
		if p.body.Left[seq], err = (shownBy{seq: seq}).digestShown(p.ctx, p.tx, false); err != nil {
			return err
		}
	}
	return nil
}

func (p *pruning) pruneSpans() error {
	return p.deleteRows(&p.body.Went.Spans, `DELETE FROM shown WHERE last_as_of < ? AND child NOT IN (SELECT child FROM kept)
		AND child NOT IN (SELECT child FROM line)`, isoDay(p.keep.Spans))
}

// pruneJudgements empties those that are as old as a case is kept, and of which one child or both are in no extract any longer, or
// that were judged anew: no run has two records left to hold apart or together.
func (p *pruning) pruneJudgements() error {
	all, err := judgementsOf(p.ctx, p.tx, p.prints)
	if err != nil {
		return err
	}
	again := map[int64]bool{}
	for _, j := range all {
		for _, s := range j.Supersedes {
			again[s] = true
		}
	}
	var due []int64
	for _, j := range all {
		if j.Made >= isoDay(p.keep.Cases) {
			continue
		}
		gone, err := p.lacksChild(j.Pair)
		if err != nil {
			return err
		}
		if again[j.Seq] || gone {
			due = append(due, j.Seq)
		}
	}
	p.body.Went.Judgements = len(due)
	return p.leaveStubs(due)
}

// pruneDecisions takes out the decisions of the children whose cases are due, and what stands beside them.
func (p *pruning) pruneDecisions(due []*bundle) error {
	p.body.Went.Cases = len(due)
	for _, b := range due {
		p.body.Went.Decisions += len(b.decisions)
		var seqs []int64
		for _, d := range b.decisions {
			seqs = append(seqs, d.Seq)
		}
		for _, x := range b.besides {
			seqs = append(seqs, x.seq)
			p.body.Went.add(x.kind)
		}
		if err := p.leaveStubs(seqs); err != nil {
			return err
		}
	}
	return nil
}

// leaveStubs leaves of entries their kinds, their digests and their places.
func (p *pruning) leaveStubs(seqs []int64) error {
	for _, seq := range seqs {
		var hash []byte
		if err := p.tx.QueryRowContext(p.ctx, `UPDATE entry SET about = '', body = ? WHERE seq = ? RETURNING hash`, stub, seq).Scan(&hash); err != nil {
			return err
		}
		p.body.Emptied[seq] = hex.EncodeToString(hash)
	}
	return nil
}

func (p *pruning) deleteRows(n *int, statement string, args ...any) error {
	done, err := p.tx.ExecContext(p.ctx, statement, args...)
	if err != nil || n == nil {
		return err
	}
	gone, err := done.RowsAffected()
	*n = int(gone)
	return err
}

func (p *pruning) entryNumbers(query string) (all []int64, err error) {
	var seq int64
	err = eachRow(p.ctx, p.tx, []any{&seq}, func() error { all = append(all, seq); return nil }, query)
	return all, err
}

// knownChildren are the children that the register holds some fingerprints to be of.
func (p *pruning) knownChildren(prints []Fingerprint) (children []string, err error) {
	var child string
	for i := 0; err == nil && i < len(prints); i++ {
		err = eachRow(p.ctx, p.tx, []any{&child}, func() error {
			children = append(children, child)
			return nil
		}, `SELECT child FROM identity WHERE fingerprint = ?`, prints[i][:])
	}
	return children, err
}
