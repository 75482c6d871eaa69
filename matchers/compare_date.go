package matchers

// The levels of MeasureDate.
const (
	dateElse  int8 = iota
	dateYear       // the year agrees
	dateTwo        // two of day, month and year agree
	dateEdit       // day and month swapped, one digit wrong, or two neighbouring digits swapped
	dateParts      // a part is missing and the other two agree
	dateExact
)

// dateComparer compares dates.
type dateComparer struct {
	dates []Date // by row
}

// bindDate makes the comparer of a MeasureDate: of the first date that a row has in the columns.
func bindDate(t *Table, c Comparison) (comparer, error) {
	d := &dateComparer{dates: make([]Date, t.Len())}
	for _, name := range c.Columns {
		col, err := t.column(name)
		if err != nil {
			return nil, err
		}
		for i := range d.dates {
			if v := col.first(int32(i)); d.dates[i] == 0 && v != missing {
				d.dates[i] = ParseDate(col.values[v])
			}
		}
	}
	return d, nil
}

// fresh implements comparer.
func (d *dateComparer) fresh() comparer { return d }

// compare implements comparer.
func (d *dateComparer) compare(i, j int32) (int8, int32, int32) {
	return compareDates(d.dates[i], d.dates[j]), missing, missing
}

// compareDates returns the level of two dates, −1 when fewer than two parts are known of both.
func compareDates(a, b Date) int8 {
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
	sameYear := a.Year() == b.Year() && a.Year() != 0
	switch {
	case known < 2:
		return -1
	case equal == 3:
		return dateExact
	case known == 2 && equal == 2:
		return dateParts
	case known == 3 && edited(a, b):
		return dateEdit
	case equal == 2:
		return dateTwo
	case sameYear:
		return dateYear
	}
	return dateElse
}

// edited reports whether two full dates differ by day and month swapped, by one digit of YYYYMMDD, or by two neighbouring
// digits swapped.
func edited(a, b Date) bool {
	if a.Year() == b.Year() && a.Month() == b.Day() && a.Day() == b.Month() {
		return true
	}
	x, y := a.eight(), b.eight()
	differ, first := 0, 0
	for k := range x {
		if x[k] != y[k] {
			if differ == 0 {
				first = k
			}
			differ++
		}
	}
	return differ == 1 || differ == 2 && first < 7 && x[first] == y[first+1] && x[first+1] == y[first]
}

// eight returns the digits YYYYMMDD.
func (d Date) eight() [8]int8 {
	y, m, day := d.Year(), d.Month(), d.Day()
	return [8]int8{int8(y / 1000), int8(y / 100 % 10), int8(y / 10 % 10), int8(y % 10), int8(m / 10), int8(m % 10), int8(day / 10), int8(day % 10)}
}
