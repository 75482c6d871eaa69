package pipeline_test

import (
	"rollcall/pipeline/candidates"
	"testing"
)

// TestTasksReachTheReportsTheyAreFor runs four weeks before a census day and looks for what schools owe, and for the day of the
// return among the reminders.
func TestTasksReachTheReportsTheyAreFor(t *testing.T) {
	_, r := firstNight(t)
	school, dates := 0, 0
	for _, x := range candidates.PrintedRows(r.Lists.Tasks) {
		if x.Reason == "" || x.NextAction == "" || x.Who == "" {
			t.Errorf("%+v: want words", x)
		}
		switch x.Of {
		case "school compliance":
			school++
			if x.School == "" || x.ChildID != "" && len(x.Records) == 0 {
				t.Errorf("%+v: want the school, and the records that it rests on", x)
			}
		case "for managers":
			school++
		case "fixed date":
			dates++
		}
	}
	if school == 0 {
		t.Error("no school owes anything: the invented authority shows nothing")
	}
	asked := 0
	for _, rule := range cells(t, report(t, r, "P11"), "rule") {
		if rule == "R34" {
			asked++ // a question for the school that no clock asks
		}
	}
	if rows := report(t, r, "P11").Rows; len(rows) != school+asked {
		t.Errorf("P11 has %d lines, want the %d tasks of schools and %d questions", len(rows), school, asked)
	}
	reminders := 0
	for _, row := range report(t, r, "P16").Rows {
		if row[0] == "reminder" {
			reminders++
		}
	}
	if reminders != dates {
		t.Errorf("P16 reminds of %d dates, want %d", reminders, dates)
	}
}
