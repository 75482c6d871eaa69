package calendar

import "time"

// CompulsorySchoolAge returns the first and the last day of compulsory school age (Education Act 1996, section 8; the
// prescribed days and the leaving date are those of SI 1998/1607 and SI 1997/1970).
//
// It begins on the prescribed day (31 August, 31 December or 31 March) on which the child is five or that next follows the
// fifth birthday, and ends on the last Friday in June of the school year in which the child becomes sixteen. Never take it
// for "aged 5 to 16": a child born in July leaves while fifteen. Both are zero when the date of birth is not known.
func CompulsorySchoolAge(dob Date) (start, end Date) {
	if dob == 0 {
		return 0, 0
	}
	y, m, d := dob.Split()
	fifth, sixteenth := On(y+5, m, d), On(y+16, m, d)
	return prescribedDay(fifth), nthWeekday(SchoolYear(sixteenth)+1, time.June, time.Friday, -1)
}

// prescribedDay returns the prescribed day on or after a date.
func prescribedDay(d Date) Date {
	y, _, _ := d.Split()
	for _, p := range []Date{On(y, time.March, 31), On(y, time.August, 31)} {
		if d <= p {
			return p
		}
	}
	return On(y, time.December, 31)
}

// EducationDue returns the day from which a child must be in education at a place: the first school day of the term that
// follows the start of compulsory school age. Between the two the child is of compulsory school age and not yet overdue.
//
// The term is taken by name, not by date: where the autumn term begins in late August, a child of compulsory school age
// from 31 August is due the next school day, not in January. It is zero when the date of birth is not known.
func (c *Calendar) EducationDue(place string, dob Date) Date {
	start, _ := CompulsorySchoolAge(dob)
	if start == 0 {
		return 0
	}
	var term Date
	switch y, m, _ := start.Split(); m {
	case time.December:
		term = c.TermStart(place, y, Spring)
	case time.March:
		term = c.TermStart(place, y-1, Summer)
	default:
		term = c.TermStart(place, y, Autumn)
	}
	return c.NextSchoolDay(place, max(term, start+1))
}
