package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAnswersStand puts questions to a day, and to every later day until which the answers were to stand.
func TestAnswersStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := On(2026, time.January, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "day"))
		other := day.AddDays(rapid.IntRange(-30, 30).Draw(t, "other"))
		for name, ask := range map[string]func(a *AsOf) any{
			"before":        func(a *AsOf) any { return a.Before(other) },
			"after":         func(a *AsOf) any { return a.After(other) },
			"before no day": func(a *AsOf) any { return a.Before(0) },
			"after no day":  func(a *AsOf) any { return a.After(0) },
			"cap":           func(a *AsOf) any { return a.Cap(other) },
			"school year":   func(a *AsOf) any { return a.SchoolYear() },
			"expected year": func(a *AsOf) any { return a.ExpectedYear(On(2016, time.May, 1)) },
			"month":         func(a *AsOf) any { return a.Month() },
			"coming":        func(a *AsOf) any { return a.Coming(prescribedDay) },
			"term":          func(a *AsOf) any { return a.TermBegan(&Calendar{}, "") },
			"term beyond":   func(a *AsOf) any { a.day += 40_000; return a.TermBegan(&Calendar{}, "") },
			"day":           func(a *AsOf) any { return a.Day() },
		} {
			a := NewAsOf(day)
			want := ask(&a)
			if a.Until() < day {
				t.Fatalf("%s: what is answered on %v stands until %v, before it was asked", name, day, a.Until())
			}
			for later := day; later <= min(a.Until(), day+400); later++ {
				if b := NewAsOf(later); ask(&b) != want {
					t.Fatalf("%s: asked of %v the answer is %v and stands until %v, but on %v it is another", name, day, want, a.Until(), later)
				}
			}
			careful := name == "month" || name == "expected year" || name == "term beyond" // may end sooner than it must
			if b := NewAsOf(a.Until() + 1); !careful && a.Until() < ForGood && ask(&b) == want {
				t.Fatalf("%s: asked of %v the answer stands for longer than until %v", name, day, a.Until())
			}
		}
	})
}

// TestAnswersStandTogether holds that what was asked first is not forgotten.
func TestAnswersStandTogether(t *testing.T) {
	day := On(2026, time.October, 15)
	a := NewAsOf(day)
	a.After(day + 3)
	a.Before(day + 9)
	if got := a.Until(); got != day+3 {
		t.Errorf("two answers stand until %v, want %v", got, day+3)
	}
	a.Day()
	a.SchoolYear()
	if got := a.Until(); got != day {
		t.Errorf("what is made of the day itself stands until %v", got)
	}
}
