package matchers

import (
	"fmt"
	"slices"
)

// Builder makes a Table row by row. Each distinct value is normalised once.
type Builder struct {
	rest    Columns // that are filled row by row
	keys    []string
	dataset []uint16
	parts   []*Columns
}

// Columns fills some columns of a Table; several of one Builder may be filled side by side, each from a goroutine of its own.
type Columns struct {
	rows   int
	own    []int // places of the columns among all
	all    []columnBuilder
	fields []Field
}

// columnBuilder is a column that is being filled.
type columnBuilder struct {
	column
	raw     map[string]int32 // code of a value as written, where it is not written as it is normalised
	folded  map[string]int32 // code of a normalised value
	pending []int32          // codes of the current row
}

// NewBuilder returns a Builder of a Table with the given columns.
func NewBuilder(fields ...Field) *Builder {
	b := &Builder{rest: Columns{fields: fields, all: make([]columnBuilder, len(fields))}}
	for k := range fields {
		b.rest.own = append(b.rest.own, k)
		b.rest.all[k].raw, b.rest.all[k].folded = map[string]int32{}, map[string]int32{"": missing}
	}
	return b
}

// Expect makes room for so many rows. Without it columns take a quarter more than they hold.
func (b *Builder) Expect(rows int) {
	b.keys, b.dataset = slices.Grow(b.keys, rows), slices.Grow(b.dataset, rows)
	for k := range b.rest.all {
		b.rest.all[k].codes = slices.Grow(b.rest.all[k].codes, rows)
	}
}

// Apart has some columns, counted as in NewBuilder, filled by themselves: for each row of the Table, in the same order, one is begun.
func (b *Builder) Apart(columns ...int) *Columns {
	part := &Columns{own: columns, all: b.rest.all, fields: b.rest.fields}
	b.rest.own = slices.DeleteFunc(b.rest.own, func(k int) bool { return slices.Contains(columns, k) })
	b.parts = append(b.parts, part)
	return part
}

// Row starts a row and returns its index. The key names the row for good: results are ordered by keys, never by the order
// of rows. The dataset is the number of the source table that the row came from.
func (b *Builder) Row(key string, dataset uint16) int {
	b.rest.NextRow()
	b.keys = append(b.keys, key)
	b.dataset = append(b.dataset, dataset)
	return len(b.keys) - 1
}

// Add gives the current row one more value in column col, counted as in NewBuilder. An empty value, or one that
// normalises to nothing, is missing but keeps its position.
func (b *Builder) Add(col int, value string) { b.rest.Add(col, value) }

// NextRow starts a row of the columns.
func (c *Columns) NextRow() {
	c.endRow()
	c.rows++
}

// Add is Builder.Add for one of the columns.
func (c *Columns) Add(col int, value string) {
	x := &c.all[col]
	x.pending = append(x.pending, x.codeOf(c.fields[col].Kind, value))
}

// codeOf returns the code of a value, normalising it the first time that it is seen.
func (x *columnBuilder) codeOf(kind Kind, value string) int32 {
	if value == "" {
		return missing
	}
	plain := kind == Identifiers || kind == Groups // most are written as they are normalised, which changes nothing of one that is
	if plain {
		if c, ok := x.folded[value]; ok {
			return c
		}
	}
	if c, ok := x.raw[value]; ok {
		return c
	}
	folded := normaliseValue(kind, value)
	c, ok := x.folded[folded]
	if !ok {
		c = int32(len(x.values))
		x.folded[folded] = c
		x.values = append(x.values, folded)
	}
	if !plain || folded != value {
		x.raw[value] = c
	}
	return c
}

// endRow ends the current row. As long as each has one value, there is no need to say where they start.
func (c *Columns) endRow() {
	if c.rows == 0 {
		return
	}
	for _, k := range c.own {
		x := &c.all[k]
		if x.start == nil && len(x.pending) != 1 {
			x.start = make([]int32, c.rows-1, cap(x.codes)+1)
			for i := range x.start {
				x.start[i] = int32(i)
			}
		}
		if x.start != nil {
			x.start = append(x.start, int32(len(x.codes)))
		}
		x.codes = append(x.codes, x.pending...)
		x.pending = x.pending[:0]
	}
}

// Table ends the last row and returns the table. The Builder must not be used again. It fails when two columns share a name.
func (b *Builder) Table() (*Table, error) {
	for _, part := range append(b.parts, &b.rest) {
		if part.endRow(); part.rows != b.rest.rows {
			panic(fmt.Sprintf("matchers: %d rows of some columns (want %d)", part.rows, b.rest.rows))
		}
	}
	t := &Table{fields: b.rest.fields, keys: b.keys, dataset: b.dataset}
	seen := map[string]bool{}
	for k, f := range t.fields {
		if seen[f.Name] {
			return nil, fmt.Errorf("table: two columns named %q", f.Name)
		}
		seen[f.Name] = true
		c := b.rest.all[k].column
		if c.start != nil {
			c.start = append(c.start, int32(len(c.codes)))
		}
		t.columns = append(t.columns, c)
	}
	b.rest.all = nil
	t.rankRows()
	return t, nil
}

// normaliseValue returns the value as a column of the kind holds it, empty when it says nothing.
func normaliseValue(k Kind, value string) string {
	switch k {
	case Names:
		return FoldName(value)
	case Dates:
		return ParseDate(value).String()
	case Postcodes:
		return ParsePostcode(value).Unit
	case Addresses:
		return AddressKey(value)
	case Categories:
		return foldText(value)
	case Identifiers:
		return foldIdentifier(value)
	case Groups:
		return value
	default:
		return foldText(value)
	}
}
