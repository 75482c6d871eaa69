package spark

import (
	"rollcall/matchers"
	"rollcall/pipeline/linkage"
)

// tableColumns are those of rows as tables have them: the table's name, for rows the place in the order of keys, and the plan's columns.
func (w *worker) tableColumns(placed bool) []column {
	out := []column{{"table", text}}
	if placed {
		out = append(out, column{"row", integer})
	}
	for _, name := range w.plan.Columns() {
		out = append(out, column{"c_" + name, text})
	}
	return out
}

// tableOf returns the number of the table of the row that is read.
func (w *worker) tableOf() (int, error) {
	if k := w.plan.TableOf(w.in.text(0)); k >= 0 {
		return k, nil
	}
	return 0, w.in.fault(0, "the settings name no such table")
}

// countValues counts the cells in which other rows have a say.
func (w *worker) countValues() error {
	counts, place := tally{}, map[string]int{}
	for k, name := range w.plan.Columns() {
		place[name] = k + 1
	}
	err := w.eachRow(func() error {
		table, err := w.tableOf()
		if err != nil {
			return err
		}
		w.plan.EachCell(table, func(column string) string { return w.in.text(place[column]) }, func(c linkage.Cell) {
			counts.add(c.Table, c.Column, c.Value, c.Birth)
		})
		return counts.sendWhenFull(w.out)
	})
	if err != nil {
		return err
	}
	return counts.send(w.out)
}

// settleReadings finds out how values are read.
func (w *worker) settleReadings() error {
	var cells []linkage.Cell
	err := w.eachRow(func() error {
		cells = append(cells, linkage.Cell{Table: int(w.in.integer(0)), Column: w.in.text(1), Value: w.in.text(2), Birth: w.in.text(3), Rows: int(w.in.long(4))})
		return nil
	})
	if err != nil {
		return err
	}
	w.frame.Readings = w.plan.Settle(cells)
	return w.frame.send(w.out)
}

// lotRows is about how many rows are made one Shard.
const lotRows = 20_000

// packRows normalises rows and packs them.
func (w *worker) packRows() error {
	var lot []linkage.RowCells
	send := func() error {
		rows, err := w.plan.Rows(lot, w.frame.Readings)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := w.out.add(r.Row, r.AppendTo(nil)); err != nil {
				return err
			}
		}
		lot = lot[:0]
		return nil
	}
	err := w.eachRow(func() error {
		table, err := w.tableOf()
		if err != nil {
			return err
		}
		r := linkage.RowCells{Table: table, Row: w.in.integer(1)}
		for k := range w.plan.Columns() {
			r.Values = append(r.Values, w.in.text(2+k))
		}
		if lot = append(lot, r); len(lot) >= lotRows {
			return send()
		}
		return nil
	})
	if err != nil || len(lot) == 0 {
		return err
	}
	return send()
}

// rowColumns are those of a row that is packed, of which nothing else is known.
var rowColumns = []column{{"row", integer}, {"packed", packed}}

// readPacked returns the row that is packed in two columns.
func (w *worker) readPacked(row, packed int) (matchers.ShardRow, error) {
	r, err := matchers.ReadShardRow(w.in.packed(packed), len(w.plan.Fields))
	if err != nil {
		return r, w.in.fault(packed, err.Error())
	}
	if r.Row = w.in.integer(row); r.Row < 0 {
		return r, w.in.fault(row, "it is below 0")
	}
	r.Home, r.AtHome = r.Row, 1
	return r, nil
}
