package rules

import "rollcall/pipeline/calendar"

// String returns the severity as the lists print it, "P1" to "P5", and nothing when there is none.
func (s Severity) String() string {
	if s < P1 || s > P5 {
		return ""
	}
	return string([]byte{'P', '0' + byte(s)})
}

// dueBy returns the day by which a line of a severity must have been worked when the clock starts on a day, and what the
// clock counts: P1 the same working day, P2 two working days, P3 five, P4 ten school days of the authority; P5 is only
// watched and has none. The bands are the authority's own, no statute sets them. A Finding whose rule has no clock of its own counts from the
// as-of date; who knows when a line was first shown may count again from that day.
func dueBy(c *calendar.Calendar, s Severity, from calendar.Date) (calendar.Date, Unit) {
	switch s {
	case P1:
		return c.NextWorkingDay(from), WorkingDays
	case P2:
		return c.AddWorkingDays(from, 2), WorkingDays
	case P3:
		return c.AddWorkingDays(from, 5), WorkingDays
	case P4:
		return c.AddSchoolDays("", from, 10), SchoolDays
	}
	return 0, ""
}

// Severity is the band in which an officer works a line: P1 the same working day, P2 two working days, P3 five, P4 ten
// school days, P5 watch.
type Severity uint8

// The severities, the gravest first.
const (
	P1 Severity = iota + 1
	P2
	P3
	P4
	P5
)

// Unit is the kind of day that a clock counts.
type Unit string

// The units of a clock.
const (
	SchoolDays   Unit = "school days"
	WorkingDays  Unit = "working days"
	CalendarDays Unit = "days"
)
