package candidates

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"os"

	"github.com/parquet-go/parquet-go"
)

// rowsPerGroup is the number of rows of one row group: fixed, so that the same rows give the same bytes, and small enough
// that a table of ten million links is written with one group in memory.
const rowsPerGroup = 1 << 18

// batch is how many rows are handed to the Parquet library at a time.
const batch = 4096

// writerOptions are the same for every table. No value of them depends on the machine, the build or the clock. Bounds are kept
// for the columns that are looked up; those of free text and of the suppliers' own ids would only copy values into the footer.
func writerOptions(unbounded ...string) []parquet.WriterOption {
	opts := []parquet.WriterOption{
		parquet.CreatedBy("rollcall", "1", "0"),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.Compression(&parquet.Zstd),
		parquet.DataPageVersion(1),
	}
	for _, column := range unbounded {
		opts = append(opts, parquet.SkipPageBounds(column), parquet.SkipPageStatistics(column))
	}
	return opts
}

// writeFile writes a file whole and forces it to the disk. The folder that it stands in is published by a rename, which
// must never overtake the bytes.
func writeFile(path string, write func(io.Writer) error) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriterSize(file, 1<<20)
	if err := write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Sync()
}

// writeTable writes rows of one struct type, in the order in which they come.
func writeTable[T any](path string, rows iter.Seq[T], unbounded ...string) error {
	return writeFile(path, func(out io.Writer) error { return encodeTable(out, rows, unbounded...) })
}

func encodeTable[T any](out io.Writer, rows iter.Seq[T], unbounded ...string) error {
	w := parquet.NewGenericWriter[T](out, writerOptions(unbounded...)...)
	buffer := make([]T, 0, batch)
	for row := range rows {
		if buffer = append(buffer, row); len(buffer) < batch {
			continue
		}
		if _, err := w.Write(buffer); err != nil {
			return err
		}
		buffer = buffer[:0]
	}
	if _, err := w.Write(buffer); err != nil {
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

// mapRows yields each row in the form of the next.
func mapRows[A, B any](rows iter.Seq[A], form func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		if rows == nil {
			return
		}
		for row := range rows {
			if !yield(form(row)) {
				return
			}
		}
	}
}

// mapRead is mapRows for what is read.
func mapRead[A, B any](rows iter.Seq2[A, error], form func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for row, err := range rows {
			if !yield(form(row), err) {
				return
			}
		}
	}
}
