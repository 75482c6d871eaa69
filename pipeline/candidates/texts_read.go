package candidates

import (
	"fmt"
	"iter"

	"github.com/parquet-go/parquet-go"
)

// ReadTexts yields some columns of text of a report, row by row, with nothing for a cell that is not known. The slice is valid
// until the next row. A damaged file, or one without the columns, ends it with an error.
func ReadTexts(path string, columns ...string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		r, err := openParquet(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.file.Close()
		at := make([]int, len(columns))
		for i, name := range columns {
			leaf, ok := r.table.Schema().Lookup(name)
			if !ok || leaf.Node.Type().Kind() != parquet.ByteArray || leaf.MaxRepetitionLevel != 0 {
				yield(nil, fmt.Errorf("%s: column %s: missing, or no text", path, name))
				return
			}
			at[i] = leaf.ColumnIndex
		}
		cells := make([]string, len(columns))
		for row, err := range r.readRows() {
			if err != nil {
				yield(nil, err)
				return
			}
			for i, k := range at {
				if cells[i] = ""; !row[k].IsNull() {
					cells[i] = string(row[k].ByteArray())
				}
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}
