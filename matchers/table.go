package matchers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Kind says what a column holds, and so how its values are normalised on the way into a Table.
type Kind uint8

// The kinds of column.
const (
	Words       Kind = iota // text compared as a whole, upper-cased, accents removed, spaces squeezed
	Names                   // parts of a person's name, folded by FoldName
	Dates                   // dates of which any part may be missing, written YYYY-MM-DD, YYYY-MM or YYYY, or YYYYMMDD
	Postcodes               // UK postcodes, by ParsePostcode; pseudo postcodes (ZZ99) become missing
	Addresses               // lines of an address joined with commas, by ParseAddress
	Categories              // codes such as M and F, upper-cased
	Identifiers             // numbers that belong to one person; upper-cased, spaces and hyphens dropped
	Groups                  // keys of groups of rows, kept byte for byte
)

var kindNames = [...]string{"words", "names", "dates", "postcodes", "addresses", "categories", "identifiers", "groups"}

// String returns the kind's name as settings write it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Field names a column of a Table and says what it holds.
type Field struct {
	Name string
	Kind Kind
}

// Table is rows ready to compare: normalised columns, each distinct value held once and rows referring to it by code.
// A row may have several values in a column. Values keep their position, so that the second postcode of a row belongs
// with its second address. A Table does not change once it is built and may be read from many goroutines.
type Table struct {
	fields  []Field
	columns []column
	keys    []string
	dataset []uint16
	order   []int32 // rows in the order of their keys
	rank    []int32 // position of each row in order
	memo    memo
}

// missing is the code of a value that the row does not have.
const missing int32 = -1

// column is one column. Row i has the codes start[i] to start[i+1].
type column struct {
	start  []int32 // nil when each row has one
	codes  []int32
	values []string // distinct normalised values, by code
}

// of returns the codes of row i, some of which may be missing.
func (c *column) of(i int32) []int32 {
	if c.start == nil {
		return c.codes[i : i+1]
	}
	return c.codes[c.start[i]:c.start[i+1]]
}

// firstOf returns the code of the first value of row i, or missing.
func (c *column) firstOf(i int32) int32 {
	for _, v := range c.of(i) {
		if v != missing {
			return v
		}
	}
	return missing
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.dataset) }

// Fields returns the columns in order.
func (t *Table) Fields() []Field { return slices.Clone(t.fields) }

// Order returns the rows in the order of their keys. It must not be changed.
func (t *Table) Order() []int32 { return t.order }

// Key returns the key of row i that the caller gave.
func (t *Table) Key(i int) string { return t.keys[i] }

// Dataset returns the number of the source table that row i came from.
func (t *Table) Dataset(i int) uint16 { return t.dataset[i] }

// Values returns the normalised values of row i in the named column; missing ones are left out.
func (t *Table) Values(i int, name string) []string {
	c, err := t.columnNamed(name)
	if err != nil {
		return nil
	}
	var out []string
	for _, v := range c.of(int32(i)) {
		if v != missing {
			out = append(out, c.values[v])
		}
	}
	return out
}

// column returns a column that the Spec names: Validate has found it.
func (t *Table) column(name string) *column {
	c, err := t.columnNamed(name)
	if err != nil {
		panic("matchers: " + err.Error())
	}
	return c
}

// columnNamed returns the named column.
func (t *Table) columnNamed(name string) (*column, error) {
	k := t.placeOf(name)
	if k < 0 {
		return nil, fmt.Errorf("table: no column %q", name)
	}
	return &t.columns[k], nil
}

// placeOf returns the place of the named column, −1 for none.
func (t *Table) placeOf(name string) int {
	return slices.IndexFunc(t.fields, func(f Field) bool { return f.Name == name })
}

// rankRows orders rows by key, so that nothing that follows depends on the order in which they came. Rows with one key
// keep the order in which they came.
func (t *Table) rankRows() {
	t.order = make([]int32, t.Len())
	common := commonPrefix(t.keys)
	sorted := make([]keyed, t.Len())
	for i, k := range t.keys {
		sorted[i] = keyed{key: nextEight(k[common:]), row: int32(i)}
	}
	slices.SortFunc(sorted, func(a, b keyed) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Or(strings.Compare(t.keys[a.row][common:], t.keys[b.row][common:]), int(a.row)-int(b.row))
	})
	for k, e := range sorted {
		t.order[k] = e.row
	}
	t.rank = make([]int32, t.Len())
	for k, i := range t.order {
		t.rank[i] = int32(k)
	}
}

// commonPrefix returns how many bytes all keys begin with alike.
func commonPrefix(keys []string) int {
	if len(keys) == 0 {
		return 0
	}
	n := len(keys[0])
	for _, k := range keys {
		n = min(n, len(k))
		for k[:n] != keys[0][:n] {
			n--
		}
	}
	return n
}

// nextEight returns the first eight bytes of a text as a number that orders as they do.
func nextEight(s string) uint64 {
	var x uint64
	for k := range 8 {
		x <<= 8
		if k < len(s) {
			x |= uint64(s[k])
		}
	}
	return x
}
