package candidates

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// dayWords is a date as an officer reads it, such as 4 September 2026.
func dayWords(t time.Time) string {
	if t.IsZero() {
		return "a date not known"
	}
	return t.Format("2 January 2006")
}

// withCommas is a number with its thousands apart, such as 30,000.
func withCommas(n int) string {
	digits := strconv.Itoa(n)
	first := 0
	if n < 0 {
		first = 1
	}
	for at := len(digits) - 3; at > first; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// countChildren counts children in words.
func countChildren(n int) string {
	if n == 1 {
		return "1 child"
	}
	return withCommas(n) + " children"
}

// cmpJoin joins the texts that are not empty.
func cmpJoin(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), between)
}

// dayOrNothing is a day as a sheet shows one, or nothing.
func dayOrNothing(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("02/01/2006")
}

func yearWords(year string) string {
	switch year {
	case "":
		return ""
	case "R":
		return "Reception"
	}
	return "Year " + year
}

// ListWords are the words that an officer chooses from on the lines of a list: what was decided, why, and the department's reason
// for the return. ReasonsOf are the reasons that go with an outcome.
type ListWords struct {
	Outcomes, Reasons, Returns []string
	ReasonsOf                  map[string][]string
}
