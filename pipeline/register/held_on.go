package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
)

// HeldOn is what the register holds on a child.
type HeldOn struct {
	IDs        []string
	Prints     int
	Decisions  []Decision
	Judgements []Judgement
	Steps      []Step
	Looks      []SecondLook
	Questions  []Question
	Spans      []Span
	Lines      []HeldLine
	Pairs      int // possible matches that runs left to a person
}

// HeldLine is a line that a run showed.
type HeldLine struct {
	Run   string
	Body  json.RawMessage
	Shown Shown
}

// ReadHeldOn returns all that the register holds on a child, under any of the ids that became its own. The error is a *GaveWayError
// where the child goes by another id now. With alone set, no other id than the one that is asked for is looked at: of a sealed child,
// another may be of another identity.
func (r *Register) ReadHeldOn(ctx context.Context, child string, alone bool) (h HeldOn, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		x := erasing{pruning: pruning{ctx: ctx, tx: tx, prints: r.prints}, theirs: map[Fingerprint]bool{}}
		if err := x.findIDs(child); err != nil {
			return err
		}
		if alone {
			x.went.IDs, x.ids = []string{child}, mustJSON([]string{child})
		}
		if err := x.findPrints(); err != nil {
			return err
		}
		h.IDs, h.Prints = x.went.IDs, len(x.theirs)
		if err := x.readDecided(r, &h); err != nil {
			return err
		}
		return x.readShown(&h)
	})
	return h, nameRegister(err)
}

// readDecided reads what was decided and done of the child. Of two records it goes by the ids that they had.
func (x *erasing) readDecided(r *Register, h *HeldOn) error {
	seqs, err := x.numbersOf(`SELECT decision FROM standing WHERE ` + amongIDs("child"))
	if err != nil {
		return err
	}
	w, err := r.workOf(x.ctx, x.tx, 0)
	theirs := func(child string, p *Pair) bool {
		return slices.Contains(x.went.IDs, child) || p != nil && (slices.Contains(x.went.IDs, p.ChildL) || slices.Contains(x.went.IDs, p.ChildR))
	}
	h.Decisions = keepThose(w.Decisions, func(d *Decision) bool { return theirs(d.Child, nil) || slices.Contains(seqs, d.Seq) })
	h.Judgements = keepThose(w.Judgements, func(j *Judgement) bool { return theirs("", &j.Pair) })
	h.Steps = keepThose(w.Steps, func(s *Step) bool { return theirs(s.Child, nil) })
	h.Looks = keepThose(w.Looks, func(l *SecondLook) bool { return theirs(l.Child, l.Pair) })
	h.Questions = keepThose(w.Questions, func(q *Question) bool { return theirs(q.Child, q.Pair) })
	return err
}

func keepThose[T any](all []T, is func(*T) bool) (some []T) {
	for i := range all {
		if is(&all[i]) {
			some = append(some, all[i])
		}
	}
	return some
}

func (x *erasing) readShown(h *HeldOn) error {
	var s Span
	var rules string
	if err := eachRow(x.ctx, x.tx, []any{&s.List, &s.Child, &rules, &s.First, &s.Last, &s.Went, &s.Answered}, func() error {
		s.Rules = strings.Fields(rules)
		h.Spans = append(h.Spans, s)
		return nil
	}, `SELECT list, child, rules, first_as_of, last_as_of, went, answered FROM shown WHERE `+amongIDs("child")+` ORDER BY list, child`, x.ids); err != nil {
		return err
	}
	runs := map[int64]string{}
	var seq int64
	var run string
	if err := eachRow(x.ctx, x.tx, []any{&seq, &run}, func() error { runs[seq] = run; return nil },
		`SELECT seq, about FROM entry WHERE kind = ?`, runEntry); err != nil {
		return err
	}
	if err := eachLineOf(x.ctx, x.tx, amongIDs("child"), []any{x.ids}, `ORDER BY entry, list`, nil, func(in ranking, had storedLine, at position) error {
		l := HeldLine{Run: runs[in.entry], Body: appendRanked(nil, had.body, at.rank), Shown: Shown{List: in.list, Child: had.child}}
		err := json.Unmarshal(l.Body, &l.Shown)
		h.Lines = append(h.Lines, l)
		return err
	}); err != nil {
		return err
	}
	return x.tx.QueryRowContext(x.ctx, `SELECT count(*) FROM pair WHERE `+amongIDs("json_extract(body, '$.child_l')")+
		` OR `+amongIDs("json_extract(body, '$.child_r')"), x.ids).Scan(&h.Pairs)
}
