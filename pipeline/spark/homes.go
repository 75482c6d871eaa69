package spark

import (
	"rollcall/matchers"
)

// homeKeyColumns are those of a row under a key of a list by which rows are gathered that may bear each other out.
var homeKeyColumns = []column{{"list", integer}, {"key", long}, {"row", integer}, {"packed", packed}}

// deriveHomeKeys sends each row under each of these keys.
func (w *worker) deriveHomeKeys() error {
	return w.eachLot(func(s *matchers.Shard) (err error) {
		failed := s.EachHomeKey(func(list int, key uint64, row int32) {
			if err == nil {
				err = w.out.add(int32(list), asLong(key), row, s.Packed(row))
			}
		})
		if failed != nil {
			return failed
		}
		return err
	})
}

// bearingColumns are those of what two rows tell of each other: they are one row that is borne out, at one home, or at two, far apart or not.
var bearingColumns = []column{{"l", integer}, {"r", integer}, {"home", boolean}, {"two", boolean}, {"far", boolean}}

// bearOut finds out which rows bear each other out, of rows in the order of lists and keys, all of a key in one task.
func (w *worker) bearOut() error {
	l := w.newLot()
	g := homeGroups{w: w, lot: l, list: -1}
	if err := w.eachRow(g.take); err != nil {
		return err
	}
	g.endGroup()
	return g.work()
}

// homeGroups gathers rows by their keys.
type homeGroups struct {
	w      *worker
	lot    *lot
	list   int32
	key    int64
	group  []matchers.ShardRow // under the key, as many as are looked through and one more
	groups [][]int32           // of the lot
}

// take takes the row that is read.
func (g *homeGroups) take() error {
	in := g.w.in
	if list, key := in.integer(0), in.long(1); list != g.list || key != g.key {
		if list < 0 || list >= matchers.HomeKeys {
			return in.fault(0, "there is no such list")
		}
		g.endGroup()
		if list != g.list || len(g.lot.rows) >= lotRows {
			if err := g.work(); err != nil {
				return err
			}
		}
		g.list, g.key = list, key
	}
	if n := len(g.group); n > matchers.MostBorneOut || n > 0 && g.group[n-1].Row == in.integer(2) {
		return nil // or the row again, under one key
	}
	r, err := g.w.readPacked(2, 3)
	g.group = append(g.group, r)
	return err
}

// endGroup takes the rows under a key into the lot, unless they are one or too many.
func (g *homeGroups) endGroup() {
	if n := len(g.group); n > 1 && n <= matchers.MostBorneOut {
		var rows []int32
		for _, r := range g.group {
			rows = append(rows, r.Row)
			g.lot.rows[r.Row] = r
		}
		g.groups = append(g.groups, rows)
	}
	g.group = g.group[:0]
}

// work looks the lot through.
func (g *homeGroups) work() (err error) {
	if len(g.groups) == 0 {
		return nil
	}
	s, failed := g.lot.shard()
	if failed != nil {
		return failed
	}
	failed = s.BearOut(int(g.list), g.groups, func(b matchers.Bearing) {
		if err == nil {
			err = g.w.out.add(b.L, b.R, b.Home, b.Left, b.Far)
		}
	})
	g.groups = nil
	if failed != nil {
		return failed
	}
	return err
}
