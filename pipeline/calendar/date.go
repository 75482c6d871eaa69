package calendar

import (
	"fmt"
	"time"
)

// Date is a civil date in days since 1970-01-01. Zero means that the date is not known.
type Date int32

// On returns the civil date of y, m and d, normalised as time.Date does.
func On(y int, m time.Month, d int) Date {
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Parse reads a date written YYYY-MM-DD.
func Parse(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("not a date (want YYYY-MM-DD)")
	}
	return Date(t.Unix() / 86400), nil
}

// Time returns midnight UTC of the date.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Midnight returns midnight UTC of the date, and the zero time of one that is not known.
func (d Date) Midnight() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return d.Time()
}

// Known reports whether the date is known.
func (d Date) Known() bool { return d != 0 }

// AddDays returns the date n calendar days later, or earlier when n is negative: the unit of a provision that says "day"
// alone. A date that is not known stays so.
func (d Date) AddDays(n int) Date {
	if d == 0 {
		return 0
	}
	return d + Date(n)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Split returns the year, month and day.
func (d Date) Split() (year int, month time.Month, day int) { return d.Time().Date() }

// String returns the date as YYYY-MM-DD, or nothing when it is not known.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// Words returns the date as an officer reads it, such as "4 September 2026".
func (d Date) Words() string {
	if d == 0 {
		return "a date not known"
	}
	return d.Time().Format("2 January 2006")
}
