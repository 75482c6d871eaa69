package calendar

import "time"

// censusTable holds the reference dates of the school census as the Department published them, by school year. The
// Department has moved them before, so the table comes before the rule.
var censusTable = map[int][3]Date{
	2024: {On(2024, time.October, 3), On(2025, time.January, 16), On(2025, time.May, 15)},
	2025: {On(2025, time.October, 2), On(2026, time.January, 15), On(2026, time.May, 21)},
}

// CensusDays returns the reference dates of the autumn, spring and summer school census of a school year. Years that the
// table does not hold follow the rule: the first Thursday of October, the third Thursdays of January and May.
func CensusDays(schoolYear int) [3]Date {
	if days, ok := censusTable[schoolYear]; ok {
		return days
	}
	return [3]Date{
		nthWeekday(schoolYear, time.October, time.Thursday, 1),
		nthWeekday(schoolYear+1, time.January, time.Thursday, 3),
		nthWeekday(schoolYear+1, time.May, time.Thursday, 3),
	}
}
