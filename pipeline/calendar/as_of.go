package calendar

import "time"

// AsOf is the day for which something is worked out, and until when the answer stands: the last day on which every question put to it would
// have been answered the same. What asks nothing else of the day can be told the next day on which it may say anything else, and nobody has
// to declare it. One goroutine uses it.
type AsOf struct{ day, until Date }

// NewAsOf asks of a day.
func NewAsOf(day Date) AsOf { return AsOf{day, ForGood} }

// ForGood is later than any day that a calendar counts.
const ForGood Date = 1<<31 - 1

// Until is the last day on which every answer that was given stands; never before the day itself.
func (a *AsOf) Until() Date { return a.until }

// Before reports whether the day is before another, which may not be known: no day is before that.
func (a *AsOf) Before(d Date) bool {
	if a.day >= d {
		return false
	}
	a.until = min(a.until, d-1)
	return true
}

// After reports whether the day is after another; it is after one that is not known.
func (a *AsOf) After(d Date) bool {
	if a.day > d {
		return true
	}
	a.until = min(a.until, d)
	return false
}

// Cap returns a date, or the day where that is earlier.
func (a *AsOf) Cap(d Date) Date {
	if a.Before(d) {
		return a.Day()
	}
	return d
}

// SchoolYear returns the first calendar year of the school year of the day.
func (a *AsOf) SchoolYear() int {
	year := SchoolYear(a.day)
	a.until = min(a.until, SchoolYearStart(year+1)-1)
	return year
}

// ExpectedYear returns the National Curriculum year in which a child born on dob is expected on the day.
func (a *AsOf) ExpectedYear(dob Date) int { return a.SchoolYear() - SchoolYear(dob) - 5 }

// Month returns the month of the day.
func (a *AsOf) Month() time.Month {
	year, month, _ := a.day.Split()
	a.until = min(a.until, On(year, month+1, 1)-1)
	return month
}

// Coming returns the first day of a kind that is not before the day; next gives it of any day.
func (a *AsOf) Coming(next func(Date) Date) Date {
	d := next(a.day)
	a.until = min(a.until, d)
	return d
}

// TermBegan returns the first day of the term of the day at a place, holidays belonging to the term before them; zero beyond the days that
// are counted.
func (a *AsOf) TermBegan(c *Calendar, place string) Date {
	if next := c.TermStartAfter(place, a.day); next != 0 {
		a.until = min(a.until, next-1)
	} else {
		a.until = a.day
	}
	year, term := c.TermOn(place, a.day)
	return c.TermStart(place, year, term)
}

// Day returns the day: what is made of it stands for that day alone.
func (a *AsOf) Day() Date {
	a.until = a.day
	return a.day
}
