package candidates

import (
	"bufio"
	"errors"
	"fmt"
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

// options are the same for every table. No value of them depends on the machine, the build or the clock. Bounds are kept
// for the columns that are looked up; those of free text and of the suppliers' own ids would only copy values into the footer.
func options(unbounded ...string) []parquet.WriterOption {
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

// create writes a file whole and forces it to the disk. The folder that it stands in is published by a rename, which
// must never overtake the bytes.
func create(path string, write func(io.Writer) error) (err error) {
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
	return create(path, func(out io.Writer) error {
		w := parquet.NewGenericWriter[T](out, options(unbounded...)...)
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
	})
}

// readTable yields the rows of a table of one struct type. A damaged file, or one of another schema, ends it with an error:
// the Parquet library may panic on damage, so every call into it is guarded, and no guard covers the caller's loop.
func readTable[T any](path string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		file, reader, err := openTable[T](path)
		if err != nil {
			yield(zero, err)
			return
		}
		defer file.Close()
		for {
			// A fresh buffer each time: what the caller keeps must not change under it.
			rows := make([]T, batch)
			n, err := guarded(path, func() (int, error) { return reader.Read(rows) })
			for _, row := range rows[:n] {
				if !yield(row, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(zero, err)
				return
			}
		}
	}
}

func openTable[T any](path string) (*os.File, *parquet.GenericReader[T], error) {
	var row T
	file, table, err := openParquet(path, parquet.SchemaOf(row))
	if err != nil {
		return nil, nil, err
	}
	reader, err := guarded(path, func() (*parquet.GenericReader[T], error) { return parquet.NewGenericReader[T](table), nil })
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, reader, nil
}

// openParquet opens a file and checks that it has every column of want before any row of it is read.
func openParquet(path string, want *parquet.Schema) (*os.File, *parquet.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	table, err := guarded(path, func() (*parquet.File, error) {
		info, err := file.Stat()
		if err != nil {
			return nil, err
		}
		table, err := parquet.OpenFile(file, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		if err != nil {
			return nil, err
		}
		return table, holds(table.Schema(), want)
	})
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, table, nil
}

// holds reports the first column of want that got lacks or holds as another type. Further columns are no fault.
func holds(got, want *parquet.Schema) error {
	for _, column := range want.Columns() {
		wanted, _ := want.Lookup(column...)
		found, ok := got.Lookup(column...)
		if !ok {
			return fmt.Errorf("column %v: missing", column)
		}
		if found.Node.Type().String() != wanted.Node.Type().String() ||
			found.MaxRepetitionLevel != wanted.MaxRepetitionLevel || found.MaxDefinitionLevel != wanted.MaxDefinitionLevel {
			return fmt.Errorf("column %v: %v (want %v)", column, found.Node.Type(), wanted.Node.Type())
		}
	}
	return nil
}

// guarded runs a call into the Parquet library and turns its panic into an error that names the file.
func guarded[T any](path string, call func() (T, error)) (result T, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: damaged or not a Parquet table of Rollcall: %v", path, fault)
		} else if err != nil && !errors.Is(err, io.EOF) {
			err = fmt.Errorf("%s: %w", path, err)
		}
	}()
	return call()
}

// Collect gathers what a reader yields, up to its first error.
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for row, err := range rows {
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, nil
}

// mapped yields each row in the form of the next.
func mapped[A, B any](rows iter.Seq[A], form func(A) B) iter.Seq[B] {
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

// mapped2 is mapped for what is read.
func mapped2[A, B any](rows iter.Seq2[A, error], form func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for row, err := range rows {
			if !yield(form(row), err) {
				return
			}
		}
	}
}
