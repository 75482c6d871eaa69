package overview

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

var today = calendar.On(2026, 10, 15)

// A line is overdue from the day after the day by which somebody was to act.
func TestLinesByTheirClock(t *testing.T) {
	m := &Night{AsOf: today}
	for _, c := range []struct {
		days int
		want int
	}{{-1, overdue}, {0, dueToday}, {1, dueInAWeek}, {7, dueInAWeek}, {8, dueLater}} {
		if got := m.clockOf(&candidates.Row{Due: today.AddDays(c.days).Midnight()}); got != c.want {
			t.Errorf("%d days on it stands in column %d, want %d", c.days, got, c.want)
		}
	}
	if got := m.clockOf(&candidates.Row{}); got != noDay {
		t.Errorf("without a day it stands in column %d", got)
	}
}

// Two schools of one name are two groups.
func TestSchoolsOfOneNameStandApart(t *testing.T) {
	named := countNames(map[string]rules.School{"8872001": {Name: "St Mary's"}, "8872002": {Name: "St Mary's"}, "8872003": {Name: "Ash"}})
	for want, row := range map[string]candidates.Row{
		"St Mary's (8872002)": {OnRollAt: "8872002", SchoolName: "St Mary's"}, "Ash": {OnRollAt: "8872003", SchoolName: "Ash"}, "8879999": {OnRollAt: "8879999"},
		"St Mary's (8872001)": {Facets: candidates.Facets{LastSchool: "8872001", LastSchoolName: "St Mary's"}}, "": {},
	} {
		if got := schoolOf(&row, named); got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	}
}

// The trend has a point for each earlier run and one for this: how long the lists were, and what was new and decided from one to the next.
func TestTheTrendOverThreeRuns(t *testing.T) {
	reg, err := past.OpenRegister(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer reg.Close()
	for k, children := range []string{"AB", "ABCD", "D"} {
		run := register.Run{ID: fmt.Sprint(k), AsOf: (today - 21 + calendar.Date(7*k)).Midnight(), Folder: fmt.Sprint("runs/", k), Published: true}
		for _, child := range strings.Split(children, "") {
			run.Shown = append(run.Shown, register.Shown{List: "cme_candidates", Child: child, Evidence: register.Evidence{Hash: "h"}})
		}
		if k == 1 {
			run.Shown = append(run.Shown, register.Shown{List: "at_risk", Child: "Z", Evidence: register.Evidence{Hash: "h"}})
		}
		if err := reg.RecordRun(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	memory, err := past.Recall(t.Context(), reg, today)
	if err != nil {
		t.Fatal(err)
	}
	memory.Decisions = []register.Decision{{Made: "2026-09-01"}, {Made: (today - 14).String()}, {Made: (today - 13).String()}, {Made: today.String()}}
	m := &Night{Past: memory, AsOf: today}
	rows := []*candidates.Row{{Memory: candidates.Memory{News: candidates.New}}, {Memory: candidates.Memory{News: candidates.Held}}, {Memory: candidates.Memory{News: candidates.Still}}}
	got, err := m.tellTrend(t.Context(), rows, 7)
	if err != nil {
		t.Fatal(err)
	}
	on := func(back int) candidates.Point {
		return candidates.Point{AsOf: today.AddDays(-back).Midnight()}
	}
	want := []candidates.Point{on(21), on(14), on(7), on(0)}
	want[0].CME = 2
	want[1].CME, want[1].AtRisk, want[1].New, want[1].Decided = 4, 1, 2, 1
	want[2].CME, want[2].Decided = 1, 1
	want[3].CME, want[3].AtRisk, want[3].New, want[3].Decided = 3, 7, 2, 1
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("points (-want +got):\n%s", diff)
	}
	m.Past = &past.Past{}
	if got, err := m.tellTrend(t.Context(), rows, 7); err != nil || len(got) != 1 || got[0].New != 0 {
		t.Errorf("of a first run %+v, %v", got, err)
	}
}

// What is owed is counted by whose it is and what, the most late first; what is about no child is not.
func TestDutiesAreCounted(t *testing.T) {
	task := func(rule, of, child string, late bool) candidates.Task {
		return candidates.Task{Rule: rule, Of: of, ChildID: child, Late: late}
	}
	got := countDuties([]candidates.Task{task("K12", "officer's task", "A", false), task("K03", "school compliance", "A", true), task("K03", "school compliance", "B", true),
		task("K03", "school compliance", "C", false), task("K16", "fixed date", "", true), task("", "designated officer's", "D", true)})
	want := []candidates.Duty{{Of: "school compliance", Title: rules.Title("K03"), Late: 2, Open: 1}, {Of: "designated officer's", Title: "Of a sealed child", Late: 1}, {Of: "officer's task", Title: rules.Title("K12"), Open: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("duties (-want +got):\n%s", diff)
	}
}

// Rows that are no records are counted by reason, the commonest first; values alone, and the list of seals, are not.
func TestRefusedRowsAreCounted(t *testing.T) {
	adult := sources.Rejection{Kind: sources.Housing, Field: "relationship", Reason: "not a child", Whole: true, Rest: true}
	day := sources.Rejection{Kind: sources.Housing, Field: "dob", Reason: "not a date", Whole: true}
	m := &Night{Passed: &intake.Passed{Ingested: &intake.Ingested{Rejections: []sources.Rejection{day, adult, adult,
		{Kind: sources.Housing, Reason: "a value", Field: "postcode"}, {Kind: sources.Protected, Reason: "x", Whole: true}}}}}
	want := []candidates.Refusal{{Kind: "housing", Reason: "not a child", Rows: 2, InOrder: true}, {Kind: "housing", Reason: "not a date", Rows: 1}}
	if diff := cmp.Diff(want, m.countRefused()); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}
