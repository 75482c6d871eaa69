package matchers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/conc/pool"
)

// Column is a column of a Table before it is normalised: each distinct value once, and for every row the position of its
// value, negative for none.
type Column struct {
	Field
	Values []string
	Codes  []int32
}

// FromColumns makes a Table of columns of equal length: keys name the rows for good, and dataset is the number of the source
// table of each. Each distinct value is normalised once. It fails when two columns share a name or lengths differ.
func FromColumns(keys []string, dataset []uint16, columns []Column) (*Table, error) {
	t := &Table{keys: keys, dataset: dataset, columns: make([]column, len(columns))}
	g := pool.New().WithErrors().WithFirstError()
	for k, c := range columns {
		if len(c.Codes) != len(keys) || len(dataset) != len(keys) {
			return nil, fmt.Errorf("table: column %q has %d rows (want %d)", c.Name, len(c.Codes), len(keys))
		}
		if slices.ContainsFunc(t.fields, func(f Field) bool { return f.Name == c.Name }) {
			return nil, fmt.Errorf("table: two columns named %q", c.Name)
		}
		t.fields = append(t.fields, c.Field)
		g.Go(func() error {
			t.columns[k] = c.normalised()
			return nil
		})
	}
	g.Go(func() error {
		t.rankRows()
		return nil
	})
	return t, g.Wait()
}

// normalised returns the column as a Table holds it.
func (c Column) normalised() column {
	var out column
	seen := make(map[string]int32, len(c.Values))
	to := make([]int32, len(c.Values))
	for k, v := range c.Values {
		folded := normaliseValue(c.Kind, v)
		if folded == "" {
			to[k] = missing
			continue
		}
		code, ok := seen[folded]
		if !ok {
			code = int32(len(out.values))
			folded = strings.Clone(folded)
			seen[folded] = code
			out.values = append(out.values, folded)
		}
		to[k] = code
	}
	out.codes = make([]int32, len(c.Codes))
	for i, code := range c.Codes {
		out.codes[i] = missing
		if code >= 0 {
			out.codes[i] = to[code]
		}
	}
	return out
}
