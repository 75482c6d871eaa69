package evaluate

import (
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// Exact counts how right the days of lines are, of those whose truth has the day.
type Exact struct {
	Since, OfSince int // since within a day
	Due, OfDue     int // due on the very day
}

// sinceRight reports whether the day of a right line of candidates is within one of the first day without education. A line
// that says no more than since when the child is known here is right on any day from that one to the first on which anybody
// here had truly met the child: it neither makes the time too long nor overlooks a sign.
func sinceRight(row candidates.Row, c TrueChild) bool {
	since := row.Since.Format(time.DateOnly)
	if row.SinceIs == string(rules.FirstSeen) && c.Seen != "" && c.Since <= since && since <= c.Seen {
		return true
	}
	return withinADay(since, c.Since) || row.SinceIs == string(rules.FirstSeen) && c.Seen != "" && withinADay(since, c.Seen)
}

// leadOf is the rule that leads a line; empty on the line of a sealed child whose file is not here.
func leadOf(row candidates.Row) string {
	if len(row.Rules) == 0 {
		return ""
	}
	return row.Rules[0]
}

// scoreDays holds the days of a right line, which are those of its first rule, to the truth of that rule.
func (e *evaluation) scoreDays(row candidates.Row, c TrueChild) {
	lead := leadOf(row)
	want, known := c.Days[lead]
	if !known {
		return
	}
	x := e.Days[lead]
	if x == nil {
		x = &Exact{}
		e.Days[lead] = x
	}
	if want.Since != "" {
		x.OfSince++
		want := TrueChild{Since: want.Since}
		if row.List == candidates.CME {
			want.Seen = c.Seen
		}
		if !row.Since.IsZero() && sinceRight(row, want) {
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
