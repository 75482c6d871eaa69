package register

import (
	"bytes"
	"context"
	"database/sql"
	"slices"
	"time"
)

// KnownIdentities returns what earlier runs of a register called the children with each fingerprint: a million take a second or two and
// some 100 MB. From then on Record answers ErrChanged when somebody else records first. The error is a *BrokenError when they are
// not as the last run left them.
func KnownIdentities[ID ~string](ctx context.Context, r *Register) (known map[Fingerprint]ID, err error) {
	var generation, n int64
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT n, (SELECT count(*) FROM identity) FROM generation`).Scan(&generation, &n)
		if err != nil {
			return err
		}
		before, err := latestMemory(ctx, tx)
		if err != nil {
			return err
		}
		known = make(map[Fingerprint]ID, n)
		names := map[string]ID{} // each once, however many identities a child has
		h := newRowHasher()
		var print, child, seen sql.RawBytes
		if err := eachRow(ctx, tx, []any{&print, &child, &seen}, func() error {
			h.addCells(print, child, seen)
			name, had := names[string(child)]
			if !had {
				name = ID(child)
				names[string(name)] = name
			}
			known[Fingerprint(print)] = name
			return nil
		}, identityRows); err != nil {
			return err
		}
		return before.compareRows(identityWords, h.sum(), before.Identities)
	})
	if err != nil {
		return nil, nameRegister(err)
	}
	r.seen.Store(generation)
	return known, nil
}

// together is how many identities one statement stores: a statement for each takes several times as long.
const together = 1 << 12

// seenWeeks is how many days behind the day on which an identity was last seen may be: noting it every night would store each
// of them every night.
const seenWeeks = 28

// recordIdentities stores the identities that are new or changed, or that were last noted weeks ago, in the order of the
// fingerprints, which is that of the table, and returns the digest of all that the table then holds.
func recordIdentities(ctx context.Context, tx *sql.Tx, seq int64, asOf time.Time, identities map[Fingerprint]string) (rowDigest, error) {
	all := make([]identity, 0, len(identities))
	for print, child := range identities {
		all = append(all, identity{print, child})
	}
	slices.SortFunc(all, func(a, b identity) int { return compareFingerprints(a.print, b.print) })
	w := identityWalk{on: isoDay(asOf), weeksAgo: isoDay(asOf.AddDate(0, 0, -seenWeeks)), digest: newRowHasher()}
	if err := w.walkIdentities(ctx, tx, all); err != nil {
		return rowDigest{}, err
	}
	return w.digest.sum(), insertIdentities(ctx, tx, seq, w.on, w.kept)
}

// identity is a fingerprint and what its child is called. They stand side by side: in a map each of a million is looked for anew.
type identity struct {
	print Fingerprint
	child string
}

// identityWalk goes along the table of identities once, in the order of the fingerprints.
type identityWalk struct {
	on, weeksAgo string
	kept         []identity // that are to be stored
	digest       *rowHasher // of the table once they are
}

// walkIdentities finds those of the sorted identities that the table does not hold with the same child, or as seen weeks ago only. On
// most nights nearly all are known, and reading one costs a fifth of storing it.
func (w *identityWalk) walkIdentities(ctx context.Context, tx *sql.Tx, all []identity) error {
	rows, err := tx.QueryContext(ctx, identityRows)
	if err != nil {
		return err
	}
	defer rows.Close()
	var raw, child, seen sql.RawBytes
	w.kept = all[:0]
	next := 0
	for rows.Next() {
		if err := rows.Scan(&raw, &child, &seen); err != nil {
			return err
		}
		held := Fingerprint(raw)
		for ; next < len(all) && compareFingerprints(all[next].print, held) < 0; next++ {
			w.keepIdentity(all[next], w.on)
		}
		if next == len(all) || all[next].print != held {
			w.digest.addCells(raw, child, seen)
			continue
		}
		if string(seen) <= w.weeksAgo || all[next].child != string(child) {
			w.keepIdentity(all[next], max(string(seen), w.on))
		} else {
			w.digest.addCells(raw, child, seen)
		}
		next++
	}
	for ; next < len(all); next++ {
		w.keepIdentity(all[next], w.on)
	}
	return rows.Err()
}

// keepIdentity has an identity stored.
func (w *identityWalk) keepIdentity(x identity, seen string) {
	w.kept = append(w.kept, x)
	w.digest.addCells(x.print[:], []byte(x.child), []byte(seen))
}

func compareFingerprints(a, b Fingerprint) int { return bytes.Compare(a[:], b[:]) }

// insertIdentities stores identities. A statement gets many as two values, the fingerprints one behind another and a list of the children:
// given one by one, the driver takes longer to hand the values over than the database to store them.
func insertIdentities(ctx context.Context, tx *sql.Tx, seq int64, on string, all []identity) error {
	if len(all) == 0 {
		return nil
	}
	statement, err := tx.PrepareContext(ctx, `INSERT INTO identity (fingerprint, child, first_run, last_seen)
		SELECT substr(?1, 16 * key + 1, 16), value, ?3, ?4 FROM json_each(?2) WHERE true
		ON CONFLICT (fingerprint) DO UPDATE SET child = excluded.child, last_seen = max(last_seen, excluded.last_seen)`)
	if err != nil {
		return err
	}
	defer statement.Close()
	var packed []byte
	var children []string
	for chunk := range slices.Chunk(all, together) {
		packed, children = packed[:0], children[:0]
		for i := range chunk {
			packed, children = append(packed, chunk[i].print[:]...), append(children, chunk[i].child)
		}
		if _, err := statement.ExecContext(ctx, packed, mustJSON(children), seq, on); err != nil {
			return err
		}
	}
	return nil
}
