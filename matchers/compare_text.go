package matchers

// MeasureText has the levels exact, close, near, else. Columns are alternatives.
const MeasureText Measure = "text"

func init() {
	registerMeasure(MeasureText, measure{bind: bindText, levels: []Level{
		{Name: "else", M: .15, U: .9},
		{Name: "near", M: .05, U: .06},
		{Name: "close", M: .1, U: .02},
		{Name: "exact", M: .7, U: .02},
	}})
}

// The levels of MeasureText.
const (
	textElse int8 = iota
	textNear
	textClose
	textExact
)

// textComparer compares texts as a whole, each with each where rows have several.
type textComparer struct {
	packedValue
	texts    *lexicon
	values   *entries
	cache    *similarityCache
	kernels  kernels
	measured func(a, b int32) int8
}

// bindText makes the comparer of a MeasureText.
func bindText(t *Table, c Comparison, _ *lexicon) (comparer, error) {
	texts := newLexicon()
	e, err := texts.entriesOf(t, c.Columns, false)
	if err != nil {
		return nil, err
	}
	texts.sealNumbers()
	return (&textComparer{texts: texts, values: e}).forWorker(), nil
}

// forWorker implements comparer.
func (x *textComparer) forWorker() comparer {
	g := &textComparer{packedValue: x.packedValue, texts: x.texts, values: x.values, cache: newSimilarityCache(len(x.texts.words))}
	g.measured = g.measureValues
	return g
}

// compareRows implements comparer.
func (x *textComparer) compareRows(i, j int32) (int8, int32, int32) {
	best, va, vb := int8(-1), missing, missing
	for _, a := range x.values.of(i) {
		for _, b := range x.values.of(j) {
			if g := x.levelOf(a, b); g > best {
				best, va, vb = g, a, b
			}
		}
	}
	return best, va, vb
}

// levelOf compares two values, by the cache.
func (x *textComparer) levelOf(a, b int32) int8 {
	if a == b {
		return textExact
	}
	return x.cache.levelOf(a, b, x.measured)
}

// packRow implements comparer.
func (x *textComparer) packRow(i int32, row []uint32) { x.packValues(x.texts, x.values.of(i), row) }

// compareAtSight implements comparer.
func (x *textComparer) compareAtSight(a, b []uint32) int8 { return x.lookAtWords(a, b, textExact) }

// textOf implements frequent.
func (x *textComparer) textOf(id int32) string { return x.texts.words[id] }

// countValues implements frequent.
func (x *textComparer) countValues() []float64 { return x.values.countValues(len(x.texts.words)) }

// measureValues compares two texts that differ.
func (x *textComparer) measureValues(a, b int32) int8 {
	if !x.texts.mayBeNear(a, b) {
		return textElse
	}
	s, t := x.texts.words[a], x.texts.words[b]
	jw := x.kernels.jaroWinkler(s, t)
	switch {
	case jw >= .9, x.kernels.within(s, t, 1):
		return textClose
	case jw >= .8:
		return textNear
	}
	return textElse
}

// levelApart implements frequent.
func (x *textComparer) levelApart(a, b int32) int8 {
	switch {
	case a == b:
		return textExact
	case x.texts.tooDifferent(a, b):
		return textElse
	}
	return x.measureValues(a, b)
}
