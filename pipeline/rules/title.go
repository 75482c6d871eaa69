package rules

import "rollcall/pipeline/calendar"

// Title returns the title of a rule or suppressor, and nothing for an id that the catalogue does not have.
func Title(id ID) string {
	for _, r := range catalogue {
		if r.ID == id {
			return r.Title
		}
	}
	for _, s := range suppressors {
		if s.ID == id {
			return s.Title
		}
	}
	for _, k := range clocks {
		if k.ID == id {
			return k.Title
		}
	}
	if c := closureOf(id); c != nil {
		return c.Title
	}
	return ""
}

// YearGroup names the National Curriculum year to be expected of a child's age on a day, as registers write it, and
// nothing before Reception or after Year 11. A child may rightly be a year above or below it.
func YearGroup(dob, on calendar.Date) string {
	y := calendar.ExpectedYear(dob, on)
	if y < 0 || y > 11 {
		return ""
	}
	return calendar.YearName(y)
}
