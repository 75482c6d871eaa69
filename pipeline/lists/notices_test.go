package lists

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
)

// The children of whom an authority is to be told are one task, due with the first of them, which names no child and says where the
// list is.
func TestAnAuthorityIsOneTask(t *testing.T) {
	october := calendar.On(2026, 10, 1)
	task := func(child string, since calendar.Date, late bool) rules.Task {
		return rules.Task{Rule: "K23", Of: rules.OfOfficer, Child: rules.ChildID(child), Since: since, Due: since + 14, Late: late, Next: "Send it", Who: "CME officer",
			Reason: "an address", Missing: "residence there", Records: []string{"health:x.csv#1"}}
	}
	got := gatherByAuthority(nil, map[string][]rules.Task{"889": {task("B", october, false)}, "888": {task("C", october, false), task("A", october-9, true)}})
	if len(got) != 2 || got[0].sealed || got[1].sealed {
		t.Fatalf("%d tasks: %+v", len(got), got)
	}
	first, second := got[0].Task, got[1].Task
	if first.Reason != "2 children are to be told to authority 888: the list to send is authorities/888.xlsx." || first.Since != (october-9).Midnight() ||
		first.Due != (october+5).Midnight() || !first.Late || first.ChildID+first.Missing != "" || first.Records != nil {
		t.Errorf("%+v", first)
	}
	if second.Reason != "1 child is to be told to authority 889: the list to send is authorities/889.xlsx." || second.Late {
		t.Errorf("%+v", second)
	}
}
