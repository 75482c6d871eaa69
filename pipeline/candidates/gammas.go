package candidates

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"reflect"
	"regexp"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// gammaPrefix begins the name of every column that holds the level which one comparison reached.
const gammaPrefix = "gamma_"

// noLevel is the gamma of a comparison that could not be made because a value was missing (Fellegi–Sunter's null level).
const noLevel = -1

// comparisonName is what a comparison may be called: its name becomes the name of a column.
var comparisonName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// pairTable is a table of pairs: the columns of a struct, and among them one gamma column for each comparison of the
// model, which only the run knows. Rows go through as Parquet values, so that ten million of them need no reflection.
type pairTable struct {
	schema *parquet.Schema
	gammas []string
	at     int // index of the first gamma column
}

// newPairTable lays the gamma columns between the first at fields of the struct type and the rest of them.
func newPairTable(base reflect.Type, at int, gammas []string) (pairTable, error) {
	var fields []reflect.StructField
	for i := range base.NumField() {
		if i == at {
			levels, err := gammaFields(gammas)
			if err != nil {
				return pairTable{}, err
			}
			fields = append(fields, levels...)
		}
		fields = append(fields, base.Field(i))
	}
	schema := parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
	return pairTable{parquet.NewSchema("pairs", schema), gammas, at}, nil
}

func gammaFields(gammas []string) ([]reflect.StructField, error) {
	var fields []reflect.StructField
	seen := map[string]bool{}
	for i, name := range gammas {
		if !comparisonName.MatchString(name) || seen[name] {
			return nil, fmt.Errorf("comparison %q: a name of letters, digits, _ and -, once each, is wanted for its column", name)
		}
		seen[name] = true
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("Gamma%d", i),
			Type: reflect.TypeFor[int32](),
			Tag:  reflect.StructTag(`parquet:"` + gammaPrefix + name + `,dict"`),
		})
	}
	return fields, nil
}

// row lays the values of the fixed columns and the levels out in column order.
func (t pairTable) row(row parquet.Row, fixed []parquet.Value, levels map[string]int32) parquet.Row {
	row = append(row[:0], fixed[:t.at]...)
	for _, name := range t.gammas {
		level, ok := levels[name]
		if !ok {
			level = noLevel
		}
		row = append(row, parquet.Int32Value(level))
	}
	row = append(row, fixed[t.at:]...)
	for i := range row {
		row[i] = row[i].Level(0, 0, i)
	}
	return row
}

// write writes pairs in the order in which they come; values gives the fixed columns of one.
func (t pairTable) write(path string, pairs iter.Seq2[[]parquet.Value, map[string]int32], unbounded ...string) error {
	return create(path, func(out io.Writer) error {
		w := parquet.NewGenericWriter[any](out, append(options(unbounded...), t.schema)...)
		rows, n := make([]parquet.Row, batch), 0
		for fixed, levels := range pairs {
			rows[n] = t.row(rows[n], fixed, levels)
			if n++; n < batch {
				continue
			}
			if _, err := w.WriteRows(rows); err != nil {
				return err
			}
			n = 0
		}
		if _, err := w.WriteRows(rows[:n]); err != nil {
			return err
		}
		return w.Close()
	})
}

// pairReader reads a table of pairs, whatever its comparisons.
type pairReader struct {
	path   string
	file   *os.File
	table  *parquet.File
	gammas map[int]string // name of the comparison by column
	fixed  map[string]int // column by name
}

func openPairs(path string, base reflect.Type) (*pairReader, error) {
	file, table, err := openParquet(path, parquet.SchemaOf(reflect.New(base).Interface()))
	if err != nil {
		return nil, err
	}
	r := &pairReader{path, file, table, map[int]string{}, map[string]int{}}
	for i, column := range table.Schema().Columns() {
		name, isGamma := strings.CutPrefix(column[0], gammaPrefix)
		if !isGamma {
			r.fixed[column[0]] = i
			continue
		}
		leaf, _ := table.Schema().Lookup(column...)
		if len(column) != 1 || leaf.Node.Type().Kind() != parquet.Int32 || leaf.MaxDefinitionLevel+leaf.MaxRepetitionLevel > 0 {
			file.Close()
			return nil, fmt.Errorf("%s: column %v: not a required int32", path, column)
		}
		r.gammas[i] = name
	}
	return r, nil
}

// rows yields each row with its values in column order.
func (r *pairReader) rows() iter.Seq2[pairRow, error] {
	return func(yield func(pairRow, error) bool) {
		reader, err := guarded(r.path, func() (*parquet.GenericReader[any], error) {
			return parquet.NewGenericReader[any](r.table, r.table.Schema()), nil
		})
		if err != nil {
			yield(pairRow{}, err)
			return
		}
		rows := make([]parquet.Row, batch)
		for {
			n, err := guarded(r.path, func() (int, error) { return r.read(reader, rows) })
			for _, row := range rows[:n] {
				if !yield(pairRow{r, row}, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(pairRow{}, err)
				return
			}
		}
	}
}

// read reads a batch and checks that every row has one value for each column.
func (r *pairReader) read(reader *parquet.GenericReader[any], rows []parquet.Row) (int, error) {
	n, err := reader.ReadRows(rows)
	for i, row := range rows[:n] {
		if len(row) != len(r.gammas)+len(r.fixed) {
			return i, fmt.Errorf("row with %d values (want %d)", len(row), len(r.gammas)+len(r.fixed))
		}
		for c, value := range row {
			if value.Column() != c {
				return i, fmt.Errorf("row with its columns out of order")
			}
		}
	}
	return n, err
}

// pairRow is one row of a table of pairs.
type pairRow struct {
	*pairReader
	row parquet.Row
}

func (r pairRow) text(column string) string {
	if v := r.row[r.fixed[column]]; v.Kind() == parquet.ByteArray {
		return string(v.ByteArray())
	}
	return ""
}

func (r pairRow) number(column string) float64 {
	if v := r.row[r.fixed[column]]; v.Kind() == parquet.Double {
		return v.Double()
	}
	return math.NaN()
}

func (r pairRow) levels() map[string]int32 {
	levels := make(map[string]int32, len(r.gammas))
	for column, name := range r.gammas {
		levels[name] = r.row[column].Int32()
	}
	return levels
}
