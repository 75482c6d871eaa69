package sources

import (
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

func TestAttendanceWindows(t *testing.T) {
	check := func(term string, year int, from, to, from2, to2 string) {
		t.Helper()
		one, two := attendanceWindows(term, year)
		if one.from.String() != from || one.to.String() != to || two.from.String() != from2 || two.to.String() != to2 {
			t.Errorf("%s %d: %v, %v", term, year, one, two)
		}
	}
	check("spring", 2027, "2026-08-01", "2026-12-31", "", "")
	check("summer", 2026, "2026-01-01", "2026-04-05", "", "")
	check("summer", 2027, "2027-01-01", "2027-03-28", "", "")
	check("autumn", 2026, "2026-04-06", "2026-05-24", "2026-05-25", "2026-07-31")
	check("autumn", 2022, "2022-04-18", "2022-05-29", "2022-05-30", "2022-07-31")
	check("autumn", 2012, "2012-04-09", "2012-06-03", "2012-06-04", "2012-07-31")
	check("", 2026, "", "", "", "")
}

// Easter Sundays as published (Astronomical Applications Department of the U.S. Naval Observatory, "The date of Easter").
func TestEasterSunday(t *testing.T) {
	for year, want := range map[int]string{
		1818: "1818-03-22", 1943: "1943-04-25", 2000: "2000-04-23", 2008: "2008-03-23", 2011: "2011-04-24", 2024: "2024-03-31",
		2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16", 2038: "2038-04-25",
	} {
		if got := easterSunday(year).String(); got != want {
			t.Errorf("%d: %s, want %s", year, got, want)
		}
	}
	for year := 1900; year < 2200; year++ {
		d := easterSunday(year)
		if d.Time().Weekday() != time.Sunday || d < calendar.On(year, 3, 22) || d > calendar.On(year, 4, 25) {
			t.Errorf("%d: %v is no Easter Sunday", year, d)
		}
	}
}
