package linkage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/sourcegraph/conc/pool"

	"rollcall/sources"
)

// readTable reads the columns of a table that are wanted. A file that is not there, and a row that cannot be read, are for the
// operator to mend: a *SettingsError; a file that is damaged is for whoever sent it.
//
// What was kept of an earlier version of the file, nil for nothing, makes it faster and changes nothing.
func readTable(ctx context.Context, path, name string, o sources.TableOptions, how func(column string) reading, kept *keptTable) (*table, error) {
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
	for _, c := range t.columns {
		c.followKept(kept.columnNamed(c.name))
	}
	before := newFollower(columns)
	for {
		rows, err := from.Next()
		if errors.Is(err, io.EOF) {
			for _, c := range t.columns {
				c.renumberValues()
			}
			t.notes = from.Notes()
			return t, t.doubtHeader(from.HeaderAgain())
		}
		if err != nil {
			return nil, tableError(name, err)
		}
		t.addRows(columns, rows, before.placesOf(rows))
	}
}

// tableError says which table cannot be read, and what to do.
func tableError(name string, err error) error {
	var wrong *sources.TableError
	switch {
	case !errors.As(err, &wrong):
		return fmt.Errorf("tables: %s: %w", name, err)
	case wrong.Row > 0:
		return faultf("tables: %s: row %d %s", name, wrong.Row, wrong.Why())
	}
	return fmt.Errorf("link: tables: %s: %w: ask for the file again, or name another", name, wrong)
}

// startColumns makes the columns of a header: by their places, nil for one that is not read.
func (t *table) startColumns(from *sources.Table, how func(string) reading) ([]*column, error) {
	columns := make([]*column, len(from.Header))
	seen := map[string]int{}
	for k, name := range from.Header {
		name = strings.TrimSpace(name)
		if looksLikeValue(name) {
			return nil, faultf("tables: %s: the first row is no header: its value %d looks like one of a person; put a row above it that names the columns", t.name, k+1)
		}
		if name == "" {
			t.passed = append(t.passed, Used{Name: fmt.Sprintf("(column %d)", k+1), Kind: Ignore, Guessed: true, Why: "it has no name"})
			continue
		}
		if before := seen[name]; before > 0 {
			return nil, faultf("tables: %s: columns %d and %d have the same name; rename one", t.name, before, k+1)
		}
		seen[name] = k + 1
		h := how(name)
		if h.passed != "" {
			t.passed = append(t.passed, Used{Name: name, Kind: Ignore, Guessed: true, Why: h.passed})
			continue
		}
		c := newColumn(name)
		c.own, c.serial = h.own, h.birth && from.Serial
		columns[k], t.columns = c, append(t.columns, c)
	}
	return columns, nil
}

// addRows appends rows to the columns, several columns at once; places are those in the version that is followed, nil for none.
func (t *table) addRows(columns []*column, rows *sources.TableRows, places []int32) {
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for k, c := range columns {
		if c == nil {
			continue
		}
		g.Go(func() {
			place := int32(noPlace)
			for row := range rows.Len() {
				if c.kept != nil {
					place = places[row]
				}
				c.addValueAt(rows.Cell(row, k), place)
			}
		})
	}
	g.Wait()
	t.rows += rows.Len()
}

// looksLikeValue reports whether what stands in the place of a column's name is a day, a postcode, an e-mail address or a long number: then
// the file has no header.
func looksLikeValue(s string) bool {
	return s != "" && (len(s) > 5 && looksLikeDate(s) || postcodeShape.MatchString(s) || emailShape.MatchString(s) || len(s) > 4 && numberShape.MatchString(s))
}

// doubtHeader returns a fault when what stands in the place of the columns' names are values of a first row, since rows below have them too,
// or when the names of all columns are one.
func (t *table) doubtHeader(headerAgain int) error {
	again, known := 0, 0
	for _, c := range t.columns {
		if kind, _ := kindByName(c.name); kind != "" {
			known++
		}
		if slices.Contains(c.values, c.name) {
			again++
		}
	}
	if again > max(known, 1) || again > known && len(t.columns) == 1 || headerAgain > 0 && known+len(t.passed) == 0 {
		return faultf("tables: %s: the first row is no header, since rows below say the same; put a row above it that names the columns", t.name)
	}
	if len(t.columns)+len(t.passed) == 1 && len(t.columns) == 1 {
		if mark := repeatedMark(t.columns[0].name); mark != "" {
			return faultf("tables: %s: one column, whose name has %q again and again: if that parts columns, say delimiter: %q", t.name, mark, mark)
		}
	}
	return nil
}

// repeatedMark returns a mark that parts a text at least twice and could part columns, empty for none.
func repeatedMark(s string) string {
	for _, mark := range []string{"^", "~", "#", "*", ":", "!", "¬", "\x1f", "\x01"} {
		if strings.Count(s, mark) > 1 {
			return mark
		}
	}
	return ""
}
