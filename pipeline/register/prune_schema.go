package register

import "strings"

// pruneSchema is the migration that lets the ledger be pruned: entries of that kind, and a table that holds a row for as long
// as a pruning goes on, within its transaction. Only then does the database let lines be deleted, and entries become stubs
// that keep their kind, their digest and their place in the chain. It also keeps of every identity when it was last seen, to
// the nearest weeks.
var pruneSchema = ledgerTables("_pruned", "'run', 'decision', 'judgement', 'prune'") + `
	INSERT INTO entry_pruned SELECT * FROM entry;
	INSERT INTO line_pruned SELECT * FROM line;
	INSERT INTO pair_pruned SELECT * FROM pair;
	INSERT INTO standing_pruned SELECT * FROM standing;
	DROP TABLE standing; DROP TABLE pair; DROP TABLE line; DROP TABLE entry;
	ALTER TABLE entry_pruned RENAME TO entry;
	ALTER TABLE line_pruned RENAME TO line;
	ALTER TABLE pair_pruned RENAME TO pair;
	ALTER TABLE standing_pruned RENAME TO standing;
	DROP TRIGGER evidence_no_UPDATE; DROP TRIGGER evidence_no_DELETE;

	CREATE TABLE pruning (entry INTEGER NOT NULL) STRICT;

	ALTER TABLE identity ADD COLUMN last_seen TEXT NOT NULL DEFAULT '';
	UPDATE identity SET last_seen = coalesce((SELECT max(as_of) FROM run), '');
` + entryIndex + untilPruned("evidence", "line", "pair", "standing") + `
	CREATE TRIGGER entry_no_DELETE BEFORE DELETE ON entry
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never deleted'); END;
	CREATE TRIGGER entry_no_UPDATE BEFORE UPDATE ON entry
		WHEN NOT EXISTS (SELECT 1 FROM pruning) OR OLD.kind NOT IN ('decision', 'judgement')
			OR NEW.about <> '' OR NEW.body <> 'null' OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind
			OR NEW.before IS NOT OLD.before OR NEW.hash IS NOT OLD.hash
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never changed'); END;
`

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
