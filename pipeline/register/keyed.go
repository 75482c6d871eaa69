package register

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"sync"
)

// A fingerprint made of a name and a date of birth alone can be made by whoever knows a family, and finds the child's id and all
// that was decided. So every fingerprint that is recorded is keyed: the HMAC of the one that an extract gives. A register from
// before that has its table of identities keyed when it is next opened, all at once and whether or not a child is in
// tonight's extracts, so that every child keeps its id and nothing is left to be guessed at. Entries of the ledger are never
// changed: those from before keep fingerprints without a key until they are pruned, and are keyed as they are read.

// keyPrint keys a fingerprint as an extract gives it.
func (k printKeeper) keyPrint(f Fingerprint) Fingerprint {
	h := k.macs.Get().(hash.Hash)
	defer k.macs.Put(h)
	h.Reset()
	var said [64]byte
	var sum [sha256.Size]byte
	h.Write(append(append(said[:0], "rollcall fingerprint\x00"...), f[:]...))
	return Fingerprint(h.Sum(sum[:0])[:16])
}

// newPrintKeeper keys fingerprints by a key, from many goroutines at a time.
func newPrintKeeper(key []byte) printKeeper {
	return printKeeper{macs: &sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

// keyOf keys in place the fingerprints of an entry, if it is from before they were.
func (k printKeeper) keyOf(entry int64, prints []Fingerprint) {
	if entry > k.since {
		return
	}
	for i := range prints {
		prints[i] = k.keyPrint(prints[i])
	}
}

// KeyPrint keys a fingerprint as an extract gives it. The register records and knows again keyed ones alone.
func (r *Register) KeyPrint(f Fingerprint) Fingerprint { return r.prints.keyPrint(f) }

// isKeyed reports whether the register's fingerprints are keyed, which its key is then needed for.
func isKeyed(ctx context.Context, db *sql.DB) (keyed bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM keyed)`).Scan(&keyed)
	return keyed, err
}

// applyKey keys the identities of a register that are not yet keyed, in one transaction, or confirms that the key is its own.
func (r *Register) applyKey(ctx context.Context) (printKeeper, error) {
	k := newPrintKeeper(r.key)
	mine := k.keyPrint(Fingerprint{})
	err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		var confirms []byte
		err := tx.QueryRowContext(ctx, `SELECT entry, confirms FROM keyed`).Scan(&k.since, &confirms)
		switch {
		case err == nil && string(confirms) != string(mine[:]):
			return ErrOtherKey
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM entry`).Scan(&k.since); err != nil {
			return err
		}
		if err := keyIdentities(ctx, tx, k); err != nil {
			return fmt.Errorf("keying the fingerprints: %w", err)
		}
		if _, err = tx.ExecContext(ctx, `INSERT INTO keyed VALUES (?, ?)`, k.since, mine[:]); err != nil {
			return err
		}
		if m, err := latestMemory(ctx, tx); err != nil || m.entry == 0 {
			return err
		}
		return r.enterMemory(ctx, tx, "", "the fingerprints were keyed")
	})
	return k, err
}

// keyIdentities replaces every fingerprint of the table of identities by its keyed one.
func keyIdentities(ctx context.Context, tx *sql.Tx, k printKeeper) error {
	var all []Fingerprint
	var raw sql.RawBytes
	if err := eachRow(ctx, tx, []any{&raw}, func() error {
		all = append(all, Fingerprint(raw))
		return nil
	}, `SELECT fingerprint FROM identity`); err != nil || len(all) == 0 {
		return err
	}
	st := newStatements(ctx, tx)
	for _, f := range all {
		keyed := k.keyPrint(f)
		st.run(`UPDATE identity SET fingerprint = ? WHERE fingerprint = ?`, keyed[:], f[:])
	}
	return st.fault
}
