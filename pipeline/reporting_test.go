package pipeline_test

import (
	"slices"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
)

// report returns one report of a run.
func report(t *testing.T, r *pipeline.Result, id string) candidates.Table {
	t.Helper()
	i := slices.IndexFunc(r.Lists.Reports, func(x candidates.Table) bool { return x.ID == id })
	if i < 0 {
		t.Fatalf("no report %s", id)
	}
	return r.Lists.Reports[i]
}

// cells returns the cells of one column.
func cells(t *testing.T, x candidates.Table, column string) []any {
	t.Helper()
	at := slices.IndexFunc(x.Columns, func(c candidates.TableColumn) bool { return c.Name == column })
	if at < 0 {
		t.Fatalf("%s has no column %s", x.ID, column)
	}
	var all []any
	for _, row := range x.Rows {
		all = append(all, row[at])
	}
	return all
}

// TestReportsCountWhatOfficersDecided takes three lines, one confirmed, one suspected and one found to be no case, and reads
// the reports of the run after the next census day.
func TestReportsCountWhatOfficersDecided(t *testing.T) {
	s, first := firstNight(t)
	cme := candidates.PrintedRows(first.Lists.CME)
	if len(cme) < 3 {
		t.Fatalf("%d candidates show nothing", len(cme))
	}
	if rows := report(t, first, "P02").Rows; len(rows) != 0 {
		t.Errorf("before any decision the list of cases has %d lines", len(rows))
	}
	proposed := 0
	for _, row := range report(t, first, "P01").Rows {
		if row[3] == "Reason" && row[0] == "Missing education" && day(row[2]) == "2026-10-01" && row[4] != "Not recorded" {
			proposed += row[7].(int)
		}
	}
	if proposed == 0 {
		t.Error("before any decision the return counts no candidate by the reason that the rules propose")
	}
	confirmed := marked(cme[0], "Confirmed", "enquiries under way")
	confirmed.Return = "Mental health"
	lines := []candidates.Marked{confirmed, marked(cme[1], "Suspected", "enquiries under way"),
		marked(cme[2], "Not CME", "an error in the data")}
	if _, err := decide(t, s, first, calendar.On(2026, 10, 15), lines); err != nil {
		t.Fatal(err)
	}
	later := run(t, s, journal.Options{AsOf: calendar.On(2027, 2, 1)})

	held := cells(t, report(t, later, "P02"), "child_id")
	if len(held) != 2 || !slices.Contains(held, any(cme[0].ChildID)) || !slices.Contains(held, any(cme[1].ChildID)) {
		t.Errorf("the list of cases holds %v, want the confirmed and the suspected child", held)
	}
	total := map[string]int{}
	for _, row := range report(t, later, "P01").Rows {
		if row[0] != "Missing education" {
			continue
		}
		if row[3] == "Reason" && day(row[2]) == "2027-01-21" && (row[5] == 1) != (row[4] == "Mental health") {
			t.Errorf("%v is counted %v times, want the officer's reason once and no other", row[4], row[5])
		}
		if row[3] == "Total" {
			total[day(row[2])] = row[5].(int)
		}
	}
	if total["2026-10-01"] != 0 || total["2027-01-21"] != 1 {
		t.Errorf("counted on census days: %v, want nobody in the autumn and the confirmed child in the spring", total)
	}
	s.Reports.CountSuspected = true
	more := run(t, s, journal.Options{AsOf: calendar.On(2027, 2, 2)})
	for _, row := range report(t, more, "P01").Rows {
		if row[0] == "Missing education" && row[3] == "Total" && day(row[2]) == "2027-01-21" && row[5] != 2 {
			t.Errorf("with suspected children %v are counted, want 2", row[5])
		}
	}
	drift := report(t, later, "P09")
	if got := cells(t, drift, "child_id"); !slices.Contains(got, any(cme[0].ChildID)) {
		t.Error("a case without an action since October does not drift")
	}
	right := 0
	yield := report(t, later, "P15")
	decided := cells(t, yield, "decided")
	for i, m := range cells(t, yield, "measure") {
		if m == "listed by the rule and confirmed by an officer" {
			right += decided[i].(int)
		}
	}
	if right != 2 {
		t.Errorf("%d decided lines are weighed, want the confirmed one and the one that was none", right)
	}
}

func day(cell any) string {
	if d, is := cell.(interface{ Format(string) string }); is {
		return d.Format("2006-01-02")
	}
	return ""
}
