package matchers

// comparer finds the level of one comparison for pairs of rows of one table.
//
// A pair is looked at twice. The first look reads the few words that packRow wrote for each row, which lie together in memory,
// and settles most pairs: values that are the same, missing, or too far apart. The second measures the values.
type comparer interface {
	// compareRows returns the level that rows i and j reach, −1 when either says nothing, and the values that reached it, for
	// the comparison's term frequencies; the values are missing where the level has none.
	compareRows(i, j int32) (gamma int8, a, b int32)
	// reserveWords takes the words of a packed row from at on and returns where the next comparer's begin.
	reserveWords(at int) int
	// packRow writes the comparer's words of row i.
	packRow(i int32, row []uint32)
	// isSilent reports whether a packed row has nothing to compare: its level with any other is null.
	isSilent(row []uint32) bool
	// compareAtSight returns the level of two packed rows, the one that compareRows would return, or says that compareRows must
	// be asked: open when they cannot agree entirely, openFree when they may agree crosswise, openAny when they may agree either
	// way. Where the level is exact and the values have term frequencies, the first word is the value.
	compareAtSight(a, b []uint32) int8
	// forWorker returns the same comparer for another goroutine. One that has just been bound only packs and counts.
	forWorker() comparer
}

// What compareAtSight returns when it cannot tell.
const (
	open     int8 = 12 // a level below exact
	openFree int8 = 13 // a level below exact, or a free one above it
	openAny  int8 = 14 // any level
)

// absent is the word of a value that the row does not have.
const absent = ^uint32(0)

// packedMeasurer is a comparer that measures most rows by their packed words, which lie ready, and asks compareRows for the others.
type packedMeasurer interface {
	// comparePacked is compareRows for two packed rows.
	comparePacked(a, b []uint32) (gamma int8, x, y int32)
}

// distant is a comparer that keeps elsewhere what its words do not hold of a row.
type distant interface {
	// fetchRest reads something of that, and returns it.
	fetchRest(row []uint32) uint32
}

// valued is a comparer that keeps a value of a row in its packed words.
type valued interface {
	// firstWord returns the word of a packed row that holds its first value.
	firstWord() int
}

// nearLevels is room for the levels of a comparison with term frequencies.
const nearLevels = 9

// frequent is a comparer whose values have term frequencies.
type frequent interface {
	comparer
	valued
	// countValues returns how often each value occurs.
	countValues() []float64
	// levelApart returns the level of two values as such, without their rows and without a cache.
	levelApart(a, b int32) int8
	// addLevels adds the weights of values to the levels that they reach with a as such.
	addLevels(a int32, of []int32, weight []float64, sum *[nearLevels]float64)
	// valuesOf returns the values of a row.
	valuesOf(i int32) []int32
	// textOf returns a value's text.
	textOf(id int32) string
}
