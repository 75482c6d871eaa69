package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"
)

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

// Extract is what the accepted extracts of a kind were like.
type Extract struct {
	Kind    string             `json:"-"`
	Rows    int                `json:"rows"`
	AsOf    string             `json:"as_of,omitempty"`
	Fill    map[string]float64 `json:"fill,omitempty"`    // share of rows that say a field
	Schools map[string]int     `json:"schools,omitempty"` // pupils by school and census day, of a census
	Files   []File             `json:"files"`
}

// File is one file of an accepted extract.
type File struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Content string `json:"content,omitempty"` // digest of what the rows say, whatever their order
	AsOf    string `json:"as_of,omitempty"`
	Rows    int    `json:"rows"`
}

// Accepted is the accepted extracts of a kind, and the run that accepted them.
type Accepted struct {
	Extract
	Run    string
	AsOf   time.Time // of the run
	Folder string    // of the run, relative to the output folder
}

// keptExtracts is how many runs are kept for each kind.
const keptExtracts = 10

// LastAccepted returns, by kind, the extracts that the newest published run for a day or one before it accepted.
func (r *Register) LastAccepted(ctx context.Context, on time.Time) (map[string]Accepted, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT kind, measures, run.id, run.as_of, run.folder FROM accepted_extract
		JOIN run ON run.seq = accepted_extract.run WHERE published AND as_of <= ? ORDER BY as_of, run.seq`, on.UTC().Format(day))
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	out := map[string]Accepted{}
	for rows.Next() {
		var a Accepted
		var measures, asOf string
		if err := rows.Scan(&a.Kind, &measures, &a.Run, &asOf, &a.Folder); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		if err := json.Unmarshal([]byte(measures), &a.Extract); err != nil {
			return nil, fmt.Errorf("register: run %s: %w", a.Run, err)
		}
		if a.AsOf, err = time.Parse(day, asOf); err != nil {
			return nil, fmt.Errorf("register: run %s has no day", a.Run)
		}
		a.Folder = filepath.FromSlash(a.Folder)
		out[a.Kind] = a
	}
	return out, rows.Err()
}

// FilesOf returns every file that a published run for a day or one before it accepted, by kind.
func (r *Register) FilesOf(ctx context.Context, on time.Time) (map[string][]File, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT kind, file, sha256, content, accepted_file.as_of FROM accepted_file
		JOIN run ON run.seq = accepted_file.run WHERE published AND run.as_of <= ? ORDER BY kind, sha256`, on.UTC().Format(day))
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	out := map[string][]File{}
	for rows.Next() {
		var kind string
		var f File
		if err := rows.Scan(&kind, &f.Name, &f.SHA256, &f.Content, &f.AsOf); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		out[kind] = append(out[kind], f)
	}
	return out, rows.Err()
}

// recordExtracts keeps what a run accepted, and lets go of what is older than any run needs.
func recordExtracts(ctx context.Context, tx *sql.Tx, seq int64, extracts []Extract) error {
	for _, x := range extracts {
		if _, err := tx.ExecContext(ctx, `INSERT INTO accepted_extract VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET measures = excluded.measures`, x.Kind, seq, mustJSON(x)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM accepted_extract WHERE kind = ?1 AND run NOT IN
			(SELECT run FROM accepted_extract WHERE kind = ?1 ORDER BY run DESC LIMIT ?2)`, x.Kind, keptExtracts); err != nil {
			return err
		}
		for _, f := range x.Files {
			if f.SHA256 == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO accepted_file VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				x.Kind, f.SHA256, f.Content, f.Name, f.AsOf, seq); err != nil {
				return err
			}
		}
	}
	return nil
}
