package register

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// NightsBefore returns the runs that stand for each day before another, the oldest first: of a day with several, the one published last.
func (r *Register) NightsBefore(ctx context.Context, asOf time.Time) (nights []Past, err error) {
	var p Past
	var on string
	err = eachRow(ctx, r.db, []any{&p.ID, &on, &p.entry}, func() (err error) {
		if p.AsOf, err = time.Parse(day, on); err != nil {
			return fmt.Errorf("run %s has no day", p.ID)
		}
		if last := len(nights) - 1; last >= 0 && nights[last].AsOf.Equal(p.AsOf) {
			nights = nights[:last]
		}
		nights = append(nights, p)
		return nil
	}, `SELECT run.id, run.as_of, (SELECT max(seq) FROM entry WHERE kind = 'run' AND about = run.id) AS entry
		FROM run WHERE published AND entry IS NOT NULL AND run.as_of < ? ORDER BY run.as_of, run.seq`, isoDay(asOf))
	return nights, nameRegister(err)
}

// CountLines returns how many lines each list of a run had; false when some have been deleted since, so that nobody can say.
func (r *Register) CountLines(ctx context.Context, p Past) (by map[string]int, whole bool, err error) {
	by = map[string]int{}
	left, said := 0, runBody{}
	var list, body string
	var n int
	err = eachRow(ctx, r.db, []any{&list, &n}, func() error {
		by[list] = n
		left += n
		return nil
	}, `SELECT list, length(lines) / 8 FROM ranking WHERE entry = ?`, p.entry)
	if err == nil {
		err = eachRow(ctx, r.db, []any{&body}, func() error { return json.Unmarshal([]byte(body), &said) }, `SELECT body FROM entry WHERE seq = ?`, p.entry)
	}
	return by, left == said.Lines, nameRegister(err)
}
