package matchers

// MeasureCategory has the levels same, else.
const MeasureCategory Measure = "category"

func init() {
	registerMeasure(MeasureCategory, measure{bind: bindCategory, levels: []Level{
		{Name: "else", M: .01, U: .5},
		{Name: "same", M: .99, U: .5},
	}})
}

// categoryComparer compares codes: same or not.
type categoryComparer struct {
	codes []int32 // by row
	at    int
}

// bindCategory makes the comparer of a MeasureCategory: of the first value that a row has in the first column.
func bindCategory(t *Table, c Comparison, _ *lexicon) comparer {
	col := t.column(c.Columns[0])
	k := &categoryComparer{codes: make([]int32, t.Len())}
	for i := range k.codes {
		k.codes[i] = col.firstOf(int32(i))
	}
	return k
}

// forWorker implements comparer.
func (c *categoryComparer) forWorker() comparer { return c }

// reserveWords implements comparer.
func (c *categoryComparer) reserveWords(at int) int {
	c.at = at
	return at + 1
}

// packRow implements comparer.
func (c *categoryComparer) packRow(i int32, row []uint32) { row[c.at] = uint32(c.codes[i]) }

// isSilent implements comparer.
func (c *categoryComparer) isSilent(row []uint32) bool { return row[c.at] == absent }

// compareAtSight implements comparer.
func (c *categoryComparer) compareAtSight(a, b []uint32) int8 {
	x, y := a[c.at], b[c.at]
	switch {
	case x == absent || y == absent:
		return -1
	case x == y:
		return 1
	}
	return 0
}

// compareRows implements comparer.
func (c *categoryComparer) compareRows(i, j int32) (int8, int32, int32) {
	a, b := c.codes[i], c.codes[j]
	switch {
	case a == missing || b == missing:
		return -1, missing, missing
	case a == b:
		return 1, missing, missing
	}
	return 0, missing, missing
}
