package register

import "strings"

// pruneSchema is the migration that lets the ledger be pruned: entries of that kind, and a table that holds a row for as long
// as a pruning goes on, within its transaction. Only then does the database let lines be deleted, and entries become stubs
// that keep their kind, their digest and their place in the chain. It also keeps of every identity when it was last seen, to
// the nearest weeks.
var pruneSchema = rebuiltLedger("_pruned", "'run', 'decision', 'judgement', 'prune'") + `
	DROP TRIGGER evidence_no_UPDATE; DROP TRIGGER evidence_no_DELETE;

	CREATE TABLE pruning (entry INTEGER NOT NULL) STRICT;

	ALTER TABLE identity ADD COLUMN last_seen TEXT NOT NULL DEFAULT '';
	UPDATE identity SET last_seen = coalesce((SELECT max(as_of) FROM run), '');
` + ledgerTriggers

// ledgerTriggers is the index of the entries, and what keeps the tables of the ledger as they were written.
var ledgerTriggers = entryIndex + untilPruned("evidence", "line", "pair", "standing") + ownTriggers

const ownTriggers = `
	CREATE TRIGGER entry_no_DELETE BEFORE DELETE ON entry
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never deleted'); END;
	CREATE TRIGGER entry_no_UPDATE BEFORE UPDATE ON entry
		WHEN NOT EXISTS (SELECT 1 FROM pruning) OR OLD.kind NOT IN ('decision', 'judgement')
			OR NEW.about <> '' OR NEW.body <> 'null' OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind
			OR NEW.before IS NOT OLD.before OR NEW.hash IS NOT OLD.hash
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never changed'); END;
`

// rebuiltLedger makes the tables of the ledger anew, for other kinds of entry, and moves all that they hold. Their triggers and
// their index go with the old ones.
func rebuiltLedger(end, kinds string) string {
	return ledgerTables(end, kinds) + strings.ReplaceAll(`
	INSERT INTO entry@ SELECT * FROM entry;
	INSERT INTO line@ SELECT * FROM line;
	INSERT INTO pair@ SELECT * FROM pair;
	INSERT INTO standing@ SELECT * FROM standing;
	DROP TABLE standing; DROP TABLE pair; DROP TABLE line; DROP TABLE entry;
	ALTER TABLE entry@ RENAME TO entry;
	ALTER TABLE line@ RENAME TO line;
	ALTER TABLE pair@ RENAME TO pair;
	ALTER TABLE standing@ RENAME TO standing;
`, "@", end)
}

// actsSchema is the migration that lets the ledger hold entries of any kind: seals, releases and whatever else people and runs
// do. Which kinds there are is the program's business; that none is ever changed is the database's.
var actsSchema = strings.Replace(rebuiltLedger("_acts", "''"), "CHECK (kind IN (''))", "CHECK (kind <> '')", 1) +
	`	DROP TRIGGER evidence_no_UPDATE; DROP TRIGGER evidence_no_DELETE;
` + ledgerTriggers

// untilPruned are triggers that refuse to change what stands in tables, and to delete it but by a pruning.
func untilPruned(tables ...string) string {
	var b strings.Builder
	for _, t := range tables {
		b.WriteString("\tCREATE TRIGGER " + t + "_no_UPDATE BEFORE UPDATE ON " + t +
			" BEGIN SELECT RAISE(ABORT, '" + t + ": what was recorded is never changed'); END;\n" +
			"\tCREATE TRIGGER " + t + "_no_DELETE BEFORE DELETE ON " + t + " WHEN NOT EXISTS (SELECT 1 FROM pruning)" +
			" BEGIN SELECT RAISE(ABORT, '" + t + ": what was recorded is deleted by a pruning alone'); END;\n")
	}
	return b.String()
}
