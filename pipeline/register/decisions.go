package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Decision is what a person decided of a child on a line of a list.
type Decision struct {
	Seq    int64  `json:"-"` // number of its entry
	Child  string `json:"-"` // as the run called the child whose line it was made on
	Run    string `json:"run"`
	List   string `json:"list"`
	Mark   string `json:"mark"` // digest of what was typed: the same is not taken twice
	Made   string `json:"made"` // YYYY-MM-DD, the day that was typed or on which it came in
	Until  string `json:"until,omitempty"`
	By     string `json:"by"` // role or initials, as typed
	Note   string `json:"note,omitempty"`
	Ground string `json:"ground"`
	Return string `json:"return,omitempty"` // the department's reason, in its words; empty when none was chosen

	Outcome  string   `json:"outcome"`
	Evidence Evidence `json:"evidence"` // that it was made on
	Line     Shown    `json:"line"`     // the line as it was
	// Supersedes are earlier decisions on the child that this one takes the place of.
	Supersedes []int64 `json:"supersedes,omitempty"`
}

// Judgement is what a person said of two records that may be one child's.
type Judgement struct {
	Seq     int64  `json:"-"`
	Run     string `json:"run"`
	RecordL string `json:"record_l"`
	RecordR string `json:"record_r"`
	Pair    Pair   `json:"pair"`
	Verdict string `json:"verdict"` // same, different or unsure
	By      string `json:"by"`
	Made    string `json:"made"`
	Mark    string `json:"mark"`
	Note    string `json:"note,omitempty"`
	// Supersedes are earlier judgements of the two.
	Supersedes []int64 `json:"supersedes,omitempty"`
}

// RecordDecisions records decisions and judgements, all or none, and returns when they are on disk. Their order is that in which they
// are given.
func (r *Register) RecordDecisions(ctx context.Context, decisions []Decision, judgements []Judgement) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	defer tx.Rollback()
	for _, d := range decisions {
		d.checkDecision()
		if _, err := appendEntry(ctx, tx, decisionEntry, d.Child, d); err != nil {
			return fmt.Errorf("register: %w", err)
		}
	}
	for _, j := range judgements {
		if j.Verdict == "" || j.By == "" || len(j.Pair.PrintsL) == 0 || len(j.Pair.PrintsR) == 0 {
			panic("register: a judgement without verdict, judge or pair")
		}
		if _, err := appendEntry(ctx, tx, judgementEntry, j.Mark, j); err != nil {
			return fmt.Errorf("register: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("register: %w", err)
	}
	return nil
}

func (d Decision) checkDecision() {
	if d.Child == "" || d.Outcome == "" || d.By == "" || d.Mark == "" {
		panic("register: a decision without child, outcome, person or mark")
	}
	if _, err := time.Parse(day, d.Made); err != nil {
		panic("register: a decision without a day")
	}
}

// ReadDecisions returns every decision that was recorded and not pruned, in the order in which they came in.
func (r *Register) ReadDecisions(ctx context.Context) ([]Decision, error) {
	return decisionsOf(ctx, r.db)
}

func decisionsOf(ctx context.Context, from asked) ([]Decision, error) {
	var out []Decision
	err := readEntries(ctx, from, decisionEntry, func(seq int64, about, body string) error {
		d := Decision{}
		if err := json.Unmarshal([]byte(body), &d); err != nil {
			return err
		}
		d.Seq, d.Child = seq, about
		out = append(out, d)
		return nil
	})
	return out, err
}

// ReadJudgements returns every judgement that was recorded and not pruned, in the order in which they came in.
func (r *Register) ReadJudgements(ctx context.Context) ([]Judgement, error) {
	return judgementsOf(ctx, r.db)
}

func judgementsOf(ctx context.Context, from asked) ([]Judgement, error) {
	var out []Judgement
	err := readEntries(ctx, from, judgementEntry, func(seq int64, _, body string) error {
		j := Judgement{}
		if err := json.Unmarshal([]byte(body), &j); err != nil {
			return err
		}
		j.Seq = seq
		out = append(out, j)
		return nil
	})
	return out, err
}

// asked is the database or a transaction in it.
type asked interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func readEntries(ctx context.Context, from asked, kind string, each func(seq int64, about, body string) error) error {
	rows, err := from.QueryContext(ctx, `SELECT seq, about, body FROM entry WHERE kind = ? AND body <> '`+stub+`' ORDER BY seq`, kind)
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var about, body string
		if err := rows.Scan(&seq, &about, &body); err != nil {
			return fmt.Errorf("register: %w", err)
		}
		if err := each(seq, about, body); err != nil {
			return fmt.Errorf("register: entry %d: %w", seq, err)
		}
	}
	return rows.Err()
}

// StandingOf returns the child that each decision stood with in a run, by the number of the decision.
func (r *Register) StandingOf(ctx context.Context, p Past) (map[int64]string, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT decision, child FROM standing WHERE entry = ?`, p.entry)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	out := map[int64]string{}
	for rows.Next() {
		var decision int64
		var child string
		if err := rows.Scan(&decision, &child); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		out[decision] = child
	}
	return out, rows.Err()
}

// ReadSuccessors returns for every child id that gave way or was split what became of it, in the order in which it happened.
func (r *Register) ReadSuccessors(ctx context.Context) (map[string][]Change, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT child, into_child, kind FROM child_change JOIN run ON run.seq = run
		ORDER BY run.seq, child, into_child`)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	out := map[string][]Change{}
	for rows.Next() {
		var c Change
		if err := rows.Scan(&c.Child, &c.Into, (*string)(&c.Kind)); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		out[c.Child] = append(out[c.Child], c)
	}
	return out, rows.Err()
}
