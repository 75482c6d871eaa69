package register

import "strings"

// ledgerSchema is the migration that adds the ledger: what each run showed and what people decided, in entries of which each
// holds the digest of the one before. Nothing in these tables is ever changed, and the database refuses to; what becomes of
// them at the end of the time for which they are kept is in prune_schema.go.
//
// Evidence is kept once for all the lines that rest on it, by its digest. A note that an officer typed may name a child: it
// stands in the ledger, sealed with the register's key, and goes no further.
var ledgerSchema = `
	CREATE TABLE evidence (
		digest TEXT PRIMARY KEY,
		body   TEXT NOT NULL CHECK (json_valid(body))
	) STRICT, WITHOUT ROWID;
` + ledgerTables("", "'run', 'decision', 'judgement'") + entryIndex + forEver("entry", "evidence", "line", "pair", "standing")

const entryIndex = `
	CREATE INDEX entry_about ON entry (kind, about);
`

// ledgerTables makes the tables of the ledger, with an end to their names and the kinds of entry that they hold.
func ledgerTables(end, kinds string) string {
	return strings.NewReplacer("@", end, "KINDS", kinds).Replace(`
	CREATE TABLE entry@ (
		seq    INTEGER PRIMARY KEY CHECK (seq > 0),
		kind   TEXT NOT NULL CHECK (kind IN (KINDS)),
		about  TEXT NOT NULL,
		body   TEXT NOT NULL CHECK (json_valid(body)),
		before BLOB NOT NULL CHECK (length(before) = 32),
		hash   BLOB NOT NULL CHECK (length(hash) = 32)
	) STRICT;

	CREATE TABLE line@ (
		entry    INTEGER NOT NULL REFERENCES entry@ (seq),
		list     TEXT NOT NULL,
		child    TEXT NOT NULL,
		evidence TEXT NOT NULL REFERENCES evidence (digest),
		body     TEXT NOT NULL CHECK (json_valid(body)),
		PRIMARY KEY (entry, list, child)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE pair@ (
		entry    INTEGER NOT NULL REFERENCES entry@ (seq),
		record_l TEXT NOT NULL,
		record_r TEXT NOT NULL,
		body     TEXT NOT NULL CHECK (json_valid(body)),
		PRIMARY KEY (entry, record_l, record_r)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE standing@ (
		entry    INTEGER NOT NULL REFERENCES entry@ (seq),
		decision INTEGER NOT NULL REFERENCES entry@ (seq),
		child    TEXT NOT NULL,
		PRIMARY KEY (entry, decision)
	) STRICT, WITHOUT ROWID;
`)
}

// forEver are triggers that refuse to change or delete what stands in tables.
func forEver(tables ...string) string {
	var b string
	for _, t := range tables {
		for _, verb := range []string{"UPDATE", "DELETE"} {
			b += "\tCREATE TRIGGER " + t + "_no_" + verb + " BEFORE " + verb + " ON " + t +
				" BEGIN SELECT RAISE(ABORT, '" + t + ": what was recorded is never changed'); END;\n"
		}
	}
	return b
}
