package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestNoDeadlineFallsOnAClosedDay draws lives and looks at every day by which something is due: one counted in working days is
// a working day, and one counted in school days a day on which some school of the child, or the authority's, meets.
func TestNoDeadlineFallsOnAClosedDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		v := Judge(c)
		check := func(id ID, task Task) {
			if task.Due == 0 {
				return
			}
			open := true
			switch task.DueUnit {
			case WorkingDays:
				open = c.Calendar.WorkingDay(task.Due)
			case SchoolDays:
				open = slices.ContainsFunc(append([]string{c.Home}, drawnPlaces...), func(p string) bool { return c.Calendar.SchoolDay(p, task.Due) })
			}
			if !open {
				t.Fatalf("%s is due on %s, %s, which is no day of %s", id, task.Due.Weekday(), task.Due, task.DueUnit)
			}
		}
		for _, f := range slices.Concat(v.CME, v.AtRisk) {
			check(f.Rule, Task{Due: f.Due, DueUnit: f.DueUnit})
		}
		for _, task := range v.Tasks {
			check(task.Rule, task)
		}
	})
}

// TestALineSaysWhoseDaysItCounts wants the fall-back on the line where a school gave no days of its own.
func TestALineSaysWhoseDaysItCounts(t *testing.T) {
	check := func(life, want string) {
		t.Helper()
		x := &caseText{build: newBuilder()}
		for _, s := range []string{"on 2026-10-15", "born 2016-05-01", life, "lives contact 2026-10-12"} {
			x.read(s)
		}
		x.build.finish()
		v := Judge(x.build.c)
		if len(v.CME) == 0 || v.CME[0].DueUnit != SchoolDays || v.CME[0].Calendar != want {
			t.Errorf("%s: %+v, want school days by %q", life, v.CME, want)
		}
	}
	check("lives registration 2018-05-12", "the authority's term dates")
	check("there 8882001 2020-09-02 asof 2021-10-05", "the home authority's term dates, as those of the school were not supplied")
}
