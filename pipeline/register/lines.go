package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/sourcegraph/conc/pool"
)

// Shown is a line of a list that a run published.
type Shown struct {
	List     string   `json:"-"`
	Child    string   `json:"-"`
	Rules    []string `json:"rules,omitempty"`
	Rank     int      `json:"rank,omitempty"`
	Severity string   `json:"severity,omitempty"`
	Since    string   `json:"since,omitempty"` // YYYY-MM-DD, empty when not known, as Due
	Due      string   `json:"due,omitempty"`
	Unit     string   `json:"unit,omitempty"` // of the clock
	Case     string   `json:"case,omitempty"` // the outcome that holds a case open
	Ends     string   `json:"ends,omitempty"` // YYYY-MM-DD, the last day on which the child is of compulsory school age
	Care     bool     `json:"care,omitempty"` // children's social care works with the child
	Said     string   `json:"-"`              // digest of what the line says
	Evidence Evidence `json:"-"`
}

// Evidence is what a line rests on.
type Evidence struct {
	Hash   string          `json:"hash"`             // of the facts, as the caller makes it: equal when no fact has changed
	Facts  json.RawMessage `json:"facts,omitempty"`  // the caller's own; without personal data
	Prints []Fingerprint   `json:"prints,omitempty"` // of the identities that were placed with the child
}

// runBody is what the ledger says of a run.
type runBody struct {
	AsOf  string `json:"as_of"`
	Lines int    `json:"lines"`
	Pairs int    `json:"pairs"`
	Knew  int64  `json:"knew,omitempty"` // the last entry that the run was made by
	Shown string `json:"shown"`          // digest of the lines, the pairs and where decisions stood

	Account string `json:"account,omitempty"` // of the operating system, that ran it
	At      string `json:"at,omitempty"`

	Memory   *memory   `json:"memory,omitempty"` // of what stands outside the chain
	Compared *Compared `json:"compared,omitempty"`
}

// enterRun writes what a run showed to the ledger.
func enterRun(ctx context.Context, tx *sql.Tx, p *Prepared, now *memory) error {
	run := &p.run
	seq, err := appendEntry(ctx, tx, runEntry, run.ID,
		runBody{AsOf: isoDay(run.AsOf), Lines: len(p.lines), Pairs: len(run.Pairs), Knew: run.Knew, Shown: p.shown, Account: AccountName(), At: run.At, Memory: now, Compared: run.Compared})
	if err != nil {
		return err
	}
	st := newStatements(ctx, tx)
	if err := enterLines(ctx, tx, st, seq, p.lines); err != nil {
		return err
	}
	for i := range run.Pairs {
		st.run(`INSERT INTO pair VALUES (?, ?, ?, ?)`, seq, run.Pairs[i].RecordL, run.Pairs[i].RecordR, p.pairBodies[i])
	}
	for decision, child := range run.Standing { // the order is that of the table
		st.run(`INSERT INTO standing VALUES (?, ?, ?)`, seq, decision, child)
	}
	return st.fault
}

// shownBy is the entry of a run.
type shownBy struct {
	seq  int64
	body string
}

// verifyShown holds the lines and pairs of a run to the digest in its entry, or to that of what the last pruning left of them.
func (s shownBy) verifyShown(ctx context.Context, tx *sql.Tx, pruned prunings, lines storedLines) error {
	var want runBody
	if err := json.Unmarshal([]byte(s.body), &want); err != nil {
		return &BrokenError{s.seq, "it cannot be read"}
	}
	if x, is := pruned.left[s.seq]; is && x.by > s.seq {
		want.Shown = x.digest
	}
	got, err := s.digestShown(ctx, tx, lines)
	if err == nil && got != want.Shown {
		err = &BrokenError{s.seq, shownChanged}
	}
	return err
}

// shownChanged is the fault of a run whose lines, pairs or decisions are not those that it showed.
const shownChanged = "the lines, pairs or decisions that the run showed were changed"

