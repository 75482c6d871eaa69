package cells

import (
	"strconv"
	"strings"
)

// ReadIdentifier reads a cell of a type with a fixed shape. What has not that shape, or fails its check, is left out: a
// truncated or mistyped identifier that joined two children would hide one of them.
func ReadIdentifier(is ValueType, s string) (Cell, string) {
	if !isASCII(s) {
		s = PlainFigures(s)
	}
	switch s = WholeDigits(s); is {
	case UPNValue:
		return upnCell(strings.ToUpper(Squeeze(s)))
	case NHSValue:
		n := Squeeze(s)
		return numberCell(n, ValidNHSNumber(n))
	case ULNValue:
		n := Squeeze(s)
		return numberCell(n, ValidULN(n))
	case PostcodeValue:
		return postcodeCell(s)
	case UPRNValue:
		return uprnCell(s)
	case SchoolValue:
		return schoolCell(numberBehindName(s))
	case AuthorityValue:
		return authorityCell(s)
	case DestinationValue:
		return destinationCell(s)
	}
	return Cell{Text: s}, ""
}

// Why a number of the right shape is left out.
const (
	FailsLetter = "fails its check letter"
	FailsDigit  = "fails its check digit"
)

// upnCell reads a unique pupil number. UN1 to UN5 are the codes by which children's services say why a child has none.
func upnCell(u string) (Cell, string) {
	switch {
	case ValidUPN(u):
		return Cell{Text: u}, ""
	case len(u) == 3 && u[:2] == "UN" && u[2] >= '1' && u[2] <= '5':
		return Cell{}, ""
	case len(u) != 13:
		return Cell{}, lengthReason(u, 13)
	case IsLetter(u[0]) && AllDigits(u[1:12]):
		return Cell{}, FailsLetter
	}
	return Cell{}, "not a unique pupil number (want a letter and twelve digits, the last of which may be a letter)"
}

// numberCell reads a number of ten digits with a check digit.
func numberCell(n string, valid bool) (Cell, string) {
	switch {
	case valid:
		return Cell{Text: n}, ""
	case isShortened(n):
		return Cell{}, shortenedReason
	case len(n) != 10:
		return Cell{}, lengthReason(n, 10)
	case !AllDigits(n):
		return Cell{}, "not a number (want 10 digits)"
	case oneCharacter(n):
		return Cell{}, "one digit throughout: a placeholder, not a number"
	}
	return Cell{}, FailsDigit
}

func lengthReason(s string, want int) string {
	if len(s) < want {
		return "truncated (want " + strconv.Itoa(want) + " characters)"
	}
	return "too long (want " + strconv.Itoa(want) + " characters)"
}

func postcodeCell(s string) (Cell, string) {
	p, ok := NormalPostcode(s)
	if !ok {
		return Cell{}, "not a postcode"
	}
	if PseudoPostcode(p) {
		return Cell{}, "a pseudo postcode (ZZ99), which is no place"
	}
	return Cell{Text: p}, ""
}

// uprnCell reads a unique property reference number: one to twelve digits, some systems padding with zeros.
func uprnCell(s string) (Cell, string) {
	n := strings.TrimLeft(s, "0")
	switch {
	case isShortened(s):
		return Cell{}, shortenedReason
	case n == "" || len(n) > 12 || !AllDigits(n):
		return Cell{}, "not a UPRN (want 1 to 12 digits)"
	case oneCharacter(n):
		return Cell{}, "one digit throughout: a placeholder, not a UPRN"
	}
	return Cell{Text: n}, ""
}

// LAESTAB returns the number of an establishment as seven digits, LA code first, and whether s is one: written 8872999,
// 887/2999, 887-2999 or 887 2999.
func LAESTAB(s string) (string, bool) {
	if len(s) == 8 && strings.IndexByte("/- ", s[3]) >= 0 {
		s = s[:3] + s[4:]
	}
	if len(s) != 7 || !AllDigits(s) || s[0] == '0' {
		return "", false
	}
	return s, true
}

func schoolCell(s string) (Cell, string) {
	if n, ok := LAESTAB(s); ok {
		return Cell{Text: n}, ""
	}
	switch {
	case isShortened(s):
		return Cell{}, shortenedReason
	case AllDigits(s) && len(s) < 7:
		return Cell{}, "not a LAESTAB (want seven digits; has a spreadsheet taken zeros off, or is it the number within the authority?)"
	}
	return Cell{}, "not a LAESTAB (want seven digits)"
}

func authorityCell(s string) (Cell, string) {
	if code, why, is := AuthorityOfGSS(s); is {
		return Cell{Text: code}, why
	}
	switch n := s; {
	case len(n) == 3 && AllDigits(n):
		return Cell{Text: n}, ""
	case len(n) < 3 && AllDigits(n):
		return Cell{}, "not the code of a local authority (want three digits; has a spreadsheet taken leading zeros off?)"
	}
	return Cell{}, "not the code of a local authority (want three digits)"
}

func destinationCell(s string) (Cell, string) {
	if n, ok := LAESTAB(s); ok {
		return Cell{Text: n}, ""
	}
	switch u := strings.ToUpper(s); u {
	case "XXXXXXX", "MMMMMMM":
		return Cell{Text: u}, ""
	case "XXX/XXXX", "XXX", "XXXXXXXX", "UNKNOWN", "NOT KNOWN", "DESTINATION UNKNOWN":
		return Cell{Text: "XXXXXXX"}, ""
	case "MMM/MMMM", "MMM":
		return Cell{Text: "MMMMMMM"}, ""
	}
	if c, why := authorityCell(s); why == "" {
		return c, ""
	}
	return Cell{}, "not a destination (want a LAESTAB, an LA code, XXXXXXX or MMMMMMM)"
}

func AllDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

var squeezer = strings.NewReplacer(" ", "", "-", "", "'", "")

// Squeeze takes out the spaces, hyphens and apostrophes with which identifiers are written.
func Squeeze(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == ' ' || c == '-' || c == '\'' {
			return squeezer.Replace(s)
		}
	}
	return s
}

// numberBehindName is the number of a school that stands in brackets behind its name: Northgate Academy (9994001).
func numberBehindName(s string) string {
	i := strings.LastIndexByte(s, '(')
	if i < 1 || !strings.HasSuffix(s, ")") {
		return s
	}
	if n := strings.Trim(s[i+1:len(s)-1], " "); len(n) >= 7 && strings.Trim(n, "0123456789/ ") == "" {
		return n
	}
	return s
}
