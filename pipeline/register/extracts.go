package register

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"
)

// Extract is what the accepted extracts of a kind were like.
type Extract struct {
	Kind    string             `json:"-"`
	Rows    int                `json:"rows"`
	AsOf    string             `json:"as_of,omitempty"`
	Fill    map[string]float64 `json:"fill,omitempty"`    // share of rows that say a field
	Schools map[string]int     `json:"schools,omitempty"` // pupils by school and census day, of a census
	Files   []File             `json:"files"`
	// LetPass are the gates that a person let pass: what earlier runs accepted is no measure of what comes after.
	LetPass []string `json:"let_pass,omitempty"`
	Members []byte   `json:"-"` // who is in it, by keyed digests: see members.go
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

// How much is kept of each kind: of every run for a day in the last two months, for an extract that wears away night by night is
// told by the best of them, and of the last ten in any case. Runs that are made ten times a day do not make it grow without end.
const (
	keptExtracts = 10
	keptDays     = 62
	mostExtracts = 400
)

// LastAccepted returns, by kind, the extracts that the newest published run for a day or one before it accepted.
func (r *Register) LastAccepted(ctx context.Context, on time.Time) (map[string]Accepted, error) {
	accepted := map[string]Accepted{}
	err := r.eachAccepted(ctx, "", on, func(a Accepted) { accepted[a.Kind] = a })
	return accepted, err
}

// AcceptedSince returns, by kind, the extracts that published runs for the days from one to another accepted, the newest last.
func (r *Register) AcceptedSince(ctx context.Context, from, on time.Time) (map[string][]Accepted, error) {
	accepted := map[string][]Accepted{}
	err := r.eachAccepted(ctx, isoDay(from), on, func(a Accepted) { accepted[a.Kind] = append(accepted[a.Kind], a) })
	return accepted, err
}

func (r *Register) eachAccepted(ctx context.Context, from string, on time.Time, call func(Accepted)) error {
	var kind, measures, run, asOf, folder string
	err := eachRow(ctx, r.db, []any{&kind, &measures, &run, &asOf, &folder}, func() (err error) {
		a := Accepted{Extract{Kind: kind}, run, time.Time{}, filepath.FromSlash(folder)}
		if err := json.Unmarshal([]byte(measures), &a.Extract); err != nil {
			return fmt.Errorf("run %s: %w", run, err)
		}
		if a.AsOf, err = time.Parse(day, asOf); err != nil {
			return fmt.Errorf("run %s has no day", run)
		}
		call(a)
		return nil
	}, `SELECT kind, measures, run.id, run.as_of, run.folder FROM accepted_extract
		JOIN run ON run.seq = accepted_extract.run WHERE published AND as_of >= ? AND as_of <= ? ORDER BY as_of, run.seq`, from, isoDay(on))
	return nameRegister(err)
}

// FilesOf returns every file that a published run for a day or one before it accepted, by kind.
func (r *Register) FilesOf(ctx context.Context, on time.Time) (map[string][]File, error) {
	files := map[string][]File{}
	var kind string
	var f File
	err := eachRow(ctx, r.db, []any{&kind, &f.Name, &f.SHA256, &f.Content, &f.AsOf}, func() error {
		files[kind] = append(files[kind], f)
		return nil
	}, `SELECT kind, file, sha256, content, accepted_file.as_of FROM accepted_file
		JOIN run ON run.seq = accepted_file.run WHERE published AND run.as_of <= ? ORDER BY kind, sha256`, isoDay(on))
	return files, nameRegister(err)
}

// recordExtracts keeps what a run accepted, and lets go of what is older than any run needs.
func (s *statements) recordExtracts(seq int64, extracts []Extract) {
	for _, x := range extracts {
		s.run(`INSERT INTO accepted_extract VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET measures = excluded.measures`, x.Kind, seq, mustJSON(x))
		s.run(`DELETE FROM accepted_extract WHERE kind = ?1 AND run NOT IN
			(SELECT run FROM accepted_extract WHERE kind = ?1 ORDER BY run DESC LIMIT ?2) AND (run NOT IN
			(SELECT run FROM accepted_extract WHERE kind = ?1 ORDER BY run DESC LIMIT ?3) OR run IN
			(SELECT seq FROM run WHERE as_of < (SELECT date(as_of, ?4) FROM run WHERE seq = ?5)))`,
			x.Kind, keptExtracts, mostExtracts, fmt.Sprintf("-%d days", keptDays), seq)
		s.recordMembers(seq, x)
		for _, f := range x.Files {
			if f.SHA256 != "" {
				s.run(`INSERT INTO accepted_file VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, x.Kind, f.SHA256, f.Content, f.Name, f.AsOf, seq)
			}
		}
	}
}
