package calendar

import "testing"

// Maintained schools meet on 190 days and give five more to training; the pattern stays near.
func TestPatternYears(t *testing.T) {
	c := New(nil)
	for y := 2000; y < 2060; y++ {
		n := c.SchoolDaysIn("", SchoolYearStart(y), SchoolYearStart(y+1)-1)
		if n < 186 || n > 197 {
			t.Errorf("%d: %d school days", y, n)
		}
		spring, summer := c.TermStart("", y, Spring), c.TermStart("", y, Summer)
		if spring < On(y+1, 1, 2) || spring > On(y+1, 1, 9) || summer < On(y+1, 4, 1) || summer > On(y+1, 4, 27) {
			t.Errorf("%d: spring starts %s, summer %s", y, spring, summer)
		}
	}
}

// The pattern against term dates that authorities published.
func TestPatternIsNearPublishedTerms(t *testing.T) {
	c, p := publishedTerms(t), New(nil)
	for _, year := range []struct {
		la string
		y  int
	}{{"815", 2025}, {"886", 2025}, {"886", 2026}} {
		differ := 0
		for d := SchoolYearStart(year.y); d < SchoolYearStart(year.y+1); d++ {
			if c.SchoolDay(year.la, d) != p.SchoolDay(year.la, d) {
				differ++
			}
		}
		if differ > 25 {
			t.Errorf("%s %d: %d days differ", year.la, year.y, differ)
		}
		t.Logf("%s %d: %d days differ", year.la, year.y, differ)
	}
}

func TestPatternHolidays(t *testing.T) {
	c := New(nil)
	check := func(last, first string) {
		t.Helper()
		if got := c.AddSchoolDays("", date(t, last), 1); !c.SchoolDay("", date(t, last)) || got.String() != first {
			t.Errorf("after %s: %s, want %s", last, got, first)
		}
	}
	check("2026-10-23", "2026-11-02")
	check("2025-12-19", "2026-01-05")
	check("2026-12-18", "2027-01-04")
	check("2022-12-16", "2023-01-03") // 2 January is the substitute bank holiday
	check("2026-02-13", "2026-02-23")
	check("2026-04-02", "2026-04-20") // Good Friday and two weeks
	check("2025-04-04", "2025-04-22") // a late Easter ends the holiday
	check("2026-05-22", "2026-06-01")
	check("2022-05-27", "2022-06-06") // the jubilee fell in half-term
	check("2026-07-21", "2026-09-02")
	check("2027-04-30", "2027-05-04") // early May bank holiday
}
