package register

import (
	"context"
	"database/sql"
	"fmt"
)

// application marks a database as a register ("Roll" in ASCII), so that another program's file is never written to.
const application = 0x526f6c6c

// migrations make the schema, each from the one before. One that has been released is never changed.
//
// No table holds a name, a date of birth, an address or an identifier that another agency gave: fingerprints are digests
// that the caller makes, and child ids mean nothing outside the register.
var migrations = []string{
	`CREATE TABLE generation (n INTEGER NOT NULL) STRICT;
	INSERT INTO generation VALUES (0);

	CREATE TABLE run (
		seq       INTEGER PRIMARY KEY,
		id        TEXT NOT NULL UNIQUE,
		as_of     TEXT NOT NULL,
		folder    TEXT NOT NULL,
		published INTEGER NOT NULL CHECK (published IN (0, 1))
	) STRICT;

	CREATE TABLE identity (
		fingerprint BLOB PRIMARY KEY CHECK (length(fingerprint) = 16),
		child       TEXT NOT NULL CHECK (child <> ''),
		first_run   INTEGER NOT NULL REFERENCES run (seq)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE child_change (
		run        INTEGER NOT NULL REFERENCES run (seq),
		child      TEXT NOT NULL,
		into_child TEXT NOT NULL,
		kind       TEXT NOT NULL CHECK (kind IN ('merged', 'split')),
		PRIMARY KEY (run, child, into_child, kind)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE shown (
		list        TEXT NOT NULL,
		child       TEXT NOT NULL,
		first_as_of TEXT NOT NULL,
		last_as_of  TEXT NOT NULL,
		rules       TEXT NOT NULL,
		PRIMARY KEY (list, child)
	) STRICT, WITHOUT ROWID;`,
	ledgerSchema,
	extractsSchema,
	answeredSchema,
	pruneSchema,
	actsSchema,
	keyedSchema,
	membersSchema,
	actsStubbed,
	workStubbed,
	evidenceNumbered,
	linesRanked,
}

// migrateSchema brings the schema up to date in one transaction, so that a program killed half-way leaves the old one.
func migrateSchema(ctx context.Context, db *sql.DB) error {
	return inTransaction(ctx, db, nil, func(tx *sql.Tx) error {
		if err := claimFile(ctx, tx); err != nil {
			return err
		}
		var version int
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM migration`).Scan(&version); err != nil {
			return err
		}
		if version > len(migrations) {
			return fmt.Errorf("written by a newer program (schema %d, want at most %d)", version, len(migrations))
		}
		for v := version + 1; v <= len(migrations); v++ {
			if _, err := tx.ExecContext(ctx, migrations[v-1]); err != nil {
				return fmt.Errorf("migration %d: %w", v, err)
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO migration VALUES (?)`, v); err != nil {
				return err
			}
		}
		return nil
	})
}

// claimFile makes an empty database a register, and refuses one that is something else.
func claimFile(ctx context.Context, tx *sql.Tx) error {
	var id, tables int
	if err := tx.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return err
	}
	if id == application {
		return nil
	}
	if id != 0 || tables > 0 {
		return fmt.Errorf("a database of another program (want an empty file or a register)")
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(
		`PRAGMA application_id = %d; CREATE TABLE migration (version INTEGER PRIMARY KEY) STRICT;`, application))
	return err
}

// Schema is the number of the schema that this program writes and reads; a register of a higher one is refused.
func Schema() int { return len(migrations) }
