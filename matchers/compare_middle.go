package matchers

// MeasureMiddle has the levels exact, initial, else.
const MeasureMiddle Measure = "middle"

func init() {
	registerMeasure(MeasureMiddle, measure{bind: bindMiddle, names: true, levels: []Level{
		{Name: "else", M: .1, U: .9},
		{Name: "initial", M: .2, U: .08},
		{Name: "exact", M: .7, U: .02},
	}})
}

// The levels of MeasureMiddle.
const (
	middleElse int8 = iota
	middleInitial
	middleExact
)

// middleComparer compares middle names word by word: one in common is agreement.
type middleComparer struct {
	packedValue
	names   *lexicon
	words   *entries
	kernels kernels
}

// bindMiddle makes the comparer of a MeasureMiddle.
func bindMiddle(t *Table, c Comparison, names *lexicon) comparer {
	return &middleComparer{names: names, words: names.wordsOf(t, c.Columns, false)}
}

// forWorker implements comparer.
func (m *middleComparer) forWorker() comparer {
	return &middleComparer{packedValue: m.packedValue, names: m.names, words: m.words}
}

// packRow implements comparer.
func (m *middleComparer) packRow(i int32, row []uint32) { m.packValues(m.names, m.words.of(i), row) }

// compareAtSight implements comparer.
func (m *middleComparer) compareAtSight(a, b []uint32) int8 {
	g := m.lookAtWords(a, b, middleExact)
	switch {
	case g <= 0:
		return g
	case look{shape: a[m.at+valueShape]}.length() == 1 || a[m.at+valueMark]|b[m.at+valueMark] != 0:
		return openAny // an initial that both have is less than another word that they share
	case g == open:
		return openAny // words one edit apart agree
	}
	return g
}

// compareRows implements comparer.
func (m *middleComparer) compareRows(i, j int32) (int8, int32, int32) {
	best := int8(-1)
	for _, a := range m.words.of(i) {
		for _, b := range m.words.of(j) {
			best = max(best, m.levelOf(a, b))
		}
	}
	return best, missing, missing
}

// comparePacked implements packedMeasurer.
func (m *middleComparer) comparePacked(a, b []uint32) (int8, int32, int32) {
	if !m.haveOne(a, b) {
		return m.compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	}
	return m.levelOf(int32(a[m.firstWord()]), int32(b[m.firstWord()])), missing, missing
}

// levelOf compares two words.
func (m *middleComparer) levelOf(a, b int32) int8 {
	x, y := m.names.words[a], m.names.words[b]
	if len(x) == 1 || len(y) == 1 {
		if x[0] == y[0] {
			return middleInitial
		}
		return middleElse
	}
	if a == b || x[0] == y[0] && m.kernels.within(x, y, 1) {
		return middleExact
	}
	return middleElse
}
