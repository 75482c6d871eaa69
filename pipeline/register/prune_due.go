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
	const pairs = ` FROM pair WHERE entry IN (SELECT seq FROM past)`
	const standing = ` FROM standing WHERE entry IN (SELECT seq FROM past)`
	kept, err := p.entryNumbers(`SELECT number FROM line WHERE child IN (SELECT child FROM kept)`)
	if err != nil {
		return err
	}
	stays := make(map[uint32]bool, len(kept))
	for _, number := range kept {
		stays[uint32(number)] = true
	}
	n, touched, err := p.dropLines(func(at position) bool { return !stays[at.line] }, `WHERE entry IN (SELECT seq FROM past) ORDER BY entry, list`)
	p.body.Went.Lines = n
	if err != nil {
		return err
	}
	besides, err := p.entryNumbers(`SELECT entry` + pairs + ` UNION SELECT entry` + standing)
	if err != nil {
		return err
	}
	if err := p.deleteRows(&p.body.Went.Pairs, `DELETE`+pairs); err != nil {
		return err
	}
	if err := p.deleteRows(nil, `DELETE`+standing); err != nil {
		return err
	}
	if err := p.sweepLines(); err != nil {
		return err
	}
	return p.noteLeft(append(touched, besides...))
}

// dropLines takes lines out of the rankings that the end of a query names. It returns how many went, and the entries of the runs that
// lost some.
func (p *pruning) dropLines(gone func(position) bool, which string, args ...any) (n int, touched []int64, err error) {
	keys, err := readRankings(p.ctx, p.tx, which, args...)
	if err != nil {
		return 0, nil, err
	}
	st := newStatements(p.ctx, p.tx)
	for _, x := range keys {
		left := make([]byte, 0, len(x.lines))
		for at := range positionsIn(x.lines) {
			if !gone(at) {
				left = appendPosition(left, at)
			}
		}
		if len(left) == len(x.lines) {
			continue
		}
		n += (len(x.lines) - len(left)) / positionSize
		touched = append(touched, x.entry)
		st.run(`DELETE FROM ranking WHERE entry = ? AND list = ?`, x.entry, x.list)
		if len(left) > 0 {
			st.run(`INSERT INTO ranking VALUES (?, ?, ?)`, x.entry, x.list, left)
		}
	}
	return n, touched, st.fault
}

// sweepLines deletes the lines that no run has any longer, and the evidence that no line rests on.
func (p *pruning) sweepLines() error {
	var had []bool
	var ranked sql.RawBytes
	if err := eachRow(p.ctx, p.tx, []any{&ranked}, func() error {
		for at := range positionsIn(ranked) {
			if n := int(at.line) + 1 - len(had); n > 0 {
				had = append(had, make([]bool, n)...)
			}
			had[at.line] = true
		}
		return nil
	}, `SELECT lines FROM ranking`); err != nil {
		return err
	}
	var number int64
	unused := []int64{}
	if err := eachRow(p.ctx, p.tx, []any{&number}, func() error {
		if number >= int64(len(had)) || !had[number] {
			unused = append(unused, number)
		}
		return nil
	}, `SELECT number FROM line`); err != nil {
		return err
	}
	if err := p.deleteRows(nil, `DELETE FROM line WHERE number IN (SELECT value FROM json_each(?))`, mustJSON(unused)); err != nil {
		return err
	}
	return p.deleteRows(nil, `DELETE FROM evidence WHERE number NOT IN (SELECT evidence FROM line)`)
}

// noteLeft notes the digest of what is left of runs that lost something.
func (p *pruning) noteLeft(touched []int64) error {
	lines, err := readStoredLines(p.ctx, p.tx, false)
	for i := 0; err == nil && i < len(touched); i++ {
		p.body.Left[touched[i]], err = (shownBy{seq: touched[i]}).digestShown(p.ctx, p.tx, lines)
	}
	return err
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
