package register

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// Erasure is a person's order to take a child out of the register.
type Erasure struct {
	Child   string
	By, Why string // a role, and why without a name; the ledger keeps both
	At      time.Time
	Files   int // of published runs and copies, that the caller changes or removes
}

// Erased is what an erasure took out of the register, or would.
type Erased struct {
	IDs        []string // under which the register held the child, the one that was asked for first
	Decisions  int
	Judgements int
	Lines      int
	Pairs      int
	Spans      int
	Identities int
	Acts       int // whose purpose was typed; when and whose they were stays
	WorkCount
	Entry int64
}

// TookAny reports whether the register held anything of the child.
func (e *Erased) TookAny() bool {
	return e.Decisions+e.Judgements+e.Lines+e.Pairs+e.Spans+e.Identities+e.Sum() > 0
}

// GaveWayError says that a child goes by another id now, by which it is to be erased.
type GaveWayError struct{ Into string }

// Error names the id.
func (e *GaveWayError) Error() string {
	return "register: the child goes by the id " + e.Into + " now; say that one"
}

// erasure is what the ledger says of an erasure. The child stands in it by digest, under each of its ids.
type erasure struct {
	Of    []string    `json:"children"`
	Why   string      `json:"why"`
	Files int         `json:"files,omitempty"`
	Went  Erased      `json:"-"`
	Acts  []erasedAct `json:"acts,omitempty"`
}

// erasedAct is an act whose entry was emptied for the purpose that was typed in it.
type erasedAct struct {
	Name string `json:"act"`
	Act
}

// wordErased is said in the place of a purpose that was erased.
const wordErased = "(erased with the child)"

func (e *erasure) restated() (acts []Act) {
	for _, x := range e.Acts {
		a := x.Act
		a.Act, a.Purpose = x.Name, wordErased
		acts = append(acts, a)
	}
	return acts
}

// EraseChild takes all that the register holds of a child out of it, in one transaction that is on disk when it returns, and enters
// in the ledger that it did, by whom and why. Entries leave stubs, as those that were pruned, and the chain goes on over them.
// Ids that became this child's go with it. What is of another child stays: also that an identity was once placed with it. An
// id that still stands anywhere after it undoes all. A ledger that is not as it was written is not touched: the error is a
// *BrokenError; it is a *GaveWayError where the child goes by another id.
func (r *Register) EraseChild(ctx context.Context, e Erasure) (Erased, error) {
	if e.Child == "" || e.By == "" || e.Why == "" || e.At.IsZero() {
		panic("register: a child is erased by nobody or for no reason")
	}
	if _, err := r.db.ExecContext(ctx, `PRAGMA secure_delete = ON`); err != nil {
		return Erased{}, nameRegister(err)
	}
	var went Erased
	if err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) (err error) {
		if _, err = verifyLedger(ctx, tx, nil); err == nil {
			went, err = r.eraseChild(ctx, tx, e)
		}
		return err
	}); err != nil {
		return Erased{}, nameRegister(err)
	}
	return went, r.wipeDeleted(ctx)
}

// CountErasure is what EraseChild would take out; nothing is changed.
func (r *Register) CountErasure(ctx context.Context, e Erasure) (Erased, error) {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return Erased{}, nameRegister(err)
	}
	defer tx.Rollback() // nothing of it is to be
	went, err := r.eraseChild(ctx, tx, e)
	return went, nameRegister(err)
}

// erasing is an erasure under way.
type erasing struct {
	pruning
	ids    string               // a JSON list of them
	theirs map[Fingerprint]bool // fingerprints
	went   Erased
	said   erasure
}

