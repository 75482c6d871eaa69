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

	"rollcall/pipeline/custody"
)

// rowsPerGroup is the number of rows of one row group: fixed, so that the same rows give the same bytes, and small enough
// that a table of ten million links is written with one group in memory.
const rowsPerGroup = 1 << 18

// batch is how many rows are handed to the Parquet library at a time.
const batch = 4096

// writerOptions are the same for every table. No value of them depends on the machine, the build or the clock. Bounds are kept
// for the columns that are looked up; those of free text and of the suppliers' own ids would only copy values into the footer.
func writerOptions(told map[string]string, unbounded ...string) []parquet.WriterOption {
	opts := []parquet.WriterOption{
		parquet.CreatedBy("rollcall", "1", "0"),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.Compression(&parquet.Zstd),
		parquet.DataPageVersion(1),
	}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		opts = append(opts, parquet.KeyValueMetadata(key, told[key]))
	}
	for _, column := range unbounded {
		opts = append(opts, parquet.SkipPageBounds(column), parquet.SkipPageStatistics(column))
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
	return encodeRows(out, c.schema, told, func(yield func(parquet.Row, error) bool) {
		if rows == nil {
			return
		}
		var line T
		var values parquet.Row
		from := reflect.ValueOf(&line).Elem()
		for line = range rows {
			if values = c.appendRow(values[:0], from, origin); !yield(values, nil) {
				return
			}
		}
	}, unbounded...)
}

// encodeRows writes rows of values, each of which is used again for the next, and what is told of the table.
func encodeRows(out io.Writer, schema *parquet.Schema, told map[string]string, rows iter.Seq2[parquet.Row, error], unbounded ...string) error {
	w := parquet.NewGenericWriter[any](out, append(writerOptions(told, unbounded...), schema)...)
	buffer, n := make([]parquet.Row, batch), 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		buffer[n] = append(buffer[n][:0], row...)
		if n++; n < batch {
			continue
		}
		if _, err := w.WriteRows(buffer); err != nil {
			return err
		}
		n = 0
	}
	if _, err := w.WriteRows(buffer[:n]); err != nil {
		return err
	}
	return w.Close()
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
