package candidates

import (
	"fmt"
	"io"
	"iter"
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

// layRow lays the values of the fixed columns and the levels out in column order.
func (t pairTable) layRow(row parquet.Row, fixed []parquet.Value, levels map[string]int32) parquet.Row {
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

// writePairs writes pairs in the order in which they come; values gives the fixed columns of one.
func (t pairTable) writePairs(path string, pairs iter.Seq2[[]parquet.Value, map[string]int32], unbounded ...string) error {
	return writeFile(path, func(out io.Writer) error {
		w := parquet.NewGenericWriter[any](out, append(writerOptions(unbounded...), t.schema)...)
		rows, n := make([]parquet.Row, batch), 0
		for fixed, levels := range pairs {
			rows[n] = t.layRow(rows[n], fixed, levels)
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
	*reader
	gammas map[int]string // name of the comparison by column
	fixed  map[string]int // column by name
}

// openPairs opens a table of pairs that has the fixed columns of the struct type.
func openPairs(path string, base reflect.Type) (*pairReader, error) {
	r, err := openParquet(path)
	if err != nil {
		return nil, err
	}
	p := &pairReader{r, map[int]string{}, map[string]int{}}
	if err := p.findColumns(parquet.SchemaOf(reflect.New(base).Interface())); err != nil {
		r.file.Close()
		return nil, err
	}
	return p, nil
}

// findColumns finds the columns.
func (p *pairReader) findColumns(want *parquet.Schema) error {
	if err := p.checkColumns(want); err != nil {
		return err
	}
	for i, leaf := range p.leaves {
		name, isGamma := strings.CutPrefix(leaf.Path[0], gammaPrefix)
		if !isGamma {
			p.fixed[leaf.Path[0]] = i
			continue
		}
		if len(leaf.Path) != 1 || leaf.Node.Type().Kind() != parquet.Int32 || leaf.MaxDefinitionLevel > 0 {
			return fmt.Errorf("%s: column %v: not a required int32", p.path, leaf.Path)
		}
		p.gammas[i] = name
	}
	if len(p.fixed) != len(want.Columns()) {
		return fmt.Errorf("%s: %d columns beside the levels (want %d)", p.path, len(p.fixed), len(want.Columns()))
	}
	return nil
}

// readPairs yields each row of a table of pairs in the form of its struct.
func readPairs[T any](path string, base reflect.Type, form func(pairRow) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		p, err := openPairs(path, base)
		if err != nil {
			yield(zero, err)
			return
		}
		defer p.file.Close()
		for row, err := range p.readRows() {
			if err != nil {
				yield(zero, err)
				return
			}
			if !yield(form(pairRow{p, row}), nil) {
				return
			}
		}
	}
}

// pairRow is one row of a table of pairs.
type pairRow struct {
	*pairReader
	row parquet.Row
}

func (r pairRow) textOf(column string) string { return string(r.row[r.fixed[column]].ByteArray()) }

func (r pairRow) numberOf(column string) float64 { return r.row[r.fixed[column]].Double() }

func (r pairRow) gammaLevels() map[string]int32 {
	levels := make(map[string]int32, len(r.gammas))
	for column, name := range r.gammas {
		levels[name] = r.row[column].Int32()
	}
	return levels
}
