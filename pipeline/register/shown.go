package register

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// FirstListed returns, for every child that a list has ever shown, the first day for which a run showed it, as midnight
// UTC.
func (r *Register) FirstListed(ctx context.Context, list string) (map[string]time.Time, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT child, first_as_of FROM shown WHERE list = ?`, list)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	first := make(map[string]time.Time)
	for rows.Next() {
		var child, on string
		if err := rows.Scan(&child, &on); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		if first[child], err = time.Parse(day, on); err != nil {
			panic("register: list " + list + " has a line without a day")
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	return first, nil
}

// answeredSchema is the migration that adds to what a list once showed what it said when last, and how it went.
const answeredSchema = `
	ALTER TABLE shown ADD COLUMN said TEXT NOT NULL DEFAULT '';
	ALTER TABLE shown ADD COLUMN went TEXT NOT NULL DEFAULT '';
	ALTER TABLE shown ADD COLUMN answered TEXT NOT NULL DEFAULT '';`

// Span is a line that any run ever showed: on which days first and last (YYYY-MM-DD), by which rules when last, and how it went.
type Span struct {
	List, Child string
	Rules       []string
	First, Last string
	Said        string // digest of what the line said when last
	Went        string // why it went, in words; empty while it is shown
	Answered    string // day of the run in which it went because its own rules said no and no fact had changed; else empty
}

// Went is a line of an earlier run that a run does not show.
type Went struct {
	List, Child string
	Why         string
	Answered    bool
}

// recordWent notes how lines went. A run made again for an earlier day notes nothing of a line shown since.
func recordWent(ctx context.Context, tx *sql.Tx, run Run) error {
	as := run.AsOf.UTC().Format(day)
	for _, w := range run.Went {
		answered := ""
		if w.Answered {
			answered = as
		}
		if _, err := tx.ExecContext(ctx, `UPDATE shown SET went = ?, answered = ? WHERE list = ? AND child = ? AND last_as_of < ?`,
			w.Why, answered, w.List, w.Child, as); err != nil {
			return err
		}
	}
	return nil
}

// EverListed returns every line that any run ever showed, by list and child.
func (r *Register) EverListed(ctx context.Context) ([]Span, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT list, child, rules, first_as_of, last_as_of, said, went, answered FROM shown ORDER BY list, child`)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	var all []Span
	for rows.Next() {
		var s Span
		var rules string
		if err := rows.Scan(&s.List, &s.Child, &rules, &s.First, &s.Last, &s.Said, &s.Went, &s.Answered); err != nil {
			return nil, fmt.Errorf("register: %w", err)
		}
		s.Rules = strings.Fields(rules)
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	return all, nil
}
