package calendar

// WorkingDay reports whether a day is one on which an authority works: Monday to Friday and no bank holiday of England and
// Wales.
func (c *Calendar) WorkingDay(d Date) bool { return c.ready().working.has(d) }

// NextWorkingDay returns the first working day on or after a date. A date not known stays so.
func (c *Calendar) NextWorkingDay(d Date) Date {
	if d == 0 {
		return 0
	}
	w := c.ready().working
	return w.nth(w.rank(d-1) + 1)
}

// AddWorkingDays returns the nth working day after a date; with n below 1, the first on or after it. A date not known
// stays so.
func (c *Calendar) AddWorkingDays(from Date, n int) Date {
	switch {
	case from == 0:
		return 0
	case n < 1:
		return c.NextWorkingDay(from)
	}
	w := c.ready().working
	return w.nth(w.rank(from) + n)
}

// WorkingDaysAfter counts the working days d with from < d ≤ to, and is 0 when to is not after from, or
// either is not known.
func (c *Calendar) WorkingDaysAfter(from, to Date) int {
	if from == 0 {
		return 0
	}
	w := c.ready().working
	return max(0, w.rank(to)-w.rank(from))
}
