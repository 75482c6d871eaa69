package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Forgotten is an erasure as it is remembered outside the register, for a copy from before it to be held to: the child by digests that
// only who holds the register's key can make, the id that was asked for first.
type Forgotten struct {
	At       string   `json:"at"` // UTC, RFC 3339
	By       string   `json:"by"`
	Children []string `json:"children"`
	In       []Head   `json:"in"` // where the ledgers stood that have it done
}

// ReadForgotten returns what was erased by order of a person, the oldest first.
func (r *Register) ReadForgotten(ctx context.Context) (all []Forgotten, err error) {
	var head Head
	var f Forgotten
	var children string
	err = eachRow(ctx, r.db, []any{&head.Entries, &head.Hash, &f.At, &f.By, &children}, func() error {
		x := Forgotten{At: f.At, By: f.By, In: []Head{head}}
		all = append(all, x)
		return json.Unmarshal([]byte(children), &all[len(all)-1].Children)
	}, `SELECT seq, lower(hex(hash)), json_extract(body, '$.at'), json_extract(body, '$.by'), json_extract(body, '$.erasure.children')
		FROM entry WHERE kind = ? AND json_extract(body, '$.erasure') IS NOT NULL ORDER BY seq`, pruneEntry)
	return all, nameRegister(err)
}

// EraseAgain erases from a register that was put back the children who were erased since it was copied, and returns how many ids it
// erased under, and how many erasures could not be done again: their child goes by an id that was not theirs. What a ledger
// already has done is not done twice: the child may have been found anew since.
func (r *Register) EraseAgain(ctx context.Context, remembered []Forgotten) (erased, left int, err error) {
	for _, f := range remembered {
		if done, err := r.holdsAny(ctx, f.In); err != nil {
			return erased, left, err
		} else if done {
			continue
		}
		ids, err := r.idsOf(ctx, f.Children)
		if err != nil {
			return erased, left, err
		}
		var gone []string
		for _, id := range ids {
			if slices.Contains(gone, id) {
				continue
			}
			at, err := time.Parse(time.RFC3339, f.At)
			if err != nil {
				return erased, left, fmt.Errorf("an erasure is remembered without its time: %w", err)
			}
			went, err := r.EraseChild(ctx, Erasure{Child: id, By: f.By, Why: "erased before, and put back with a copy from before it", At: at})
			if gave := (*GaveWayError)(nil); errors.As(err, &gave) {
				continue // it goes with the id that it gave way to, or is left
			}
			if err != nil {
				return erased, left, err
			}
			gone = append(gone, went.IDs...)
			erased += len(went.IDs)
		}
		if ids, err = r.idsOf(ctx, f.Children); err != nil {
			return erased, left, err
		}
		if len(ids) > 0 {
			left++
		}
	}
	return erased, left, nil
}

// holdsAny reports whether the ledger once ended at any of the heads.
func (r *Register) holdsAny(ctx context.Context, heads []Head) (holds bool, err error) {
	for _, h := range heads {
		if err := r.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE seq = ? AND lower(hex(hash)) = ?)`, h.Entries, h.Hash).Scan(&holds); err != nil || holds {
			return holds, nameRegister(err)
		}
	}
	return false, nil
}

// idsOf are the child ids anywhere in the register that have one of the digests, in the order of the digests.
func (r *Register) idsOf(ctx context.Context, digests []string) (ids []string, err error) {
	by := map[string]string{}
	var id string
	err = eachRow(ctx, r.db, []any{&id}, func() error { by[r.DigestChild(id)] = id; return nil },
		`SELECT child FROM identity UNION SELECT child FROM line UNION SELECT child FROM standing UNION SELECT child FROM shown
			UNION SELECT child FROM child_change UNION SELECT into_child FROM child_change WHERE into_child IS NOT NULL
			UNION SELECT about FROM entry WHERE kind IN (?, ?, ?, ?)`, decisionEntry, stepEntry, lookEntry, askedEntry)
	for _, d := range digests {
		if id := by[d]; id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nameRegister(err)
}
