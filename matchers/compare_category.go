package matchers

// categoryComparer compares codes: same or not.
type categoryComparer struct {
	codes []int32 // by row
}

// bindCategory makes the comparer of a MeasureCategory: of the first value that a row has in the first column.
func bindCategory(t *Table, c Comparison) (comparer, error) {
	col, err := t.column(c.Columns[0])
	if err != nil {
		return nil, err
	}
	k := &categoryComparer{codes: make([]int32, t.Len())}
	for i := range k.codes {
		k.codes[i] = col.first(int32(i))
	}
	return k, nil
}

// fresh implements comparer.
func (c *categoryComparer) fresh() comparer { return c }

// compare implements comparer.
func (c *categoryComparer) compare(i, j int32) (int8, int32, int32) {
	a, b := c.codes[i], c.codes[j]
	switch {
	case a == missing || b == missing:
		return -1, missing, missing
	case a == b:
		return 1, missing, missing
	}
	return 0, missing, missing
}
