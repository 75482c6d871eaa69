package pipeline

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// news says of each line whether it is new against the last run for an earlier day, and what changed; and lists the lines that
// are gone, and why. A line follows its child when two children are joined.
func (r *run) news(j *Judged, l *Lists) error {
	at := j.knownChild()
	is := func(id string) bool { _, known := at[rules.ChildID(id)]; return known }
	before := maps.Clone(j.was)
	for _, rows := range [][]candidates.Row{l.CME, l.AtRisk} {
		if err := r.dated(rows, is); err != nil {
			return err
		}
		for i := range rows {
			was, had := before[listed{string(rows[i].List), rows[i].ChildID}]
			delete(before, listed{string(rows[i].List), rows[i].ChildID})
			if err := r.compare(j, &rows[i], was, had, at); err != nil {
				return err
			}
		}
	}
	l.Gone = r.gone(j, l, before, at)
	return nil
}

// linesOf are the lines of the last run by the ids that their children have now.
func (j *Judged) linesOf(m *recollection) map[listed]register.Shown {
	at := j.knownChild()
	is := func(id string) bool { _, known := at[rules.ChildID(id)]; return known }
	lines := map[listed]register.Shown{}
	for _, key := range slices.SortedFunc(maps.Keys(m.lines), compareListed) {
		now := listed{key.list, m.heir(key.child, is)}
		if had, twice := lines[now]; !twice || had.Child != now.child {
			lines[now] = m.lines[key]
		}
	}
	wanted := map[Fingerprint]bool{}
	for _, line := range lines {
		for _, f := range line.Evidence.Prints {
			wanted[f] = true
		}
	}
	j.wasRows = j.rowsByPrint(wanted)
	return lines
}

func compareListed(a, b listed) int {
	return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.child, b.child))
}

// dated dates each line by the first run that showed it, or by this one. The days of a child that was joined to another count
// for the other.
func (r *run) dated(rows []candidates.Row, is func(string) bool) error {
	if len(rows) == 0 {
		return nil
	}
	shown, err := r.register.FirstListed(r.ctx, string(rows[0].List))
	if err != nil {
		return err
	}
	first := make(map[string]time.Time, len(shown))
	for id, on := range shown {
		id = r.memory.heir(id, is)
		if had, twice := first[id]; !twice || on.Before(had) {
			first[id] = on
		}
	}
	for i := range rows {
		rows[i].FirstListed = day(r.options.AsOf)
		if on, seen := first[rows[i].ChildID]; seen && on.Before(rows[i].FirstListed) {
			rows[i].FirstListed = on
		}
	}
	return nil
}

// compare holds a line to what the last run showed of it.
func (r *run) compare(j *Judged, row *candidates.Row, was register.Shown, had bool, at map[rules.ChildID]int32) (err error) {
	switch {
	case had:
		keepDue(row, was)
		row.Changed = differences(row, was)
		row.News = candidates.Still
		if row.Changed != "" {
			row.News = candidates.Changed
		}
	case row.FirstListed.Before(day(r.options.AsOf)):
		row.News = candidates.Back
		row.Changed, err = r.backAgain(j, row, at)
	default:
		row.News = candidates.New
	}
	return err
}

// keepDue keeps the day by which a line was first asked for, for as long as it says the same: a deadline that is counted from
// the day of the run would move on every night.
func keepDue(row *candidates.Row, was register.Shown) {
	if was.Due == "" || was.Case != row.Case || was.Severity != row.Severity || was.Since != isoDay(row.Since) || !slices.Equal(was.Rules, row.Rules) {
		return
	}
	if due := date(was.Due); due.Before(row.Due) {
		row.Due = due
	}
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

// gone lists the lines of the last run that this one does not show, by list and child.
func (r *run) gone(j *Judged, l *Lists, left map[listed]register.Shown, at map[rules.ChildID]int32) []candidates.Gone {
	missing := map[string]bool{}
	for _, row := range l.CME {
		missing[row.ChildID] = true
	}
	var out []candidates.Gone
	for _, key := range slices.SortedFunc(maps.Keys(left), compareListed) {
		was := left[key]
		g := candidates.Gone{List: candidates.List(key.list), ChildID: was.Child, Severity: was.Severity, Rules: was.Rules,
			Since: date(was.Since), LastRun: r.memory.last.AsOf}
		child, known := at[rules.ChildID(key.child)]
		switch {
		case !known:
			g.Why, g.Reason = "no record", "No extract of this run names the child."
		case g.List == candidates.AtRisk && missing[key.child]:
			g.Why, g.Reason = "on the other list", "The child is on the list of candidates now."
		default:
			g.Why, g.Reason = j.whyGone(&j.Verdicts[child], g.List, was.Rules)
		}
		if !known {
			child = -1
		} else {
			line := j.line(int(child), g.List)
			g.Person, g.Sealed, g.Nameless = line.Person, line.Sealed, line.Nameless
			g.New = j.newSince(child, g.List, was)
		}
		j.gone = append(j.gone, j.went(g, child, was))
		out = append(out, g)
	}
	return out
}

// whyGone says why a child is no longer on a list.
func (j *Judged) whyGone(v *rules.Verdict, list candidates.List, was []string) (why, reason string) {
	for _, s := range v.Suppressions {
		if s.By == rules.Remembered && s.Applied && (list == candidates.AtRisk || v.Status == rules.Decided) {
			return "decided", s.Reason
		}
	}
	switch v.Status {
	case rules.NotOfAge:
		return "not of age", v.Explanation
	case rules.Explained:
		if list == candidates.AtRisk {
			return noRule(v, was)
		}
		return "explained", string(v.ExplainedBy) + " " + v.Explanation
	case rules.Grey:
		return "possible match", v.Explanation
	case rules.Elsewhere:
		return "elsewhere", v.Explanation
	case rules.Undecided:
		return "held back", cmp.Or(v.Explanation, "No rule that could tell says that education is missing.")
	}
	return noRule(v, was)
}

// noRule says that the rules of a line no longer say so, or that one of them cannot tell.
func noRule(v *rules.Verdict, was []string) (why, reason string) {
	if why := untold(v, was); why != "" {
		return "held back", why
	}
	return "no longer so", "No rule says so any longer."
}

// age counts how long ago a line's since is, in the unit of its clock and in days of the calendar.
func (r *run) age(row *candidates.Row) {
	if row.Since.IsZero() {
		return
	}
	since, asOf := calendar.On(row.Since.Date()), r.options.AsOf
	row.AgeDays = max(0, int(asOf-since))
	switch row.AgeUnit = row.DueUnit; row.AgeUnit {
	case string(rules.SchoolDays):
		row.Age = r.calendar.SchoolDaysAfter(row.OnRollAt, since, asOf)
	case string(rules.WorkingDays):
		row.Age = r.calendar.WorkingDaysAfter(since, asOf)
	default:
		row.Age, row.AgeUnit = row.AgeDays, string(rules.CalendarDays)
	}
}
