package spark

import (
	"cmp"
	"slices"

	"rollcall/matchers"
)

// lot gathers rows, each once, to be made a Shard.
type lot struct {
	w    *worker
	rows map[int32]matchers.ShardRow
}

// newLot returns an empty one.
func (w *worker) newLot() *lot { return &lot{w, map[int32]matchers.ShardRow{}} }

// shard makes the Shard and empties the lot.
func (l *lot) shard() (*matchers.Shard, error) {
	rows := make([]matchers.ShardRow, 0, len(l.rows))
	for _, r := range l.rows {
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b matchers.ShardRow) int { return cmp.Compare(a.Row, b.Row) })
	clear(l.rows)
	return matchers.NewShard(l.w.plan.Fields, l.w.plan.Spec, l.w.frame.Sums, rows)
}

// addPacked adds the row that is read, of which only its values are known.
func (l *lot) addPacked(row, packed int) error {
	if _, has := l.rows[l.w.in.integer(row)]; has {
		return nil
	}
	r, err := l.w.readPacked(row, packed)
	l.rows[r.Row] = r
	return err
}

// homeColumns are what is known of a row beside its values.
func homeColumns(prefix string) []column {
	return []column{{prefix + "packed", packed}, {prefix + "borne", boolean}, {prefix + "home", integer}, {prefix + "at_home", integer}}
}

// addHome adds a row, of which it is known who bears it out, by the place of its packed column.
func (l *lot) addHome(row, packed int) error {
	if _, has := l.rows[l.w.in.integer(row)]; has {
		return nil
	}
	r, err := l.w.readPacked(row, packed)
	r.Borne, r.Home, r.AtHome = l.w.in.boolean(packed+1), l.w.in.integer(packed+2), l.w.in.integer(packed+3)
	l.rows[r.Row] = r
	return err
}

// eachLot makes Shards of all rows that come in and calls do with each.
func (w *worker) eachLot(do func(s *matchers.Shard) error) error {
	l := w.newLot()
	work := func() error {
		s, err := l.shard()
		if err != nil {
			return err
		}
		return do(s)
	}
	err := w.eachRow(func() error {
		if err := l.addPacked(0, 1); err != nil || len(l.rows) < lotRows {
			return err
		}
		return work()
	})
	if err != nil || len(l.rows) == 0 {
		return err
	}
	return work()
}
