package desk

import (
	"cmp"
	"context"
	"fmt"
)

// Of what officers page through a table has the columns that are asked by, a row for each, and another the bodies, many packed together: lines
// of a list say much alike, and packed one by one they take three times the room and longer than all that is kept of their children.

// bodiesAtOnce is how many bodies are packed together.
const bodiesAtOnce = 16

// bodies gathers the bodies of a table, whose rows are numbered from 1.
type bodies[T any] struct {
	all    []T
	insert func(values ...any)
	done   func()
}

func newBodies[T any](w *writer, table string) *bodies[T] {
	b := &bodies[T]{}
	b.insert, b.done = w.insert(table + "_bodies VALUES (NULL, ?)")
	return b
}

// add adds the body of the next row.
func (b *bodies[T]) add(body T) {
	if b.all = append(b.all, body); len(b.all) == bodiesAtOnce {
		b.end()
	}
}

func (b *bodies[T]) end() {
	b.insert(pack(b.all))
	b.all = b.all[:0]
}

// close writes what is left.
func (b *bodies[T]) close() {
	if len(b.all) > 0 {
		b.end()
	}
	b.done()
}

// readPage reads the bodies of a page of a table, and counts how many there are in all.
func readPage[T any](ctx context.Context, d *Desk, table string, w *where, order string, from, most int) (page []T, total int, err error) {
	if err := d.db.QueryRowContext(ctx, "SELECT count(*) FROM "+table+w.String(), w.values...).Scan(&total); err != nil {
		return nil, 0, faultOf(ctx, err)
	}
	numbers, err := d.readNumbers(ctx, "SELECT n FROM "+table+w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.values, cmp.Or(most, pageLength), from)...)
	if err != nil {
		return nil, 0, err
	}
	read := map[int][]T{}
	for _, n := range numbers {
		at := 1 + (n-1)/bodiesAtOnce
		if _, is := read[at]; !is {
			var blob []byte
			if err := d.db.QueryRowContext(ctx, fmt.Sprintf("SELECT bodies FROM %s_bodies WHERE n = ?", table), at).Scan(&blob); err != nil {
				return nil, 0, faultOf(ctx, err)
			}
			var some []T
			if err := unpackInto(blob, &some); err != nil {
				return nil, 0, err
			}
			read[at] = some
		}
		some, place := read[at], (n-1)%bodiesAtOnce
		if place < 0 || place >= len(some) {
			return nil, 0, errDamaged
		}
		page = append(page, some[place])
	}
	return page, total, nil
}

// readNumbers reads the numbers of a query.
func (d *Desk) readNumbers(ctx context.Context, query string, values ...any) (numbers []int, err error) {
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, faultOf(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, faultOf(ctx, err)
		}
		numbers = append(numbers, n)
	}
	return numbers, faultOf(ctx, rows.Err())
}
