package matchers

import (
	"fmt"
	"strings"
)

// Date is a date packed into one word, each part of which may be missing: year·512 + month·32 + day. Zero is no date.
type Date uint32

// NewDate packs a date; a part that is zero or out of its range is missing.
func NewDate(year, month, day int) Date {
	if year < 1 || year > 9999 {
		year = 0
	}
	if month < 1 || month > 12 {
		month = 0
	}
	if day < 1 || day > 31 {
		day = 0
	}
	return Date(year<<9 | month<<5 | day)
}

// Year returns the year, 0 when missing.
func (d Date) Year() int { return int(d >> 9) }

// Month returns the month, 0 when missing.
func (d Date) Month() int { return int(d >> 5 & 15) }

// Day returns the day of the month, 0 when missing.
func (d Date) Day() int { return int(d & 31) }

// String returns the date as YYYY-MM-DD with 0000 or 00 for a missing part, and nothing for no date. Dates of birth are
// personal: it must not reach a log.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// ParseDate reads YYYY-MM-DD, YYYY-MM, YYYY or YYYYMMDD; 00 stands for a missing part. A part that is not a number or
// out of its range is missing, and anything else is no date.
func ParseDate(s string) Date {
	s = strings.TrimSpace(s)
	if len(s) == 8 && !strings.Contains(s, "-") {
		return NewDate(parseDigits(s[:4]), parseDigits(s[4:6]), parseDigits(s[6:]))
	}
	parts := strings.SplitN(s, "-", 3)
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	if len(parts[0]) != 4 || len(parts[1]) > 2 {
		return 0
	}
	if len(parts[2]) > 2 {
		parts[2] = parts[2][:2] // a time of day may follow
	}
	return NewDate(parseDigits(parts[0]), parseDigits(parts[1]), parseDigits(parts[2]))
}

// parseDigits returns the number that s writes in decimal digits, 0 when it does not.
func parseDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
