package matchers

// packedForename is where a comparer of forenames keeps those of a row: forename, surname and middle name, the first of
// each, how the first two look, and marks.
type packedForename struct{ at int }

// The words of a packed forename.
const (
	nameGiven = iota
	nameSurname
	nameMiddle
	nameMark
	nameGivenLetters
	nameGivenShape
	nameSurnameLetters
	nameSurnameShape
	nameWords
)

// The marks of a packed forename.
const (
	nameSeveral uint32 = 1 << iota // several of any, or one of several words
	nameKnown                      // the forename is in a group of nicknames
)

// reserveWords implements comparer.
func (p *packedForename) reserveWords(at int) int {
	p.at = at
	return at + nameWords
}

// firstWord implements frequent.
func (p *packedForename) firstWord() int { return p.at + nameGiven }

// packValues packs the names of a row.
func (p *packedForename) packValues(x *lexicon, of fullName, row []uint32) {
	w := row[p.at:][:nameWords]
	w[nameMark] = 0
	for k, ids := range [...][]int32{of.given, of.surname, of.middle} {
		w[k] = absent
		if len(ids) == 0 {
			continue
		}
		w[k] = uint32(ids[0])
		if len(ids) > 1 || x.parts.has(ids[0]) {
			w[nameMark] |= nameSeveral
		}
		if seen := x.looks[ids[0]]; k == nameGiven {
			w[nameGivenLetters], w[nameGivenShape] = seen.letters, seen.shape
		} else if k == nameSurname {
			w[nameSurnameLetters], w[nameSurnameShape] = seen.letters, seen.shape
		}
	}
	if len(of.given) > 0 && x.known.has(of.given[0]) {
		w[nameMark] |= nameKnown
	}
}

// givenLook and surname return how the names of a packed row look.
func givenLook(w []uint32) look   { return look{w[nameGivenLetters], w[nameGivenShape]} }
func surnameLook(w []uint32) look { return look{w[nameSurnameLetters], w[nameSurnameShape]} }

// lookAtWords tells forenames that are the same, that have too little in common, or of which one is missing.
func (p *packedForename) lookAtWords(a, b []uint32) int8 {
	x, y := a[p.at:][:nameWords], b[p.at:][:nameWords]
	same := x[nameGiven] == y[nameGiven]
	if x[nameGiven] != absent && y[nameGiven] != absent {
		if same {
			return forenameExact
		}
		return lookApart(x, y)
	}
	switch {
	case (x[nameMark]|y[nameMark])&nameSeveral != 0:
		return openAny
	case same: // neither has one
		return -1
	case x[nameGiven] == absent && y[nameGiven] != absent && x[nameSurname] == y[nameGiven],
		y[nameGiven] == absent && x[nameGiven] != absent && y[nameSurname] == x[nameGiven]:
		return forenameSwapped
	}
	return -1
}

// lookApart tells two forenames that differ.
func lookApart(x, y []uint32) int8 {
	both := x[nameMark] & y[nameMark]
	switch {
	case (x[nameMark]|y[nameMark])&nameSeveral != 0:
		return openAny
	case x[nameSurname] != absent && y[nameSurname] != absent && looksAlike(givenLook(x), surnameLook(y)) && looksAlike(givenLook(y), surnameLook(x)):
		return openFree
	case x[nameGiven] == y[nameSurname], y[nameGiven] == x[nameSurname]:
		return openFree
	case both&nameKnown != 0, x[nameGiven] == y[nameMiddle], y[nameGiven] == x[nameMiddle], looksAlike(givenLook(x), givenLook(y)):
		return open
	}
	return forenameElse
}
