package sources

import "strings"

// What a spreadsheet does to an extract that is opened and saved in it: long numbers are cut to their leading digits,
// leading zeros go, days become numbers, and whatever looks like a day or a month becomes one. What was there cannot be
// got back from what is left, so nothing is repaired; it is recognised, left out, and said.

// shortenedReason says that a number has lost its last digits.
const shortenedReason = "a number that a spreadsheet has cut short (such as 9.43E+09; save the column as text)"

// shortened reports whether s is a number in the notation of a spreadsheet's narrow column: 9.43477E+09.
func shortened(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i < 1 || i+3 > len(s) || s[i+1] != '+' || !allDigits(s[i+2:]) {
		return false
	}
	return allDigits(strings.Replace(s[:i], ".", "", 1))
}

// wholeDigits takes off the ".0" that a spreadsheet or a data frame puts behind whole numbers.
func wholeDigits(s string) string { return strings.TrimSuffix(s, ".0") }

// monthly reports whether s is what a spreadsheet makes of "3-12" or "2/5": Mar-12 or 2-May.
func monthly(s string) bool {
	before, after, cut := strings.Cut(s, "-")
	if !cut {
		return false
	}
	return len(before) == 3 && month(before) > 0 && twoDigits(after) || twoDigits(before) && len(after) == 3 && month(after) > 0
}

func twoDigits(s string) bool { return len(s) <= 2 && allDigits(s) }

// dayNumber reports whether s is the number by which a spreadsheet holds a day of this century or the end of the last.
func dayNumber(s string) bool {
	s = wholeDigits(s)
	return len(s) == 5 && allDigits(s) && s >= "30000" && s < "60000"
}

// narrow reports whether s is what a spreadsheet shows of a number that does not fit its column.
func narrow(s string) bool { return len(s) > 2 && s[0] == '#' && oneCharacter(s) }

// spoiltDate says what a spreadsheet has done to a date, or nothing.
func spoiltDate(s string) string {
	switch {
	case dayNumber(s):
		return "the number of a day in a spreadsheet (give the column the format of a date, or say dates: serial in the settings)"
	case monthly(s):
		return "a date that a spreadsheet has cut to a day or a year and a month"
	case narrow(s):
		return "hidden by a spreadsheet whose column is too narrow"
	case shortened(s):
		return shortenedReason
	}
	return ""
}

// serialDates is the layout by which settings say that days are the numbers of a spreadsheet.
const serialDates = "serial"

// textCell reads a text as it is written. "3/4" of two year groups comes back from a spreadsheet as a day.
func textCell(s string) (cell, string) {
	switch {
	case monthly(s):
		return cell{}, "a value that a spreadsheet has turned into a date"
	case narrow(s):
		return cell{}, "hidden by a spreadsheet whose column is too narrow"
	}
	return cell{text: s}, ""
}

// lineCell reads an address or a line of one. "2-5" of a house number comes back from a spreadsheet as a day.
func lineCell(s string) (cell, string) {
	switch {
	case placeholderLine(s):
		return cell{}, "a placeholder, not an address"
	case monthly(s):
		return cell{}, "a house number that a spreadsheet has turned into a date"
	case narrow(s):
		return cell{}, "hidden by a spreadsheet whose column is too narrow"
	}
	return cell{text: s}, ""
}

// keyCell reads a supplier's own key. One cut short is many children's.
func keyCell(s string) (cell, string) {
	switch {
	case shortened(s):
		return cell{}, shortenedReason
	case placeholderKey(s):
		return cell{}, "a placeholder, not a key"
	}
	return cell{text: wholeDigits(s)}, ""
}

// phoneCell reads a telephone number as it is written.
func phoneCell(s string) (cell, string) {
	switch n := squeeze(s); {
	case shortened(s):
		return cell{}, shortenedReason
	case placeholderKey(n):
		return cell{}, "a placeholder, not a telephone number"
	}
	return cell{text: s}, ""
}

// lostZero reports whether a telephone number begins as one of this country does behind its zero.
func lostZero(s string) bool {
	n := squeeze(s)
	return len(n) == 10 && allDigits(n) && (n[0] == '1' || n[0] == '2' || n[0] == '7')
}

// emailCell reads an e-mail address as it is written.
func emailCell(s string) (cell, string) {
	at := strings.IndexByte(s, '@')
	if at < 1 || at == len(s)-1 {
		return cell{}, "not an e-mail address"
	}
	return cell{text: s}, ""
}
