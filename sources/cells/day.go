package cells

import (
	"strconv"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
)

// FirstDay is the earliest day that any event of an extract can have.
var FirstDay = calendar.On(1900, 1, 2)

// LatestDay is the latest day of anything when nobody says for which day an extract speaks.
var LatestDay = calendar.On(2100, 1, 1)

// LatestShortYear is the latest day that a year of two figures is taken for where no other bound is known.
var LatestShortYear = calendar.On(2049, 12, 31)

// FirstBirth is the earliest date of birth of anyone who can be of school age in an extract. 1 January 1900 and the like
// stand for "not known" in older systems.
var FirstBirth = calendar.On(1990, 1, 1)

// The layouts that ReadDate knows. Their years have four figures.
const (
	NoLayout      = iota
	ISOLayout     // 2006-01-02
	UKLayout      // 02/01/2006, 02-01-2006 or 02.01.2006
	WordLayout    // 2-Jan-2006 or 2 January 2006
	TableLayout   // 2006-Jan-02, as COLLECT writes
	WrittenLayout // any other that has one meaning: 20060102, 2006/1/2, January 2nd, 2006
	LayoutsEnd
)

// ReadDate reads a day in one of the usual layouts, with or without a time of day, trying first the one that worked last. It never
// takes the month before the day. An instant of another zone is the day that it is in London.
func ReadDate(s string, last int) (d calendar.Date, layout int, ok bool) {
	if last != NoLayout {
		if d, ok := ReadDateIn(last, s); ok {
			return d, last, true
		}
	}
	for l := NoLayout + 1; l < LayoutsEnd; l++ {
		if l == last {
			continue
		}
		if d, ok := ReadDateIn(l, s); ok {
			return d, l, true
		}
	}
	return 0, last, false
}

// ReadDateIn reads a day in one of the usual layouts.
func ReadDateIn(layout int, s string) (calendar.Date, bool) {
	switch layout {
	case ISOLayout:
		if len(s) < 10 || s[4] != '-' || s[7] != '-' {
			return 0, false
		}
		d, ok := civilDate(s[:4], s[5:7], s[8:10])
		return withClock(d, ok, s[10:])
	case UKLayout:
		return parseUK(s)
	case WordLayout:
		return parseWordMonth(s)
	case TableLayout:
		if len(s) < 11 || s[4] != '-' || s[8] != '-' {
			return 0, false
		}
		d, ok := civilMonth(s[:4], MonthNumber(s[5:8]), s[9:11])
		return withClock(d, ok, s[11:])
	case WrittenLayout:
		w, ok := readWritten(s)
		d, short := w.dayOf(0)
		return d, ok && !short && d != noDay
	}
	return 0, false
}

// parseUK reads a day, a month and a year of four digits with one kind of separator.
func parseUK(s string) (calendar.Date, bool) {
	i := 2
	if len(s) < 8 {
		return 0, false
	}
	if !isDigit(s[1]) {
		i = 1
	}
	if s[i] != '/' && s[i] != '-' && s[i] != '.' {
		return 0, false
	}
	j := strings.IndexByte(s[i+1:], s[i])
	if j < 1 || j > 2 || len(s) < i+j+6 {
		return 0, false
	}
	j += i + 1
	d, ok := civilDate(s[j+1:j+5], s[i+1:j], s[:i])
	return withClock(d, ok, s[j+5:])
}

// parseWordMonth reads a day, a month in letters and a year of four digits.
func parseWordMonth(s string) (calendar.Date, bool) {
	i := strings.IndexAny(s, "-/ ")
	if i < 1 || i > 2 {
		return 0, false
	}
	j := strings.IndexByte(s[i+1:], s[i])
	if j < 3 || len(s) < i+j+6 {
		return 0, false
	}
	j += i + 1
	d, ok := civilMonth(s[j+1:j+5], MonthNumber(s[i+1:j]), s[:i])
	return withClock(d, ok, s[j+5:])
}

// civilDate returns the date of a year of four digits, a month and a day, refusing days that are not in the calendar.
func civilDate(y, m, d string) (calendar.Date, bool) {
	month, ok := ReadDigits(m)
	if !ok || len(m) > 2 {
		return 0, false
	}
	return civilMonth(y, month, d)
}

