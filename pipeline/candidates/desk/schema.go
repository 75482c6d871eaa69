package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"

	"rollcall/pipeline/candidates"
)

// layout is the digest of all that a store holds: of its tables, and of the types in their blobs.
func layout() string {
	sum := sha256.New()
	sum.Write([]byte(schema + indexes + form))
	for _, t := range [...]reflect.Type{reflect.TypeFor[Run](), reflect.TypeFor[[]numbered](), reflect.TypeFor[packedLine](), reflect.TypeFor[Pair](), reflect.TypeFor[candidates.Task](), reflect.TypeFor[candidates.Kept](), reflect.TypeFor[candidates.World]()} {
		sum.Write([]byte(layoutOf(t)))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// application marks the file as a store of ours ("Rdsk").
const application = 0x5264736b

// schema makes the tables. A shelf holds what is kept of neighbouring children, packed together, for they say much alike.
const schema = `
CREATE TABLE about (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE child (first TEXT PRIMARY KEY, ids BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE shelf (first INTEGER PRIMARY KEY, children BLOB NOT NULL);
CREATE TABLE line (n INTEGER PRIMARY KEY, list TEXT NOT NULL, rank INTEGER NOT NULL, child TEXT NOT NULL, severity TEXT NOT NULL, rules TEXT NOT NULL, who TEXT NOT NULL,
	news TEXT NOT NULL, school TEXT NOT NULL, year_group TEXT NOT NULL, due TEXT NOT NULL);
CREATE TABLE line_bodies (n INTEGER PRIMARY KEY, bodies BLOB NOT NULL);
CREATE TABLE pair (n INTEGER PRIMARY KEY, l TEXT NOT NULL, r TEXT NOT NULL, may_explain INTEGER NOT NULL);
CREATE TABLE pair_bodies (n INTEGER PRIMARY KEY, bodies BLOB NOT NULL);
CREATE TABLE score (n INTEGER PRIMARY KEY, weight REAL NOT NULL, probability REAL NOT NULL, gap REAL NOT NULL, levels TEXT NOT NULL);
CREATE TABLE task (n INTEGER PRIMARY KEY, child TEXT NOT NULL);
CREATE TABLE task_bodies (n INTEGER PRIMARY KEY, bodies BLOB NOT NULL);
CREATE TABLE found_by (n INTEGER PRIMARY KEY, first TEXT NOT NULL, block BLOB NOT NULL);
`

// indexes are made when the tables are full.
const indexes = `
CREATE INDEX line_rank ON line (list, rank);
CREATE INDEX line_child ON line (child);
CREATE INDEX pair_l ON pair (l);
CREATE INDEX pair_r ON pair (r);
CREATE INDEX task_child ON task (child);
`

// packedLine is the body of a line: one of the two.
type packedLine struct {
	Row    *candidates.Row
	Untold *candidates.Untold
}
