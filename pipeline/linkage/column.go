package linkage

import (
	"hash/maphash"
	"strings"

	"rollcall/sources"
)

// column is one column of a table as read: each distinct value once, trimmed, and rows referring to it.
type column struct {
	name   string
	values []string
	codes  []int32 // by row; −1 for an empty value
	// A table of hashes finds the code of a value: slots hold a code + 1, hashes the values' hashes. It is made when it is asked.
	slots  []int32
	hashes []uint64
	// own says that every row is taken to have a value of its own, which is then not looked for.
	own bool
	// distinct is how many different values such a column has, 0 before they are counted.
	distinct int
	// serial says that numbers of a worksheet among the values are days.
	serial bool
	// weights are, by row, how many rows it stands for; nil when that is one.
	weights []int
	// kept is the column in an earlier version of the file while that is followed.
	kept *column
}

func newColumn(name string) *column { return &column{name: name} }

// seed of the hashes; no result depends on it.
var seed = maphash.MakeSeed()

// addValue appends a row's value. The text may be used again by the caller.
func (c *column) addValue(value string) { c.addValueAt(value, noPlace) }

// addValueAt appends a row's value, which may have stood at a place of the earlier version that is followed.
func (c *column) addValueAt(value string, place int32) {
	value = sources.PlainText(value)
	if c.serial {
		if day, is := sources.SerialDay(value); is {
			value = day.String()
		}
	}
	switch {
	case value == "":
		c.codes = append(c.codes, -1)
	case c.own:
		if code := c.codeKept(value, place); code >= 0 {
			value = c.kept.values[code]
		} else {
			value = strings.Clone(value)
		}
		c.codes = append(c.codes, int32(len(c.values)))
		c.values = append(c.values, value)
	default:
		code := c.codeKept(value, place)
		if code < 0 {
			code = c.codeOf(value, true)
		}
		c.codes = append(c.codes, code)
	}
}

// codeOf returns the code of a value, a new one when it was not seen; clone when the text may be used again by the caller.
func (c *column) codeOf(value string, clone bool) int32 {
	if c.slots == nil {
		c.makeSlots()
	}
	h := maphash.String(seed, value)
	mask := uint64(len(c.slots) - 1)
	at := h & mask
	for ; c.slots[at] != 0; at = (at + 1) & mask {
		if k := c.slots[at] - 1; c.hashes[k] == h && c.values[k] == value {
			return k
		}
	}
	if clone {
		value = strings.Clone(value)
	}
	k := int32(len(c.values))
	c.values, c.hashes = append(c.values, value), append(c.hashes, h)
	c.slots[at] = k + 1
	if 2*len(c.values) > len(c.slots) {
		c.growSlots()
	}
	return k
}

// makeSlots makes the table of hashes of the values that there are.
func (c *column) makeSlots() {
	n := 1 << 10
	for n < 2*len(c.values) {
		n *= 4
	}
	c.hashes = make([]uint64, len(c.values))
	for k, v := range c.values {
		c.hashes[k] = maphash.String(seed, v)
	}
	c.fillSlots(n)
}

// growSlots makes the table of hashes four times as large.
func (c *column) growSlots() { c.fillSlots(4 * len(c.slots)) }

// fillSlots makes a table of hashes of a size.
func (c *column) fillSlots(n int) {
	c.slots = make([]int32, n)
	mask := uint64(len(c.slots) - 1)
	for k, h := range c.hashes {
		at := h & mask
		for c.slots[at] != 0 {
			at = (at + 1) & mask
		}
		c.slots[at] = int32(k) + 1
	}
}

// appendColumn appends the rows of another column.
func (c *column) appendColumn(d *column) {
	if c.own || d.own {
		c.own = true
		before := int32(len(c.values))
		for _, code := range d.codes {
			if code >= 0 {
				code += before
			}
			c.codes = append(c.codes, code)
		}
		c.values = append(c.values, d.values...)
		return
	}
	c.weights = append(c.weights, d.weights...)
	to := make([]int32, len(d.values))
	for k, v := range d.values {
		to[k] = c.codeOf(v, false)
	}
	for _, code := range d.codes {
		if code >= 0 {
			code = to[code]
		}
		c.codes = append(c.codes, code)
	}
}

// rewriteValues returns a column of the name in which each value stands as it is rewritten, and none where nothing is left of it.
func (c *column) rewriteValues(name string, rewrite func(string) string) *column {
	out := newColumn(name)
	out.weights = c.weights
	to := make([]int32, len(c.values))
	for k, v := range c.values {
		to[k] = -1
		if v = rewrite(v); v != "" {
			to[k] = out.codeOf(v, false)
		}
	}
	out.codes = make([]int32, len(c.codes))
	for i, code := range c.codes {
		out.codes[i] = -1
		if code >= 0 {
			out.codes[i] = to[code]
		}
	}
	return out
}

// countRows returns how many rows each value has.
func (c *column) countRows() []int {
	rows := make([]int, len(c.values))
	for i, code := range c.codes {
		if code >= 0 {
			rows[code] += c.weightOf(i)
		}
	}
	return rows
}

// weightOf returns how many rows row i stands for.
func (c *column) weightOf(i int) int {
	if c.weights == nil {
		return 1
	}
	return c.weights[i]
}

// valueOf returns the value of row i, empty for none.
func (c *column) valueOf(i int) string {
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
	passed  []Used // columns that are not read, and why
	notes   []string
	called  map[string]string // what the settings call a column: what the table does
}

// columnNamed returns the named column, nil for none.
func (t *table) columnNamed(name string) *column {
	for _, c := range t.columns {
		if c.name == name {
			return c
		}
	}
	return nil
}

// columnOf returns the column that the settings call so, nil for none.
func (t *table) columnOf(name string) *column {
	if own, ok := t.called[name]; ok {
		return t.columnNamed(own)
	}
	return t.columnNamed(name)
}

// nameOf returns the settings' name of a column of the table.
func (t *table) nameOf(own string) string {
	for name, c := range t.called {
		if c == own {
			return name
		}
	}
	return own
}
