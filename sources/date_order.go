package sources

import (
	"strconv"

	"rollcall/sources/cells"
)

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
			if b.col < 0 || b.col >= len(r.cells) {
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

// dateCell reads the day of an event.
func (t *tableReader) dateCell(b *binding, s string) (cells.Cell, string) {
	d, why := t.readDay(b, s, t.last)
	if why != "" {
		return cells.Cell{}, why
	}
	if d > t.last || d < cells.FirstDay && !t.cols.table.places {
		return cells.Cell{}, "a date that cannot be (want one from 1900 to three years after the extract)"
	}
	return cells.Cell{N: int32(d)}, ""
}

// birthCell reads a date of birth.
func (t *tableReader) birthCell(b *binding, s string) (cells.Cell, string) {
	d, why := t.readDay(b, s, t.lastBirth())
	if why != "" {
		return cells.Cell{}, why
	}
	t.row.born = d
	if why := cells.ImplausibleBirth(d, t.asOf); why != "" {
		return cells.Cell{}, why
	}
	return cells.Cell{N: int32(d)}, ""
}

// lastBirth is the latest day of birth of anyone in the extract.
func (t *tableReader) lastBirth() Date {
	if t.asOf == 0 {
		return cells.LatestShortYear
	}
	return t.asOf
}

// readDay reads a day by one of the settings' layouts or, where none of them fits, by the usual ones: settings never make that less is read.
// A year of two figures is the latest that gives no day after latest.
func (t *tableReader) readDay(b *binding, s string, latest Date) (Date, string) {
	for _, layout := range t.gave {
		if d, ok := cells.ReadDateBefore(layout, s, latest); ok {
			return d, ""
		}
	}
	for _, layout := range t.gave {
		if _, is := cells.ReadDateAs(cells.SwapDayAndMonth(layout), s); is {
			b.swapped++
			break
		}
	}
	if t.cols.serial {
		if d, ok := cells.ReadSerialDay(s); ok {
			return d, t.noSerialDay(b, s, d)
		}
	}
	d, layout, ok := cells.ReadDate(s, b.layout)
	if ok {
		if b.layout = layout; layout == cells.UKLayout {
			return d, b.sureOfDay(s)
		}
		return d, ""
	}
	if p := cells.PlainFigures(s); p != s {
		return t.readDay(b, p, latest)
	}
	if d, ok := cells.ReadShortDate(s, latest); ok && !t.cols.table.places {
		b.short++
		return d, b.sureOfDay(s)
	}
	return 0, t.wantDate(b, s)
}

// noSerialDay says why the number of a workbook's cell is not the day that it would be as such, or nothing. A year in a column of days
// is a number like any other there, and days of before any child was born are slips.
func (t *tableReader) noSerialDay(b *binding, s string, d Date) string {
	n, err := strconv.ParseFloat(cells.WholeDigits(s), 64)
	switch {
	case err == nil && n >= 1800 && n <= 2100:
		return "a year, not a day"
	case d > cells.LatestDay:
		return cells.WhyNoDate(s)
	case d < cells.FirstBirth && b.field.is == cells.DateValue && !t.cols.table.places && !t.cols.table.adults:
		return "a number, and no day since 1990 (is it a day?)"
	}
	return ""
}

// wantDate says what is wrong with a cell that is no day.
func (t *tableReader) wantDate(b *binding, s string) string {
	if why := cells.SpoiltDate(s); why != "" {
		return why
	}
	if cells.MonthFirst(s) {
		b.monthFirst++
	} else if why := cells.WhyNoDate(s); why != "" {
		return why
	}
	if len(t.gave) > 0 {
		return "not a date (want " + t.gave[0] + " as the settings say, or YYYY-MM-DD or DD/MM/YYYY)"
	}
	return "not a date (want YYYY-MM-DD or DD/MM/YYYY)"
}
