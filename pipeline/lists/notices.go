package lists

import (
	"fmt"
	"maps"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
)

// noticesTo gathers of whom other authorities are to be told.
func (m *maker) noticesTo() []candidates.Line[reports.Notice] {
	var lines []candidates.Line[reports.Notice]
	for child := range m.Judged.Verdicts {
		for _, t := range m.Judged.Verdicts[child].Tasks {
			if t.Authority == "" {
				continue
			}
			row := m.draftRow(child, candidates.CME)
			lines = append(lines, candidates.NewLine(reports.Notice{Authority: t.Authority, Child: row.ChildID, Person: row.Person, YearGroup: row.YearGroup,
				Reason: t.Reason, Asked: t.Missing, Since: t.Since.Midnight(), Due: t.Due.Midnight()}, m.Judged.IsSealed(child)))
		}
	}
	return lines
}

// gatherByAuthority makes the tasks to tell an authority of a child one for each authority, which says where the list to send is. Those
// of sealed children stay by themselves.
func gatherByAuthority(tasks []childTask, told map[string][]rules.Task) []childTask {
	for _, to := range slices.Sorted(maps.Keys(told)) {
		all := told[to]
		row := taskRow(all[0])
		row.ChildID, row.Missing, row.Records = "", "", nil
		for _, t := range all {
			if since := t.Since.Midnight(); since.Before(row.Since) {
				row.Since = since
			}
			if due := t.Due.Midnight(); due.Before(row.Due) {
				row.Due = due
			}
			row.Late = row.Late || t.Late
		}
		children := "children are"
		if len(all) == 1 {
			children = "child is"
		}
		row.Reason = fmt.Sprintf("%d %s to be told to authority %s: the list to send is %s/%s.xlsx.", len(all), children, to, candidates.AuthoritiesFolder, to)
		tasks = append(tasks, childTask{row, false})
	}
	return tasks
}
