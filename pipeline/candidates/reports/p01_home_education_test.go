package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// homeFacts is an authority whose register of home education came.
func homeFacts(t *testing.T, children ...HomeEducated) *Facts {
	f := facts(t, "2027-02-10")
	f.HomeKnown, f.Home = true, children
	f.HomeReasons, f.SchoolTypes = []string{"Mental health", "Other"}, []string{"State-funded primary", "Not known"}
	return f
}

// TestHomeReturn counts children educated at home on census days and over the years, and what happened to them.
func TestHomeReturn(t *testing.T) {
	born := on(t, "2015-03-01")
	child := func(sex string, s ...HomeSpell) HomeEducated {
		for i := range s {
			s[i].PriorSchool = "State-funded primary"
		}
		return HomeEducated{Figures: Figures{Born: born, Sex: sex}, Times: s}
	}
	f := homeFacts(t,
		child("F", HomeSpell{From: on(t, "2026-10-01"), Reason: "Mental health", Notices: []calendar.Date{on(t, "2026-12-01"), on(t, "2027-01-05")}}),
		child("M", HomeSpell{From: on(t, "2025-10-02"), To: on(t, "2026-09-30"), Returned: on(t, "2026-10-01")}),
		child("M", HomeSpell{From: on(t, "2025-09-10"), To: on(t, "2025-12-31"), Reason: "Other"}, HomeSpell{From: on(t, "2026-11-01"), Reason: "Mental health"}),
		child("", HomeSpell{From: on(t, "2024-01-10"), Wanting: on(t, "2026-10-01"), Orders: []calendar.Date{on(t, "2026-10-20")}}),
		HomeEducated{Figures: Figures{Born: on(t, "2010-09-10"), Sex: "F"}, Times: []HomeSpell{{From: on(t, "2020-01-10"), PriorSchool: "Not known"}}}, // of age until June 2027
		HomeEducated{Figures: Figures{Born: on(t, "2009-10-10"), Sex: "F"}, Times: []HomeSpell{{From: on(t, "2020-01-10"), PriorSchool: "Not known"}}}, // over age since June 2026
		HomeEducated{Figures: Figures{Born: on(t, "2022-01-10"), Sex: "F"}, Times: []HomeSpell{{From: on(t, "2026-09-10"), PriorSchool: "Not known"}}}, // not of age until April 2027
	)
	var got []string
	for _, row := range dfeReturn(f).Rows {
		if row[0] == homeHalf && row[5] != 0 && (row[3] != "Year group" || row[1] == "on census day") {
			got = append(got, strings.TrimSpace(strings.Join(strings.Fields(fmt.Sprintf("%v %s %v %v %v", row[1], dayWords(row[2]), row[3], row[4], row[5])), " ")))
		}
	}
	want := strings.Split(strings.TrimSpace(`
on census day 2026-10-01 Total All 2
on census day 2026-10-01 Sex Female 2
on census day 2026-10-01 Year group Year 7 1
on census day 2026-10-01 Year group Year 11 1
on census day 2026-10-01 Reason Mental health 1
on census day 2026-10-01 Reason Not recorded 1
on census day 2026-10-01 Prior school type State-funded primary 1
on census day 2026-10-01 Prior school type Not known 1
on census day 2027-01-21 Total All 3
on census day 2027-01-21 Sex Female 2
on census day 2027-01-21 Sex Male 1
on census day 2027-01-21 Year group Year 7 2
on census day 2027-01-21 Year group Year 11 1
on census day 2027-01-21 Reason Mental health 2
on census day 2027-01-21 Reason Not recorded 1
on census day 2027-01-21 Prior school type State-funded primary 2
on census day 2027-01-21 Prior school type Not known 1
at any time in the school year before Total All 5
at any time in the school year before Sex Female 2
at any time in the school year before Sex Male 2
at any time in the school year before Sex Sex unknown 1
at any time in the school year before Reason Other 1
at any time in the school year before Reason Not recorded 4
at any time in the school year before Prior school type State-funded primary 3
at any time in the school year before Prior school type Not known 2
in the school year before In the year Home education began 2
in the school year before In the year Ended otherwise, or where to is not known 1
at any time in this school year Total All 5
at any time in this school year Sex Female 2
at any time in this school year Sex Male 2
at any time in this school year Sex Sex unknown 1
at any time in this school year Reason Mental health 2
at any time in this school year Reason Not recorded 3
at any time in this school year Prior school type State-funded primary 4
at any time in this school year Prior school type Not known 1
in this school year In the year Home education began 2
in this school year In the year Returned to a school 1
in this school year In the year Found unsuitable, or contact lost 1
in this school year In the year Notices to satisfy the authority (section 437(1)) 2
in this school year In the year School attendance orders 1`), "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func dayWords(cell any) string {
	for _, d := range []string{"2026-10-01", "2027-01-21"} {
		if isDay(cell, d) {
			return d
		}
	}
	return ""
}

// A register that did not come is not nought.
func TestNoHomeRegisterIsNotNought(t *testing.T) {
	f := facts(t, "2027-02-10")
	table := dfeReturn(f)
	for _, row := range table.Rows {
		if row[0] == homeHalf {
			t.Fatalf("counts %v without a register", row)
		}
	}
	if !strings.Contains(strings.Join(table.Notes, " "), "not nought") {
		t.Errorf("the notes say nothing of it: %q", table.Notes)
	}
}

// Every margin of home education adds to its total, whatever the register says.
func TestHomeMarginsAddUp(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := homeFacts(t)
		for range rapid.IntRange(0, 8).Draw(r, "children") {
			c := HomeEducated{Figures: Figures{Born: calendar.On(2008, 1, 1) + calendar.Date(rapid.IntRange(0, 5500).Draw(r, "born")), Sex: rapid.SampledFrom([]string{"M", "F", ""}).Draw(r, "sex")}}
			at := calendar.On(2024, 6, 1)
			for range rapid.IntRange(1, 3).Draw(r, "spells") {
				at += calendar.Date(rapid.IntRange(1, 300).Draw(r, "gap"))
				s := HomeSpell{From: at, Reason: rapid.SampledFrom([]string{"", "Other"}).Draw(r, "reason"), PriorSchool: "Not known"}
				if rapid.Bool().Draw(r, "ends") {
					at += calendar.Date(rapid.IntRange(1, 300).Draw(r, "for"))
					s.To = at
				}
				c.Times = append(c.Times, s)
			}
			f.Home = append(f.Home, c)
		}
		sums := map[string]map[string]int{}
		for _, row := range f.homeReturn() {
			if period := fmt.Sprint(row[1], row[2]); row[3] != "In the year" {
				if sums[period] == nil {
					sums[period] = map[string]int{}
				}
				sums[period][row[3].(string)] += row[5].(int)
			}
		}
		for period, by := range sums {
			for topic, n := range by {
				if n != by["Total"] {
					r.Fatalf("%s: %s adds to %d of %d", period, topic, n, by["Total"])
				}
			}
		}
	})
}
