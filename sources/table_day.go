package sources

import (
	"strconv"

	"rollcall/sources/cells"
)

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