func (r *Register) eraseChild(ctx context.Context, tx *sql.Tx, e Erasure) (Erased, error) {
	x := erasing{pruning: pruning{ctx: ctx, tx: tx, prints: r.prints}, theirs: map[Fingerprint]bool{}, said: erasure{Why: r.sealNote(e.Why), Files: e.Files}}
	x.body.By, x.body.Account, x.body.At = e.By, AccountName(), ActTime(e.At)
	x.body.Emptied, x.body.Left = map[int64]string{}, map[int64]string{}
	if err := x.findIDs(e.Child); err != nil {
		return Erased{}, err
	}
	for _, id := range x.went.IDs {
		x.said.Of = append(x.said.Of, r.DigestChild(id))
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO pruning VALUES (0)`); err != nil {
		return Erased{}, err
	}
	for _, step := range []func() error{x.findPrints, x.eraseDecisions, x.eraseJudgements, x.eraseBesides, x.eraseActs, x.eraseShown, x.eraseRest} {
		if err := step(); err != nil {
			return Erased{}, err
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM pruning`); err != nil {
		return Erased{}, err
	}
	now, _, err := r.memoryNow(ctx, tx)
	if err != nil {
		return Erased{}, err
	}
	x.body.Memory, x.body.Erasure = now, &x.said
	if x.went.Entry, err = appendEntry(ctx, tx, pruneEntry, isoDay(e.At), x.body); err != nil {
		return Erased{}, err
	}
	return x.went, x.findLeft()
}

// findIDs finds the ids that became the child's.
func (x *erasing) findIDs(child string) error {
	var into string
	if err := eachRow(x.ctx, x.tx, []any{&into}, func() error { return &GaveWayError{into} },
		`SELECT into_child FROM child_change JOIN run ON run.seq = run WHERE child = ? AND kind = 'merged'
			AND child NOT IN (SELECT child FROM identity) ORDER BY run.seq DESC LIMIT 1`, child); err != nil {
		return err
	}
	x.went.IDs = []string{child}
	for i := 0; i < len(x.went.IDs); i++ {
		var from string
		if err := eachRow(x.ctx, x.tx, []any{&from}, func() error {
			if !slices.Contains(x.went.IDs, from) {
				x.went.IDs = append(x.went.IDs, from)
			}
			return nil
		}, `SELECT child FROM child_change WHERE into_child = ? AND kind = 'merged'
			AND child NOT IN (SELECT child FROM identity) ORDER BY child`, x.went.IDs[i]); err != nil {
			return err
		}
	}
	x.ids = mustJSON(x.went.IDs)
	return nil
}

// amongIDs says in a query that a column is one of the ids.
func amongIDs(column string) string { return column + ` IN (SELECT value FROM json_each(?1))` }

func (x *erasing) findPrints() error {
	var print []byte
	return eachRow(x.ctx, x.tx, []any{&print}, func() error { x.theirs[Fingerprint(print)] = true; return nil },
		`SELECT fingerprint FROM identity WHERE `+amongIDs("child"), x.ids)
}

// eraseDecisions empties what was decided of the child, under whatever id.
func (x *erasing) eraseDecisions() error {
	seqs, err := x.numbersOf(`SELECT seq FROM entry WHERE kind = 'decision' AND body <> 'null' AND (` + amongIDs("about") +
		` OR seq IN (SELECT decision FROM standing WHERE ` + amongIDs("child") + `)) ORDER BY seq`)
	if err != nil {
		return err
	}
	x.went.Decisions = len(seqs)
	return x.leaveStubs(seqs)
}

// eraseJudgements empties those on records of the child.
func (x *erasing) eraseJudgements() error {
	all, err := judgementsOf(x.ctx, x.tx, x.prints)
	if err != nil {
		return err
	}
	var seqs []int64
	for _, j := range all {
		if x.holdsPair(j.Pair) {
			seqs = append(seqs, j.Seq)
		}
	}
	x.went.Judgements = len(seqs)
	return x.leaveStubs(seqs)
}