// digestShown works out the digest of what the tables hold of a run. A line that is missing is an error, and one whose evidence is not as
// it was.
func (s shownBy) digestShown(ctx context.Context, tx *sql.Tx, lines storedLines) (string, error) {
	h := newTextHasher()
	var a, b, body sql.RawBytes
	err := eachRow(ctx, tx, []any{&a, &b}, func() error {
		for p := range positionsIn(b) {
			l, is := lines.at(p)
			switch {
			case !is:
				return &BrokenError{s.seq, shownChanged}
			case l.fault != "":
				return &BrokenError{s.seq, l.fault}
			}
			h.addText(a)
			h.addString(l.child)
			h.addHex(l.digest[:])
			h.addRanked(l.body, p.rank)
		}
		return nil
	}, `SELECT list, lines FROM ranking WHERE entry = ? ORDER BY list`, s.seq)
	if err == nil {
		err = eachRow(ctx, tx, []any{&a, &b, &body}, func() error { h.addText(a); h.addText(b); h.addText(body); return nil },
			`SELECT record_l, record_r, body FROM pair WHERE entry = ? ORDER BY record_l, record_r`, s.seq)
	}
	if err == nil {
		err = eachRow(ctx, tx, []any{&a, &b}, func() error { h.addText(a); h.addText(b); return nil },
			`SELECT decision, child FROM standing WHERE entry = ? ORDER BY decision`, s.seq)
	}
	return h.sum(), err
}

// Past is a run that was published.
type Past struct {
	ID    string
	AsOf  time.Time
	entry int64
	knew  int64 // the last entry that it was made by; zero where that was not noted
}

// IsKnown reports whether there is such a run.
func (p Past) IsKnown() bool { return p.entry != 0 }

// HoldsEntry reports whether an entry of the ledger stood in it when the run was recorded.
func (p Past) HoldsEntry(seq int64) bool { return seq < p.entry }

// Knows reports whether a run was made by an entry: one that came in while it was being made stands before it, and was not known to it.
func (p Past) Knows(seq int64) bool {
	if p.knew > 0 {
		return seq <= p.knew
	}
	return p.HoldsEntry(seq)
}

// RunBefore returns the newest published run for a day before another; the one recorded last, where a day has several.
func (r *Register) RunBefore(ctx context.Context, asOf time.Time) (Past, error) {
	return r.findRun(ctx, `run.as_of < ? ORDER BY run.as_of DESC, run.seq DESC`, isoDay(asOf))
}

// NewestRun returns the published run that was recorded last.
func (r *Register) NewestRun(ctx context.Context) (Past, error) {
	return r.findRun(ctx, `? = '' ORDER BY run.seq DESC`, "")
}

// RunByID returns a published run by its id.
func (r *Register) RunByID(ctx context.Context, id string) (Past, error) {
	return r.findRun(ctx, `run.id = ?`, id)
}

func (r *Register) findRun(ctx context.Context, where, arg string) (p Past, err error) {
	var on string
	err = eachRow(ctx, r.db, []any{&p.ID, &on, &p.entry, &p.knew}, func() (err error) {
		if p.AsOf, err = time.Parse(day, on); err != nil {
			return fmt.Errorf("run %s has no day", p.ID)
		}
		return nil
	}, `SELECT id, as_of, entry, coalesce((SELECT json_extract(body, '$.knew') FROM entry WHERE seq = found.entry), 0) FROM (
		SELECT run.id, run.as_of, (SELECT max(seq) FROM entry WHERE kind = 'run' AND about = run.id) AS entry
		FROM run WHERE published AND entry IS NOT NULL AND `+where+` LIMIT 1) AS found`, arg)
	return p, nameRegister(err)
}

// LinesOf returns what a run showed, by list and child.
func (r *Register) LinesOf(ctx context.Context, p Past) ([]Shown, error) {
	rankings, err := readRankings(ctx, r.db, `WHERE entry = ? ORDER BY list`, p.entry)
	if err != nil {
		return nil, nameRegister(err)
	}
	return r.readLines(ctx, rankings)
}

