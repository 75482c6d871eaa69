package linkage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/sourcegraph/conc/pool"

	"rollcall/sources"
)

// readTable reads the columns of a table that are wanted. A file that is not there, and a row that cannot be read, are for the
// operator to mend: a *SettingsError; a file that is damaged is for whoever sent it.
func readTable(ctx context.Context, path, name string, o sources.TableOptions, how func(column string) reading) (*table, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, faultf("tables: %s: %s cannot be read (%v)", name, filepath.Base(path), errors.Unwrap(err))
	}
	from, err := sources.OpenTable(ctx, path, o)
	if err != nil {
		return nil, tableError(name, err)
	}
	defer from.Close()
	t := &table{name: name, digest: from.SHA256}
	columns, err := t.startColumns(from, how)
	if err != nil {
		return nil, err
	}
	for {
		rows, err := from.Next()
		if errors.Is(err, io.EOF) {
			t.notes = from.Notes()
			return t, nil
		}
		if err != nil {
			return nil, tableError(name, err)
		}
		t.addRows(columns, rows)
	}
}

// tableError says which table cannot be read, and what to do.
func tableError(name string, err error) error {
	var wrong *sources.TableError
	switch {
	case !errors.As(err, &wrong):
		return fmt.Errorf("tables: %s: %w", name, err)
	case wrong.Row > 0:
		return faultf("tables: %s: row %d %s", name, wrong.Row, wrong.Reason)
	}
	return fmt.Errorf("link: tables: %s: %w: ask for the file again, or name another", name, wrong)
}

// startColumns makes the columns of a header: by their places, nil for one that is not read.
func (t *table) startColumns(from *sources.Table, how func(string) reading) ([]*column, error) {
	columns := make([]*column, len(from.Header))
	seen := map[string]bool{}
	for k, name := range from.Header {
		name = strings.TrimSpace(name)
		if seen[name] {
			return nil, faultf("tables: %s: two columns are named %q; rename one", t.name, name)
		}
		seen[name] = true
		h := how(name)
		if h.passed != "" {
			t.passed = append(t.passed, Used{name, Ignore, true, h.passed})
			continue
		}
		c := newColumn(name)
		c.own, c.serial = h.own, h.birth && from.Serial
		columns[k], t.columns = c, append(t.columns, c)
	}
	return columns, nil
}

// addRows appends rows to the columns, several columns at once.
func (t *table) addRows(columns []*column, rows *sources.TableRows) {
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for k, c := range columns {
		if c == nil {
			continue
		}
		g.Go(func() {
			for row := range rows.Len() {
				c.addValue(rows.Cell(row, k))
			}
		})
	}
	g.Wait()
	t.rows += rows.Len()
}
