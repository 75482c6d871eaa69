package sources

import "rollcall/sources/cells"

// A date of two numbers below thirteen can be read both ways, and a column that was written with the month first reads in
// part as days that are no one's birthday. So the dates that can be read one way only decide for the column: where the
// first rows show the month first and never the day, no date that can be read both ways is believed.

// orderRows is how many rows are looked at before the first is read.
const orderRows = 200

func (b *binding) sureOfDay(s string) string {
	switch first, second, ok := cells.TwoNumbers(s); {
	case !ok || first == second || first > 12:
	case b.american:
		return "the dates of this column have the month before the day (say dates: 01/02/2006 in the settings)"
	default:
		b.either++
	}
	return ""
}

// noteOrder notes a column whose dates are in both orders, or have years of two figures.
func (b *binding) noteOrder(o *out) {
	if b.short > 0 {
		o.addNote("%s: %d dates have years of two figures; each is taken for the latest year that it can be", b.field.name, b.short)
	}
	if b.monthFirst > 0 && b.either > 0 {
		o.addNote("%s: %d dates have the month before the day; of those read with the day first, %d may be wrong", b.field.name, b.monthFirst, b.either)
	}
}

// lookAhead finds out by the first rows which columns have dates with the month first and which words of a column of names are none.
func (t *tableReader) lookAhead(rows []heldRow) {
	for i := range t.cols.bound {
		t.cols.bound[i].lookAtNames(rows)
	}
	whole := make([][]string, len(rows))
	for i, r := range rows {
		whole[i] = r.cells
	}
	if t.ragged = raggedRows(whole, t.cols.width); t.ragged {
		t.nothing = make([]string, t.cols.width)
		t.out.addNote("the rows leave out the empty cells at their end")
	}
	for i := range t.cols.bound {
		b := &t.cols.bound[i]
		if b.field.is != cells.DateValue && b.field.is != cells.BirthValue {
			continue
		}
		days, months := 0, 0
		for _, r := range rows {
			if b.col >= len(r.cells) {
				continue
			}
			first, second, ok := cells.TwoNumbers(cells.Plain(r.cells[b.col]))
			switch {
			case ok && first > 12 && second <= 12:
				days++
			case ok && second > 12 && first <= 12:
				months++
			}
		}
		b.american = months > 0 && days == 0
	}
}
