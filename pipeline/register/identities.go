package register

import (
	"bytes"
	"context"
	"database/sql"
	"iter"
	"slices"
)

// KnownIdentities returns what earlier runs of a register called the children with each fingerprint, in the order of the fingerprints: a
// million take a second and some 60 MB. From then on Record answers ErrChanged when somebody else records first. The error is a *BrokenError
// when they are not as the last run left them.
func KnownIdentities[ID ~string](ctx context.Context, r *Register) (iter.Seq2[Fingerprint, ID], error) {
	held, err := r.readIdentities(ctx)
	if err != nil {
		return nil, nameRegister(err)
	}
	return func(yield func(Fingerprint, ID) bool) {
		for i := range held.all {
			if !yield(held.all[i].print, ID(held.all[i].child)) {
				return
			}
		}
	}, nil
}

// readIdentities reads the identities, and holds them for the run that is to be recorded.
func (r *Register) readIdentities(ctx context.Context) (held *heldIdentities, err error) {
	var generation, n int64
	if err := inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT n, (SELECT count(*) FROM identity) FROM generation`).Scan(&generation, &n)
		if err != nil {
			return err
		}
		before, err := latestMemory(ctx, tx)
		if err != nil {
			return err
		}
		held = &heldIdentities{entry: before.entry, all: make([]heldIdentity, 0, n)}
		h := newRowHasher()
		if err := eachIdentity(ctx, tx, func(print, child, seen []byte) {
			h.addCells(print, child, seen)
			held.add(Fingerprint(print), child, seen)
		}); err != nil {
			return err
		}
		held.nameChildren()
		return before.compareRows(identityWords, h.sum(), before.Identities)
	}); err != nil {
		return nil, err
	}
	r.seen.Store(generation)
	r.held.Store(held)
	return held, nil
}

// eachIdentity reads the table of identities in the order of the fingerprints. What it calls with is written over by the next.
func eachIdentity(ctx context.Context, tx *sql.Tx, call func(print, child, seen []byte)) error {
	var print, child, seen sql.RawBytes
	return eachRow(ctx, tx, []any{&print, &child, &seen}, func() error {
		call(print, child, seen)
		return nil
	}, identityRows)
}

// addIdentity adds a row of the table of identities.
func (h *rowHasher) addIdentity(print Fingerprint, child, seen string) {
	h.rows++
	h.addText(print[:])
	h.addString(child)
	h.addString(seen)
}

// together is how many identities one statement stores: a statement for each takes several times as long.
const together = 1 << 12

// seenWeeks is how many days behind the day on which an identity was last seen may be: noting it every night would store each
// of them every night.
const seenWeeks = 28

// recordIdentities stores the identities that are new or changed, or that were last noted weeks ago, in the order of the
// fingerprints, which is that of the table, and returns the digest of all that the table then holds. It reads the table only where it
// was not read before the run, or something was entered since that may have changed it.
func (p *Prepared) recordIdentities(ctx context.Context, tx *sql.Tx, seq int64) (rowDigest, error) {
	now, err := latestMemory(ctx, tx)
	if err != nil {
		return rowDigest{}, err
	}
	w := &p.walk
	if p.from != now.entry {
		*w = w.anew()
		if err := eachIdentity(ctx, tx, w.meetRow); err != nil {
			return rowDigest{}, err
		}
		w.endWalk()
	}
	return w.digest.sum(), w.insertKept(ctx, tx, seq)
}

// identityWalk goes along the identities that the register holds once, in the order of the fingerprints, and finds those of a run that
// it does not hold with the same child, or as seen weeks ago only. On most nights nearly all are known.
type identityWalk struct {
	on, weeksAgo string
	all          []identity // of the run, in that order
	next         int        // of them
	kept         []int32    // those of them that are to be stored
	digest       *rowHasher // of the table once they are
}

// walkFor is the walk for the identities of a run, which mostly come in order.
func walkFor(run *Run) identityWalk {
	w := identityWalk{on: isoDay(run.AsOf), weeksAgo: isoDay(run.AsOf.AddDate(0, 0, -seenWeeks))}
	if run.Identities == nil {
		return w.anew()
	}
	for print, child := range run.Identities {
		if child == "" {
			panic("register: run " + run.ID + " names a child by nothing")
		}
		if len(w.all) == cap(w.all) {
			w.all = slices.Grow(w.all, max(together, len(w.all))) // twice as many: append takes less, and then copies a million five times
		}
		w.all = append(w.all, identity{print, child})
	}
	w.all = slices.Clone(w.all) // it waits for the lists to be written, and what it grew by beside it would
	slices.SortFunc(w.all, func(a, b identity) int { return compareFingerprints(a.print, b.print) })
	return w.anew()
}

// anew is the same walk at its beginning.
func (w *identityWalk) anew() identityWalk {
	return identityWalk{on: w.on, weeksAgo: w.weeksAgo, all: w.all, digest: newRowHasher()}
}

// meetHeld goes on to an identity that the register holds.
func (w *identityWalk) meetHeld(print Fingerprint, child, seen string) {
	w.keepUntil(func(x *identity) bool { return compareFingerprints(x.print, print) >= 0 })
	if w.next == len(w.all) || w.all[w.next].print != print {
		w.digest.addIdentity(print, child, seen)
		return
	}
	if seen <= w.weeksAgo || w.all[w.next].child != child {
		w.keepNext(max(seen, w.on))
	} else {
		w.digest.addIdentity(print, child, seen)
		w.next++
	}
}

// meetRow is meetHeld of a row of the table.
func (w *identityWalk) meetRow(print, child, seen []byte) {
	w.meetHeld(Fingerprint(print), string(child), string(seen))
}

// walkAlong goes along identities that were read before, to their end.
func (w *identityWalk) walkAlong(h *heldIdentities) {
	for i := range h.all {
		x := &h.all[i]
		w.meetHeld(x.print, x.child, h.days[x.seen])
	}
	w.endWalk()
}

// endWalk keeps all that are left: of a first run every one.
func (w *identityWalk) endWalk() {
	w.kept = slices.Grow(w.kept, len(w.all)-w.next)
	w.keepUntil(func(*identity) bool { return false })
}

// keepUntil has the run's identities stored that come before one.
func (w *identityWalk) keepUntil(is func(*identity) bool) {
	for w.next < len(w.all) && !is(&w.all[w.next]) {
		w.keepNext(w.on)
	}
}

// keepNext has the next of the run's identities stored.
func (w *identityWalk) keepNext(seen string) {
	x := &w.all[w.next]
	w.digest.addIdentity(x.print, x.child, seen)
	w.kept = append(w.kept, int32(w.next))
	w.next++
}

func compareFingerprints(a, b Fingerprint) int { return bytes.Compare(a[:], b[:]) }

// insertKept stores the identities that are to be stored. A statement gets many as two values, the fingerprints one behind another and a list
// of the children: given one by one, the driver takes longer to hand the values over than the database to store them.
func (w *identityWalk) insertKept(ctx context.Context, tx *sql.Tx, seq int64) error {
	if len(w.kept) == 0 {
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
	for chunk := range slices.Chunk(w.kept, together) {
		packed, children = packed[:0], children[:0]
		for _, at := range chunk {
			packed, children = append(packed, w.all[at].print[:]...), append(children, w.all[at].child)
		}
		if _, err := statement.ExecContext(ctx, packed, mustJSON(children), seq, w.on); err != nil {
			return err
		}
	}
	return nil
}
