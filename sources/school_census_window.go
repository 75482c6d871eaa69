package sources

import (
	"time"

	"rollcall/pipeline/calendar"
)

// window is a span of days, both ends in it.
type window struct{ from, to Date }

// attendanceWindows returns what a census says of attendance, one term in arrears: spring the days from August to
// December of the year before, summer those from January to Easter Sunday, autumn those from Easter Monday to the Sunday
// before the spring bank holiday, and in its second block those from there to 31 July. Department for Education, "Pupil
// absence statistics: methodology", section 4.1. Both are empty for a term that is not known.
func attendanceWindows(term string, year int) (termly, secondHalf window) {
	switch term {
	case "spring":
		termly = window{calendar.On(year-1, time.August, 1), calendar.On(year-1, time.December, 31)}
	case "summer":
		termly = window{calendar.On(year, time.January, 1), easterSunday(year)}
	case "autumn":
		holiday := springBankHoliday(year)
		sunday := holiday - 1
		for sunday.Time().Weekday() != time.Sunday {
			sunday--
		}
		termly = window{easterSunday(year) + 1, sunday}
		secondHalf = window{sunday + 1, calendar.On(year, time.July, 31)}
	}
	return termly, secondHalf
}

// easterSunday returns Easter Sunday of the Gregorian calendar: J. Meeus, "Astronomical Algorithms" (1991), chapter 8.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return calendar.On(year, time.Month(n/31), n%31+1)
}

// springBankHoliday returns the last Monday of May, or the day to which royal proclamation moved it for a jubilee.
func springBankHoliday(year int) Date {
	switch year {
	case 2002, 2012:
		return calendar.On(year, time.June, 4)
	case 2022:
		return calendar.On(year, time.June, 2)
	}
	d := calendar.On(year, time.May, 31)
	for d.Time().Weekday() != time.Monday {
		d--
	}
	return d
}
