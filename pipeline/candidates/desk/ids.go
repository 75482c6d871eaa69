package desk

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// Children have numbers in the order in which they were kept, neighbours on one shelf. The table of children holds their ids in order, many
// to a row: a row for each takes longer to write than what is kept of it.

// numbered is a child by number.
type numbered struct {
	ID     string
	Number int
}

// idsAtOnce is how many ids stand in a row.
const idsAtOnce = 512

// writeChildIDs writes the ids of children with their numbers.
func (w *writer) writeChildIDs(all []numbered) {
	slices.SortFunc(all, func(a, b numbered) int { return strings.Compare(a.ID, b.ID) })
	insert, done := w.insert("child VALUES (?, ?)")
	for some := range slices.Chunk(all, idsAtOnce) {
		insert(some[0].ID, pack(some))
	}
	done()
}

// numberOf is the number of a child.
func (d *Desk) numberOf(ctx context.Context, id string) (n int, is bool, err error) {
	var blob []byte
	switch err := d.db.QueryRowContext(ctx, `SELECT ids FROM child WHERE first <= ? ORDER BY first DESC LIMIT 1`, id).Scan(&blob); {
	case errors.Is(err, sql.ErrNoRows):
		return 0, false, nil
	case err != nil:
		return 0, false, faultOf(ctx, err)
	}
	var some []numbered
	if err := unpackInto(blob, &some); err != nil {
		return 0, false, err
	}
	at, is := slices.BinarySearchFunc(some, id, func(x numbered, id string) int { return strings.Compare(x.ID, id) })
	if !is {
		return 0, false, nil
	}
	return some[at].Number, true, nil
}

// numbersOf are the numbers of children; of those whom the store has.
func (d *Desk) numbersOf(ctx context.Context, ids []string) (numbers []int, err error) {
	for _, id := range ids {
		n, is, err := d.numberOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if is {
			numbers = append(numbers, n)
		}
	}
	return numbers, nil
}

// readRanks reads the place of every child, by number, in the order of ids.
func (d *Desk) readRanks(ctx context.Context) (ranks []int32, err error) {
	ranks = make([]int32, d.run.Counts["children"])
	rows, err := d.db.QueryContext(ctx, `SELECT ids FROM child ORDER BY first`)
	if err != nil {
		return nil, faultOf(ctx, err)
	}
	defer rows.Close()
	rank := int32(0)
	for rows.Next() {
		var blob sql.RawBytes
		var some []numbered
		if err := rows.Scan(&blob); err != nil {
			return nil, faultOf(ctx, err)
		}
		if err := unpackInto(blob, &some); err != nil {
			return nil, err
		}
		for _, x := range some {
			if x.Number < 0 || x.Number >= len(ranks) {
				return nil, errDamaged
			}
			ranks[x.Number] = rank
			rank++
		}
	}
	return ranks, faultOf(ctx, rows.Err())
}
