package matchers

// MeasureSurname has the levels exact, close, part (double surnames that share one), near, else. Columns are alternatives.
const MeasureSurname Measure = "surname"

func init() {
	registerMeasure(MeasureSurname, measure{bind: bindSurname, names: true, levels: []Level{
		{Name: "else", M: .04, U: .95},
		{Name: "near", M: .02, U: .03},
		{Name: "part", M: .01, U: .002},
		{Name: "close", M: .05, U: .006},
		{Name: "exact", M: .88, U: .004},
	}})
}

// The levels of MeasureSurname.
const (
	surnameElse int8 = iota
	surnameNear
	surnamePart
	surnameClose
	surnameExact
)

// bindSurname makes the comparer of a MeasureSurname, of legal, preferred and former ones, each with each.
func bindSurname(t *Table, c Comparison, names *lexicon) comparer {
	return newValueComparer(t, c.Columns, names, surnameExact, measureSurnames)
}

// measureSurnames compares two surnames that differ.
func measureSurnames(s *measuredValues, a, b int32) int8 {
	x, y := s.texts.words[a], s.texts.words[b]
	oneEdit, jw := false, 0.0
	if s.texts.mayBeNear(a, b) {
		oneEdit, jw = s.kernels.within(x, y, 1), s.kernels.jaroWinkler(x, y)
	}
	switch {
	case oneEdit && len(x) >= 4 && len(y) >= 4, jw >= .92, misread(x, y), s.texts.sameWordsReordered(a, b):
		return surnameClose
	case s.texts.sharesPart(a, b):
		return surnamePart
	case oneEdit, jw >= .80, scrambled(x, y):
		return surnameNear
	}
	return surnameElse
}