// eraseActs empties the acts on the child for which a purpose was typed, which may name it, and says all else of them again.
func (x *erasing) eraseActs() error {
	acts, err := readEntries(x.ctx, x.tx, actEntry, func(a *Act, seq int64, about string) { a.Entry, a.Act = seq, about })
	if err != nil {
		return err
	}
	var seqs []int64
	for _, a := range acts {
		if a.Purpose == "" || !slices.ContainsFunc(x.said.Of, a.IsOf) {
			continue
		}
		seqs, a.Purpose = append(seqs, a.Entry), ""
		x.said.Acts = append(x.said.Acts, erasedAct{a.Act, a})
	}
	x.went.Acts = len(seqs)
	return x.leaveStubs(seqs)
}

// eraseShown takes out what runs showed of the child, with the evidence that no other line rests on.
func (x *erasing) eraseShown() error {
	standing := ` FROM standing WHERE ` + amongIDs("child")
	pairs := ` FROM pair WHERE ` + amongIDs("json_extract(body, '$.child_l')") + ` OR ` + amongIDs("json_extract(body, '$.child_r')")
	theirs, err := x.numbersOf(`SELECT number FROM line WHERE ` + amongIDs("child"))
	if err != nil {
		return err
	}
	gone := make(map[uint32]bool, len(theirs))
	for _, number := range theirs {
		gone[uint32(number)] = true
	}
	n, touched, err := x.dropLines(func(at position) bool { return gone[at.line] }, `ORDER BY entry, list`)
	x.went.Lines = n
	if err != nil {
		return err
	}
	besides, err := x.numbersOf(`SELECT entry` + pairs + ` UNION SELECT entry` + standing)
	if err != nil {
		return err
	}
	if err := x.deleteRows(&x.went.Pairs, `DELETE`+pairs, x.ids); err != nil {
		return err
	}
	if err := x.deleteRows(nil, `DELETE`+standing, x.ids); err != nil {
		return err
	}
	if err := x.sweepLines(); err != nil {
		return err
	}
	return x.noteLeft(append(touched, besides...))
}

func (x *erasing) eraseRest() error {
	if err := x.deleteRows(&x.went.Spans, `DELETE FROM shown WHERE `+amongIDs("child"), x.ids); err != nil {
		return err
	}
	if err := x.deleteRows(&x.went.Identities, `DELETE FROM identity WHERE `+amongIDs("child"), x.ids); err != nil {
		return err
	}
	if err := x.deleteRows(nil, `DELETE FROM child_change WHERE `+amongIDs("child")+` OR `+amongIDs("into_child"), x.ids); err != nil {
		return err
	}
	p := &x.body.Went
	p.Decisions, p.Judgements, p.Lines, p.Pairs = x.went.Decisions, x.went.Judgements, x.went.Lines, x.went.Pairs
	p.Spans, p.Identities, p.Acts, p.WorkCount = x.went.Spans, x.went.Identities, x.went.Acts, x.went.WorkCount
	return nil
}

func (x *erasing) numbersOf(query string) (all []int64, err error) {
	var seq int64
	err = eachRow(x.ctx, x.tx, []any{&seq}, func() error { all = append(all, seq); return nil }, query, x.ids)
	return all, err
}

// findLeft is the error of an id that still stands somewhere. A kind of entry that is added later may hold one: then nothing is
// erased, rather than all but that.
func (x *erasing) findLeft() error {
	var where string
	return eachRow(x.ctx, x.tx, []any{&where}, func() error {
		return fmt.Errorf("the child still stands in %s, which cannot be erased; nothing was", where)
	}, `WITH id AS (SELECT value FROM json_each(?1))
		SELECT 'entry ' || seq || ' (' || kind || ')' FROM entry, id WHERE instr(about, value) OR instr(body, value)
		UNION ALL SELECT 'a line of another child' FROM line, id WHERE instr(child, value) OR instr(body, value)
		UNION ALL SELECT 'the evidence of a line' FROM evidence, id WHERE instr(body, value)
		UNION ALL SELECT 'a possible match' FROM pair, id WHERE instr(body, value)
		UNION ALL SELECT 'what a list showed' FROM shown, id WHERE instr(child, value) OR instr(went, value) LIMIT 1`, x.ids)
}
