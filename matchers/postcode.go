package matchers

import "strings"

// Postcode is a UK postcode in its parts, each including the ones before it, without spaces: ME49ZZ, ME49, ME4, ME.
type Postcode struct {
	Unit, Sector, District, Area string
}

// ParsePostcode splits a postcode. Spaces and case do not matter. A text without the shape of a postcode keeps its letters
// and digits as Unit and has no other part. Pseudo postcodes (ZZ99: no fixed abode, not known) are no postcode at all.
func ParsePostcode(s string) Postcode {
	u := foldIdentifier(s)
	if u == "" || strings.HasPrefix(u, "ZZ99") {
		return Postcode{}
	}
	p := Postcode{Unit: u}
	n := len(u)
	if n < 5 || n > 7 || !isDigit(u[n-3]) || isDigit(u[n-2]) || isDigit(u[n-1]) {
		return p
	}
	outward := u[:n-3]
	letters := 0
	for letters < len(outward) && !isDigit(outward[letters]) {
		letters++
	}
	if letters == 0 || letters > 2 || letters == len(outward) {
		return p
	}
	p.Sector, p.District, p.Area = u[:n-2], outward, outward[:letters]
	return p
}

// isDigit reports whether b is an ASCII digit.
func isDigit(b byte) bool { return b >= '0' && b <= '9' }
