package rules

import "rollcall/pipeline/calendar"

// YearGroup names the National Curriculum year to be expected of a child's age on a day, as registers write it, and
// nothing before Reception or after Year 11. A child may rightly be a year above or below it.
func YearGroup(dob, on calendar.Date) string {
	y := calendar.ExpectedYear(dob, on)
	if y < 0 || y > 11 {
		return ""
	}
	return calendar.YearName(y)
}
