package linkage

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"rollcall/sources"
)

// dateOrder says in which order the parts of a column's dates are written.
type dateOrder uint8

const (
	yearFirst dateOrder = iota
	dayFirst
	monthFirst
)

// splitDate returns the parts of a date as written: three numbers, or a name among them for the month.
func splitDate(s string) []string {
	s = dayInLondon(sources.PlainText(s))
	if k := strings.IndexAny(s, "T"); k >= 8 { // a time of day may follow
		s = s[:k]
	}
	if k := strings.IndexByte(s, ' '); k >= 8 && strings.Contains(s[k:], ":") {
		s = s[:k]
	}
	if len(s) == 8 && numberShape.MatchString(s) {
		return []string{s[:4], s[4:6], s[6:]}
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '/' || r == '.' || r == ' ' || r == ',' })
}

// dayInLondon returns the day that an instant of another zone is in London, as web systems write a day of summer in universal time:
// 2015-06-13T23:00:00Z. Anything else stays as it is.
func dayInLondon(s string) string {
	if day, is := sources.DayWithClock(s); is {
		return day.String()
	}
	return s
}

// monthNumber returns the number of a month by its name or its first three letters, 0 for none.
func monthNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s, name[:3]) || strings.EqualFold(s, name) {
			return int(m)
		}
	}
	return 0
}

// looksLikeDate reports whether a text has the shape of a date.
func looksLikeDate(s string) bool {
	p := splitDate(s)
	if len(p) != 3 {
		return len(p) == 1 && len(p[0]) == 4 && yearOf(p[0]) > 0
	}
	if len(p[0]) == 4 {
		return yearOf(p[0]) > 0 && smallNumber(p[1], 99) && smallNumber(p[2], 99)
	}
	return len(p[2]) >= 2 && len(p[2]) <= 4 && numberShape.MatchString(p[2]) && (smallNumber(p[0], 99) || monthNumber(p[0]) > 0) &&
		(smallNumber(p[1], 99) || monthNumber(p[1]) > 0)
}

// yearOf returns the number of a year of four digits, 0 for none.
func yearOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) != 4 || n < 1000 || n > 2200 {
		return 0
	}
	return n
}

func smallNumber(s string, most int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && n <= most
}

// orderOf returns the order in which the dates of a column are written: day first, as in the United Kingdom, unless more of
// them could only be read with the month first; and how many could only be read in either way.
func orderOf(values []string) (order dateOrder, days, months int) {
	for _, v := range values {
		p := splitDate(v)
		if len(p) != 3 || len(p[0]) == 4 {
			continue
		}
		a, errA := strconv.Atoi(p[0])
		b, errB := strconv.Atoi(p[1])
		switch {
		case errA != nil || errB != nil:
		case a > 12 && b <= 12:
			days++
		case b > 12 && a <= 12:
			months++
		}
	}
	if months > days {
		return monthFirst, days, months
	}
	return dayFirst, days, months
}

// isOtherOrder reports whether two numbers are a day and a month in the other order than was meant.
func isOtherOrder(day, month string) bool {
	d, errD := strconv.Atoi(day)
	m, errM := strconv.Atoi(month)
	return errD == nil && errM == nil && m > 12 && m <= 31 && d >= 1 && d <= 12
}

// isoDate returns a date as YYYY-MM-DD with 00 for a part that is missing or cannot be; empty for what is no date.
func isoDate(s string, order dateOrder) string {
	p := splitDate(s)
	switch {
	case len(p) == 1 && yearOf(p[0]) > 0:
		return joinDate(p[0], "", "")
	case len(p) == 2 && len(p[0]) == 4:
		return joinDate(p[0], p[1], "")
	case len(p) != 3:
		return ""
	case len(p[0]) == 4:
		return joinDate(p[0], p[1], p[2])
	case order == monthFirst && monthNumber(p[1]) == 0 && !isOtherOrder(p[1], p[0]), monthNumber(p[0]) > 0, order == dayFirst && isOtherOrder(p[0], p[1]):
		return joinDate(p[2], p[0], p[1])
	}
	return joinDate(p[2], p[1], p[0])
}

// pivot is the year of two digits from which on it is of the twentieth century.
const pivot = 30

// joinDate composes a date of its parts as written.
func joinDate(y, m, d string) string {
	part := func(s string) int {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), ".0"))
		if err != nil {
			return monthNumber(s)
		}
		return n
	}
	yn, mn, dn := part(y), part(m), part(d)
	if len(y) == 2 && yn >= 0 {
		yn += 1900
		if yn < 1900+pivot {
			yn += 100
		}
	}
	if mn < 1 || mn > 12 {
		mn = 0
	}
	if dn < 1 || dn > 31 {
		dn = 0
	}
	if yn < 1 || yn > 9999 {
		yn = 0
	}
	if yn == 0 && mn == 0 && dn == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", yn, mn, dn)
}

// numberShape is the shape of a whole number, with the noughts that a spreadsheet adds.
var numberShape = regexp.MustCompile(`^[0-9]+(\.0+)?$`)
