package lists

import (
	"cmp"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
)

// tellInHand says on a line what an officer waits for. Until the day by which an answer is due the line leaves the top of its band; on
// that day it is back, with what to do next.
//
// What is grave never leaves: a line of P1, and one of a child with whom children's social care works, says what is in hand and stays
// where it is, and the act that the rule asks for stays the next one.
func (m *maker) tellInHand(l *line, closed int64, open *judge.StandingDecision, care bool) {
	row := &l.row
	h := judge.FindInHand(m.steps[row.ChildID], closed, open, m.asOf)
	if h == nil {
		return
	}
	l.hand = h
	row.InHand, row.Waits = h.Words, h.Sinks(row.Severity, care)
	step := open == nil || h.Seq != open.Seq
	switch grave := row.Severity == rules.P1.String() || care; {
	case grave && !h.Overdue:
		row.InHand += "; it stays at its place: urgent"
	case grave || !step:
	case h.Overdue:
		row.NextAction = h.Next
	default:
		row.NextAction = "Wait for the answer; when none has come: " + lowerFirst(h.Next)
	}
}

func lowerFirst(s string) string {
	if len(s) < 2 || strings.ToUpper(s[1:2]) == s[1:2] && s[1] != ' ' { // "MASH …" stays
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// overdueSteps are the answers to officers' steps whose day has come, of children who are on a list: of one who is explained nobody
// waits for an answer any longer.
func (m *maker) overdueSteps(lists ...[]line) (tasks []childTask) {
	told := map[string]bool{}
	for _, lines := range lists {
		for i := range lines {
			h, row := lines[i].hand, &lines[i].row
			if h == nil || !h.Overdue || h.Clock == "" || told[row.ChildID] {
				continue
			}
			told[row.ChildID] = true
			tasks = append(tasks, childTask{candidates.Task{
				Rule: string(h.Clock), Of: rules.OfOfficer.String(), ChildID: row.ChildID, Reason: strings.ToUpper(h.Words[:1]) + h.Words[1:] + ".",
				Since: h.Since.Midnight(), Due: h.Due.Midnight(), DueUnit: string(cmp.Or(h.Unit, rules.CalendarDays)), Late: m.asOf > h.Due, NextAction: h.Next, Who: "CME officer",
				Person: row.Person,
			}, lines[i].sealed})
		}
	}
	return tasks
}
