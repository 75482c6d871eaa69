package matchers

import "fmt"

// Builder makes a Table row by row. Each distinct value is normalised once.
type Builder struct {
	fields  []Field
	columns []column
	raw     []map[string]int32 // code of a value as written
	folded  []map[string]int32 // code of a normalised value
	keys    []string
	dataset []uint16
	pending [][]int32 // codes of the current row, by column
}

// NewBuilder returns a Builder of a Table with the given columns.
func NewBuilder(fields ...Field) *Builder {
	b := &Builder{fields: fields, columns: make([]column, len(fields)), pending: make([][]int32, len(fields))}
	for range fields {
		b.raw = append(b.raw, map[string]int32{"": missing})
		b.folded = append(b.folded, map[string]int32{"": missing})
	}
	return b
}

// Row starts a row and returns its index. The key names the row for good: results are ordered by keys, never by the order
// of rows. The dataset is the number of the source table that the row came from.
func (b *Builder) Row(key string, dataset uint16) int {
	b.endRow()
	b.keys = append(b.keys, key)
	b.dataset = append(b.dataset, dataset)
	return len(b.keys) - 1
}

// Add gives the current row one more value in column col, counted as in NewBuilder. An empty value, or one that
// normalises to nothing, is missing but keeps its position.
func (b *Builder) Add(col int, value string) {
	b.pending[col] = append(b.pending[col], b.codeOf(col, value))
}

// codeOf returns the code of a value in column col, normalising it the first time that it is seen.
func (b *Builder) codeOf(col int, value string) int32 {
	if c, ok := b.raw[col][value]; ok {
		return c
	}
	folded := normaliseValue(b.fields[col].Kind, value)
	c, ok := b.folded[col][folded]
	if !ok {
		c = int32(len(b.columns[col].values))
		b.folded[col][folded] = c
		b.columns[col].values = append(b.columns[col].values, folded)
	}
	b.raw[col][value] = c
	return c
}

// endRow ends the current row.
func (b *Builder) endRow() {
	if len(b.keys) == 0 {
		return
	}
	for k := range b.columns {
		c := &b.columns[k]
		c.start = append(c.start, int32(len(c.codes)))
		c.codes = append(c.codes, b.pending[k]...)
		b.pending[k] = b.pending[k][:0]
	}
}

// Table ends the last row and returns the table. The Builder must not be used again. It fails when two columns share a name.
func (b *Builder) Table() (*Table, error) {
	b.endRow()
	seen := map[string]bool{}
	for k, f := range b.fields {
		if seen[f.Name] {
			return nil, fmt.Errorf("table: two columns named %q", f.Name)
		}
		seen[f.Name] = true
		c := &b.columns[k]
		c.start = append(c.start, int32(len(c.codes)))
	}
	t := &Table{fields: b.fields, columns: b.columns, keys: b.keys, dataset: b.dataset}
	b.raw, b.folded, b.pending = nil, nil, nil
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
