package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// memoryEntry is the kind of entry that says what the register remembers after something other than a run or a pruning changed it.
const memoryEntry = "memory"

// memory is what an entry says of the tables that stand outside the chain because they change: their rows and the digest of
// them in the order of the table. Emptied or edited behind the register's back, they are told by it.
//
// Every column that a run goes by is in a digest. Left out are identity.first_run and generation, which nobody reads from one
// run to the next, and whether a run appeared while nobody had said so yet, which is said later.
type memory struct {
	Authority  string    `json:"authority,omitempty"`
	Key        string    `json:"key"` // check digest of the key beside the register
	Identities rowDigest `json:"identities"`
	Runs       rowDigest `json:"runs"`
	Shown      rowDigest `json:"shown"`
	Changes    rowDigest `json:"child_changes"`
	Extracts   rowDigest `json:"accepted_extracts"`
	Files      rowDigest `json:"accepted_files"`
	Members    rowDigest `json:"accepted_members"`
	Unsettled  []int64   `json:"unsettled,omitempty"` // runs of which nobody had said that they appeared
}

// rowDigest is how many rows a table has, and the digest of them.
type rowDigest struct {
	Rows int64  `json:"rows"`
	Hash string `json:"sha256"`
}

// rowHasher makes a rowDigest, row by row in the order of the table's key.
type rowHasher struct {
	rows int64
	textHasher
}

func newRowHasher() *rowHasher { return &rowHasher{textHasher: newTextHasher()} }

// addCells adds a row.
func (h *rowHasher) addCells(cells ...[]byte) {
	h.rows++
	for _, c := range cells {
		h.addText(c)
	}
}

func (h *rowHasher) sum() rowDigest { return rowDigest{h.rows, h.textHasher.sum()} }

// identityRows is what is digested of the identities.
const identityRows = `SELECT fingerprint, child, last_seen FROM identity ORDER BY fingerprint`

// rememberedTable is a table that a memory tells of.
type rememberedTable struct {
	name  string // in words, as a person is told
	query string
	args  []any
	of    *rowDigest
}

// smallTables are the tables of a memory but the identities, of which there may be millions.
func (m *memory) smallTables() []rememberedTable {
	return []rememberedTable{
		{"runs", `SELECT seq, id, as_of, folder, iif(seq IN (SELECT value FROM json_each(?)), '', published) FROM run ORDER BY seq`,
			[]any{mustJSON(append([]int64{}, m.Unsettled...))}, &m.Runs},
		{"lines ever shown", `SELECT list, child, first_as_of, last_as_of, rules, said, went, answered FROM shown ORDER BY list, child`, nil, &m.Shown},
		{"changes of child ids", `SELECT run, child, into_child, kind FROM child_change ORDER BY run, child, into_child, kind`, nil, &m.Changes},
		{"accepted extracts", `SELECT kind, run, measures FROM accepted_extract ORDER BY kind, run`, nil, &m.Extracts},
		{"files of accepted extracts", `SELECT kind, sha256, content, file, as_of, run FROM accepted_file ORDER BY kind, sha256`, nil, &m.Files},
		{"members of accepted extracts", `SELECT kind, run, members FROM accepted_members ORDER BY kind, run`, nil, &m.Members},
	}
}

// digestTable works out the digest of what a query answers.
func digestTable(ctx context.Context, from asked, query string, args ...any) (rowDigest, error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return rowDigest{}, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return rowDigest{}, err
	}
	cells, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	raw := make([][]byte, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	h := newRowHasher()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return rowDigest{}, err
		}
		for i, c := range cells {
			raw[i] = c
		}
		h.addCells(raw...)
	}
	return h.sum(), rows.Err()
}

