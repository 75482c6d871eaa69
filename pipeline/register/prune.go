package register

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Keep says up to which day what is recorded is kept, on a day.
type Keep struct {
	AsOf time.Time
	// Cases is the first day of which a closed case is still kept: a child's decisions go when the last of them was made
	// before it, none holds a case open or keeps the child off a list, and the child is over compulsory school age.
	Cases time.Time
	// Lines is the first day of which the lines and possible matches of a run are kept of children without a case. The
	// newest run keeps all of its own.
	Lines time.Time
	// Spans is the first day of which it is kept that a child without a case was on a list, and when.
	Spans time.Time
	// Acts is the first day of which it is kept that somebody looked or gave something out; zero: for good.
	Acts time.Time
	// Open says of an outcome whether it holds a case open.
	Open func(outcome string) bool
}

// Pruned counts what was taken out of the register, or what is due to be.
type Pruned struct {
	Cases      int `json:"cases"` // children whose decisions went
	Decisions  int `json:"decisions"`
	Judgements int `json:"judgements"`
	Lines      int `json:"lines"`
	Pairs      int `json:"pairs"`
	Spans      int `json:"spans"`      // that a child was on a list, from when to when
	Identities int `json:"identities"` // fingerprints that no extract has given for as long
	Acts       int `json:"acts,omitempty"`
	WorkCount
	Entry int64 `json:"-"` // of the ledger that says so; zero where nothing was due
}

// TookAny reports whether anything was.
func (p Pruned) TookAny() bool {
	p.Entry = 0
	return p != Pruned{}
}

// pruneBody is what the ledger says of a pruning: whose act it was, by which days, what went. Of an entry that lost what it
// held it names the digest, which the chain goes on by; of a run it gives the digest of the lines that are left.
type pruneBody struct {
	Keeps struct {
		Cases string `json:"cases"`
		Lines string `json:"lines"`
		Spans string `json:"spans"`
	} `json:"keeps_from"`
	By      string           `json:"by"`
	Account string           `json:"account,omitempty"`
	At      string           `json:"at,omitempty"` // when, where more than the day is noted
	Went    Pruned           `json:"went"`
	Emptied map[int64]string `json:"emptied,omitempty"`
	Left    map[int64]string `json:"left,omitempty"`
	Folders []string         `json:"folders,omitempty"` // of runs, that the caller removes
	Erasure *erasure         `json:"erasure,omitempty"` // where it was a child that was taken out
	Memory  *memory          `json:"memory,omitempty"`  // of what is left outside the chain
}

// CountDue counts what a pruning would take out.
func (r *Register) CountDue(ctx context.Context, keep Keep) (Pruned, error) {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return Pruned{}, nameRegister(err)
	}
	defer tx.Rollback() // nothing of it is to be
	p := pruning{ctx: ctx, tx: tx, keep: keep, prints: r.prints}
	if err := p.pruneDue(); err != nil {
		return Pruned{}, nameRegister(err)
	}
	return p.body.Went, nil
}

// PruneDue takes out of the register what is no longer to be kept, in one transaction that is on disk when it returns, and enters
// in the ledger that it did, by whom and by which days, with the folders of runs that the caller is about to remove. What was
// there is overwritten in the file. A ledger that is not as it was written is not pruned: the error is a *BrokenError.
//
// The chain stays whole. Entries keep their places and digests; those that lost what they held are accepted by Verify for as
// long as a later entry of a pruning names them.
func (r *Register) PruneDue(ctx context.Context, keep Keep, by string, folders []string) (Pruned, error) {
	if by == "" || keep.Open == nil || keep.AsOf.IsZero() {
		panic("register: a pruning without day, person or outcomes")
	}
	if _, err := r.db.ExecContext(ctx, `PRAGMA secure_delete = ON`); err != nil {
		return Pruned{}, nameRegister(err)
	}
	p := pruning{ctx: ctx, keep: keep, prints: r.prints}
	p.body.By, p.body.Account, p.body.Folders = by, AccountName(), folders
	if err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		p.tx = tx
		if _, err := verifyLedger(ctx, tx, nil); err != nil {
			return err
		}
		if err := p.pruneDue(); err != nil {
			return err
		}
		now, before, err := r.memoryNow(ctx, tx)
		if err != nil {
			return err
		}
		return p.enterPruning(now, before)
	}); err != nil {
		return Pruned{}, nameRegister(err)
	}
	return p.body.Went, r.wipeDeleted(ctx)
}

// wipeDeleted writes the file anew, so that nothing of what was deleted is left in it or in its log.
func (r *Register) wipeDeleted(ctx context.Context) error {
	for _, statement := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := r.db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("register: pruned, but the file still holds what was deleted: %w; prune again", err)
		}
	}
	return nil
}

// enterPruning writes the pruning to the ledger, if it took anything out.
func (p *pruning) enterPruning(now *memory, before remembered) error {
	same := before.entry == 0 || now.Changes == before.Changes // all else that goes is counted
	if !p.body.Went.TookAny() && len(p.body.Left) == 0 && len(p.body.Folders) == 0 && same {
		return nil
	}
	p.body.Keeps.Cases, p.body.Keeps.Lines = isoDay(p.keep.Cases), isoDay(p.keep.Lines)
	p.body.Keeps.Spans, p.body.Memory = isoDay(p.keep.Spans), now
	seq, err := appendEntry(p.ctx, p.tx, pruneEntry, isoDay(p.keep.AsOf), p.body)
	p.body.Went.Entry = seq
	return err
}

// stub is what an entry holds whose content was pruned.
const stub = "null"

// prunings are what the ledger's own entries say was taken out.
type prunings struct {
	emptied map[int64]prunedEntry
	left    map[int64]prunedEntry // by the entry of a run
}

// prunedEntry is the digest that a pruning gives of an entry, and the entry of the pruning.
type prunedEntry struct {
	digest string
	by     int64
}

// prunedBefore reads what was pruned. That each of these entries is as it was written is for the chain to say.
func prunedBefore(ctx context.Context, tx *sql.Tx) (prunings, error) {
	p := prunings{map[int64]prunedEntry{}, map[int64]prunedEntry{}}
	var seq int64
	var text string
	return p, eachRow(ctx, tx, []any{&seq, &text}, func() error {
		var body pruneBody
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			return &BrokenError{seq, "it cannot be read"}
		}
		for of, digest := range body.Emptied {
			p.emptied[of] = prunedEntry{digest, seq}
		}
		for of, digest := range body.Left {
			p.left[of] = prunedEntry{digest, seq}
		}
		return nil
	}, `SELECT seq, body FROM entry WHERE kind = ? ORDER BY seq`, pruneEntry)
}

// faultOf says what is wrong with an entry that is a stub, or that was to be one; empty when nothing is, and whether the entry
// holds what its digest is of.
func (p prunings) faultOf(seq int64, kind, about, body string, hash []byte) (what string, whole bool) {
	x, named := p.emptied[seq]
	empty := about == "" && body == stub && slices.Contains(stubKinds, kind)
	switch {
	case !empty && named:
		return "it was pruned, and holds something again", false
	case empty && (!named || x.by <= seq || x.digest != hex.EncodeToString(hash)):
		return "the " + kind + " it held is gone, and no pruning says so", false
	}
	return "", !empty
}
