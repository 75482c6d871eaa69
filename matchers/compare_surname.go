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

// surnameComparer compares surnames, each with each where rows have several: legal, preferred, former.
type surnameComparer struct {
	packedValue
	names    *lexicon
	surname  *entries
	cache    *similarityCache
	kernels  kernels
	measured func(a, b int32) int8
}

// bindSurname makes the comparer of a MeasureSurname.
func bindSurname(t *Table, c Comparison, names *lexicon) (comparer, error) {
	e, err := names.entriesOf(t, c.Columns, false)
	if err != nil {
		return nil, err
	}
	return (&surnameComparer{names: names, surname: e}).forWorker(), nil
}

// forWorker implements comparer.
func (s *surnameComparer) forWorker() comparer {
	g := &surnameComparer{packedValue: s.packedValue, names: s.names, surname: s.surname, cache: newSimilarityCache(len(s.names.words))}
	g.measured = g.measureValues
	return g
}

// compareRows implements comparer.
func (s *surnameComparer) compareRows(i, j int32) (int8, int32, int32) {
	best, va, vb := int8(-1), missing, missing
	for _, a := range s.surname.of(i) {
		for _, b := range s.surname.of(j) {
			if g := s.levelOf(a, b); g > best {
				best, va, vb = g, a, b
			}
		}
	}
	return best, va, vb
}

// levelOf compares two values, by the cache.
func (s *surnameComparer) levelOf(a, b int32) int8 {
	if a == b {
		return surnameExact
	}
	return s.cache.levelOf(a, b, s.measured)
}

// packRow implements comparer.
func (s *surnameComparer) packRow(i int32, row []uint32) { s.packValues(s.names, s.surname.of(i), row) }

// compareAtSight implements comparer.
func (s *surnameComparer) compareAtSight(a, b []uint32) int8 {
	return s.lookAtWords(a, b, surnameExact)
}

// textOf implements frequent.
func (s *surnameComparer) textOf(id int32) string { return s.names.words[id] }

// countValues implements frequent.
func (s *surnameComparer) countValues() []float64 { return s.surname.countValues(len(s.names.words)) }

// measureValues compares two surnames that differ.
func (s *surnameComparer) measureValues(a, b int32) int8 {
	x, y := s.names.words[a], s.names.words[b]
	oneEdit, jw := false, 0.0
	if s.names.mayBeNear(a, b) {
		oneEdit, jw = s.kernels.within(x, y, 1), s.kernels.jaroWinkler(x, y)
	}
	switch {
	case oneEdit && len(x) >= 4 && len(y) >= 4, jw >= .92, s.names.sameWordsReordered(a, b):
		return surnameClose
	case s.names.sharesPart(a, b):
		return surnamePart
	case oneEdit, jw >= .80:
		return surnameNear
	}
	return surnameElse
}

// levelApart implements frequent.
func (s *surnameComparer) levelApart(a, b int32) int8 {
	switch {
	case a == b:
		return surnameExact
	case s.names.tooDifferent(a, b):
		return surnameElse
	}
	return s.measureValues(a, b)
}
