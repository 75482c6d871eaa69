package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
)

// The kinds of entry by which a person goes on after the register was lost.
const (
	restoreEntry = "restore" // from a backup
	beginEntry   = "begin"   // with nothing
)

// Resumption is how a person had the register go on after it was lost or damaged: from a backup, or anew.
type Resumption struct {
	Seq     int64    `json:"-"`
	Anew    bool     `json:"-"` // with nothing remembered
	On      string   `json:"on"`
	By      string   `json:"by"`
	Why     string   `json:"why,omitempty"`
	Backup  string   `json:"backup,omitempty"`   // the file that it was restored from
	From    Head     `json:"from"`               // where the ledger of the backup ended
	GivenUp []Head   `json:"given_up,omitempty"` // heads that were noted and that the ledger no longer holds
	Account string   `json:"account,omitempty"`  // of the operating system
	Unknown []string `json:"unknown,omitempty"`  // published runs that it no longer knows of
}

// RecordResumption records that the register goes on after a loss, and returns where the ledger then ends. The heads that are given
// up are no longer held against it.
func (r *Register) RecordResumption(ctx context.Context, x Resumption) (head Head, err error) {
	if x.By == "" || x.On == "" {
		panic("register: it goes on by order of nobody, or on no day")
	}
	x.Account = AccountName()
	kind := restoreEntry
	if x.Anew {
		kind = beginEntry
	}
	if err := inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		_, err := appendEntry(ctx, tx, kind, x.On, x)
		return err
	}); err != nil {
		return Head{}, nameRegister(err)
	}
	return r.LedgerEnd(ctx)
}

// Resumptions returns every time that the register went on after a loss, in the order in which they were recorded.
func (r *Register) Resumptions(ctx context.Context) ([]Resumption, error) {
	all, err := resumptionsOf(ctx, r.db)
	return all, nameRegister(err)
}

func resumptionsOf(ctx context.Context, from asked) (all []Resumption, err error) {
	var x Resumption
	var text string
	err = eachRow(ctx, from, []any{&x.Seq, &x.Anew, &text}, func() error {
		y := Resumption{Seq: x.Seq, Anew: x.Anew}
		if err := json.Unmarshal([]byte(text), &y); err != nil {
			return fmt.Errorf("entry %d: %w", x.Seq, err)
		}
		all = append(all, y)
		return nil
	}, `SELECT seq, kind = ?1, body FROM entry WHERE kind IN (?1, ?2) ORDER BY seq`, beginEntry, restoreEntry)
	return all, err
}

// wantedHeads are the heads that were noted elsewhere, by their number of entries.
type wantedHeads struct {
	of   map[int64][]string
	last int64
}

// headsWanted are the noted heads that nobody has given up.
func headsWanted(ctx context.Context, tx *sql.Tx, noted []Head) (wantedHeads, error) {
	w := wantedHeads{of: map[int64][]string{}}
	resumed, err := resumptionsOf(ctx, tx)
	if err != nil {
		return w, err
	}
	given := map[Head]bool{}
	for _, x := range resumed {
		for _, h := range x.GivenUp {
			given[h] = true
		}
	}
	for _, h := range noted {
		if !given[h] && h.Entries > 0 {
			w.of[h.Entries] = append(w.of[h.Entries], h.Hash)
			w.last = max(w.last, h.Entries)
		}
	}
	return w, nil
}

// agree reports whether an entry is the one that was noted, wherever one was.
func (w wantedHeads) agree(h Head) bool {
	for _, hash := range w.of[h.Entries] {
		if hash != h.Hash {
			return false
		}
	}
	return true
}

// LacksHeads returns those of the noted heads that the ledger does not hold and that nobody has given up.
func (r *Register) LacksHeads(ctx context.Context, noted []Head) (lacks []Head, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		wanted, err := headsWanted(ctx, tx, noted)
		if err != nil {
			return err
		}
		held := map[Head]bool{}
		var h Head
		if err := eachRow(ctx, tx, []any{&h.Entries, &h.Hash}, func() error { held[h] = true; return nil },
			`SELECT seq, lower(hex(hash)) FROM entry`); err != nil {
			return err
		}
		for _, n := range noted {
			if slices.Contains(wanted.of[n.Entries], n.Hash) && !held[n] {
				held[n] = true // once
				lacks = append(lacks, n)
			}
		}
		return nil
	})
	return lacks, nameRegister(err)
}
