package linkage

import "strings"

// column is one column of a table as read: each distinct value once, trimmed, and rows referring to it.
type column struct {
	name   string
	values []string
	codes  []int32 // by row; −1 for an empty value
	index  map[string]int32
}

func newColumn(name string) *column { return &column{name: name, index: map[string]int32{}} }

// add appends a row's value. The text may be used again by the caller.
func (c *column) add(value string) {
	value = strings.TrimSpace(value)
	if value == "" || value == "NULL" || value == "NA" || value == "NaN" || value == "None" {
		c.codes = append(c.codes, -1)
		return
	}
	code, ok := c.index[value]
	if !ok {
		code = int32(len(c.values))
		value = strings.Clone(value)
		c.index[value] = code
		c.values = append(c.values, value)
	}
	c.codes = append(c.codes, code)
}

// join appends the rows of another column.
func (c *column) join(d *column) {
	to := make([]int32, len(d.values))
	for k, v := range d.values {
		code, ok := c.index[v]
		if !ok {
			code = int32(len(c.values))
			c.index[v] = code
			c.values = append(c.values, v)
		}
		to[k] = code
	}
	for _, code := range d.codes {
		if code >= 0 {
			code = to[code]
		}
		c.codes = append(c.codes, code)
	}
}

// of returns the value of row i, empty for none.
func (c *column) of(i int) string {
	if code := c.codes[i]; code >= 0 {
		return c.values[code]
	}
	return ""
}

// table is a table as read.
type table struct {
	name    string
	columns []*column
	rows    int
	digest  string // SHA-256 of the file
}

// column returns the named column, nil for none.
func (t *table) column(name string) *column {
	for _, c := range t.columns {
		if c.name == name {
			return c
		}
	}
	return nil
}
