package candidates

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/custody"
)

// reader reads a table row by row. The Parquet library may panic on damage, and what it makes of a damaged row may hold
// values of another type than its column, which its own mapping to structs would take for pointers. So the schema is checked
// before a row is read, every row before it is used, and every call into the library is guarded; no guard covers the
// caller's loop.
type reader struct {
	path   string
	file   *custody.Opened
	table  *parquet.File
	leaves []parquet.LeafColumn // in their order
}

// openParquet opens a table. It is closed by the caller.
func openParquet(path string) (*reader, error) {
	file, err := custody.OpenFile(path)
	if err != nil {
		return nil, err
	}
	r := &reader{path: path, file: file}
	if err := r.guardLibrary(r.readSchema); err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

func (r *reader) readSchema() (err error) {
	if err := soundFooter(r.file, r.file.Size); err != nil {
		return err
	}
	r.table, err = parquet.OpenFile(r.file, r.file.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	schema := r.table.Schema()
	for i, path := range schema.Columns() {
		leaf, ok := schema.Lookup(path...)
		if !ok || leaf.ColumnIndex != i {
			return fmt.Errorf("column %v: twice", path)
		}
		r.leaves = append(r.leaves, leaf)
	}
	return soundPages(r.file, r.file.Size, r.table)
}

// checkColumns reports the first column of want that the table lacks or holds as another type, and any column beside them or in
// another order. A column that is never null, where it may be now, is an earlier build's and is read as it is.
func (r *reader) checkColumns(want *parquet.Schema) error {
	got := r.table.Schema()
	for _, column := range want.Columns() {
		wanted, _ := want.Lookup(column...)
		found, ok := got.Lookup(column...)
		if !ok {
			return fmt.Errorf("%s: column %v: missing", r.path, column)
		}
		if found.Node.Type().String() != wanted.Node.Type().String() ||
			found.MaxRepetitionLevel != wanted.MaxRepetitionLevel || found.MaxDefinitionLevel > wanted.MaxDefinitionLevel {
			return fmt.Errorf("%s: column %v: %v (want %v)", r.path, column, found.Node.Type(), wanted.Node.Type())
		}
	}
	if !slices.EqualFunc(got.Columns(), want.Columns(), slices.Equal) {
		return fmt.Errorf("%s: columns %v (want %v)", r.path, got.Columns(), want.Columns())
	}
	return nil
}

// readRows yields every row; it is valid until the next one.
func (r *reader) readRows() iter.Seq2[parquet.Row, error] {
	return func(yield func(parquet.Row, error) bool) {
		var source *parquet.GenericReader[any]
		err := r.guardLibrary(func() error {
			source = parquet.NewGenericReader[any](r.table, r.table.Schema())
			return nil
		})
		rows := make([]parquet.Row, min(batch, max(1, r.table.NumRows())))
		for seen := int64(0); err == nil; {
			n := 0
			err = r.guardLibrary(func() (err error) {
				n, err = source.ReadRows(rows)
				return err
			})
			for _, row := range rows[:n] {
				if fault := r.checkRow(row); fault != nil {
					yield(nil, fmt.Errorf("%s: row %d: %w", r.path, seen, fault))
					return
				}
				if seen++; !yield(row, nil) {
					return
				}
			}
			if n == 0 && err == nil || err == io.EOF && seen != r.table.NumRows() {
				err = fmt.Errorf("%s: %d rows (want %d)", r.path, seen, r.table.NumRows())
			}
		}
		if err != io.EOF {
			yield(nil, err)
		}
	}
}

// checkRow checks that a row has its columns in their order, one value for each that is no list, and no value of another type.
func (r *reader) checkRow(row parquet.Row) error {
	at := 0
	for c, leaf := range r.leaves {
		first := at
		for at < len(row) && row[at].Column() == c {
			v := row[at]
			if v.IsNull() == (v.DefinitionLevel() == leaf.MaxDefinitionLevel) || !v.IsNull() && v.Kind() != leaf.Node.Type().Kind() {
				return fmt.Errorf("column %v: a value of another type", leaf.Path)
			}
			at++
		}
		if at == first || at > first+1 && leaf.MaxRepetitionLevel == 0 {
			return fmt.Errorf("column %v: %d values", leaf.Path, at-first)
		}
	}
	if at != len(row) {
		return fmt.Errorf("%d values too many", len(row)-at)
	}
	return nil
}

// guardLibrary runs a call into the Parquet library and turns its panic into an error that names the file. The end of the file
// stays the end of the file.
func (r *reader) guardLibrary(call func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%s: damaged or not a Parquet table of Rollcall", r.path) // what it panicked with may be a value
		} else if errors.Is(err, io.EOF) {
			err = io.EOF
		} else if err != nil {
			err = fmt.Errorf("%s: %w", r.path, err)
		}
	}()
	return call()
}

// readTable yields the rows of a table of one struct type; a damaged file, or one of another schema, ends it with an error.
func readTable[T any](path string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var line T
		r, c, err := openTable[T](path)
		if err != nil {
			yield(line, err)
			return
		}
		defer r.file.Close()
		for row, err := range r.readRows() {
			var line T
			if err == nil {
				c.readRow(row, reflect.ValueOf(&line).Elem())
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// openTable opens a table that has the columns of T and no others, in their order, with whatever comparisons it holds.
func openTable[T any](path string) (*reader, columns, error) {
	r, err := openParquet(path)
	if err != nil {
		return nil, columns{}, err
	}
	var gammas []string
	for _, leaf := range r.leaves {
		if gamma, is := strings.CutPrefix(leaf.Path[0], gammaPrefix); is {
			gammas = append(gammas, gamma)
		}
	}
	c, err := columnsOf[T]("", gammas, func(column string) bool {
		return slices.ContainsFunc(r.leaves, func(l parquet.LeafColumn) bool { return l.Path[0] == column })
	})
	if err == nil {
		err = r.checkColumns(c.schema)
	}
	if err != nil {
		r.file.Close()
		return nil, columns{}, err
	}
	return r, c, nil
}