// LastLine returns what the newest published run for a day before another showed of a child on a list, and whether one did.
func (r *Register) LastLine(ctx context.Context, list, child string, before time.Time) (s Shown, found bool, err error) {
	var entries []int64
	var entry int64
	// The days on which the line was shown lie within those that the register notes of it: no other run need be looked through.
	err = eachRow(ctx, r.db, []any{&entry}, func() error { entries = append(entries, entry); return nil },
		`SELECT entry.seq FROM entry JOIN run ON run.id = entry.about, shown WHERE entry.kind = 'run' AND published AND run.as_of < ?
			AND shown.list = ? AND shown.child = ? AND run.as_of BETWEEN first_as_of AND last_as_of
			ORDER BY run.as_of DESC, entry.seq DESC`, isoDay(before), list, child)
	for i := 0; err == nil && !found && i < len(entries); i++ {
		var last ranking
		err = eachLineOf(ctx, r.db, `child = ?`, []any{child}, `WHERE entry = ? AND list = ?`, []any{entries[i], list}, func(x ranking, _ storedLine, p position) error {
			last, found = ranking{x.entry, x.list, appendPosition(nil, p)}, true
			return errFound
		})
		if err == nil && found {
			lines, err := r.readLines(ctx, []ranking{last})
			if err != nil {
				return Shown{}, false, err
			}
			return lines[0], true, nil
		}
	}
	return Shown{}, false, nameRegister(err)
}

// readLines reads the lines of rankings, and then makes out what they say on every processor.
func (r *Register) readLines(ctx context.Context, rankings []ranking) ([]Shown, error) {
	type read struct {
		in                    *ranking
		rank                  uint32
		child, body, evidence string
	}
	var all []read
	for i := range rankings {
		x, from := &rankings[i], len(all)
		for p := range positionsIn(x.lines) {
			all = append(all, read{in: x, rank: p.rank})
		}
		var at, n int
		var child, body, evidence string
		if err := eachRow(ctx, r.db, []any{&at, &child, &body, &evidence}, func() error {
			y := &all[from+at]
			y.child, y.body, y.evidence = child, body, evidence
			n++
			return nil
		}, `SELECT key, child, line.body, evidence.body FROM json_each(?) CROSS JOIN line ON line.number = value
			JOIN evidence ON evidence.number = line.evidence`, lineNumbers(x.lines)); err != nil {
			return nil, nameRegister(err)
		}
		if from+n < len(all) {
			return nil, &BrokenError{x.entry, shownChanged}
		}
	}
	lines := make([]Shown, len(all))
	err := eachShare(len(all), func(from, to int) error {
		for i := from; i < to; i++ {
			x, s := &all[i], &lines[i]
			s.List, s.Child = x.in.list, x.child
			if err := errors.Join(json.Unmarshal([]byte(x.body), s), json.Unmarshal([]byte(x.evidence), &s.Evidence)); err != nil {
				return err
			}
			if x.rank > 0 {
				s.Rank = int(x.rank)
			}
			r.prints.keyOf(x.in.entry, s.Evidence.Prints)
			s.Evidence.Facts = r.openFacts(s.Evidence.Facts)
		}
		return nil
	})
	return lines, nameRegister(err)
}

// eachShare does work on n things in shares, side by side.
func eachShare(n int, do func(from, to int) error) error {
	g := pool.New().WithErrors()
	shares := runtime.GOMAXPROCS(0)
	for share := range shares {
		g.Go(func() error { return do(share*n/shares, (share+1)*n/shares) })
	}
	return g.Wait()
}

// PairsOf returns the pairs that a run left to a person.
func (r *Register) PairsOf(ctx context.Context, p Past) (pairs []Pair, err error) {
	var left, right, body string
	err = eachRow(ctx, r.db, []any{&left, &right, &body}, func() error {
		x := Pair{RecordL: left, RecordR: right}
		err := json.Unmarshal([]byte(body), &x)
		r.prints.keyOf(p.entry, x.PrintsL)
		r.prints.keyOf(p.entry, x.PrintsR)
		pairs = append(pairs, x)
		return err
	}, `SELECT record_l, record_r, body FROM pair WHERE entry = ? ORDER BY record_l, record_r`, p.entry)
	return pairs, nameRegister(err)
}

// UnsettledRuns returns the folders of runs that were recorded and of which nobody has said that they appeared, by run id.
func (r *Register) UnsettledRuns(ctx context.Context) (map[string]string, error) {
	folders := map[string]string{}
	var id, folder string
	err := eachRow(ctx, r.db, []any{&id, &folder}, func() error {
		folders[id] = folder
		return nil
	}, `SELECT id, folder FROM run WHERE NOT published`)
	return folders, nameRegister(err)
}

// MarkPublished says that what a run recorded was published.
func (r *Register) MarkPublished(ctx context.Context, id string) error {
	if _, err := r.db.ExecContext(ctx, `UPDATE run SET published = 1 WHERE id = ?`, id); err != nil {
		return fmt.Errorf("register: run %s: %w", id, err)
	}
	return nil
}
