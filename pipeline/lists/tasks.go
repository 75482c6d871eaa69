package lists

import (
	"cmp"
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// findTasks lists what the clocks say is still to be done, by provision, then by school, day and child. Those of sealed children
// come after all others, by child alone: a place in the order would tell the school.
func (m *maker) findTasks(lists ...[]line) []childTask {
	var out []childTask
	told := map[string][]rules.Task{} // by authority
	add := func(t rules.Task, child int, sealed bool) {
		if t.Authority != "" && !sealed {
			told[t.Authority] = append(told[t.Authority], t)
			return
		}
		row := taskRow(t)
		if t.School != "" {
			row.SchoolName = m.Judged.Authority.Name(t.School)
		}
		if t.Child != "" && child >= 0 {
			row.Person = m.draftRow(child, candidates.CME).Person
		}
		out = append(out, childTask{row, sealed})
	}
	for i := range m.Judged.Verdicts {
		for _, t := range m.Judged.Verdicts[i].Tasks {
			add(t, i, m.Judged.IsSealed(i))
		}
	}
	for _, t := range m.Judged.Authority.Tasks(gatherHeard(m.Passed.Records, m.children.People.Crossings(), m.Judged.Authority.AsOf)) {
		add(t, -1, false)
	}
	out = append(out, m.overdueSteps(lists...)...)
	out = gatherByAuthority(out, told)
	slices.SortStableFunc(out, func(x, y childTask) int {
		a, b := x.Task, y.Task
		switch {
		case x.sealed != y.sealed && x.sealed:
			return 1
		case x.sealed != y.sealed:
			return -1
		case x.sealed:
			return cmp.Compare(a.ChildID, b.ChildID)
		}
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.School, b.School), a.Due.Compare(b.Due), cmp.Compare(a.ChildID, b.ChildID),
			cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

func taskRow(t rules.Task) candidates.Task {
	return candidates.Task{
		Rule: string(t.Rule), Of: t.Of.String(), ChildID: string(t.Child), School: t.School, Source: t.Source, Reason: t.Reason,
		Missing: t.Missing, Since: t.Since.Midnight(), Due: t.Due.Midnight(), DueUnit: string(t.DueUnit), Late: t.Late, NextAction: t.Next,
		Who: t.Who, Records: t.Records,
	}
}

// linesOfTasks are tasks as they go to whatever writes them.
func linesOfTasks(tasks []childTask) []candidates.Line[candidates.Task] {
	var lines []candidates.Line[candidates.Task]
	for _, t := range tasks {
		lines = append(lines, candidates.NewLine(t.Task, t.sealed))
	}
	return lines
}

// childTask is a task, and whether the child that it is about is sealed.
type childTask struct {
	candidates.Task
	sealed bool
}

// gatherHeard gathers what the clocks need of all records: when each school last reported an absence, and how often each kind of
// extract leaves a particular blank. With them go the returns in which pupil numbers are changed over.
func gatherHeard(records *intake.Records, crossings []people.Crossing, asOf calendar.Date) rules.Heard {
	h := rules.Heard{Absence: map[string]calendar.Date{}, Exits: map[string]int{}}
	for _, c := range crossings {
		h.Crossed = append(h.Crossed, rules.Crossed{School: c.School, Return: c.Return, Pupils: c.Numbers})
	}
	blank := map[sources.Kind][]int{}
	rows := map[sources.Kind]int{}
	for _, rec := range records.OfKind(sources.AttendanceReturns, sources.ClaimPart) {
		noteAbsence(h.Absence, rec)
	}
	for _, rec := range records.OfKind(sources.RollChanges, sources.ClaimPart) {
		countExits(h.Exits, rec, asOf)
	}
	for _, rec := range records.All(sources.WhoPart) {
		kind := rec.Kind
		if blank[kind] == nil {
			blank[kind] = make([]int, len(judge.Particulars))
		}
		rows[kind] += rec.RowCount()
		for k, x := range judge.Particulars {
			if x.Blank(rec) {
				blank[kind][k] += rec.RowCount()
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(rows)) {
		for k, x := range judge.Particulars {
			h.Blank = append(h.Blank, rules.Blank{Source: string(kind), Field: x.Name, Rows: rows[kind], Blank: blank[kind][k]})
		}
	}
	return h
}

// noteAbsence keeps the newest day of a school's returns of absence.
func noteAbsence(newest map[string]calendar.Date, rec *sources.Record) {
	for _, c := range rec.Claims {
		if c.Kind == sources.Absence && c.Status != "run" && c.Place != "" {
			newest[c.Place] = max(newest[c.Place], max(c.From, c.To))
		}
	}
}

// countExits adds the leavings of one return that R15 counts.
func countExits(left map[string]int, rec *sources.Record, asOf calendar.Date) {
	for _, c := range rec.Claims {
		on := c.From
		if c.Kind == sources.LeftRoll && c.Status == "return" && on <= asOf && on > asOf.AddDays(-rules.ExitDays) && rules.IsCountedExit(c.Reason, c.Year) {
			left[c.Place]++
		}
	}
}
