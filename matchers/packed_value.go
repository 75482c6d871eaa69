package matchers

// packedValue is where a comparer of values keeps those of a row: the first of them with its look, and a mark on a row
// with several or with a value of several words.
type packedValue struct{ at int }

// The words of a packed value.
const (
	valueID = iota
	valueMark
	valueLetters
	valueShape
	valueWords
)

// The marks of a packed value.
const (
	severalValues uint32 = 1 << iota // the row has several
	severalWords                     // the value has
)

// haveOne reports whether two packed rows, which have a value, have no other.
func (p *packedValue) haveOne(a, b []uint32) bool {
	return (a[p.at+valueMark]|b[p.at+valueMark])&severalValues == 0
}

// reserveWords implements comparer.
func (p *packedValue) reserveWords(at int) int {
	p.at = at
	return at + valueWords
}

// firstWord implements frequent.
func (p *packedValue) firstWord() int { return p.at + valueID }

// packValues packs the values of a row.
func (p *packedValue) packValues(x *lexicon, ids []int32, row []uint32) {
	w := row[p.at:][:valueWords]
	w[valueID], w[valueMark] = absent, 0
	if len(ids) == 0 {
		return
	}
	seen := x.looks[ids[0]]
	w[valueID], w[valueLetters], w[valueShape] = uint32(ids[0]), seen.letters, seen.shape
	if len(ids) > 1 {
		w[valueMark] |= severalValues
	}
	if x.parts.has(ids[0]) {
		w[valueMark] |= severalWords
	}
}

// isSilent implements comparer.
func (p *packedValue) isSilent(row []uint32) bool { return row[p.at+valueID] == absent }

// lookAtWords returns exact when the first values are the same, null when a row has none, 0 when they have too little in common,
// and otherwise that they are open.
func (p *packedValue) lookAtWords(a, b []uint32, exact int8) int8 {
	x, y := a[p.at:][:valueWords], b[p.at:][:valueWords]
	switch {
	case x[valueID] == absent || y[valueID] == absent:
		return -1
	case x[valueID] == y[valueID]:
		return exact
	case x[valueMark]|y[valueMark] != 0:
		return openAny
	case looksAlike(look{x[valueLetters], x[valueShape]}, look{y[valueLetters], y[valueShape]}):
		return open
	}
	return 0
}
