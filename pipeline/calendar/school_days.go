package calendar

// SchoolDay reports whether a place meets on a day. Place is a LAESTAB or an LA code; empty means the home authority.
func (c *Calendar) SchoolDay(place string, d Date) bool { return c.table(place).has(d) }

// NextSchoolDay returns the first school day on or after a date: the day on which an office can act, and on which a rule
// whose window falls in a holiday is evaluated. A date not known stays so.
func (c *Calendar) NextSchoolDay(place string, d Date) Date {
	if d == 0 {
		return 0
	}
	t := c.table(place)
	return t.nth(t.rank(d-1) + 1)
}

// LastSchoolDay returns the last school day on or before a date. A date not known stays so.
func (c *Calendar) LastSchoolDay(place string, d Date) Date {
	t := c.table(place)
	return t.nth(t.rank(d))
}

// AddSchoolDays returns the nth school day after a date: the day by which something is due that a provision wants "within
// n school days of" it. With n below 1 it is the first school day on or after the date. A date not known stays so.
func (c *Calendar) AddSchoolDays(place string, from Date, n int) Date {
	switch {
	case from == 0:
		return 0
	case n < 1:
		return c.NextSchoolDay(place, from)
	}
	t := c.table(place)
	return t.nth(t.rank(from) + n)
}

// SchoolDaysAfter counts the school days d with from < d ≤ to: how many have gone by since a date. It is 0 when to is not
// after from, or either is not known.
func (c *Calendar) SchoolDaysAfter(place string, from, to Date) int {
	if from == 0 {
		return 0
	}
	t := c.table(place)
	return max(0, t.rank(to)-t.rank(from))
}

// SchoolDaysIn counts the school days from one date to another, both included: the length of a continuous absence, of
// which the first day is day 1. It is 0 when either is not known.
func (c *Calendar) SchoolDaysIn(place string, from, to Date) int {
	if from == 0 {
		return 0
	}
	t := c.table(place)
	return max(0, t.rank(to)-t.rank(from-1))
}

// NthSchoolDay returns the nth school day counted from a date, the first on or after it being day 1: the "sixth school
// day" of an exclusion that begins on it.
func (c *Calendar) NthSchoolDay(place string, from Date, n int) Date {
	if from == 0 || n < 1 {
		return 0
	}
	t := c.table(place)
	return t.nth(t.rank(from-1) + n)
}
