package matchers

import "math/bits"

// packedPlace is where a comparer of places keeps that of a row: the letters of its postcode, its sector, its address and
// house number, and a mark on a row with several places or a postcode of more than eight letters.
type packedPlace struct{ at int }

// The words of a packed place.
const (
	placeLow    = iota // the first four letters of the postcode
	placeHigh          // and the next four
	placeSector        // its sector
	placeLine          // the address
	placeNumber        // its house number
	placeMark          // 1 when there is more to a row than this
	placeWords
)

// reserveWords implements comparer.
func (p *packedPlace) reserveWords(at int) int {
	p.at = at
	return at + placeWords
}

// firstWord implements valued: the address.
func (p *packedPlace) firstWord() int { return p.at + placeLine }

// packValues starts a row.
func (p *packedPlace) packValues(row []uint32, several bool) {
	w := row[p.at:][:placeWords]
	w[placeLow], w[placeHigh], w[placeSector], w[placeLine], w[placeNumber], w[placeMark] = 0, 0, absent, absent, absent, 0
	if several {
		w[placeMark] = 1
	}
}

// writeUnit packs a postcode.
func (p *packedPlace) writeUnit(row []uint32, unit string, sector int32) {
	w := row[p.at:][:placeWords]
	if len(unit) > 8 {
		w[placeMark] = 1
		return
	}
	letters := packLetters(unit)
	w[placeLow], w[placeHigh], w[placeSector] = uint32(letters), uint32(letters>>32), uint32(sector)
}

// writeLine packs an address.
func (p *packedPlace) writeLine(row []uint32, line, number int32) {
	w := row[p.at:][:placeWords]
	w[placeLine], w[placeNumber] = uint32(line), uint32(number)
}

// isSilent implements comparer.
func (p *packedPlace) isSilent(row []uint32) bool {
	w := row[p.at:][:placeWords]
	return w[placeLow]|w[placeHigh]|w[placeMark] == 0 && w[placeLine] == absent
}

// lookAtWords tells all pairs of places but those whose house numbers agree and whose streets may be alike.
func (p *packedPlace) lookAtWords(a, b []uint32) int8 {
	x, y := a[p.at:][:placeWords], b[p.at:][:placeWords]
	if x[placeMark]|y[placeMark] != 0 {
		return openAny
	}
	if x[placeLine] != absent && y[placeLine] != absent && x[placeNumber] == y[placeNumber] {
		if x[placeLine] != y[placeLine] {
			return openAny
		}
		return levelTogether(x, y)
	}
	return levelApart(x, y)
}

// levelTogether is the level of two packed places whose addresses are alike.
func levelTogether(x, y []uint32) int8 {
	switch a, b := unitOf(x), unitOf(y); {
	case a == 0 || b == 0:
		return placeAddress
	case a == b:
		return placeBoth
	case unitsNear(x, y):
		return placeNearly
	}
	return placeElsewhere
}

// levelApart is the level of two packed places whose addresses are not, or of which one has none.
func levelApart(x, y []uint32) int8 {
	a, b := unitOf(x), unitOf(y)
	bothUnits, bothLines := a != 0 && b != 0, x[placeLine] != absent && y[placeLine] != absent
	switch {
	case bothUnits && a == b:
		if bothLines {
			return placeNeighbour
		}
		return placePostcode
	case bothUnits && unitsNear(x, y):
		return placeAround
	case bothUnits || bothLines:
		return placeElse
	}
	return -1
}

// unitOf returns the postcode of a packed place, 0 for none.
func unitOf(w []uint32) uint64 { return uint64(w[placeHigh])<<32 | uint64(w[placeLow]) }

// unitsNear reports whether two different postcodes are of one sector or one error apart.
func unitsNear(x, y []uint32) bool {
	return x[placeSector] == y[placeSector] && x[placeSector] != absent || oneEdit(unitOf(x), unitOf(y))
}

// packLetters returns a text of at most eight bytes as a number, the first letter lowest.
func packLetters(s string) uint64 {
	var x uint64
	for k := range len(s) {
		x |= uint64(s[k]) << (8 * k)
	}
	return x
}

// oneEdit reports whether two different packed texts are one edit apart: a letter replaced, left out or put in, or two
// neighbours swapped.
func oneEdit(x, y uint64) bool {
	differ := x ^ y
	n, m := packedLength(x), packedLength(y)
	at := bits.TrailingZeros64(differ) &^ 7 // where they first differ
	switch n - m {
	case 0:
		if differ>>at>>8 == 0 {
			return true // one letter
		}
		return differ>>at>>16 == 0 && byte(x>>at) == byte(y>>(at+8)) && byte(x>>(at+8)) == byte(y>>at)
	case 1:
		return x>>at>>8 == y>>at
	case -1:
		return y>>at>>8 == x>>at
	}
	return false
}

// packedLength returns how many letters are packed.
func packedLength(x uint64) int { return (bits.Len64(x) + 7) / 8 }
