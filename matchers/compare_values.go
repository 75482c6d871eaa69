package matchers

// measuredValues are the values that rows have for one comparison, and how two of them are measured. What was measured lately is
// kept, so that they belong to one goroutine.
type measuredValues struct {
	texts   *lexicon
	values  *entries
	exact   int8                                     // the level of two values that are the same
	measure func(m *measuredValues, a, b int32) int8 // the level of two that differ
	kernels kernels
	cache   *similarityCache
	differ  func(a, b int32) int8 // measure, for the cache
}

// startWorker makes a copy ready for a goroutine of its own.
func (m *measuredValues) startWorker() {
	m.kernels, m.cache = kernels{}, newSimilarityCache(len(m.texts.words))
	m.differ = func(a, b int32) int8 { return m.measure(m, a, b) }
}

// levelOf compares two values, by the cache. Most are told apart by their looks, which are nearer than the cache.
func (m *measuredValues) levelOf(a, b int32) int8 {
	switch {
	case a == b:
		return m.exact
	case m.texts.tooDifferent(a, b) && !m.mayBeShort(a, b) && !m.texts.bothKnown(a, b):
		return 0
	}
	return m.cache.levelOf(a, b, m.differ)
}

// mayBeShort reports whether one of two values is so much longer than the other that it may end in it whatever they look like.
func (m *measuredValues) mayBeShort(a, b int32) bool {
	n, o := m.texts.looks[a].length(), m.texts.looks[b].length()
	return 5*min(n, o) < 2*max(n, o)
}

// bestOf compares each value of one row with each of another and returns the best level and the values that reached it.
func (m *measuredValues) bestOf(of, with []int32) (best int8, va, vb int32) {
	best, va, vb = -1, missing, missing
	for _, a := range of {
		for _, b := range with {
			if g := m.levelOf(a, b); g > best {
				best, va, vb = g, a, b
			}
		}
	}
	return best, va, vb
}

// textOf implements frequent.
func (m *measuredValues) textOf(id int32) string { return m.texts.words[id] }

// countValues implements frequent.
func (m *measuredValues) countValues() []float64 { return m.values.countValues(len(m.texts.words)) }

// valuesOf implements frequent.
func (m *measuredValues) valuesOf(i int32) []int32 { return m.values.of(i) }

// levelApart implements frequent.
func (m *measuredValues) levelApart(a, b int32) int8 {
	switch {
	case a == b:
		return m.exact
	case m.texts.tooDifferent(a, b) && !m.texts.bothKnown(a, b):
		return 0
	}
	return m.measure(m, a, b)
}

// addLevels implements frequent.
func (m *measuredValues) addLevels(a int32, of []int32, weight []float64, sum *[nearLevels]float64) {
	for _, b := range of {
		sum[m.levelApart(a, b)] += weight[b]
	}
}

// valueComparer compares rows by their values alone.
type valueComparer struct {
	packedValue
	measuredValues
}

// newValueComparer makes a comparer of the values of columns.
func newValueComparer(t *Table, columns []string, texts *lexicon, exact int8, measure func(*measuredValues, int32, int32) int8) comparer {
	return &valueComparer{measuredValues: measuredValues{texts: texts, values: texts.entriesOf(t, columns, false), exact: exact, measure: measure}}
}

// forWorker implements comparer.
func (v *valueComparer) forWorker() comparer {
	g := *v
	g.startWorker()
	return &g
}

// compareRows implements comparer.
func (v *valueComparer) compareRows(i, j int32) (int8, int32, int32) {
	return v.bestOf(v.values.of(i), v.values.of(j))
}

// comparePacked implements packedMeasurer.
func (v *valueComparer) comparePacked(a, b []uint32) (int8, int32, int32) {
	if !v.haveOne(a, b) {
		return v.compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	}
	x, y := int32(a[v.firstWord()]), int32(b[v.firstWord()])
	return v.levelOf(x, y), x, y
}

// packRow implements comparer.
func (v *valueComparer) packRow(i int32, row []uint32) { v.packValues(v.texts, v.values.of(i), row) }

// compareAtSight implements comparer.
func (v *valueComparer) compareAtSight(a, b []uint32) int8 { return v.lookAtWords(a, b, v.exact) }
