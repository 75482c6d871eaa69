package linkage

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

// batchLines is how many rows are written at once.
const batchLines = 4096

// writeLines writes so many rows, each of which line makes.
func writeLines[T any](out io.Writer, n int, line func(i int) T) error {
	w := parquet.NewGenericWriter[T](out)
	lines := make([]T, 0, min(n, batchLines))
	for i := range n {
		if lines = append(lines, line(i)); len(lines) == batchLines || i == n-1 {
			if _, err := w.Write(lines); err != nil {
				return err
			}
			lines = lines[:0]
		}
	}
	return w.Close()
}
