package calendar

import (
	"fmt"
	"time"
)

// SchoolYear returns the first calendar year of the school year in which a day falls: 2026 from 1 September 2026 to 31
// August 2027.
func SchoolYear(d Date) int {
	y, m, _ := d.Split()
	if m < time.September {
		return y - 1
	}
	return y
}

// SchoolYearStart returns 1 September of a year.
func SchoolYearStart(year int) Date { return On(year, time.September, 1) }

// ExpectedYear returns the National Curriculum year in which a child born on dob is expected on a day: 0 for Reception, 1
// to 11 for the years after, negative before. It is only expected: children are taught out of their cohort, held back, or
// deferred when summer-born.
func ExpectedYear(dob, on Date) int { return SchoolYear(on) - SchoolYear(dob) - 5 }

// YearName returns a National Curriculum year as officers write it: "R" for Reception, "N2" and "N1" for the nursery years
// before it, digits after; empty for younger children.
func YearName(year int) string {
	switch {
	case year > 0:
		return fmt.Sprint(year)
	case year == 0:
		return "R"
	case year >= -2:
		return fmt.Sprintf("N%d", 3+year)
	}
	return ""
}
