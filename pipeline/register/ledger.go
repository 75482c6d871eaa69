package register

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// The kinds of entry of the ledger.
const (
	runEntry       = "run"
	decisionEntry  = "decision"
	judgementEntry = "judgement"
	pruneEntry     = "prune"
)

// Head is where the ledger ends. One that was noted somewhere else, as every manifest does, shows a ledger that was cut.
type Head struct {
	Entries int64
	Hash    string // of the last entry, in hexadecimal; empty when there is none
}

// chainDigest is the digest of an entry: of the one before, and of all that the entry holds.
func chainDigest(before []byte, seq int64, kind, about, body string) []byte {
	h := sha256.New()
	h.Write(before)
	_ = binary.Write(h, binary.BigEndian, seq)
	for _, s := range []string{kind, about, body} {
		_ = binary.Write(h, binary.BigEndian, int64(len(s)))
		h.Write([]byte(s))
	}
	return h.Sum(nil)
}

// appendEntry appends an entry and returns its number.
func appendEntry(ctx context.Context, tx *sql.Tx, kind, about string, body any) (int64, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	seq, before := int64(0), make([]byte, sha256.Size)
	err = tx.QueryRowContext(ctx, `SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1`).Scan(&seq, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	seq++
	_, err = tx.ExecContext(ctx, `INSERT INTO entry (seq, kind, about, body, before, hash) VALUES (?, ?, ?, ?, ?, ?)`,
		seq, kind, about, string(raw), before, chainDigest(before, seq, kind, about, string(raw)))
	return seq, err
}

// LedgerEnd returns where the ledger ends.
func (r *Register) LedgerEnd(ctx context.Context) (Head, error) {
	var h Head
	err := r.db.QueryRowContext(ctx, `SELECT seq, lower(hex(hash)) FROM entry ORDER BY seq DESC LIMIT 1`).Scan(&h.Entries, &h.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("register: %w", err)
	}
	return h, nil
}

// VerifyLedger walks the ledger from its first entry and works out every digest anew: of the entries, of the lines and pairs that
// each run showed, of the evidence that they rest on, and of the tables beside the ledger. What was pruned is gone for good, and its entry is accepted as long
// as a later one names it. A *BrokenError names the first entry that is not as it was written.
// With a head that was noted elsewhere it also says whether the ledger still holds that entry, unless a person gave it up.
func (r *Register) VerifyLedger(ctx context.Context, noted ...Head) (head Head, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) (err error) {
		head, err = verifyLedger(ctx, tx, noted)
		return err
	})
	return head, nameRegister(err)
}

func verifyLedger(ctx context.Context, tx *sql.Tx, noted []Head) (Head, error) {
	w, err := walkChain(ctx, tx, noted)
	if err == nil {
		err = verifyEvidence(ctx, tx)
	}
	var lines storedLines
	if err == nil {
		lines, err = readStoredLines(ctx, tx, false)
	}
	for i := 0; err == nil && i < len(w.runs); i++ {
		err = w.runs[i].verifyShown(ctx, tx, w.pruned, lines)
	}
	if err == nil {
		err = w.remembered.verifySmall(ctx, tx)
	}
	if err == nil {
		err = w.remembered.verifyIdentities(ctx, tx)
	}
	if err == nil {
		err = verifySchema(ctx, tx)
	}
	if err != nil {
		return Head{}, err
	}
	return w.head, nil
}

// walked is what a walk along the chain found.
type walked struct {
	head   Head
	runs   []shownBy // the entries of runs
	pruned prunings
	remembered
}

// walkChain follows the chain from its first entry, and holds every entry to its digest and to the heads that were noted.
func walkChain(ctx context.Context, tx *sql.Tx, noted []Head) (w walked, err error) {
	if w.pruned, err = prunedBefore(ctx, tx); err != nil {
		return w, err
	}
	wanted, err := headsWanted(ctx, tx, noted)
	if err != nil {
		return w, err
	}
	var seq int64
	var kind, about, body string
	var before, hash []byte
	last := make([]byte, sha256.Size)
	if err = eachRow(ctx, tx, []any{&seq, &kind, &about, &body, &before, &hash}, func() error {
		wrong, whole := w.pruned.faultOf(seq, kind, about, body, hash)
		switch want := w.head.Entries + 1; {
		case seq != want:
			return &BrokenError{want, "it is missing"}
		case string(before) != string(last):
			return &BrokenError{seq, "it does not follow from the entry before it"}
		case wrong != "":
			return &BrokenError{seq, wrong}
		case whole && string(hash) != string(chainDigest(last, seq, kind, about, body)):
			return &BrokenError{seq, "the " + kind + " it holds was changed"}
		}
		w.head = Head{seq, hex.EncodeToString(hash)}
		if !wanted.agree(w.head) {
			return &BrokenError{seq, "it is another one than was noted"}
		}
		if kind == runEntry {
			w.runs = append(w.runs, shownBy{seq, body})
		}
		last = hash
		return nil
	}, `SELECT seq, kind, about, body, before, hash FROM entry ORDER BY seq`); err != nil {
		return w, err
	}
	if wanted.last > w.head.Entries {
		return w, &BrokenError{w.head.Entries + 1, "it is missing, and was noted"}
	}
	w.remembered, err = latestMemory(ctx, tx)
	return w, err
}

// verifyEvidence holds all evidence to its digest.
func verifyEvidence(ctx context.Context, tx *sql.Tx) error {
	var number int64
	var digest, body sql.RawBytes
	return eachRow(ctx, tx, []any{&number, &digest, &body}, func() error {
		if digestOf(body).isOf(digest) {
			return nil
		}
		wrong := hex.EncodeToString(digest)
		entry := int64(1)
		// Asked of the one that is wrong: of each it would take the square of their number.
		if err := eachLineOf(ctx, tx, `evidence = ?`, []any{number}, `ORDER BY entry`, nil, func(x ranking, _ storedLine, _ position) error {
			entry = x.entry
			return errFound
		}); err != nil {
			return err
		}
		return &BrokenError{entry, "the evidence " + wrong + " of its lines was changed"}
	}, `SELECT number, digest, body FROM evidence ORDER BY number`)
}
