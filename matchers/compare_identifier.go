package matchers

import "slices"

// MeasureIdentifier has the levels same, close, else. Columns hold identifiers of which a person has one at a time, so that two
// different ones speak against a match; Former holds ones that may agree but never disagree.
const MeasureIdentifier Measure = "identifier"

func init() {
	registerMeasure(MeasureIdentifier, measure{bind: bindIdentifier, levels: []Level{
		{Name: "else", M: .004, U: .9999},
		{Name: "close", M: .006, U: 1e-6},
		{Name: "same", M: .99, U: 1e-6},
	}})
}

// The levels of MeasureIdentifier.
const (
	identifierElse int8 = iota
	identifierClose
	identifierSame
)

// identifierComparer compares sets of identifiers.
type identifierComparer struct {
	packedIdentifier
	values  *lexicon
	present *entries // of which a person has one
	all     *entries // those and former ones
	kernels kernels
}

// bindIdentifier makes the comparer of a MeasureIdentifier.
func bindIdentifier(t *Table, c Comparison, _ *lexicon) comparer {
	values := newLexicon()
	present := values.entriesOf(t, c.Columns, false)
	all := present
	if len(c.Former) > 0 {
		all = values.entriesOf(t, slices.Concat(c.Columns, c.Former), false)
	}
	values.sealNumbers()
	return &identifierComparer{values: values, present: present, all: all}
}

// forWorker implements comparer.
func (d *identifierComparer) forWorker() comparer {
	return &identifierComparer{packedIdentifier: d.packedIdentifier, values: d.values, present: d.present, all: d.all}
}

// packRow implements comparer.
func (d *identifierComparer) packRow(i int32, row []uint32) {
	d.packValues(d.values.words, d.all.of(i), len(d.present.of(i)) == len(d.all.of(i)), row)
}

// compareAtSight implements comparer.
func (d *identifierComparer) compareAtSight(a, b []uint32) int8 { return d.lookAtWords(a, b) }

// compareRows implements comparer.
func (d *identifierComparer) compareRows(i, j int32) (int8, int32, int32) {
	ai, aj := d.all.of(i), d.all.of(j)
	if len(ai) == 0 || len(aj) == 0 {
		return -1, missing, missing
	}
	if shareValue(ai, aj) {
		return identifierSame, missing, missing
	}
	pi, pj := d.present.of(i), d.present.of(j)
	if len(pi) == 0 || len(pj) == 0 {
		return -1, missing, missing
	}
	for _, a := range pi {
		for _, b := range pj {
			if d.areClose(a, b) {
				return identifierClose, missing, missing
			}
		}
	}
	return identifierElse, missing, missing
}

// comparePacked implements packedMeasurer.
func (d *identifierComparer) comparePacked(a, b []uint32) (int8, int32, int32) {
	switch x, y := int32(a[d.at]), int32(b[d.at]); {
	case a[d.at+3]|b[d.at+3] != 0:
		return d.compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	case x == y:
		return identifierSame, missing, missing
	case d.areClose(x, y):
		return identifierClose, missing, missing
	}
	return identifierElse, missing, missing
}

// areClose reports whether two identifiers are long enough to be told apart and one edit from each other.
func (d *identifierComparer) areClose(a, b int32) bool {
	x, y := d.values.words[a], d.values.words[b]
	return max(len(x), len(y)) >= 8 && d.kernels.within(x, y, 1)
}
