package matchers

import "math/bits"

// MeasureDate has the levels exact, parts, edit, two, near (within a month), year, around (within thirteen months), else, far
// (twelve years or more).
const MeasureDate Measure = "date"

func init() {
	registerMeasure(MeasureDate, measure{bind: bindDate, levels: []Level{
		{Name: "far", M: .001, U: .25},
		{Name: "else", M: .002, U: .5},
		{Name: "around", M: .002, U: .1},
		{Name: "year", M: .005, U: .055},
		{Name: "near", M: .003, U: .015},
		{Name: "two", M: .01, U: .07},
		{Name: "edit", M: .02, U: .005},
		{Name: "parts", M: .005, U: .001},
		{Name: "exact", M: .955, U: .0002},
	}})
}

// The levels of MeasureDate.
const (
	dateFar int8 = iota // twelve years apart or more, a generation perhaps
	dateElse
	dateAround // within thirteen months of each other
	dateYear   // the year agrees
	dateNear   // within a month of each other
	dateTwo    // two of day, month and year agree
	dateEdit   // day and month swapped, one digit wrong, or two neighbouring digits swapped
	dateParts  // a part is missing and the other two agree
	dateExact
)

// dateComparer compares dates.
type dateComparer struct {
	dates []Date // by row
	at    int
}

// bindDate makes the comparer of a MeasureDate: of the first date that a row has in the columns.
func bindDate(t *Table, c Comparison, _ *lexicon) comparer {
	d := &dateComparer{dates: make([]Date, t.Len())}
	for _, name := range c.Columns {
		col := t.column(name)
		for i := range d.dates {
			if v := col.firstOf(int32(i)); d.dates[i] == 0 && v != missing {
				d.dates[i] = ParseDate(col.values[v])
			}
		}
	}
	return d
}

// forWorker implements comparer.
func (d *dateComparer) forWorker() comparer { return d }

// reserveWords implements comparer.
func (d *dateComparer) reserveWords(at int) int {
	d.at = at
	return at + 2
}

// packRow implements comparer: the date, and its digits when no part of it is missing.
func (d *dateComparer) packRow(i int32, row []uint32) {
	row[d.at], row[d.at+1] = uint32(d.dates[i]), d.dates[i].digits()
}

// isSilent implements comparer.
func (d *dateComparer) isSilent(row []uint32) bool { return row[d.at] == 0 }

// compareAtSight implements comparer.
func (d *dateComparer) compareAtSight(a, b []uint32) int8 {
	x, y := a[d.at+1], b[d.at+1]
	if x == 0 || y == 0 {
		return compareParts(Date(a[d.at]), Date(b[d.at]))
	}
	return compareDigits(x, y)
}

// compareRows implements comparer.
func (d *dateComparer) compareRows(i, j int32) (int8, int32, int32) {
	return compareDates(d.dates[i], d.dates[j]), missing, missing
}

// compareDates returns the level of two dates, −1 when fewer than two parts are known of both.
func compareDates(a, b Date) int8 {
	x, y := a.digits(), b.digits()
	if x == 0 || y == 0 {
		return compareParts(a, b)
	}
	return compareDigits(x, y)
}

// compareParts returns the level of two dates of which one lacks a part.
func compareParts(a, b Date) int8 {
	known, equal := 0, 0
	for _, p := range [...][2]int{{a.Year(), b.Year()}, {a.Month(), b.Month()}, {a.Day(), b.Day()}} {
		if p[0] == 0 || p[1] == 0 {
			continue
		}
		known++
		if p[0] == p[1] {
			equal++
		}
	}
	switch {
	case known < 2:
		return -1
	case equal == 2:
		return dateParts
	case a.Year() == b.Year() && a.Year() != 0:
		return dateYear
	case a.Year() != 0 && b.Year() != 0 && (a.Year()-b.Year() >= 12 || b.Year()-a.Year() >= 12):
		return dateFar
	}
	return dateElse
}

// compareDigits returns the level of two full dates by their digits.
func compareDigits(x, y uint32) int8 {
	differ := x ^ y
	year, month, day := differ>>16 == 0, differ>>8&255 == 0, differ&255 == 0
	switch {
	case differ == 0:
		return dateExact
	case oneEditApart(x, y, differ):
		return dateEdit
	case year && (month || day) || month && day:
		return dateTwo
	}
	switch days := daysApart(x, y); {
	case days <= 31:
		return dateNear
	case year:
		return dateYear
	case days <= 396:
		return dateAround
	case days >= 12*366:
		return dateFar
	}
	return dateElse
}

// daysApart returns how many days lie between two dates given by their digits, every month counted as thirty and a half.
func daysApart(x, y uint32) int {
	days := (dayNumber(x) - dayNumber(y)) / 2
	return max(days, -days)
}

// dayNumber returns twice the days up to a date, every month counted as thirty and a half.
func dayNumber(x uint32) int {
	two := func(at uint32) int { return int(x>>(at+4)&15)*10 + int(x>>at&15) }
	return ((two(24)*100+two(16))*12+two(8))*61 + 2*two(0)
}

// oneEditApart reports whether two dates differ by day and month swapped, by one digit, or by two neighbouring digits swapped.
func oneEditApart(x, y, differ uint32) bool {
	if differ>>16 == 0 && x>>8&255 == y&255 && y>>8&255 == x&255 {
		return true
	}
	places := (differ | differ>>1 | differ>>2 | differ>>3) & 0x11111111 // a bit for each digit that differs
	switch bits.OnesCount32(places) {
	case 1:
		return true
	case 2:
		low := bits.TrailingZeros32(places)
		return x>>low&15 == y>>(low+4)&15 && x>>(low+4)&15 == y>>low&15
	}
	return false
}

// digits returns YYYYMMDD with four bits for each digit, 0 when a part is missing.
func (d Date) digits() uint32 {
	year, month, day := uint32(d.Year()), uint32(d.Month()), uint32(d.Day())
	if year == 0 || month == 0 || day == 0 {
		return 0
	}
	return year/1000<<28 | year/100%10<<24 | year/10%10<<20 | year%10<<16 | month/10<<12 | month%10<<8 | day/10<<4 | day%10
}
