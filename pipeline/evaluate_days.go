package pipeline

import (
	"rollcall/pipeline/candidates"
)

// Exact counts how right the days of lines are, of those whose truth has the day.
type Exact struct {
	Since, OfSince int // since within a day
	Due, OfDue     int // due on the very day
}

// days holds the days of a right line, which are those of its first rule, to the truth of that rule.
func (e *evaluation) days(row candidates.Row, c TrueChild) {
	want, known := c.Days[row.Rules[0]]
	if !known {
		return
	}
	x := e.Days[row.Rules[0]]
	if x == nil {
		x = &Exact{}
		e.Days[row.Rules[0]] = x
	}
	if want.Since != "" {
		x.OfSince++
		if !row.Since.IsZero() && withinADay(row.Since.Format("2006-01-02"), want.Since) {
			x.Since++
		}
	}
	if want.Due != "" {
		x.OfDue++
		if row.Due.Format("2006-01-02") == want.Due {
			x.Due++
		}
	}
}
