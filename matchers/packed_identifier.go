package matchers

// packedIdentifier is where a comparer of identifiers keeps those of a row: the first, its ends, and a mark on a row
// with several or with former ones.
type packedIdentifier struct{ at int }

// reserveWords implements comparer.
func (p *packedIdentifier) reserveWords(at int) int {
	p.at = at
	return at + 4
}

// packValues packs the identifiers of a row; plain when all are ones of which a person has one at a time.
func (p *packedIdentifier) packValues(words []string, ids []int32, plain bool, row []uint32) {
	row[p.at], row[p.at+3] = absent, 0
	if len(ids) == 0 {
		return
	}
	word := words[ids[0]]
	row[p.at] = uint32(ids[0])
	row[p.at+1], row[p.at+2] = uint32(packLetters(word[:min(3, len(word))])), uint32(packLetters(word[max(0, len(word)-4):]))
	if len(ids) > 1 || !plain {
		row[p.at+3] = 1
	}
}

// isSilent implements comparer.
func (p *packedIdentifier) isSilent(row []uint32) bool { return row[p.at] == absent }

// lookAtWords tells most pairs of identifiers: of eight letters or more, one edit leaves the first three or the last four as they were,
// so that two which differ in both are not close.
func (p *packedIdentifier) lookAtWords(a, b []uint32) int8 {
	x, y := a[p.at], b[p.at]
	switch {
	case x == absent || y == absent:
		return -1
	case x == y:
		return identifierSame
	case a[p.at+3]|b[p.at+3] != 0:
		return openAny
	case a[p.at+1] == b[p.at+1] || a[p.at+2] == b[p.at+2]:
		return open
	}
	return identifierElse
}