func civilMonth(y string, m int, d string) (calendar.Date, bool) {
	year, ok1 := ReadDigits(y)
	day, ok2 := ReadDigits(d)
	if !ok1 || !ok2 || len(y) != 4 || len(d) > 2 || m < 1 || m > 12 || day < 1 || day > monthDays(year, m) {
		return 0, false
	}
	return daysOf(year, m, day), true
}

func ReadDigits(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysOf counts the days from 1970-01-01 in the proleptic Gregorian calendar, as calendar.On does but without a time zone:
// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
func daysOf(y, m, d int) calendar.Date {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return calendar.Date(era*146097 + doe - 719468)
}

// MonthNumber returns the number of a month's English name or its first three letters, or 0.
func MonthNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) {
			return int(m)
		}
	}
	if strings.EqualFold(s, "sept") {
		return 9
	}
	return 0
}

// ReadDateAs reads a day in a Go layout of the settings.
func ReadDateAs(layout, s string) (calendar.Date, bool) {
	return ReadDateBefore(layout, s, LatestShortYear)
}

// IsLayout reports whether a text is a layout of days: two days written in it are read back as they are.
func IsLayout(layout string) bool {
	if layout == SerialDates {
		return true
	}
	for _, t := range []time.Time{time.Date(2014, 11, 27, 0, 0, 0, 0, time.UTC), time.Date(2009, 3, 4, 0, 0, 0, 0, time.UTC)} {
		if d, ok := ReadDateAs(layout, t.Format(layout)); !ok || d != calendar.On(t.Date()) {
			return false
		}
	}
	return true
}

// SwapDayAndMonth is a layout of figures with the day where the month was.
func SwapDayAndMonth(layout string) string {
	return strings.NewReplacer("01", "02", "02", "01", "2006", "2006").Replace(layout)
}

// ReadSerialDay reads the serial number by which spreadsheets hold a day: days since 30 December 1899, from March 1900.
func ReadSerialDay(s string) (calendar.Date, bool) {
	f, err := strconv.ParseFloat(WholeDigits(s), 64)
	if err != nil || f < 61 || f > 2958465 || strings.ContainsAny(s, "eExXpPnN_") {
		return 0, false
	}
	return calendar.Date(int32(f) - excelEpoch), true
}

// excelEpoch is 1970-01-01 as a serial number.
const excelEpoch = 25569

// ImplausibleBirth says why a date cannot be the date of birth of anyone in an extract, or nothing.
func ImplausibleBirth(d, asOf calendar.Date) string {
	switch {
	case d < FirstBirth:
		return "before 1990: a placeholder or a slip, not a child's date of birth"
	case asOf != 0 && d > asOf, d > LatestDay:
		return "a date of birth after the date of the extract"
	}
	return ""
}

// MostAge is beyond every age at which a child can be missing education, also with a wrong year of birth by one.
const MostAge = 19

// YoungestAdult returns the latest day of birth of those older than mostAge on a day; without a day, that of those who
// cannot be children in any extract.
func YoungestAdult(asOf calendar.Date) calendar.Date {
	if asOf == 0 {
		return FirstBirth - 1
	}
	y, m, d := asOf.Time().Date()
	return calendar.On(y-MostAge-1, m, d)
}

// IsPlaceholderDay reports whether a day stands for "not known": 1 January 1900, and the first days of older calendars.
func IsPlaceholderDay(d calendar.Date) bool { return d != 0 && d <= FirstDay-1 }

// TwoNumbers returns the two numbers before the year of a date such as 31/01/2015.
func TwoNumbers(s string) (first, second int, ok bool) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i < 1 || i > 2 || i >= len(s) || s[i] != '/' && s[i] != '-' && s[i] != '.' {
		return 0, 0, false
	}
	j := i + 1
	for j < len(s) && isDigit(s[j]) {
		j++
	}
	if j == i+1 || j > i+3 || j >= len(s) || s[j] != s[i] {
		return 0, 0, false
	}
	first, _ = ReadDigits(s[:i])
	second, _ = ReadDigits(s[i+1 : j])
	return first, second, true
}

// MonthFirst reports whether a date can only be one whose month stands before the day.
func MonthFirst(s string) bool {
	first, second, ok := TwoNumbers(s)
	return ok && first >= 1 && first <= 12 && second > 12 && second <= 31
}
