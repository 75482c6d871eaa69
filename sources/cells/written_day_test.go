package cells

import (
	"testing"

	"rollcall/pipeline/calendar"
)

// TestInstantsAreLondonDays wants the day that it was in London of every writing with a zone: an hour before midnight of universal time is the
// next day in summer and the same in winter. A midnight of its own zone is the day it says.
func TestInstantsAreLondonDays(t *testing.T) {
	for s, want := range map[string]calendar.Date{
		"2015-06-13T23:00:00Z": calendar.On(2015, 6, 14), "2015-06-13T23:00:00.000Z": calendar.On(2015, 6, 14),
		"2015-06-13 23:00:00.0000000 +00:00": calendar.On(2015, 6, 14), "2015-06-13T23:00:00+0000": calendar.On(2015, 6, 14),
		"2015-01-13T23:00:00Z": calendar.On(2015, 1, 13), "2015-01-14T00:00:00Z": calendar.On(2015, 1, 14),
		"2015-06-14T00:00:00+01:00": calendar.On(2015, 6, 14), "2015-06-14T00:00:00+05:30": calendar.On(2015, 6, 14),
		"2015-06-13T19:00:00-04:00": calendar.On(2015, 6, 14), "13/06/2015 23:00:00 UTC": calendar.On(2015, 6, 14),
		"13/06/2015 23:00 GMT": calendar.On(2015, 6, 14), "13 June 2015 11:00 PM GMT": calendar.On(2015, 6, 14),
		"2015-Jun-13 23:00:00Z": calendar.On(2015, 6, 14), "Sun Jun 14 2015 00:00:00 GMT+0100 (British Summer Time)": calendar.On(2015, 6, 14),
		"Sun Jun 14 00:00:00 BST 2015": calendar.On(2015, 6, 14), "Sat, 13 Jun 2015 23:00:00 GMT": calendar.On(2015, 6, 14),
		"20150613230000Z": calendar.On(2015, 6, 14), "2015-06-14T00:00:00[Europe/London]": calendar.On(2015, 6, 14),
		"2026-12-31T23:59:59.999Z": calendar.On(2026, 12, 31), "2015-06-13T23:00:00": calendar.On(2015, 6, 13),
	} {
		if got, _, ok := ReadDate(s, NoLayout); !ok || got != want {
			t.Errorf("%s: %v, %v (want %v)", s, got, ok, want)
		}
	}
}

// TestTimesOfDay wants the day alone, however the time of it is written.
func TestTimesOfDay(t *testing.T) {
	want := calendar.On(2015, 6, 14)
	for _, s := range []string{"14/06/2015 0:00", "14/06/2015 0:00:00", "14/06/2015 12:00:00 AM", "14/06/2015 12:00 am", "14/06/2015 12:00AM", "14.06.2015 00.00.00",
		"14/06/2015, 00:00:00", "2015-06-14 00:00:00.0000000", "2015-06-14T00:00", "2015-06-14T000000", "14-Jun-2015 00:00:00", "Jun 14 2015 12:00AM",
		"14-JUN-2015 12.00.00.000000 AM", "14JUN2015:00:00:00.000", "20150614T000000", "20150614000000", "14/06/2015 9:05 p.m."} {
		if got, _, ok := ReadDate(s, NoLayout); !ok || got != want {
			t.Errorf("%s: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"14/06/2015 25:00", "14/06/2015 12:61", "14/06/2015 12:00 XM", "14/06/2015 12:00:00 or so", "14/06/2015 +01:00", "2015-06-14T00:00:00+99:00"} {
		if got, _, ok := ReadDate(s, NoLayout); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// TestWritingsOfOneMeaning wants the days read of which nothing but one can be meant, and no other.
func TestWritingsOfOneMeaning(t *testing.T) {
	want := calendar.On(2015, 6, 4)
	for _, s := range []string{"20150604", "2015/06/04", "2015/6/4", "2015-6-4", "2015.06.04", "4th June 2015", "4th of June, 2015", "June 4, 2015", "June 4th 2015", "Jun. 4, 2015",
		"Thu 4 Jun 2015", "Thursday, 4 June 2015", "Thurs 04/06/2015", "4 / 6 / 2015", "04 06 2015", "4Jun2015", "04-JUN-2015", "2015 June 4", "2015 4 June"} {
		if got, _, ok := ReadDate(s, NoLayout); !ok || got != want {
			t.Errorf("%s: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"04062015", "4062015", "June 2015", "2015", "201506", "Fri 4 Jun 2015", "31 June 2015", "4 June 15", "99/99/2015", "2015/14/06", "4/6-2015",
		"12 June Road", "4 June 2015 2016", "/4/6/2015", "1st 2nd 2015", "30 Feb 2015", "18991231"} {
		if got, _, ok := ReadDate(s, NoLayout); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
	if got, _, ok := ReadDate("1 Sept 2026", NoLayout); !ok || got != calendar.On(2026, 9, 1) {
		t.Errorf("1 Sept 2026: %v, %v", got, ok)
	}
}

// TestYearsOfTwoFigures wants the latest year that can be, and none where the year may stand first.
func TestYearsOfTwoFigures(t *testing.T) {
	latest := calendar.On(2026, 10, 15)
	for s, want := range map[string]calendar.Date{
		"14 Jun 15": calendar.On(2015, 6, 14), "14/06/15": calendar.On(2015, 6, 14), "14.6.15": calendar.On(2015, 6, 14), "14-Jun-15": calendar.On(2015, 6, 14),
		"Jun 14, 15": calendar.On(2015, 6, 14), "15/10/26": latest, "16/10/26": calendar.On(1926, 10, 16), "1/2/98": calendar.On(1998, 2, 1),
		"14/06/15 00:00": calendar.On(2015, 6, 14), "29/02/00": calendar.On(2000, 2, 29),
	} {
		if got, ok := ReadShortDate(s, latest); !ok || got != want {
			t.Errorf("%s: %v, %v (want %v)", s, got, ok, want)
		}
	}
	for _, s := range []string{"14-06-15", "14 06 15", "29/02/15", "14/06/2015", "31/06/15", "6/14/15"} {
		if got, ok := ReadShortDate(s, latest); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// TestWhyNoDate wants what a text looks like said where it is no day.
func TestWhyNoDate(t *testing.T) {
	for s, want := range map[string]string{
		"2026": "a year, not a day", "2026.0": "a year, not a day", "201909": "a year and a month, not a day", "Sept 2026": "a year and a month, not a day", "2026-09": "a year and a month, not a day",
		"14062015":       "figures without marks that are no YYYYMMDD (say dates: 02012006 in the settings if the day stands first)",
		"14-06-15":       "a date whose year has two figures and may stand first or last (say which with dates: 02-01-06 or 06-01-02 in the settings)",
		"Fri 4 Jun 2015": "a date that is not on the day of the week that it says", "soon": "",
	} {
		if got := WhyNoDate(s); got != want {
			t.Errorf("%s: %q (want %q)", s, got, want)
		}
	}
}
