package calendar

import (
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// "Within n days of D" is the nth day after D; a continuous absence and an exclusion count their first day as day 1.
func TestCounting(t *testing.T) {
	c := publishedTerms(t)
	// Friday 9 October 2026; half-term is from 17 October to 1 November.
	friday := On(2026, 10, 9)
	check := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	check("within 1 school day", c.AddSchoolDays("886", friday, 1), On(2026, 10, 12))
	check("within 5 school days", c.AddSchoolDays("886", friday, 5), On(2026, 10, 16))
	check("within 6 school days, over half-term", c.AddSchoolDays("886", friday, 6), On(2026, 11, 2))
	check("where 14 October is closed", c.AddSchoolDays("8864001", friday, 5), On(2026, 11, 2))
	check("within 5 days", friday.AddDays(5), On(2026, 10, 14))
	check("within 5 working days", c.AddWorkingDays(friday, 5), On(2026, 10, 16))
	check("within 6 working days", c.AddWorkingDays(friday, 6), On(2026, 10, 19))
	check("sixth school day of an exclusion", c.NthSchoolDay("886", friday, 6), On(2026, 10, 16))
	check("sixth school day of one that begins on a Saturday", c.NthSchoolDay("886", friday+1, 6), On(2026, 11, 2))
	check("length of an absence", c.SchoolDaysIn("886", friday, On(2026, 11, 2)), 7)
	check("school days since", c.SchoolDaysAfter("886", friday, On(2026, 11, 2)), 6)
	check("no days", c.AddSchoolDays("886", friday, 0), friday)
	check("no days, from a holiday", c.AddSchoolDays("886", On(2026, 10, 24), 0), On(2026, 11, 2))
	check("next in a holiday", c.NextSchoolDay("886", On(2026, 10, 24)), On(2026, 11, 2))
	check("last in a holiday", c.LastSchoolDay("886", On(2026, 10, 24)), On(2026, 10, 16))
	check("backwards", c.SchoolDaysAfter("886", friday, friday-7), 0)
	check("over the new year", c.AddWorkingDays(On(2026, 12, 24), 3), On(2026, 12, 31))
}

func TestUnknownDatesStaySo(t *testing.T) {
	c := publishedTerms(t)
	for what, got := range map[string]Date{
		"next": c.NextSchoolDay("886", 0), "last": c.LastSchoolDay("886", 0), "add": c.AddSchoolDays("886", 0, 5),
		"nth": c.NthSchoolDay("886", 0, 1), "term": c.TermStartAfter("886", 0), "working": c.AddWorkingDays(0, 5),
		"next working": c.NextWorkingDay(0), "days": Date(0).AddDays(3),
		"beyond the horizon": c.AddSchoolDays("886", On(2099, 12, 1), 100),
		"open end of a row":  c.NextSchoolDay("886", On(9999, 12, 31)),
	} {
		if got != 0 {
			t.Errorf("%s: %s, want no date", what, got)
		}
	}
	if a, b, w := c.SchoolDaysAfter("886", 0, On(2026, 10, 1)), c.SchoolDaysIn("886", On(2026, 10, 1), 0), c.WorkingDaysAfter(0, 9999); a+b+w != 0 {
		t.Errorf("counts from or to a date not known: %d, %d, %d", a, b, w)
	}
}

// places of the property tests: a home authority and a school of it, a neighbour and its school, an authority without rows.
var places = []string{"100", "1001234", "200", "2005678", "3009999"}

func spans() *rapid.Generator[[]Span] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
		from := On(2025, time.July, 20) + Date(rapid.IntRange(0, 500).Draw(t, "from"))
		kind := rapid.SampledFrom([]Kind{InTerm, InTerm, InTerm, Inset, Closed}).Draw(t, "kind")
		days := rapid.IntRange(0, 90).Draw(t, "days")
		if kind != InTerm {
			days /= 10
		}
		return Span{rapid.SampledFrom(places[:4]).Draw(t, "place"), from, from + Date(days), kind}
	}), 0, 12)
}

// meets says what the documentation of Calendar says, day by day and place by place, without tables.
func meets(spans []Span, place string, d Date) bool {
	line := []string{place}
	if len(place) > 3 {
		line = append(line, place[:3])
	}
	for _, p := range append(line, "100") {
		var terms []Span
		in := false
		for _, s := range spans {
			switch {
			case s.Place != p:
			case s.Kind == InTerm:
				terms = append(terms, s)
				in = in || s.From <= d && d <= s.To
			case s.From <= d && d <= s.To:
				return false
			}
		}
		for _, c := range covered(terms) {
			if c[0] <= d && d <= c[1] {
				return in && New(nil).WorkingDay(d)
			}
		}
	}
	return New(nil).SchoolDay(place, d)
}

func TestSchoolDaysAreThoseOfTheFirstInLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := spans().Draw(t, "spans")
		c := New(spans, WithHomeAuthority("100"))
		place := rapid.SampledFrom(places).Draw(t, "place")
		for d := On(2025, 6, 1); d < On(2027, 6, 1); d += 3 {
			if got, want := c.SchoolDay(place, d), meets(spans, place, d); got != want {
				t.Fatalf("%s on %s: %v, want %v (%s)", place, d, got, want, c.Basis(place, d))
			}
		}
	})
}

func TestAddingAndCountingAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := New(spans().Draw(t, "spans"), WithHomeAuthority("100"))
		place := rapid.SampledFrom(places).Draw(t, "place")
		from := On(2025, 1, 1) + Date(rapid.IntRange(0, 1000).Draw(t, "from"))
		n := rapid.IntRange(1, 300).Draw(t, "n")
		due := c.AddSchoolDays(place, from, n)
		switch {
		case !c.SchoolDay(place, due):
			t.Fatalf("%d school days after %s is %s, which is closed", n, from, due)
		case c.SchoolDaysAfter(place, from, due) != n || c.SchoolDaysAfter(place, from, due-1) != n-1:
			t.Fatalf("%d school days after %s is %s, by when %d have gone by", n, from, due, c.SchoolDaysAfter(place, from, due))
		case c.AddSchoolDays(place, from+1, n) < due || c.AddSchoolDays(place, from, n+1) <= due:
			t.Fatalf("%d school days after %s is %s: not monotone", n, from, due)
		case c.NthSchoolDay(place, c.NextSchoolDay(place, from+1), n) != due:
			t.Fatalf("%d school days after %s is %s, and not the nth from the next school day", n, from, due)
		case c.LastSchoolDay(place, due) != due || c.NextSchoolDay(place, due) != due:
			t.Fatalf("%s is a school day and not its own neighbour", due)
		}
		count := 0
		for d := from + 1; d <= due; d++ {
			if c.SchoolDay(place, d) {
				count++
			}
		}
		if count != n {
			t.Fatalf("%d school days after %s is %s, by when %d days were school days", n, from, due, count)
		}
	})
}

func TestWorkingDaysAreInverse(t *testing.T) {
	c := New(nil, WithBankHolidays(On(2026, 6, 19)))
	if c.WorkingDay(On(2026, 6, 19)) || c.SchoolDay("886", On(2026, 6, 19)) || !New(nil).WorkingDay(On(2026, 6, 19)) {
		t.Error("19 June 2026 is a bank holiday in one calendar only")
	}
	rapid.Check(t, func(t *rapid.T) {
		from := On(2020, 1, 1) + Date(rapid.IntRange(0, 4000).Draw(t, "from"))
		n := rapid.IntRange(1, 300).Draw(t, "n")
		due := c.AddWorkingDays(from, n)
		if !c.WorkingDay(due) || c.WorkingDaysAfter(from, due) != n || c.WorkingDaysAfter(from, due-1) != n-1 {
			t.Fatalf("%d working days after %s is %s", n, from, due)
		}
	})
}

func TestTermsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := New(spans().Draw(t, "spans"), WithHomeAuthority("100"))
		place := rapid.SampledFrom(places).Draw(t, "place")
		var before Date
		for y := 2023; y <= 2028; y++ {
			for term := Autumn; term <= Summer; term++ {
				s := c.TermStart(place, y, term)
				if !c.SchoolDay(place, s) || s < before {
					t.Fatalf("%s %d starts on %s, after %s", term, y, s, before)
				}
				before = s
			}
		}
		d := On(2024, 1, 1) + Date(rapid.IntRange(0, 1400).Draw(t, "day"))
		next := c.TermStartAfter(place, d)
		if y, term := c.TermOn(place, d); c.TermStart(place, y, term) > d || next <= d {
			t.Fatalf("%s is in %s %d, which starts on %s; the next starts on %s", d, term, y, c.TermStart(place, y, term), next)
		}
	})
}

func TestEducationIsDueAfterCompulsorySchoolAgeBegins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := New(spans().Draw(t, "spans"), WithHomeAuthority("100"))
		place := rapid.SampledFrom(places).Draw(t, "place")
		dob := On(2018, 1, 1) + Date(rapid.IntRange(0, 2500).Draw(t, "dob"))
		start, end := CompulsorySchoolAge(dob)
		due := c.EducationDue(place, dob)
		switch {
		case start < dob+5*365 || start > dob+6*366 || end <= start:
			t.Fatalf("compulsory school age from %s to %s", start, end)
		case due <= start || !c.SchoolDay(place, due):
			t.Fatalf("of compulsory school age on %s, due on %s", start, due)
		}
		later, _ := CompulsorySchoolAge(dob + 1)
		if later < start || c.EducationDue(place, dob+1) < due {
			t.Fatalf("born a day later, due earlier")
		}
	})
}

func TestManyAskAtOnce(t *testing.T) {
	c := publishedTerms(t)
	want := c.AddSchoolDays("8864002", On(2026, 10, 1), 40)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 1000 {
				if got := c.AddSchoolDays("8864002", On(2026, 10, 1), 40); got != want {
					t.Errorf("%s, want %s", got, want)
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkAddSchoolDays(b *testing.B) {
	c := publishedTerms(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if c.AddSchoolDays("8864002", On(2026, 10, 1)+Date(i%200), 20) == 0 {
			b.Fatal("no date")
		}
	}
}

// BenchmarkNew makes the calendar of England's 22,000 schools over three years.
func BenchmarkNew(b *testing.B) {
	var all []Span
	for school := range 22_000 {
		place := string([]byte{'8', byte('0' + school/1000%10), byte('0' + school/10000), '4', byte('0' + school/100%10), byte('0' + school/10%10), byte('0' + school%10)})
		for y := 2024; y < 2027; y++ {
			for _, m := range []time.Month{9, 11, 13, 15, 16, 18} {
				all = append(all, Span{place, On(y, m, 2), On(y, m+1, 15), InTerm})
			}
		}
	}
	for b.Loop() {
		New(all)
	}
}
