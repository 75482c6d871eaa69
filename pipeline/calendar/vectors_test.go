package calendar

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

// Worked out by hand from section 8 of the Education Act 1996; two agree with published examples.
func TestCompulsorySchoolAge(t *testing.T) {
	check := func(dob, start, end string) {
		t.Helper()
		s, e := CompulsorySchoolAge(date(t, dob))
		if s.String() != start || e.String() != end {
			t.Errorf("born %s: %s to %s, want %s to %s", dob, s, e, start, end)
		}
	}
	check("2020-09-01", "2025-12-31", "2037-06-26")
	check("2021-08-31", "2026-08-31", "2037-06-26") // fifth birthday on the prescribed day
	check("2021-09-01", "2026-12-31", "2038-06-25")
	check("2021-12-31", "2026-12-31", "2038-06-25") // on the day
	check("2022-01-01", "2027-03-31", "2038-06-25")
	check("2022-03-31", "2027-03-31", "2038-06-25") // on the day
	check("2022-04-01", "2027-08-31", "2038-06-25")
	check("2022-08-31", "2027-08-31", "2038-06-25") // on the day
	check("2020-02-29", "2025-03-31", "2036-06-27") // no 29 February in 2025
	check("2019-02-10", "2024-03-31", "2035-06-29") // IPSEA's example
	check("2007-09-23", "2012-12-31", "2024-06-28") // IPSEA's example
	check("2010-06-25", "2015-08-31", "2026-06-26")
	check("2010-08-31", "2015-08-31", "2026-06-26") // leaves at fifteen
	check("2010-09-01", "2015-12-31", "2027-06-25")
	check("2011-08-31", "2016-08-31", "2027-06-25")
	check("2011-09-01", "2016-12-31", "2028-06-30")
	if s, e := CompulsorySchoolAge(0); s != 0 || e != 0 {
		t.Errorf("no date of birth: %v to %v, want none", s, e)
	}
}

// The leaving date of a cohort is the last Friday in June.
func TestLeavingDates(t *testing.T) {
	for year, want := range map[int]string{2025: "2025-06-27", 2026: "2026-06-26", 2027: "2027-06-25", 2028: "2028-06-30"} {
		if _, end := CompulsorySchoolAge(On(year-16, time.January, 15)); end.String() != want {
			t.Errorf("%d: %s, want %s", year, end, want)
		}
	}
}

func TestCensusDays(t *testing.T) {
	want := map[int][3]string{
		2024: {"2024-10-03", "2025-01-16", "2025-05-15"},
		2025: {"2025-10-02", "2026-01-15", "2026-05-21"},
		2026: {"2026-10-01", "2027-01-21", "2027-05-20"},
		2027: {"2027-10-07", "2028-01-20", "2028-05-18"},
	}
	for y, days := range want {
		for i, got := range CensusDays(y) {
			if got.String() != days[i] {
				t.Errorf("%d census %d: %s, want %s", y, i, got, days[i])
			}
		}
	}
}

func TestOfferDays(t *testing.T) {
	check := func(phase Phase, year int, want string) {
		t.Helper()
		if got := OfferDay(phase, year); got.String() != want {
			t.Errorf("phase %d, %d: %s, want %s", phase, year, got, want)
		}
	}
	check(SecondaryPhase, 2026, "2026-03-02") // 1 March is a Sunday
	check(SecondaryPhase, 2027, "2027-03-01")
	check(SecondaryPhase, 2028, "2028-03-01")
	check(PrimaryPhase, 2026, "2026-04-16")
	check(PrimaryPhase, 2027, "2027-04-16")
	check(PrimaryPhase, 2028, "2028-04-18") // Easter Sunday, then Easter Monday
	if got := ClosingDate(SecondaryPhase, 2027); got.String() != "2026-10-31" {
		t.Errorf("secondary closing date %s", got)
	}
	if got := ClosingDate(PrimaryPhase, 2027); got.String() != "2027-01-15" {
		t.Errorf("primary closing date %s", got)
	}
}

func TestBankHolidays(t *testing.T) {
	want := map[int][]string{
		2022: {"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"},
		2023: {"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26"},
		2025: {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"},
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
	}
	c := New(nil)
	for y, days := range want {
		var got []string
		for d := On(y, 1, 1); d <= On(y, 12, 31); d++ {
			if !weekend(d) && !c.WorkingDay(d) {
				got = append(got, d.String())
			}
		}
		if diff := cmp.Diff(days, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", y, diff)
		}
	}
}

func TestExpectedYear(t *testing.T) {
	check := func(dob, on string, want int, name string) {
		t.Helper()
		got := ExpectedYear(date(t, dob), date(t, on))
		if got != want || YearName(got) != name {
			t.Errorf("born %s on %s: %d %q, want %d %q", dob, on, got, YearName(got), want, name)
		}
	}
	check("2016-02-29", "2026-10-15", 6, "6")
	check("2021-09-01", "2026-10-15", 0, "R")
	check("2022-08-31", "2026-10-15", 0, "R")
	check("2022-09-01", "2026-10-15", -1, "N2")
	check("2024-08-31", "2026-10-15", -2, "N1")
	check("2024-09-01", "2026-10-15", -3, "")
	check("2010-09-01", "2026-10-15", 11, "11")
	check("2010-09-01", "2026-08-31", 10, "10")
	check("2010-08-31", "2026-08-31", 11, "11")
}

// Words: rule book, section 3.1. "Within n days" counts from the day after, a continuous absence from its first day.
func TestSchoolYear(t *testing.T) {
	for on, want := range map[string]int{"2026-08-31": 2025, "2026-09-01": 2026, "2027-01-01": 2026} {
		if got := SchoolYear(date(t, on)); got != want {
			t.Errorf("%s: %d, want %d", on, got, want)
		}
	}
	if got := SchoolYearStart(2026); got.String() != "2026-09-01" {
		t.Errorf("school year 2026 starts %s", got)
	}
}
