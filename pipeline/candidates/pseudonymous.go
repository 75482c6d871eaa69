package candidates

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// leastTogether is how many rows of a table share a place that a copy names.
const leastTogether = 10

// CopyPseudonymous writes the published tables of a run into a new folder, as their columns say what a copy may hold of them: what says
// nothing is left out. Reports are left out whole. It returns how many rows each table has. After an error there is no folder.
func CopyPseudonymous(run, out string, secret custody.Secret) (rows map[string]int, err error) {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: is there already; name a new folder", out)
	}
	part := filepath.Clean(out) + partOf
	if err := custody.MakeFolder(part); err != nil {
		return nil, err
	}
	defer os.RemoveAll(part) // of no effect once it has its name
	rows = map[string]int{}
	for _, t := range publishedTables {
		n, err := t.copyTable(filepath.Join(run, t.name+parquetEnd), filepath.Join(part, t.name+parquetEnd), secret)
		if errors.Is(err, fs.ErrNotExist) {
			continue // not law, or of an earlier build
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		rows[t.name] = n
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s: holds no table of a run", run)
	}
	if err := disk.SyncFolder(part); err != nil {
		return nil, err
	}
	return rows, os.Rename(part, out)
}

// copyTable writes one table as a copy may hold it.
func (t publishedTable) copyTable(from, to string, secret custody.Secret) (int, error) {
	r, err := openParquet(from)
	if err != nil {
		return 0, err
	}
	defer r.file.Close()
	told := r.told()
	if told["rollcall.schema_version"] != schemaVersion {
		return 0, fmt.Errorf("its columns are those of another version (%q, want %s): make the run anew", told["rollcall.schema_version"], schemaVersion)
	}
	held := func(string) bool { return true }
	whole, err := layColumns(t.row, t.name, r.gammas(), held, func(reflect.StructField) bool { return true })
	if err == nil {
		err = r.checkColumns(whole.schema)
	}
	if err != nil {
		return 0, err
	}
	kept, err := layColumns(t.row, t.name, r.gammas(), held, func(f reflect.StructField) bool { return f.Tag.Get("copy") != "" })
	if err != nil {
		return 0, err
	}
	together, err := r.countPlaces(t, whole)
	if err != nil {
		return 0, err
	}
	asOf, _ := time.Parse(time.DateOnly, told["rollcall.as_of"])
	origin := Origin{told["rollcall.run"], asOf, told["rollcall.authority"], told["rollcall.program"]}
	if told, err = origin.tellCopy(t, r.gammas()); err != nil {
		return 0, err
	}
	var rows []parquet.Row
	copied := reflect.MakeSlice(reflect.SliceOf(t.row), 1, 1)
	cells := kept.cellsOfLines(copied, origin)
	for row, err := range r.readRows() {
		if err != nil {
			return 0, err
		}
		line := whole.readWhole(row, t.row)
		t.coarsen(line, together, secret)
		copied.Index(0).Set(line)
		var values parquet.Row
		for at, cell := range cells {
			from := len(values)
			values = cell(values, 1)
			for i, v := range values[from:] {
				values[from+i] = v.Level(v.RepetitionLevel(), v.DefinitionLevel(), at)
			}
		}
		rows = append(rows, values)
	}
	if at := slices.IndexFunc(kept.of, func(c publishedColumn) bool { return t.row.FieldByIndex(c.field).Tag.Get("copy") == "digest" }); at >= 0 {
		// By the new names: the order of the old ones would tell which is which.
		slices.SortStableFunc(rows, func(a, b parquet.Row) int { return cmp.Compare(textIn(a, at), textIn(b, at)) })
	}
	return len(rows), writeFile(to, func(w io.Writer) error {
		return encodeRows(w, kept.schema, told, func(yield func(parquet.Row, error) bool) {
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		})
	})
}

// textIn is the text of a column of a row; empty when it is null.
func textIn(row parquet.Row, column int) string {
	for _, v := range row {
		if v.Column() == column && !v.IsNull() {
			return string(v.ByteArray())
		}
	}
	return ""
}

// tellCopy is what a file of a copy tells of itself.
func (o Origin) tellCopy(t publishedTable, gammas []string) (map[string]string, error) {
	words := map[string]string{}
	for _, c := range describeColumns(t.row, gammas) {
		if c.Copy != "" {
			words[c.Name] = c.About + " [" + copyWords[c.Copy] + "]"
		}
	}
	told, err := o.tell(t.name, tableWords[t.name], words)
	if err == nil {
		told["rollcall.care"], told["rollcall.copy"] = CopyCare, "pseudonymous"
	}
	return told, err
}

// gammas are the comparisons of the table.
func (r *reader) gammas() (names []string) {
	for _, leaf := range r.leaves {
		if name, is := strings.CutPrefix(leaf.Path[0], gammaPrefix); is {
			names = append(names, name)
		}
	}
	return names
}

// readWhole puts a row into a new struct, which is sealed where a number of it is null for that.
func (c columns) readWhole(row parquet.Row, of reflect.Type) reflect.Value {
	line := reflect.New(of).Elem()
	c.readRow(row, line)
	for _, v := range row {
		if at := v.Column(); at < len(c.of) && c.of[at].seal && v.IsNull() {
			line.FieldByName("Sealed").SetBool(true)
		}
	}
	return line
}

// countPlaces counts by column and place how many rows share it.
func (r *reader) countPlaces(t publishedTable, c columns) (map[string]map[string]int, error) {
	together := map[string]map[string]int{}
	for row, err := range r.readRows() {
		if err != nil {
			return nil, err
		}
		line := c.readWhole(row, t.row)
		for _, f := range reflect.VisibleFields(t.row) {
			if f.Tag.Get("copy") != "place" {
				continue
			}
			if together[f.Name] == nil {
				together[f.Name] = map[string]int{}
			}
			together[f.Name][line.FieldByIndex(f.Index).String()]++
		}
	}
	return together, nil
}

// coarsen makes of a row what a copy may hold of it.
func (t publishedTable) coarsen(line reflect.Value, together map[string]map[string]int, secret custody.Secret) {
	for _, f := range reflect.VisibleFields(t.row) {
		v := line.FieldByIndex(f.Index)
		switch f.Tag.Get("copy") {
		case "digest":
			v.SetString(pseudonym(v.String(), secret))
		case "month":
			if day, _ := reflect.TypeAssert[time.Time](v); !day.IsZero() {
				v.Set(reflect.ValueOf(time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)))
			}
		case "place":
			if together[f.Name][v.String()] < leastTogether {
				v.SetString("")
			}
		}
	}
}

// pseudonym stands for an id: the same for the same id and secret, and for nobody else to undo.
func pseudonym(id string, secret custody.Secret) string {
	if id == "" {
		return ""
	}
	h := hmac.New(sha256.New, secret[:])
	h.Write([]byte(id))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:15]))
}
