package register

// actsStubbed is the migration by which an act can be pruned or erased, as a decision can.
const actsStubbed = `
	DROP TRIGGER entry_no_UPDATE;
	CREATE TRIGGER entry_no_UPDATE BEFORE UPDATE ON entry
		WHEN NOT EXISTS (SELECT 1 FROM pruning) OR OLD.kind NOT IN ('decision', 'judgement', 'act')
			OR NEW.about <> '' OR NEW.body <> 'null' OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind
			OR NEW.before IS NOT OLD.before OR NEW.hash IS NOT OLD.hash
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never changed'); END;`

// workStubbed is the migration by which steps, second looks and questions can be pruned or erased, as a decision can.
const workStubbed = `
	DROP TRIGGER entry_no_UPDATE;
	CREATE TRIGGER entry_no_UPDATE BEFORE UPDATE ON entry
		WHEN NOT EXISTS (SELECT 1 FROM pruning) OR OLD.kind NOT IN ('decision', 'judgement', 'act', 'step', 'second look', 'asked')
			OR NEW.about <> '' OR NEW.body <> 'null' OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind
			OR NEW.before IS NOT OLD.before OR NEW.hash IS NOT OLD.hash
		BEGIN SELECT RAISE(ABORT, 'entry: what was recorded is never changed'); END;`

// extractsSchema keeps what the extracts that a run accepted were like, to hold the next ones against: counts, shares and
// digests of whole files. The last few of each kind are kept, and of every file its digests, so that one which comes again
// under another name or date is known.
const extractsSchema = `CREATE TABLE accepted_extract (
		kind     TEXT NOT NULL,
		run      INTEGER NOT NULL REFERENCES run (seq),
		measures TEXT NOT NULL,
		PRIMARY KEY (kind, run)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE accepted_file (
		kind    TEXT NOT NULL,
		sha256  TEXT NOT NULL,
		content TEXT NOT NULL,
		file    TEXT NOT NULL,
		as_of   TEXT NOT NULL,
		run     INTEGER NOT NULL REFERENCES run (seq),
		PRIMARY KEY (kind, sha256)
	) STRICT, WITHOUT ROWID;`

// keyedSchema is the migration that notes up to which entry the ledger holds fingerprints that were made without the register's
// key, and a digest by which the key is known again. It has one row, once the key has been applied.
const keyedSchema = `CREATE TABLE keyed (entry INTEGER NOT NULL, confirms BLOB NOT NULL) STRICT;`

// membersSchema keeps who some of the children of an accepted extract were, by digests that nobody can make or confirm without the
// register's key, so that the next one can be asked whether they are still there. Of each kind the last two are kept.
const membersSchema = `CREATE TABLE accepted_members (
		kind    TEXT NOT NULL,
		run     INTEGER NOT NULL REFERENCES run (seq),
		members BLOB NOT NULL,
		PRIMARY KEY (kind, run)
	) STRICT, WITHOUT ROWID;`

// answeredSchema is the migration that adds to what a list once showed what it said when last, and how it went.
const answeredSchema = `
	ALTER TABLE shown ADD COLUMN said TEXT NOT NULL DEFAULT '';
	ALTER TABLE shown ADD COLUMN went TEXT NOT NULL DEFAULT '';
	ALTER TABLE shown ADD COLUMN answered TEXT NOT NULL DEFAULT '';`

// evidenceNumbered is the migration by which a line names its evidence by a number, and evidence lies in the order in which it came,
// which is that of the lines. Its digest is what the ledger goes by as before. Evidence is long: in a table that is ordered by the digests
// themselves most of it needed a page of its own, and each line a search among them. What a line named and is not there goes with the
// line, which the digest of what its run showed then tells.
var evidenceNumbered = `
	CREATE TABLE evidence_numbered (
		number INTEGER PRIMARY KEY,
		digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16),
		body   TEXT NOT NULL CHECK (json_valid(body))
	) STRICT;
	CREATE TABLE line_numbered (
		entry    INTEGER NOT NULL REFERENCES entry (seq),
		list     TEXT NOT NULL,
		child    TEXT NOT NULL,
		evidence INTEGER NOT NULL REFERENCES evidence_numbered (number),
		body     TEXT NOT NULL CHECK (json_valid(body)),
		PRIMARY KEY (entry, list, child)
	) STRICT, WITHOUT ROWID;
	INSERT INTO evidence_numbered (digest, body) SELECT unhex(digest), body FROM evidence WHERE length(unhex(digest)) = 16;
	INSERT INTO line_numbered SELECT entry, list, child, number, line.body FROM line JOIN evidence_numbered ON digest = unhex(evidence);
	DROP TABLE line; DROP TABLE evidence;
	ALTER TABLE evidence_numbered RENAME TO evidence;
	ALTER TABLE line_numbered RENAME TO line;
` + untilPruned("evidence", "line")

// linesRanked is the migration by which a line is stored once for all the runs that had it, without its rank, and a run keeps which lines
// each of its lists had and the rank of each (see ranking.go). A rank that stands in a body otherwise than this program writes it stays there.
var linesRanked = `
	CREATE TABLE line_parted (entry INTEGER, list TEXT, child TEXT, evidence INTEGER, body TEXT, rank INTEGER) STRICT;
	INSERT INTO line_parted SELECT entry, list, child, evidence, iif(apart, replace(body, '"rank":' || rank, '"rank":0'), body), iif(apart, rank, 0)
		FROM (SELECT *, json_type(body, '$.rank') IS 'integer' AND rank BETWEEN 1 AND 4294967295
			AND instr(body, '"rank":') > 0 AND instr(body, '"rank":') = instr(body, '"rank":' || rank) AS apart
			FROM (SELECT *, json_extract(body, '$.rank') AS rank FROM line));
	DROP TABLE line;
	CREATE TABLE line (
		number   INTEGER PRIMARY KEY,
		child    TEXT NOT NULL,
		evidence INTEGER NOT NULL REFERENCES evidence (number),
		body     TEXT NOT NULL CHECK (json_valid(body))
	) STRICT;
	INSERT INTO line (child, evidence, body) SELECT child, evidence, body FROM line_parted GROUP BY child, evidence, body ORDER BY min(entry), child;
	CREATE INDEX line_child ON line (child);
	CREATE TABLE ranking (
		entry INTEGER NOT NULL REFERENCES entry (seq),
		list  TEXT NOT NULL,
		lines BLOB NOT NULL CHECK (length(lines) % 8 = 0),
		PRIMARY KEY (entry, list)
	) STRICT;
	INSERT INTO ranking SELECT entry, list, unhex(group_concat(printf('%08x%08x', number, rank), '' ORDER BY child))
		FROM (SELECT entry, list, x.child, number, rank FROM line_parted AS x
			JOIN line ON line.child = x.child AND line.evidence = x.evidence AND line.body = x.body)
		GROUP BY entry, list ORDER BY entry, list;
	DROP TABLE line_parted;
` + untilPruned("line", "ranking")
