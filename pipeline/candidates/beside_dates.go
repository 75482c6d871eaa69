package candidates

import (
	"fmt"
	"time"
)

// birthLayouts are the ways in which a day of birth is written in what is set side by side.
var birthLayouts = []string{time.DateOnly, birthShown, "2/1/2006", "2 January 2006", "2 Jan 2006"}

// birthShown is how a day of birth is shown: in figures, so that swapped ones are seen.
const birthShown = "02/01/2006"

// compareBirths compares two days of birth by the slips that are made in writing them, and shows both in one layout.
func compareBirths(left, right string) likened {
	a, okA := parseBirth(left)
	b, okB := parseBirth(right)
	if !okA || !okB {
		if foldAll(left) == foldAll(right) {
			return isSame(left, right, "")
		}
		return isDifferent(left, right, "")
	}
	left, right = a.Format(birthShown), b.Format(birthShown)
	how, strength := slipOfDate(a, b)
	switch {
	case a.Equal(b):
		return isSame(left, right, "")
	case how == "":
		return isDifferent(left, right, daysApartWords(a, b))
	}
	return likened{markPlaces(left, right), markPlaces(right, left), Alike, how, strength}
}

func parseBirth(text string) (time.Time, bool) {
	for _, layout := range birthLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// slipOfDate names the slip that makes one date of another; nothing when no single one does.
func slipOfDate(a, b time.Time) (string, float64) {
	year, month, day := a.Year() == b.Year(), a.Month() == b.Month(), a.Day() == b.Day()
	x, y := a.Format("20060102"), b.Format("20060102")
	switch {
	case year && a.Day() == int(b.Month()) && int(a.Month()) == b.Day():
		return "day and month swapped", .8
	case swappedNeighbours(x, y):
		return "two digits swapped", .7
	case year && (isNewYear(a) || isNewYear(b)):
		return "same year, 1 January may mean not known", .4
	case placesApart(x, y) == 1:
		return "one digit differs: the " + partApart(year, month), .6
	case month && day:
		return fmt.Sprintf("only the year differs, by %d", max(a.Year()-b.Year(), b.Year()-a.Year())), .4
	case year && month:
		return "only the day differs", .4
	case year && day:
		return "only the month differs", .4
	}
	return "", 0
}

func isNewYear(t time.Time) bool { return t.Month() == time.January && t.Day() == 1 }

func partApart(year, month bool) string {
	switch {
	case !year:
		return "year"
	case !month:
		return "month"
	}
	return "day"
}

// daysApartWords says how far apart two days are, as exactly as it matters.
func daysApartWords(a, b time.Time) string {
	days := int(a.Sub(b) / (24 * time.Hour))
	switch days = max(days, -days); {
	case days == 1:
		return "1 day apart"
	case days < 60:
		return fmt.Sprintf("%d days apart", days)
	case days < 730:
		return fmt.Sprintf("%d months apart", days/30)
	}
	return fmt.Sprintf("%d years apart", days/365)
}

// placesApart is in how many places two texts of one length differ.
func placesApart(a, b string) (n int) {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n + max(len(a), len(b)) - min(len(a), len(b))
}

// swappedNeighbours reports whether two texts of one length differ by two neighbouring characters that stand the other way round.
func swappedNeighbours(a, b string) bool {
	if len(a) != len(b) || placesApart(a, b) != 2 {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i]
		}
	}
	return false
}

// markPlaces marks the characters in which a text differs from another, place by place. Both are ASCII.
func markPlaces(text, other string) (out []Stretch) {
	for i := range len(text) {
		differs := i >= len(other) || text[i] != other[i]
		if n := len(out); n > 0 && out[n-1].Differs == differs {
			out[n-1].Text += text[i : i+1]
			continue
		}
		out = append(out, Stretch{text[i : i+1], differs})
	}
	return out
}
