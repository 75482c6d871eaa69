package matchers

import (
	"reflect"
	"testing"

	"github.com/sourcegraph/conc/pool"
	"pgregory.net/rapid"
)

// Columns that are filled side by side make the table that a row after a row does.
func TestColumnsSideBySideMakeTheSameTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := []Field{{"name", Names}, {"number", Identifiers}, {"address", Addresses}, {"return", Groups}, {"born", Dates}}
		value := rapid.SampledFrom([]string{"", "a1", "A 1", "A-1", "A1", "3 Mill Road", "3, mill rd", "2016-03-04", "Zoë", "ZOE"})
		rows := make([][][]string, rapid.IntRange(0, 12).Draw(t, "rows"))
		for i := range rows {
			for range fields {
				rows[i] = append(rows[i], rapid.SliceOfN(value, 0, 3).Draw(t, "values"))
			}
		}
		b, c := NewBuilder(fields...), NewBuilder(fields...)
		for i, row := range rows {
			b.Row(string(rune('a'+i)), uint16(i))
			for col, values := range row {
				for _, v := range values {
					b.Add(col, v)
				}
			}
		}
		g := pool.New()
		for _, own := range [][]int{{0, 3}, {1}, {4}} {
			part := c.Apart(own...)
			g.Go(func() {
				for _, row := range rows {
					part.NextRow()
					for _, col := range own {
						for _, v := range row[col] {
							part.Add(col, v)
						}
					}
				}
			})
		}
		for i, row := range rows {
			c.Row(string(rune('a'+i)), uint16(i))
			for _, v := range row[2] {
				c.Add(2, v)
			}
		}
		g.Wait()
		want, err := b.Table()
		got, failed := c.Table()
		if err != nil || failed != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("the tables differ: %v, %v", err, failed)
		}
	})
}

// Where values of a row start is held of a column alone of which some row has not one, and whatever a row was given is had back.
func TestAColumnOfOneValueARowHoldsNoStarts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom([]string{"", "ANN", "BEN"}), 0, 2), 0, 9).Draw(t, "rows")
		if rapid.Bool().Draw(t, "one each") {
			for i := range rows {
				rows[i] = []string{"ANN"}
			}
		}
		b := NewBuilder(Field{"name", Groups})
		b.Expect(rapid.IntRange(0, 12).Draw(t, "expected"))
		one := true
		for i, values := range rows {
			b.Row(string(rune('a'+i)), 0)
			for _, v := range values {
				b.Add(0, v)
			}
			one = one && len(values) == 1
		}
		table, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		c := table.columns[0]
		if (c.start == nil) != one {
			t.Fatalf("starts are %v of %q", c.start, rows)
		}
		for i, values := range rows {
			codes := c.of(int32(i))
			if len(codes) != len(values) {
				t.Fatalf("row %d of %q has the codes %v", i, rows, codes)
			}
			for k, v := range values {
				if v == "" && codes[k] != missing || v != "" && c.values[codes[k]] != v {
					t.Fatalf("row %d of %q has the codes %v of %q", i, rows, codes, c.values)
				}
			}
		}
	})
}

// A column that has not as many rows as the table is a fault of the program.
func TestAColumnOfFewerRowsIsRefused(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a table was made of columns of different lengths")
		}
	}()
	b := NewBuilder(Field{"name", Names}, Field{"born", Dates})
	b.Apart(1)
	b.Row("a", 0)
	_, _ = b.Table()
}

// What is normalised once stays as it is: of these kinds a value is looked up as it is written first.
func TestNumbersAreNormalisedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		for _, kind := range []Kind{Identifiers, Groups} {
			if once := normaliseValue(kind, value); normaliseValue(kind, once) != once {
				t.Fatalf("%s: %q is normalised to %q, and again to another", kind, value, once)
			}
		}
	})
}
