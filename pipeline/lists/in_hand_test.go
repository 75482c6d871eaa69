package lists

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// rankedIDs are the children of lines in their order.
func rankedIDs(lines []line) (ids []string) {
	for i := range lines {
		ids = append(ids, lines[i].row.ChildID)
	}
	return ids
}

// What somebody has in hand stands after what nobody has taken up within its band, and never after a milder one; on its day it stands
// where it stood. What is grave stays.
func TestWhatIsInHandLeavesTheTopOfItsBand(t *testing.T) {
	row := func(id, severity string, since calendar.Date, waits bool) line {
		return line{row: candidates.Row{ChildID: id, List: candidates.CME, Severity: severity, Since: since.Midnight(), Rules: []string{"C07"}, Waits: waits}}
	}
	on := calendar.On(2026, 10, 15)
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		lines := []line{row("C", "P3", on-9, false), row("A", "P2", on-30, true), row("B", "P2", on-20, false), row("D", "P1", on-1, false)}
		rankLines(lines, list, on)
		if got := strings.Join(rankedIDs(lines), ""); got != "DBAC" {
			t.Errorf("%s: %s, want DBAC", list, got)
		}
	}
}

// A night reads what officers did: a line says what is in hand and gives way; when the day has come it is back, with what to do next
// and a task, of a sealed child a bare one; and an answer ends all of it.
func TestANightKnowsWhatIsInHand(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "school"))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "school"))
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "safeguarding"))
	n.Make(t)
	wrote := func(seq int64, child string) register.Step {
		return register.Step{Seq: seq, Child: child, Run: "r", Kind: "letter", To: "parent", Made: "2026-10-12", Due: "2026-10-19", By: "AB", Mark: child}
	}
	lineFor := func(m *maker, child string) candidates.Row {
		for _, l := range m.makeList(candidates.CME) {
			if l.row.ChildID == child {
				return l.row
			}
		}
		t.Fatalf("%s is on no list", child)
		return candidates.Row{}
	}
	alma, bram, cleo := n.ID(0), n.ID(1), n.ID(2)
	m := judgeNight(t, n, &past.Past{Steps: []register.Step{wrote(1, alma), wrote(2, cleo)}}).maker()
	if r := lineFor(m, alma); !r.Waits || r.InHand != "in hand: sent a letter to the parent on 12 October 2026, reply due 19 October 2026" ||
		!strings.Contains(r.OrderedBy, r.InHand) || r.NextAction != "Wait for the answer; when none has come: visit the home" {
		t.Errorf("in hand: %+v", r)
	}
	if r := lineFor(m, cleo); r.Severity != "P1" || r.Waits || !strings.Contains(r.InHand, "it stays at its place") || strings.Contains(r.NextAction, "Wait") {
		t.Errorf("a grave line: %s, waits %v, %q, next %q", r.Severity, r.Waits, r.InHand, r.NextAction)
	}
	if r := lineFor(m, bram); r.Waits || r.InHand != "" {
		t.Errorf("nobody has taken %s up, and it says %q", bram, r.InHand)
	}
	m.asOf = calendar.On(2026, 10, 19)
	if r := lineFor(m, alma); r.Waits || !strings.HasPrefix(r.InHand, "no reply since 12 October 2026") || r.NextAction != "Visit the home" {
		t.Errorf("on its day: %+v", r)
	}
	var tasks []candidates.Task
	for _, x := range m.overdueSteps(m.makeList(candidates.CME), m.makeList(candidates.AtRisk)) {
		tasks = append(tasks, x.Task)
	}
	if len(tasks) != 2 || tasks[0].Rule != "K08" || tasks[0].Of != rules.OfOfficer.String() || tasks[0].Late || !strings.HasPrefix(tasks[0].Reason, "No reply since") {
		t.Errorf("tasks %+v", tasks)
	}
	m = judgeNight(t, n, &past.Past{Steps: []register.Step{wrote(1, alma), {Seq: 3, Child: alma, Kind: rules.ReplyCame, Made: "2026-10-14", By: "AB", Closes: 1, Mark: "x"}}}).maker()
	if r := lineFor(m, alma); r.InHand != "" {
		t.Errorf("answered, and it says %q", r.InHand)
	}
}
