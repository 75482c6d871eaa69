package calendar

import (
	"strings"
	"testing"
	"time"
)

// The term dates that two authorities published for their schools (815 North Yorkshire, 886 Kent).
const published = `la|laestab,from,to,kind
815,2025-09-02,2025-10-24,TERM
815,2025-11-03,2025-12-19,TERM
815,2026-01-05,2026-01-05,INSET
815,2026-01-05,2026-02-13,TERM
815,2026-02-23,2026-03-27,TERM
815,2026-04-13,2026-05-22,TERM
815,2026-06-01,2026-07-17,TERM
815,2026-07-20,2026-07-20,INSET
886,2025-09-03,2025-10-17,TERM
886,2025-11-03,2025-12-19,TERM
886,2026-01-05,2026-02-13,TERM
886,2026-02-23,2026-04-02,TERM
886,2026-04-20,2026-05-22,TERM
886,2026-06-01,2026-07-22,TERM
886,2026-09-01,2026-10-16,TERM
886,2026-11-02,2026-12-18,TERM
886,2027-01-04,2027-02-12,TERM
886,2027-02-22,2027-03-25,TERM
886,2027-04-12,2027-05-28,TERM
886,2027-06-07,2027-07-22,TERM
8864001,2026-10-14,2026-10-14,CLOSED
8864002,2026-09-07,2026-12-11,TERM
8864002,2026-10-19,2026-10-30,CLOSED
`

func publishedTerms(t testing.TB) *Calendar {
	t.Helper()
	c, problems, err := Read(strings.NewReader(published), "terms.csv")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return c
}

// The sums are those that were counted by hand when the dates were collected: weekdays of term net of bank holidays.
func TestPublishedYearsCount(t *testing.T) {
	c := publishedTerms(t)
	check := func(place string, year, want int) {
		t.Helper()
		if got := c.SchoolDaysIn(place, SchoolYearStart(year), SchoolYearStart(year+1)-1); got != want {
			t.Errorf("%s %d: %d school days, want %d", place, year, got, want)
		}
	}
	check("815", 2025, 192)
	check("886", 2025, 189)
	check("886", 2026, 191)
	check("8864001", 2026, 190) // one day closed
	check("8864999", 2026, 191) // no rows of its own
}

func TestTermStarts(t *testing.T) {
	c := publishedTerms(t)
	check := func(place string, year int, want ...string) {
		t.Helper()
		for term, w := range want {
			if got := c.TermStart(place, year, TermName(term)); got.String() != w {
				t.Errorf("%s %d %s: %s, want %s", place, year, TermName(term), got, w)
			}
		}
	}
	check("815", 2025, "2025-09-02", "2026-01-06", "2026-04-13")
	check("886", 2025, "2025-09-03", "2026-01-05", "2026-04-20")
	check("886", 2026, "2026-09-01", "2027-01-04", "2027-04-12")
	check("8864002", 2026, "2026-09-07", "2027-01-04", "2027-04-12") // autumn its own, the rest the authority's
}

// Terms given whole with half-terms closed are the same terms as six.
func TestThreeTermsAreSix(t *testing.T) {
	six := publishedTerms(t)
	three := New([]Span{
		{"886", On(2026, 9, 1), On(2026, 12, 18), InTerm}, {"886", On(2026, 10, 17), On(2026, 11, 1), Closed},
		{"886", On(2027, 1, 4), On(2027, 3, 25), InTerm}, {"886", On(2027, 2, 13), On(2027, 2, 21), Closed},
		{"886", On(2027, 4, 12), On(2027, 7, 22), InTerm}, {"886", On(2027, 5, 29), On(2027, 6, 6), Closed},
	})
	for d := SchoolYearStart(2026); d < SchoolYearStart(2027); d++ {
		if six.SchoolDay("886", d) != three.SchoolDay("886", d) {
			t.Errorf("%s: %v in six terms, %v in three", d, six.SchoolDay("886", d), three.SchoolDay("886", d))
		}
		if a, b := six.TermStartAfter("886", d), three.TermStartAfter("886", d); a != b {
			t.Errorf("term after %s: %s in six terms, %s in three", d, a, b)
		}
	}
}

// A long half-term in February is not the Easter holiday.
func TestSummerFollowsEaster(t *testing.T) {
	c := New([]Span{
		{"900", On(2027, 1, 4), On(2027, 2, 5), InTerm}, {"900", On(2027, 3, 1), On(2027, 3, 25), InTerm},
		{"900", On(2027, 4, 5), On(2027, 5, 14), InTerm}, {"900", On(2027, 6, 14), On(2027, 7, 22), InTerm},
	})
	if got := c.TermStart("900", 2026, Summer); got != On(2027, 4, 5) {
		t.Errorf("summer term starts %s, want 2027-04-05", got)
	}
}

func TestTermStartAfter(t *testing.T) {
	c := publishedTerms(t)
	for on, want := range map[string]string{
		"2026-08-31": "2026-09-01", "2026-09-01": "2027-01-04", "2026-12-31": "2027-01-04", "2027-01-04": "2027-04-12",
		"2027-03-31": "2027-04-12", "2027-04-12": "2027-09-02", "2026-10-20": "2027-01-04",
	} {
		if got := c.TermStartAfter("886", date(t, on)); got.String() != want {
			t.Errorf("after %s: %s, want %s", on, got, want)
		}
	}
}

func TestTermOn(t *testing.T) {
	c := publishedTerms(t)
	check := func(on string, year int, term TermName) {
		t.Helper()
		if y, got := c.TermOn("886", date(t, on)); y != year || got != term {
			t.Errorf("%s: %s %d, want %s %d", on, got, y, term, year)
		}
	}
	check("2026-08-31", 2025, Summer)
	check("2026-09-01", 2026, Autumn)
	check("2027-01-03", 2026, Autumn)
	check("2027-01-04", 2026, Spring)
	check("2027-04-11", 2026, Spring)
	check("2027-04-12", 2026, Summer)
}

func TestEducationDue(t *testing.T) {
	c := publishedTerms(t)
	check := func(place, dob, want string) {
		t.Helper()
		if got := c.EducationDue(place, date(t, dob)); got.String() != want {
			t.Errorf("born %s: due %s, want %s", dob, got, want)
		}
	}
	check("886", "2021-09-01", "2027-01-04")
	check("886", "2022-01-01", "2027-04-12")
	check("886", "2022-03-31", "2027-04-12")
	check("886", "2021-08-31", "2026-09-01")
	check("8864002", "2021-08-31", "2026-09-07")
	check("886", "2022-04-01", "2027-09-02") // no dates given for that year yet
	if got := c.EducationDue("886", 0); got != 0 {
		t.Errorf("no date of birth: due %s", got)
	}
}

// Where the autumn term begins in August, compulsory school age from 31 August must not wait until January.
func TestEducationDueWhereTermBeginsInAugust(t *testing.T) {
	c := New([]Span{
		{"855", On(2026, 8, 26), On(2026, 10, 9), InTerm}, {"855", On(2026, 10, 19), On(2026, 12, 18), InTerm},
	})
	if got := c.TermStart("855", 2026, Autumn); got != On(2026, 8, 26) {
		t.Errorf("autumn term starts %s", got)
	}
	// 31 August 2026 is a bank holiday; the next school day is 1 September.
	if got := c.EducationDue("855", On(2021, time.August, 1)); got != On(2026, 9, 1) {
		t.Errorf("due %s, want 2026-09-01", got)
	}
}
