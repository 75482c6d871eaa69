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
	"hash"
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

// BrokenError says where the ledger is not as it was written.
type BrokenError struct {
	Entry int64 // the first entry that is wrong
	What  string
}

// Error names the place.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("register: entry %d: %s; what stands before it is as it was written", e.Entry, e.What)
}

// chainDigest is the digest of an entry: of the one before, and of all that the entry holds.
func chainDigest(before []byte, seq int64, kind, about, body string) []byte {
	h := sha256.New()
	h.Write(before)
	_ = binary.Write(h, binary.BigEndian, seq)
	for _, s := range []string{kind, about, body} {
		hashText(h, s)
	}
	return h.Sum(nil)
}

// hashText writes a text so that two of them are never taken for one.
func hashText(h hash.Hash, s string) {
	_ = binary.Write(h, binary.BigEndian, int64(len(s)))
	h.Write([]byte(s))
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
// each run showed, and of the evidence that they rest on. What was pruned is gone for good, and its entry is accepted as long
// as a later one names it. A *BrokenError names the first entry that is not as it was written.
// With a head that was noted elsewhere it also says whether the ledger still holds that entry.
func (r *Register) VerifyLedger(ctx context.Context, noted ...Head) (Head, error) {
	tx, err := r.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return Head{}, fmt.Errorf("register: %w", err)
	}
	defer tx.Rollback()
	return verifyLedger(ctx, tx, noted)
}

func verifyLedger(ctx context.Context, tx *sql.Tx, noted []Head) (Head, error) {
	pruned, err := prunedBefore(ctx, tx)
	if err != nil {
		return Head{}, err
	}
	head, runs, err := walkChain(ctx, tx, noted, pruned)
	if err != nil {
		return Head{}, err
	}
	if err := verifyEvidence(ctx, tx); err != nil {
		return Head{}, err
	}
	for _, run := range runs {
		if err := run.verifyShown(ctx, tx, pruned); err != nil {
			return Head{}, err
		}
	}
	return head, nil
}

// walkChain follows the chain and returns its end and the entries of runs.
func walkChain(ctx context.Context, tx *sql.Tx, noted []Head, pruned prunings) (Head, []shownBy, error) {
	rows, err := tx.QueryContext(ctx, `SELECT seq, kind, about, body, before, hash FROM entry ORDER BY seq`)
	if err != nil {
		return Head{}, nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	var head Head
	var runs []shownBy
	last := make([]byte, sha256.Size)
	for rows.Next() {
		var seq int64
		var kind, about, body string
		var before, hash []byte
		if err := rows.Scan(&seq, &kind, &about, &body, &before, &hash); err != nil {
			return Head{}, nil, fmt.Errorf("register: %w", err)
		}
		wrong, whole := pruned.faultOf(seq, kind, about, body, hash)
		switch want := head.Entries + 1; {
		case seq != want:
			return Head{}, nil, &BrokenError{want, "it is missing"}
		case string(before) != string(last):
			return Head{}, nil, &BrokenError{seq, "it does not follow from the entry before it"}
		case wrong != "":
			return Head{}, nil, &BrokenError{seq, wrong}
		case whole && string(hash) != string(chainDigest(last, seq, kind, about, body)):
			return Head{}, nil, &BrokenError{seq, "the " + kind + " it holds was changed"}
		}
		for _, n := range noted {
			if n.Entries == seq && n.Hash != hex.EncodeToString(hash) {
				return Head{}, nil, &BrokenError{seq, "it is another one than was noted"}
			}
		}
		if kind == runEntry {
			runs = append(runs, shownBy{seq, body})
		}
		last = hash
		head = Head{seq, hex.EncodeToString(hash)}
	}
	for _, n := range noted {
		if n.Entries > head.Entries {
			return Head{}, nil, &BrokenError{head.Entries + 1, "it is missing, and was noted"}
		}
	}
	return head, runs, rows.Err()
}

// verifyEvidence holds all evidence to its digest.
func verifyEvidence(ctx context.Context, tx *sql.Tx) error {
	var lost sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT min(entry) FROM line WHERE evidence NOT IN (SELECT digest FROM evidence)`).Scan(&lost)
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	if lost.Valid {
		return &BrokenError{lost.Int64, "the evidence of one of its lines is missing"}
	}
	rows, err := tx.QueryContext(ctx, `SELECT digest, body,
		(SELECT min(entry) FROM line WHERE line.evidence = digest) FROM evidence ORDER BY 3`)
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var digest, body string
		var entry sql.NullInt64
		if err := rows.Scan(&digest, &body, &entry); err != nil {
			return fmt.Errorf("register: %w", err)
		}
		if digest != digestOf(body) {
			return &BrokenError{entry.Int64, "the evidence " + digest + " of its lines was changed"}
		}
	}
	return rows.Err()
}

func digestOf(body string) string {
	h := sha256.Sum256([]byte(body))
	return hex.EncodeToString(h[:16])
}
