package register

import (
	"context"
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
	Entered
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
	Entered
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
	all, err := decisionsOf(ctx, r.db, r.prints)
	for i := range all {
		all[i].Note, all[i].Evidence.Facts = r.openNote(all[i].Note), r.openFacts(all[i].Evidence.Facts)
	}
	return all, nameRegister(err)
}

func decisionsOf(ctx context.Context, from asked, k printKeeper) ([]Decision, error) {
	return readEntries(ctx, from, decisionEntry, func(d *Decision, seq int64, about string) {
		d.Seq, d.Child = seq, about
		k.keyOf(seq, d.Evidence.Prints)
	})
}

// ReadJudgements returns every judgement that was recorded and not pruned, in the order in which they came in.
func (r *Register) ReadJudgements(ctx context.Context) ([]Judgement, error) {
	all, err := judgementsOf(ctx, r.db, r.prints)
	for i := range all {
		all[i].Note = r.openNote(all[i].Note)
	}
	return all, nameRegister(err)
}

func judgementsOf(ctx context.Context, from asked, k printKeeper) ([]Judgement, error) {
	return readEntries(ctx, from, judgementEntry, func(j *Judgement, seq int64, _ string) {
		j.Seq = seq
		k.keyOf(seq, j.Pair.PrintsL)
		k.keyOf(seq, j.Pair.PrintsR)
	})
}

// readEntries reads the entries of a kind; number gives each what its body does not hold.
func readEntries[T any](ctx context.Context, from asked, kind string, number func(x *T, seq int64, about string)) ([]T, error) {
	return readEntriesAfter(ctx, from, kind, 0, number)
}

// readEntriesAfter reads those that stand after an entry: from there along the ledger, and all of a kind by its index.
func readEntriesAfter[T any](ctx context.Context, from asked, kind string, after int64, number func(x *T, seq int64, about string)) (all []T, err error) {
	var seq int64
	var about, body string
	which := `kind = ? AND seq > ?`
	if after > 0 {
		which = `+kind = ? AND seq > ?`
	}
	err = eachRow(ctx, from, []any{&seq, &about, &body}, func() error {
		var x T
		if err := json.Unmarshal([]byte(body), &x); err != nil {
			return fmt.Errorf("entry %d: %w", seq, err)
		}
		number(&x, seq, about)
		all = append(all, x)
		return nil
	}, `SELECT seq, about, body FROM entry WHERE `+which+` AND body <> '`+stub+`' ORDER BY seq`, kind, after)
	return all, err
}

// StandingOf returns the child that each decision stood with in a run, by the number of the decision.
func (r *Register) StandingOf(ctx context.Context, p Past) (map[int64]string, error) {
	children := map[int64]string{}
	var decision int64
	var child string
	err := eachRow(ctx, r.db, []any{&decision, &child}, func() error {
		children[decision] = child
		return nil
	}, `SELECT decision, child FROM standing WHERE entry = ?`, p.entry)
	return children, nameRegister(err)
}

// ReadSuccessors returns for every child id that gave way or was split what became of it, in the order in which it happened.
func (r *Register) ReadSuccessors(ctx context.Context) (map[string][]Change, error) {
	successors := map[string][]Change{}
	var c Change
	err := eachRow(ctx, r.db, []any{&c.Child, &c.Into, (*string)(&c.Kind)}, func() error {
		successors[c.Child] = append(successors[c.Child], c)
		return nil
	}, `SELECT child, into_child, kind FROM child_change JOIN run ON run.seq = run ORDER BY run.seq, child, into_child`)
	return successors, nameRegister(err)
}
