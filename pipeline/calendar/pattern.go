package calendar

import (
	"time"

	"github.com/rickar/cal/v2/aa"
)

// standardDays returns the school days of the standard pattern, which stands in where neither a school nor an authority
// has given term dates. It is what most English authorities do, rounded, some 190 to 195 days a year:
//
//   - term begins on 2 September and ends on 21 July, or the nearest working day within;
//   - a week off at the last Monday of October, the third Monday of February and the last Monday of May;
//   - Christmas from the last Friday on or before 22 December for two weeks;
//   - Easter for two weeks, from Good Friday when Easter is before 10 April and otherwise up to Easter Monday.
//
// Section 32 of the Education Act 2002 leaves term dates to authorities and governing bodies, so no pattern can be right
// for all: an answer that rests on it says so (see Calendar.Basis).
func standardDays(working *days) *days {
	off := newDays(horizonFrom, horizonTo)
	first, _, _ := horizonFrom.Split()
	last, _, _ := horizonTo.Split()
	for y := first - 1; y <= last; y++ {
		for _, h := range standardHolidays(y) {
			off.add(h[0], h[1])
		}
	}
	return daysWhere(horizonFrom, horizonTo, func(d Date) bool { return working.has(d) && !off.has(d) })
}

// standardHolidays returns the first and last day of each holiday of the pattern in the school year that begins in
// September of y, the summer holiday after it included.
func standardHolidays(y int) [][2]Date {
	christmas := On(y, time.December, 22)
	for christmas.Weekday() != time.Friday {
		christmas--
	}
	week := func(monday Date) [2]Date { return [2]Date{monday, monday + 4} }
	return [][2]Date{
		{On(y, time.September, 1), On(y, time.September, 1)},
		week(nthWeekday(y, time.October, time.Monday, -1)),
		{christmas + 1, christmas + 16},
		week(nthWeekday(y+1, time.February, time.Monday, 3)),
		standardEaster(y + 1),
		week(nthWeekday(y+1, time.May, time.Monday, -1)),
		{On(y+1, time.July, 22), On(y+1, time.August, 31)},
	}
}

func standardEaster(year int) [2]Date {
	t, _ := aa.Easter.Calc(year)
	sunday := On(t.Date())
	if sunday < On(year, time.April, 10) {
		return [2]Date{sunday - 2, sunday + 12}
	}
	return [2]Date{sunday - 13, sunday + 1}
}

// nthWeekday returns the nth given weekday of a month, counted from 1, or from its end when n is negative.
func nthWeekday(year int, month time.Month, w time.Weekday, n int) Date {
	if n < 0 {
		end := On(year, month+1, 0)
		return end - Date((int(end.Weekday())-int(w)+7)%7) + Date(7*(n+1))
	}
	start := On(year, month, 1)
	return start + Date((int(w)-int(start.Weekday())+7)%7) + Date(7*(n-1))
}
