package register

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// KnownIdentities returns what earlier runs called the children with each fingerprint: a million take a second or two and some
// 100 MB. From then on Record answers ErrChanged when somebody else records first.
func (r *Register) KnownIdentities(ctx context.Context) (map[Fingerprint]string, error) {
	tx, err := r.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer tx.Rollback()
	var generation, n int64
	err = tx.QueryRowContext(ctx, `SELECT n, (SELECT count(*) FROM identity) FROM generation`).Scan(&generation, &n)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	rows, err := tx.QueryContext(ctx, `SELECT fingerprint, child FROM identity`)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	known := make(map[Fingerprint]string, n)
	var print sql.RawBytes
	var child string
	for rows.Next() {
		if err := rows.Scan(&print, &child); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		known[Fingerprint(print)] = child
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	r.seen.Store(generation)
	return known, nil
}

// together is how many identities one statement stores: a statement for each takes several times as long.
const together = 256

// seenWeeks is how many days behind the day on which an identity was last seen may be: noting it every night would store each
// of them every night.
const seenWeeks = 28

// recordIdentities stores the identities that are new or changed, or that were last noted weeks ago, in the order of the
// fingerprints, which is that of the table.
func recordIdentities(ctx context.Context, tx *sql.Tx, seq int64, asOf time.Time, identities map[Fingerprint]string) error {
	prints := make([]Fingerprint, 0, len(identities))
	for f := range identities {
		prints = append(prints, f)
	}
	slices.SortFunc(prints, compareFingerprints)
	prints, err := unknownIdentities(ctx, tx, prints, identities, asOf.AddDate(0, 0, -seenWeeks).UTC().Format(day))
	if err != nil {
		return err
	}
	whole, on := len(prints)-len(prints)%together, asOf.UTC().Format(day)
	if err := insertIdentities(ctx, tx, seq, on, prints[:whole], together, identities); err != nil {
		return err
	}
	return insertIdentities(ctx, tx, seq, on, prints[whole:], 1, identities)
}

// unknownIdentities returns those of the sorted fingerprints that the table does not hold with the same child, or as seen before a day
// only. It walks along the table once, in the same order: on most nights nearly all are known, and reading one costs a fifth
// of storing it.
func unknownIdentities(ctx context.Context, tx *sql.Tx, prints []Fingerprint, identities map[Fingerprint]string, seen string) ([]Fingerprint, error) {
	rows, err := tx.QueryContext(ctx, `SELECT fingerprint, child, last_seen <= ? FROM identity ORDER BY fingerprint`, seen)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var raw, child sql.RawBytes
	var long bool
	kept, next := prints[:0], 0
	for next < len(prints) && rows.Next() {
		if err := rows.Scan(&raw, &child, &long); err != nil {
			return nil, err
		}
		held := Fingerprint(raw)
		for next < len(prints) && compareFingerprints(prints[next], held) < 0 {
			kept, next = append(kept, prints[next]), next+1
		}
		if next < len(prints) && prints[next] == held {
			if long || identities[held] != string(child) {
				kept = append(kept, held)
			}
			next++
		}
	}
	return append(kept, prints[next:]...), rows.Err()
}

func compareFingerprints(a, b Fingerprint) int { return bytes.Compare(a[:], b[:]) }

// insertIdentities stores identities, so many by one statement; their number is a multiple of that.
func insertIdentities(ctx context.Context, tx *sql.Tx, seq int64, on string, prints []Fingerprint, by int, identities map[Fingerprint]string) error {
	if len(prints) == 0 {
		return nil
	}
	statement, err := tx.PrepareContext(ctx, `INSERT INTO identity (fingerprint, child, first_run, last_seen) VALUES `+
		strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", by), ", ")+
		` ON CONFLICT (fingerprint) DO UPDATE SET child = excluded.child, last_seen = max(last_seen, excluded.last_seen)`)
	if err != nil {
		return err
	}
	defer statement.Close()
	args := make([]any, 0, 4*by)
	for chunk := range slices.Chunk(prints, by) {
		args = args[:0]
		for i := range chunk {
			args = append(args, chunk[i][:], identities[chunk[i]], seq, on)
		}
		if _, err := statement.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}