// digestMemory works out what the tables hold now. The digest of the identities is the caller's, who may have walked along them.
func digestMemory(ctx context.Context, tx *sql.Tx, authority, key string, identities rowDigest) (*memory, error) {
	m := &memory{Authority: authority, Key: key, Identities: identities}
	var seq int64
	if err := eachRow(ctx, tx, []any{&seq}, func() error { m.Unsettled = append(m.Unsettled, seq); return nil },
		`SELECT seq FROM run WHERE NOT published ORDER BY seq`); err != nil {
		return nil, err
	}
	for _, t := range m.smallTables() {
		var err error
		if *t.of, err = digestTable(ctx, tx, t.query, t.args...); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// remembered is the newest memory of the ledger.
type remembered struct {
	memory
	entry int64 // zero where the register is from before there was any
}

// latestMemory reads the newest memory. That its entry is as it was written is for the chain to say.
func latestMemory(ctx context.Context, from asked) (m remembered, err error) {
	var text string
	err = eachRow(ctx, from, []any{&m.entry, &text}, func() error {
		if err := json.Unmarshal([]byte(text), &m.memory); err != nil {
			return &BrokenError{m.entry, "it cannot be read"}
		}
		return nil
	}, `SELECT seq, json_extract(body, '$.memory') FROM entry WHERE +kind IN (?, ?, ?)
		AND json_extract(body, '$.memory') IS NOT NULL ORDER BY seq DESC LIMIT 1`, runEntry, pruneEntry, memoryEntry)
	return m, err
}

// verifySmall holds the tables but the identities to what was remembered of them, and the number of identities.
func (m *remembered) verifySmall(ctx context.Context, tx *sql.Tx) error {
	if m.entry == 0 {
		return nil
	}
	for _, t := range m.smallTables() {
		got, err := digestTable(ctx, tx, t.query, t.args...)
		if err == nil {
			err = m.compareRows(t.name, got, *t.of)
		}
		if err != nil {
			return err
		}
	}
	var n int64
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM identity`).Scan(&n); err != nil {
		return err
	}
	return m.compareRows(identityWords, rowDigest{n, m.Identities.Hash}, m.Identities)
}

// identityWords is what the identities are called in a fault.
const identityWords = "identities of children"

// compareRows is the fault of a table that is not as it was remembered.
func (m *remembered) compareRows(what string, got, want rowDigest) error {
	switch {
	case m.entry == 0 || got == want:
		return nil
	case got.Rows != want.Rows:
		return &BrokenError{m.entry, fmt.Sprintf("it tells of %d %s, and there are %d", want.Rows, what, got.Rows)}
	}
	return &BrokenError{m.entry, "the " + what + " that it tells of were changed"}
}

// verifyIdentities holds the identities to what was remembered of them: a million take a second.
func (m *remembered) verifyIdentities(ctx context.Context, tx *sql.Tx) error {
	got, err := digestTable(ctx, tx, identityRows)
	if err != nil {
		return err
	}
	return m.compareRows(identityWords, got, m.Identities)
}

// memoryNow works out the memory of the register as it stands, of the authority that it was of.
func (r *Register) memoryNow(ctx context.Context, tx *sql.Tx) (now *memory, before remembered, err error) {
	if before, err = latestMemory(ctx, tx); err != nil {
		return nil, before, err
	}
	identities, err := digestTable(ctx, tx, identityRows)
	if err != nil {
		return nil, before, err
	}
	now, err = digestMemory(ctx, tx, before.Authority, r.keyCheck(), identities)
	return now, before, err
}

// enterMemory says in the ledger what the register remembers now, and why. Whatever changes identities, runs, spans, child changes or
// accepted extracts in a transaction of its own ends with it; else the next run takes the change for somebody's tampering.
func (r *Register) enterMemory(ctx context.Context, tx *sql.Tx, authority string, why any) error {
	now, before, err := r.memoryNow(ctx, tx)
	if err != nil {
		return err
	}
	if now.Authority = authority; authority == "" {
		now.Authority = before.Authority
	}
	_, err = appendEntry(ctx, tx, memoryEntry, now.Authority, struct {
		Why    any     `json:"why"`
		Memory *memory `json:"memory"`
	}{why, now})
	return err
}

// RecordAuthority records that the register is from now on that of an authority of another code: whose word that is, and why.
func (r *Register) RecordAuthority(ctx context.Context, authority, by, why string) error {
	if authority == "" || by == "" || why == "" {
		panic("register: another authority without code, person or reason")
	}
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		return r.enterMemory(ctx, tx, authority, map[string]string{"by": by, "reason": why})
	}))
}
