package matchers

// MeasureSurname has the levels exact, close, part (a double surname and one of its names), near, shared (two of several names that
// share one, and each has another), else. Columns are alternatives.
const MeasureSurname Measure = "surname"

func init() {
	registerMeasure(MeasureSurname, measure{bind: bindSurname, names: true, levels: []Level{
		{Name: "else", M: .04, U: .95},
		{Name: "shared", M: .002, U: .002, Free: true}, // brothers and sisters of patronymic names, where the own one stands last
		{Name: "near", M: .02, U: .03},
		{Name: "part", M: .01, U: .002},
		{Name: "close", M: .05, U: .006},
		{Name: "exact", M: .88, U: .004},
	}})
}

// The levels of MeasureSurname.
const (
	surnameElse int8 = iota
	surnameShared
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
	if oneEdit && len(x) >= 4 && len(y) >= 4 || misread(x, y) {
		return surnameClose
	}
	if p, q := s.texts.parts.at(a), s.texts.parts.at(b); p != nil && q != nil {
		switch found, of := s.alikeWithin(p, q); { // as wholes they are alike by what they share, and it may be a father's name
		case found == 0:
		case found < of:
			return surnameShared
		case len(p) == len(q):
			return surnameClose
		default:
			return surnamePart
		}
	}
	switch {
	case jw >= .92:
		return surnameClose
	case s.texts.sharesPart(a, b):
		return surnamePart
	case oneEdit, jw >= .80, scrambled(x, y):
		return surnameNear
	}
	return surnameElse
}
