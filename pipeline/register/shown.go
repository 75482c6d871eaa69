package register

import (
	"context"
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

// Span is a line that any run ever showed: on which days first and last (YYYY-MM-DD), and by which rules when last.
type Span struct {
	List, Child string
	Rules       []string
	First, Last string
}

// Listed returns every line that any run ever showed, by list and child.
func (r *Register) Listed(ctx context.Context) ([]Span, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT list, child, rules, first_as_of, last_as_of FROM shown ORDER BY list, child`)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	defer rows.Close()
	var all []Span
	for rows.Next() {
		var s Span
		var rules string
		if err := rows.Scan(&s.List, &s.Child, &rules, &s.First, &s.Last); err != nil {
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
