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

// bindText makes the comparer of a MeasureText, of texts as a whole, each with each.
func bindText(t *Table, c Comparison, _ *lexicon) comparer {
	texts := newLexicon()
	defer texts.sealNumbers()
	return newValueComparer(t, c.Columns, texts, textExact, measureTexts)
}

// measureTexts compares two texts that differ.
func measureTexts(x *measuredValues, a, b int32) int8 {
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
