package matchers

import (
	"testing"

	"pgregory.net/rapid"
)

// eight returns the digits YYYYMMDD one by one.
func eight(d Date) [8]int {
	y, m, day := d.Year(), d.Month(), d.Day()
	return [8]int{y / 1000, y / 100 % 10, y / 10 % 10, y % 10, m / 10, m % 10, day / 10, day % 10}
}

// editedByDefinition reports whether two full dates differ by day and month swapped, one digit, or two neighbours swapped.
func editedByDefinition(a, b Date) bool {
	if a.Year() == b.Year() && a.Month() == b.Day() && a.Day() == b.Month() {
		return true
	}
	x, y := eight(a), eight(b)
	for k := range x {
		z := x
		z[k] = y[k]
		if z == y {
			return true
		}
		if k < 7 {
			z = x
			z[k], z[k+1] = x[k+1], x[k]
			if z == y {
				return true
			}
		}
	}
	return false
}

func TestDateDigitsAgreeWithTheDefinition(t *testing.T) {
	date := rapid.Custom(func(t *rapid.T) Date {
		return NewDate(rapid.IntRange(1990, 2022).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 31).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := date.Draw(t, "a"), date.Draw(t, "b")
		got := compareDates(a, b)
		if got != compareDates(b, a) {
			t.Fatalf("%v and %v: not symmetric", a, b)
		}
		if (got == dateExact) != (a == b) || a != b && (got == dateEdit) != editedByDefinition(a, b) {
			t.Fatalf("%v and %v: level %d", a, b, got)
		}
	})
}

func FuzzDateDigits(f *testing.F) {
	f.Add(uint32(NewDate(2014, 3, 12)), uint32(NewDate(2014, 3, 21)))
	f.Add(uint32(NewDate(2014, 2, 3)), uint32(NewDate(2014, 3, 2)))
	f.Add(uint32(NewDate(2014, 2, 0)), uint32(0))
	f.Fuzz(func(t *testing.T, x, y uint32) {
		a := NewDate(int(x>>9)%10000, int(x>>5&15), int(x&31))
		b := NewDate(int(y>>9)%10000, int(y>>5&15), int(y&31))
		got := compareDates(a, b)
		if got != compareDates(b, a) || got < -1 || got > dateExact {
			t.Errorf("%v and %v: level %d", a, b, got)
		}
		full := a.digits() != 0 && b.digits() != 0
		if full && a != b && (got == dateEdit) != editedByDefinition(a, b) {
			t.Errorf("%v and %v: level %d", a, b, got)
		}
	})
}
