package sources

import "strings"

// identifierCell reads a cell of a type with a fixed shape. What has not that shape, or fails its check, is left out: a
// truncated or mistyped identifier that joined two children would hide one of them.
func identifierCell(is valueType, s string) (cell, string) {
	switch is {
	case upnValue:
		u := strings.ToUpper(squeeze(s))
		if !ValidUPN(u) {
			return cell{}, shapeReason(u, 13, "check letter")
		}
		return cell{text: u}, ""
	case nhsValue:
		n := squeeze(s)
		if !ValidNHSNumber(n) {
			return cell{}, shapeReason(n, 10, "check digit")
		}
		return cell{text: n}, ""
	case ulnValue:
		n := squeeze(s)
		if !ValidULN(n) {
			return cell{}, shapeReason(n, 10, "check digit")
		}
		return cell{text: n}, ""
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

func shapeReason(s string, want int, check string) string {
	if len(s) < want {
		return "truncated (want " + itoa(want) + " characters)"
	}
	if len(s) > want {
		return "too long (want " + itoa(want) + " characters)"
	}
	return "fails its " + check
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
	s = strings.TrimSuffix(s, ".0")
	n := strings.TrimLeft(s, "0")
	if n == "" || len(n) > 12 || !allDigits(n) {
		return cell{}, "not a UPRN (want 1 to 12 digits)"
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
	n, ok := LAESTAB(s)
	if !ok {
		return cell{}, "not a LAESTAB (want seven digits)"
	}
	return cell{text: n}, ""
}

func authorityCell(s string) (cell, string) {
	if len(s) != 3 || !allDigits(s) {
		return cell{}, "not the code of a local authority (want three digits)"
	}
	return cell{text: s}, ""
}

func destinationCell(s string) (cell, string) {
	if n, ok := LAESTAB(s); ok {
		return cell{text: n}, ""
	}
	switch u := strings.ToUpper(s); u {
	case "XXXXXXX", "MMMMMMM":
		return cell{text: u}, ""
	case "XXX/XXXX", "XXX", "XXXXXXXX":
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
