package lists

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// tellNews says of each line whether it is new against the last run for an earlier day, and what changed. A line follows its
// child when two children are joined.
func (m *maker) tellNews(ctx context.Context, lists ...[]line) error {
	for _, lines := range lists {
		if len(lines) == 0 {
			continue
		}
		first := m.Past.FirstShown(string(lines[0].row.List), m.Judged.Heirs)
		for i := range lines {
			row := &lines[i].row
			row.FirstListed = m.asOf.Midnight()
			if on := parseDay(first[row.ChildID]); !on.IsZero() && on.Before(row.FirstListed) {
				row.FirstListed = on
			}
			if err := m.compareWithLast(ctx, row); err != nil {
				return err
			}
			m.countAge(row)
		}
	}
	return nil
}

// compareWithLast holds a line to what the last run showed of it.
func (m *maker) compareWithLast(ctx context.Context, row *candidates.Row) (err error) {
	was, had := m.Judged.Was[past.LineOf(row)]
	switch {
	case had:
		keepDue(row, was)
		row.Changed = differences(row, was)
		row.News = candidates.Still
		if row.Changed != "" {
			row.News = candidates.Changed
		}
	case row.FirstListed.Before(m.asOf.Midnight()):
		row.News = candidates.Back
		row.Changed, err = m.whyBack(ctx, row)
	case row.Council != nil:
		row.News = candidates.Held
	default:
		row.News = candidates.New
	}
	return err
}

// whyBack says of a line that comes back when it was shown before, how it went, and what is new since.
func (m *maker) whyBack(ctx context.Context, row *candidates.Row) (string, error) {
	text := "first listed on " + dayWords(row.FirstListed)
	line := past.LineOf(row)
	s, had := m.Past.SpanOf(line)
	child, known := m.Judged.Heirs.Number(row.ChildID)
	if !had || !known {
		return text + ", and not by the last run", nil
	}
	text += ", last on " + dayWords(parseDay(s.Last))
	if s.Went != "" {
		text += "; it went as " + strings.TrimSuffix(s.Went, ".")
	}
	was, had, err := m.Past.LastShown(ctx, line)
	if err != nil || !had {
		return text, err
	}
	if was.Since == isoDay(row.Since) && !m.hasActed(row, parseDay(s.Last)) { // the same time without education, and nobody dealt with it
		keepDue(row, was)
	}
	return text + "; " + cmp.Or(m.newSince(int(child), row.List, was), "no fact is new since it was last listed"), nil
}

// newSince says in words which fact about a child is known that a line did not rest on, or is no longer; empty when none is,
// so that a day that came or an extract that did or did not is what changed.
func (m *maker) newSince(child int, list candidates.List, was register.Shown) string {
	then := judge.FactsOf(was.Evidence)
	if list == candidates.AtRisk {
		then = then.Extracted()
	}
	return then.Differs(m.Judged.KnownFacts(child, list))
}

// keepDue keeps the earliest day by which a line was ever asked for while it is on the list: that a night has gone by, that another rule
// leads, that one of several fell away or that somebody began to enquire does nothing for the child, and a deadline that moved on with
// them would never come. What is in hand is set apart by its own day. A line that has no day, which is only watched, gets none.
func keepDue(row *candidates.Row, was register.Shown) {
	due := parseDay(was.Due)
	if due.IsZero() || !due.Before(row.Due) {
		return
	}
	if row.Due = due; row.DueUnit != was.Unit {
		row.DueUnit, row.Calendar = was.Unit, ""
	}
}

// hasActed reports whether an officer decided anything of the child of a line since a run.
func (m *maker) hasActed(row *candidates.Row, since time.Time) bool {
	child, known := m.Judged.Heirs.Number(row.ChildID)
	if !known {
		return false
	}
	decided := m.Judged.Decisions.Of(int(child))
	return decided != nil && slices.ContainsFunc(slices.Concat(decided.Current, decided.Past), func(s *judge.StandingDecision) bool {
		return !s.Law.On.Midnight().Before(since)
	})
}

// differences says in words what changed of a line.
func differences(row *candidates.Row, was register.Shown) string {
	var parts []string
	differ := func(what, then, now string) {
		if then != now {
			parts = append(parts, what+" "+cmp.Or(then, "none")+" is now "+cmp.Or(now, "none"))
		}
	}
	differ("severity", was.Severity, row.Severity)
	for _, id := range row.Rules {
		if !slices.Contains(was.Rules, id) {
			parts = append(parts, "rule "+id+" says so too")
		}
	}
	for _, id := range was.Rules {
		if !slices.Contains(row.Rules, id) {
			parts = append(parts, "rule "+id+" no longer says so")
		}
	}
	differ("case", was.Case, row.Case)
	differ("since", was.Since, isoDay(row.Since))
	differ("due", was.Due, isoDay(row.Due))
	if was.Child != row.ChildID {
		parts = append(parts, "joined with child "+was.Child)
	}
	return strings.Join(parts, "; ")
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02")
}

// countAge counts how long ago a line's since is, in the unit of its clock and in days of the calendar.
func (m *maker) countAge(row *candidates.Row) {
	if row.Since.IsZero() {
		return
	}
	since, asOf := calendar.On(row.Since.Date()), m.asOf
	row.AgeDays = max(0, int(asOf-since))
	switch row.AgeUnit = row.DueUnit; row.AgeUnit {
	case string(rules.SchoolDays):
		row.Age = m.calendar.SchoolDaysAfter(row.OnRollAt, since, asOf)
	case string(rules.WorkingDays):
		row.Age = m.calendar.WorkingDaysAfter(since, asOf)
	default:
		row.Age, row.AgeUnit = row.AgeDays, string(rules.CalendarDays)
	}
}
