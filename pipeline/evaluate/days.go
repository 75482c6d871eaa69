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

// Nearness counts how near the days of lines are to the true ones.
type Nearness struct {
	Day, Five int // within a day, within five days
	Of        int
}

func (n *Nearness) add(days int) {
	n.Of++
	if days <= 1 {
		n.Day++
	}
	if days <= 5 {
		n.Five++
	}
}

// scoreSince holds the day of a right line of candidates to the truth, by both conventions that authorities count by: from the next
// school day on which there was no education, and from the last day on which there was.
func (e *evaluation) scoreSince(row candidates.Row, c TrueChild) {
	if row.Since.IsZero() {
		return
	}
	if days, known := daysFrom(row, c, c.Since); known {
		e.FromSchoolDay.add(days)
		if row.SinceIs == string(rules.FirstSeen) {
			e.FirstSeen++
		}
	}
	if days, known := daysFrom(row, c, c.Educated); known {
		e.FromEducation.add(days)
	}
}

// daysFrom is how many days the day of a line is from a true one; false when the truth has none. A line that says no more than since when
// the child is known here is right on any day from the first without education to the first on which anybody here had truly met the
// child: it neither makes the time too long nor overlooks a sign.
func daysFrom(row candidates.Row, c TrueChild, day string) (int, bool) {
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, false
	}
	apart := daysBetween(row.Since, from)
	if met, err := time.Parse(time.DateOnly, c.Seen); err == nil && row.SinceIs == string(rules.FirstSeen) {
		if since := row.Since.Format(time.DateOnly); c.Since <= since && since <= c.Seen {
			return 0, true
		}
		apart = min(apart, daysBetween(row.Since, met))
	}
	return apart, true
}

func daysBetween(a, b time.Time) int { return int(a.Sub(b).Abs().Hours()+12) / 24 }

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
		if days, _ := daysFrom(row, want, want.Since); !row.Since.IsZero() && days <= 1 {
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
