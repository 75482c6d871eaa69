package candidates

import (
	"io"
	"iter"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"rollcall/pipeline/custody"
)

// rowsPerGroup is the number of rows of one row group: fixed, so that the same rows give the same bytes, and small enough
// that a table of ten million links is written with one group in memory.
const rowsPerGroup = 1 << 18

// batch is how many rows are handed to the Parquet library at a time, a column after the other. A row group is so many batches.
const batch = 1 << 7

// compression is Zstandard at its fastest: its next level takes twice as long for a file a tenth smaller.
var compression = &zstd.Codec{Level: zstd.SpeedFastest}

// writerOptions are the same for every table. No value of them depends on the machine, the build or the clock. Bounds are kept
// for the columns that are looked up; those of free text and of the suppliers' own ids would only copy values into the footer.
func writerOptions(told map[string]string, unbounded ...string) []parquet.WriterOption {
	opts := []parquet.WriterOption{
		parquet.CreatedBy("rollcall", "1", "0"),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.Compression(compression),
		parquet.DataPageVersion(1),
		parquet.DataPageStatistics(false), // the index of the pages has the same, and its readers read that
	}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		opts = append(opts, parquet.KeyValueMetadata(key, told[key]))
	}
	for _, column := range unbounded {
		opts = append(opts, parquet.SkipPageBounds(column))
	}
	return opts
}

// writeFile writes a file whole and forces it to the disk: the folder that it stands in is published by a rename, which must
// never overtake the bytes. It is encrypted where its folder says to whom.
func writeFile(path string, write func(io.Writer) error) error { return custody.WriteFile(path, write) }

// writeTable writes rows of one struct type, in the order in which they come. The table is called as its file.
func writeTable[T any](from Origin, path string, gammas []string, rows iter.Seq[T], unbounded ...string) error {
	return writeFile(path, func(out io.Writer) error {
		return encodeTable(from, out, strings.TrimSuffix(filepath.Base(path), parquetEnd), gammas, rows, unbounded...)
	})
}

func encodeTable[T any](origin Origin, out io.Writer, table string, gammas []string, rows iter.Seq[T], unbounded ...string) error {
	c, err := columnsOf[T](table, gammas, func(string) bool { return true })
	if err != nil {
		return err
	}
	told, err := origin.tellTable(table, reflect.TypeFor[T](), gammas)
	if err != nil {
		return err
	}
	w := newTableWriter(out, c.schema, told, unbounded...)
	if rows != nil {
		lines, n := make([]T, batch), 0
		cells := c.cellsOfLines(reflect.ValueOf(lines), origin)
		for line := range rows {
			lines[n] = line
			if n++; n < batch {
				continue
			}
			if err := w.writeLines(cells, n); err != nil {
				return err
			}
			n = 0
		}
		if err := w.writeLines(cells, n); err != nil {
			return err
		}
	}
	return w.endTable()
}

// encodeRows writes rows of values, each of which is used again for the next, and what is told of the table.
func encodeRows(out io.Writer, schema *parquet.Schema, told map[string]string, rows iter.Seq2[parquet.Row, error], unbounded ...string) error {
	w := newTableWriter(out, schema, told, unbounded...)
	for row, err := range rows {
		if err != nil {
			return err
		}
		for _, v := range row {
			w.values[v.Column()] = append(w.values[v.Column()], v)
		}
		if err := w.endRows(1); err != nil {
			return err
		}
	}
	return w.endTable()
}

// tableWriter writes a table. A row is written by appending its values to those of the columns.
type tableWriter struct {
	of     *parquet.GenericWriter[any]
	values [][]parquet.Value // by column, of the rows that are not handed over yet
	rows   int
}

func newTableWriter(out io.Writer, schema *parquet.Schema, told map[string]string, unbounded ...string) *tableWriter {
	w := parquet.NewGenericWriter[any](out, append(writerOptions(told, unbounded...), schema)...)
	return &tableWriter{of: w, values: make([][]parquet.Value, len(w.ColumnWriters()))}
}

// writeLines writes so many lines, a column after the other.
func (w *tableWriter) writeLines(cells []columnCells, n int) error {
	for i, column := range cells {
		w.values[i] = column(w.values[i], n)
	}
	return w.endRows(n)
}

// endRows ends rows, no more than a batch and none of the next.
func (w *tableWriter) endRows(n int) error {
	if w.rows += n; w.rows%batch > 0 {
		return nil
	}
	if err := w.handOver(); err != nil || w.rows%rowsPerGroup > 0 {
		return err
	}
	return w.of.Flush()
}

// handOver hands the rows that are waiting to the library.
func (w *tableWriter) handOver() error {
	for i, column := range w.of.ColumnWriters() {
		if len(w.values[i]) == 0 {
			continue // the library takes the address of the first
		}
		if _, err := column.WriteRowValues(w.values[i]); err != nil {
			return err
		}
		w.values[i] = w.values[i][:0]
	}
	return nil
}

// endTable writes what is left and ends the file.
func (w *tableWriter) endTable() error {
	if err := w.handOver(); err != nil {
		return err
	}
	return w.of.Close()
}

// CollectRows gathers what a reader yields, up to its first error.
func CollectRows[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for row, err := range rows {
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, nil
}
