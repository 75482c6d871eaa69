package cells

import "strings"

// What a spreadsheet does to an extract that is opened and saved in it: long numbers are cut to their leading digits,
// leading zeros go, days become numbers, and whatever looks like a day or a month becomes one. What was there cannot be
// got back from what is left, so nothing is repaired; it is recognised, left out, and said.

// shortenedReason says that a number has lost its last digits.
const shortenedReason = "a number that a spreadsheet has cut short (such as 9.43E+09; save the column as text)"

// isShortened reports whether s is a number in the notation of a spreadsheet's narrow column: 9.43477E+09.
func isShortened(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i < 1 || i+3 > len(s) || s[i+1] != '+' || !AllDigits(s[i+2:]) {
		return false
	}
	return AllDigits(strings.Replace(s[:i], ".", "", 1))
}

// isMonthly reports whether s is what a spreadsheet makes of "3-12" or "2/5": Mar-12 or 2-May.
func isMonthly(s string) bool {
	before, after, cut := strings.Cut(s, "-")
	if !cut {
		return false
	}
	return len(before) == 3 && MonthNumber(before) > 0 && twoDigits(after) || twoDigits(before) && len(after) == 3 && MonthNumber(after) > 0
}

func twoDigits(s string) bool { return len(s) <= 2 && AllDigits(s) }

// IsDayNumber reports whether s is the number by which a spreadsheet holds a day of this century or the end of the last.
func IsDayNumber(s string) bool {
	s = WholeDigits(s)
	return len(s) == 5 && AllDigits(s) && s >= "30000" && s < "60000"
}

// isNarrow reports whether s is what a spreadsheet shows of a number that does not fit its column.
func isNarrow(s string) bool { return len(s) > 2 && s[0] == '#' && oneCharacter(s) }

// SpoiltDate says what a spreadsheet has done to a date, or nothing.
func SpoiltDate(s string) string {
	switch {
	case IsDayNumber(s):
		return "the number of a day in a spreadsheet (give the column the format of a date, or say dates: serial in the settings)"
	case isMonthly(s):
		return "a date that a spreadsheet has cut to a day or a year and a month"
	case isNarrow(s):
		return "hidden by a spreadsheet whose column is too narrow"
	case isShortened(s):
		return shortenedReason
	}
	return ""
}

// SerialDates is the layout by which settings say that days are the numbers of a spreadsheet.
const SerialDates = "serial"

// ReadText reads a text as it is written. "3/4" of two year groups comes back from a spreadsheet as a day.
func ReadText(s string) (Cell, string) {
	switch {
	case isMonthly(s):
		return Cell{}, "a value that a spreadsheet has turned into a date"
	case isNarrow(s):
		return Cell{}, "hidden by a spreadsheet whose column is too narrow"
	}
	return Cell{Text: s}, ""
}

// ReadLine reads an address or a line of one. "2-5" of a house number comes back from a spreadsheet as a day.
func ReadLine(s string) (Cell, string) {
	switch {
	case placeholderLine(s):
		return Cell{}, "a placeholder, not an address"
	case isMonthly(s):
		return Cell{}, "a house number that a spreadsheet has turned into a date"
	case isNarrow(s):
		return Cell{}, "hidden by a spreadsheet whose column is too narrow"
	}
	return Cell{Text: s}, ""
}

// ReadKey reads a supplier's own key. One cut short is many children's.
func ReadKey(s string) (Cell, string) {
	switch s = WholeDigits(s); {
	case isShortened(s):
		return Cell{}, shortenedReason
	case placeholderKey(s):
		return Cell{}, "a placeholder, not a key"
	}
	return Cell{Text: s}, ""
}

// ReadPhone reads a telephone number as it is written.
func ReadPhone(s string) (Cell, string) {
	s = WholeDigits(s)
	switch n := Squeeze(s); {
	case isShortened(s):
		return Cell{}, shortenedReason
	case placeholderKey(n):
		return Cell{}, "a placeholder, not a telephone number"
	}
	return Cell{Text: s}, ""
}

// LostZero reports whether a telephone number begins as one of this country does behind its zero.
func LostZero(s string) bool {
	n := Squeeze(WholeDigits(s))
	return len(n) == 10 && AllDigits(n) && (n[0] == '1' || n[0] == '2' || n[0] == '7')
}

// ReadEmail reads an e-mail address as it is written.
func ReadEmail(s string) (Cell, string) {
	at := strings.IndexByte(s, '@')
	if at < 1 || at == len(s)-1 {
		return Cell{}, "not an e-mail address"
	}
	return Cell{Text: s}, ""
}
