package calendar

import "time"

// TermName is one of the three terms of the school year in which the law counts.
type TermName uint8

// The terms.
const (
	Autumn TermName = iota
	Spring
	Summer
)

// String returns the name of the term.
func (t TermName) String() string { return [...]string{"autumn", "spring", "summer"}[t%3] }

// TermStart returns the first school day of a term of the school year that begins in September of year. Terms are read off
// the school days themselves, so that a calendar of six terms, of three, or of three with half-terms closed gives the same
// answer: autumn begins with the first school day from 15 August (some authorities begin before September), spring with the
// first from 1 January, summer with the first after the Easter holiday, the longest break that ends between 15 March and
// 10 May.
func (c *Calendar) TermStart(place string, year int, term TermName) Date {
	return c.table(place).start(year, term)
}

// TermStartAfter returns the first school day of the term that follows a date: the first start of a term strictly after it.
// A date not known stays so.
func (c *Calendar) TermStartAfter(place string, d Date) Date {
	if d == 0 {
		return 0
	}
	t := c.table(place)
	for y := SchoolYear(d); y <= SchoolYear(d)+2; y++ {
		for term := Autumn; term <= Summer; term++ {
			if s := t.start(y, term); s > d {
				return s
			}
		}
	}
	return 0
}

// TermOn returns the term in which a day falls, holidays belonging to the term before them, and the school year of the
// term by its first calendar year.
func (c *Calendar) TermOn(place string, d Date) (year int, term TermName) {
	t := c.table(place)
	year, term = SchoolYear(d)-1, Summer
	for y := SchoolYear(d); y <= SchoolYear(d)+1; y++ {
		for next := Autumn; next <= Summer; next++ {
			if s := t.start(y, next); s == 0 || s > d {
				return year, term
			}
			year, term = y, next
		}
	}
	return year, term
}

// start returns the first day of a term, from the years that the window touches or else from the pattern's; zero beyond the
// horizon.
func (t *table) start(year int, term TermName) Date {
	if s, ok := t.starts[year]; ok {
		return s[term]
	}
	return t.years[year][term]
}

// termsOf finds the terms of the school years that a stretch of time touches, with the year after, whose autumn term may
// begin in August.
func (t *table) termsOf(from, to Date) map[int][3]Date {
	starts := make(map[int][3]Date)
	for y := SchoolYear(from); y <= SchoolYear(to)+1; y++ {
		starts[y] = t.find(y)
	}
	return starts
}

// find returns the first days of the three terms of a school year.
func (t *table) find(year int) [3]Date {
	next := func(d Date) Date { return t.nth(t.rank(d-1) + 1) }
	return [3]Date{
		next(On(year, time.August, 15)),
		next(On(year+1, time.January, 1)),
		t.afterEaster(year + 1),
	}
}

// afterEaster returns the school day that ends the longest break of the weeks around Easter. The window keeps the half-term
// holidays of February and of May out, and a break of weeks beats the weekend of bank holidays at Easter itself where the
// two do not coincide.
func (t *table) afterEaster(year int) Date {
	last := On(year, time.May, 10)
	var found, longest Date
	for k := t.rank(On(year, time.March, 14)); ; k++ {
		a, b := t.nth(k), t.nth(k+1)
		if b == 0 || b > last {
			if found == 0 {
				return b
			}
			return found
		}
		if b-a > longest {
			found, longest = b, b-a
		}
	}
}
