package register

import (
	"context"
	"fmt"
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
