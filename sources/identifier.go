package sources

import "strings"

// identifierCell reads a cell of a type with a fixed shape. What has not that shape, or fails its check, is left out: a
// truncated or mistyped identifier that joined two children would hide one of them.
func identifierCell(is valueType, s string) (cell, string) {
	switch is {
	case upnValue:
		return upnCell(strings.ToUpper(squeeze(s)))
	case nhsValue:
		n := wholeDigits(squeeze(s))
		return numberCell(n, ValidNHSNumber(n))
	case ulnValue:
		n := wholeDigits(squeeze(s))
		return numberCell(n, ValidULN(n))
	case postcodeValue:
		return postcodeCell(s)
	case uprnValue:
		return uprnCell(s)
	case schoolValue:
		return schoolCell(s)
	case authorityValue:
		return authorityCell(s)
	case destinationValue:
		return destinationCell(s)
	}
	return cell{text: s}, ""
}

// Why a number of the right shape is left out.
const (
	failsLetter = "fails its check letter"
	failsDigit  = "fails its check digit"
)

// upnCell reads a unique pupil number. UN1 to UN5 are the codes by which children's services say why a child has none.
func upnCell(u string) (cell, string) {
	switch {
	case ValidUPN(u):
		return cell{text: u}, ""
	case len(u) == 3 && u[:2] == "UN" && u[2] >= '1' && u[2] <= '5':
		return cell{}, ""
	case len(u) != 13:
		return cell{}, lengthReason(u, 13)
	case letter(u[0]) && allDigits(u[1:12]):
		return cell{}, failsLetter
	}
	return cell{}, "not a unique pupil number (want a letter and twelve digits, the last of which may be a letter)"
}

// numberCell reads a number of ten digits with a check digit.
func numberCell(n string, valid bool) (cell, string) {
	switch {
	case valid:
		return cell{text: n}, ""
	case shortened(n):
		return cell{}, shortenedReason
	case len(n) != 10:
		return cell{}, lengthReason(n, 10)
	case !allDigits(n):
		return cell{}, "not a number (want 10 digits)"
	case oneCharacter(n):
		return cell{}, "one digit throughout: a placeholder, not a number"
	}
	return cell{}, failsDigit
}

func lengthReason(s string, want int) string {
	if len(s) < want {
		return "truncated (want " + itoa(want) + " characters)"
	}
	return "too long (want " + itoa(want) + " characters)"
}

func postcodeCell(s string) (cell, string) {
	p, ok := NormalPostcode(s)
	if !ok {
		return cell{}, "not a postcode"
	}
	if PseudoPostcode(p) {
		return cell{}, "a pseudo postcode (ZZ99), which is no place"
	}
	return cell{text: p}, ""
}

// uprnCell reads a unique property reference number: one to twelve digits, some systems padding with zeros.
func uprnCell(s string) (cell, string) {
	n := strings.TrimLeft(wholeDigits(s), "0")
	switch {
	case shortened(s):
		return cell{}, shortenedReason
	case n == "" || len(n) > 12 || !allDigits(n):
		return cell{}, "not a UPRN (want 1 to 12 digits)"
	case oneCharacter(n):
		return cell{}, "one digit throughout: a placeholder, not a UPRN"
	}
	return cell{text: n}, ""
}

// LAESTAB returns the number of an establishment as seven digits, LA code first, and whether s is one: written 8872999,
// 887/2999, 887-2999 or 887 2999.
func LAESTAB(s string) (string, bool) {
	if len(s) == 8 && strings.IndexByte("/- ", s[3]) >= 0 {
		s = s[:3] + s[4:]
	}
	if len(s) != 7 || !allDigits(s) || s[0] == '0' {
		return "", false
	}
	return s, true
}

func schoolCell(s string) (cell, string) {
	if n, ok := LAESTAB(wholeDigits(s)); ok {
		return cell{text: n}, ""
	}
	switch {
	case shortened(s):
		return cell{}, shortenedReason
	case allDigits(s) && len(s) < 7:
		return cell{}, "not a LAESTAB (want seven digits; has a spreadsheet taken zeros off, or is it the number within the authority?)"
	}
	return cell{}, "not a LAESTAB (want seven digits)"
}

func authorityCell(s string) (cell, string) {
	n := wholeDigits(s)
	switch {
	case len(n) == 3 && allDigits(n):
		return cell{text: n}, ""
	case len(n) < 3 && allDigits(n):
		return cell{}, "not the code of a local authority (want three digits; has a spreadsheet taken leading zeros off?)"
	}
	return cell{}, "not the code of a local authority (want three digits)"
}

func destinationCell(s string) (cell, string) {
	if n, ok := LAESTAB(s); ok {
		return cell{text: n}, ""
	}
	switch u := strings.ToUpper(s); u {
	case "XXXXXXX", "MMMMMMM":
		return cell{text: u}, ""
	case "XXX/XXXX", "XXX", "XXXXXXXX", "UNKNOWN", "NOT KNOWN", "DESTINATION UNKNOWN":
		return cell{text: "XXXXXXX"}, ""
	case "MMM/MMMM", "MMM":
		return cell{text: "MMMMMMM"}, ""
	}
	if c, why := authorityCell(s); why == "" {
		return c, ""
	}
	return cell{}, "not a destination (want a LAESTAB, an LA code, XXXXXXX or MMMMMMM)"
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}

// squeeze takes out the spaces, hyphens and apostrophes with which identifiers are written.
func squeeze(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == ' ' || c == '-' || c == '\'' {
			return strings.NewReplacer(" ", "", "-", "", "'", "").Replace(s)
		}
	}
	return s
}
