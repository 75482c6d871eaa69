package calendar

import "testing"

func TestBasis(t *testing.T) {
	c := publishedTerms(t).WithHome("886")
	check := func(place, on string, want Basis) {
		t.Helper()
		if got := c.Basis(place, date(t, on)); got != want {
			t.Errorf("%s on %s: %v, want %v", place, on, got, want)
		}
	}
	check("886", "2026-10-15", Authority)
	check("", "2026-10-15", Authority)
	check("8864999", "2026-10-15", Authority)
	check("8864999", "2027-08-20", Authority) // the holiday after a year that was given
	check("8864999", "2027-09-06", Pattern)   // nobody gave dates
	check("8864001", "2026-10-14", Own)       // a closing day of its own
	check("8864001", "2026-10-15", Authority)
	check("8864002", "2026-10-15", Own)
	check("8864002", "2026-09-01", Own) // before its first day
	check("8864002", "2026-12-20", Own) // after its last, Christmas included
	check("8864002", "2027-01-04", Authority)
	check("8154001", "2025-10-15", Authority)
	check("8154001", "2026-10-15", Home) // its authority gave no dates for the year
	check("9999999", "2026-10-15", Home)
	check("9999999", "2024-10-15", Pattern)
	check("9999999", "2150-01-01", Pattern)
	if got := c.Counted("8864002", date(t, "2026-12-01"), date(t, "2027-01-15")); got != Authority {
		t.Errorf("counted over the edge of its own dates: %v", got)
	}
	if got := c.Counted("8864002", date(t, "2027-07-01"), date(t, "9999-12-31")); got != Pattern {
		t.Errorf("counted beyond every date given: %v", got)
	}
	var none *Calendar
	if none.Basis("886", date(t, "2026-10-15")) != Pattern || !none.SchoolDay("886", date(t, "2026-10-15")) {
		t.Error("no calendar is not the pattern")
	}
	for b := Own; b <= Pattern; b++ {
		if b.String() == Basis(0).String() {
			t.Errorf("basis %d has no words", b)
		}
	}
}

// Half a calendar must not close a school for the rest of the year: a deadline would wait there unseen.
func TestHalfACalendarClosesNothingElse(t *testing.T) {
	c := New([]Span{{"886", On(2026, 9, 7), On(2026, 12, 11), InTerm}, {"8861000", On(2027, 1, 11), On(2027, 3, 19), InTerm}})
	check := func(place, from string, n int, want string) {
		t.Helper()
		if got := c.AddSchoolDays(place, date(t, from), n); got.String() != want {
			t.Errorf("%s, %d after %s: %s, want %s", place, n, from, got, want)
		}
	}
	check("886", "2026-08-20", 1, "2026-09-07")
	check("886", "2026-12-11", 1, "2027-01-04")
	check("8861000", "2026-12-11", 1, "2027-01-11")
	check("8861000", "2027-03-19", 1, "2027-03-22")
}

func TestGapsWithinACalendarAreHolidays(t *testing.T) {
	c := New([]Span{
		{"8866000", On(2026, 4, 20), On(2026, 7, 3), InTerm}, {"8866000", On(2026, 9, 9), On(2026, 12, 9), InTerm},
		{"8866001", On(2026, 1, 5), On(2026, 2, 13), InTerm}, {"8866001", On(2026, 6, 1), On(2026, 7, 21), InTerm},
	})
	if got := c.AddSchoolDays("8866000", On(2026, 7, 3), 1); got != On(2026, 9, 9) { // an independent school's summer
		t.Errorf("after the long summer: %s", got)
	}
	boarders := New([]Span{
		{"8866002", On(2027, 1, 5), On(2027, 3, 19), InTerm}, {"8866002", On(2027, 4, 26), On(2027, 7, 9), InTerm},
	})
	if got := boarders.AddSchoolDays("8866002", On(2027, 3, 19), 1); got != On(2027, 4, 26) { // five weeks at Easter
		t.Errorf("after the long Easter: %s", got)
	}
	if got := c.Basis("8866001", On(2026, 4, 1)); got != Pattern { // a term that nobody gave
		t.Errorf("in a term that was not given: %v", got)
	}
}
