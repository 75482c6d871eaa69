package candidates

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/custody"
)

// Naming is by what a child is found in the files of a published run: its ids, and the ids of the records placed with it.
type Naming struct {
	IDs     []string
	Records map[string]bool
}

// FindNaming finds the records that a published run placed with a child of some ids.
func FindNaming(dir string, ids []string) (*Naming, error) {
	n := &Naming{IDs: ids, Records: map[string]bool{}}
	for row, err := range ReadChildren(filepath.Join(dir, ChildrenFile)) {
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", ChildrenFile, err)
		}
		if slices.Contains(ids, row.ChildID) {
			n.Records[row.RecordID] = true
		}
	}
	return n, nil
}

// names reports whether a text names the child.
func (n *Naming) names(text string) bool {
	if n.Records[text] {
		return true
	}
	for _, id := range n.IDs {
		if strings.Contains(text, id) {
			return true
		}
	}
	if !strings.Contains(text, "#") {
		return false
	}
	for record := range n.Records {
		if holdsRecord(text, record) {
			return true
		}
	}
	return false
}

// holdsRecord reports whether a text holds a record id, and not the beginning of a longer number.
func holdsRecord(text, record string) bool {
	for {
		at := strings.Index(text, record)
		if at < 0 {
			return false
		}
		text = text[at+len(record):]
		if text == "" || text[0] < '0' || text[0] > '9' {
			return true
		}
	}
}

// namesRow reports whether any text of a row names the child.
func (n *Naming) namesRow(row parquet.Row) bool {
	for _, v := range row {
		if v.Kind() == parquet.ByteArray && !v.IsNull() && n.names(string(v.ByteArray())) {
			return true
		}
	}
	return false
}

// Cell is a value of a row of a published table, in words.
type Cell struct{ Column, Value string }

// RowsNaming yields the rows of a published table that name the child. A damaged file ends it with an error.
func (n *Naming) RowsNaming(path string) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		r, err := openParquet(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.file.Close()
		columns := r.table.Schema().Columns()
		for row, err := range r.readRows() {
			if err != nil {
				yield(nil, err)
				return
			}
			if !n.namesRow(row) {
				continue
			}
			var cells []Cell
			for _, v := range row {
				if !v.IsNull() {
					cells = append(cells, Cell{strings.Join(columns[v.Column()], "."), r.wordsOf(v)})
				}
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// wordsOf is a value in words: a day as YYYY-MM-DD.
func (r *reader) wordsOf(v parquet.Value) string {
	if r.leaves[v.Column()].Node.Type().String() == "DATE" {
		return time.Unix(int64(v.Int32())*24*60*60, 0).UTC().Format(time.DateOnly)
	}
	return v.String()
}

// InRun is what of a child stands in the files of a published run.
type InRun struct {
	Rows    map[string]int // of the tables, by name from the folder
	Removed []string       // files that are no tables and name it, or may by its name: they can only be removed whole
}

// Any reports whether anything does.
func (i *InRun) Any() bool { return len(i.Rows)+len(i.Removed) > 0 }

// everybody are the tables that hold every child, whether it is on a list or not.
var everybody = []string{ChildrenFile, LinksFile, ReconciliationFile, RejectionsFile}

// FindInRun finds in which files of a published run a child stands. A workbook is among them when it holds an id, and the workbooks
// of all lists and reports are when the child has a row in any table beside those of all children: it may stand there by name alone. The
// store of the officers' page is when the child has any row, for it may be in another child's story too.
func (n *Naming) FindInRun(dir string) (*InRun, error) {
	found := &InRun{Rows: map[string]int{}}
	files, err := publishedFiles(dir)
	if err != nil {
		return nil, err
	}
	listed := false
	for _, name := range files {
		if filepath.Ext(name) != ".parquet" {
			continue
		}
		for _, err := range n.RowsNaming(filepath.Join(dir, name)) {
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			found.Rows[name]++
			listed = listed || !slices.Contains(everybody, name)
		}
	}
	for _, name := range files {
		ext := filepath.Ext(name)
		if ext == ".parquet" || ext == ".json" {
			continue
		}
		holds := listed && (name == WorkbookFile || name == ReportsFile) || len(found.Rows) > 0 && name == DeskFile // which knows every child, and packs what it says
		if !holds {
			if holds, err = n.holdsFile(filepath.Join(dir, name)); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if holds {
			found.Removed = append(found.Removed, name)
		}
	}
	return found, nil
}

// publishedFiles are the names of the files of a run from its folder, without what encryption adds.
func publishedFiles(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, strings.TrimSuffix(filepath.ToSlash(name), custody.SealedEnd))
		return err
	})
	return names, err
}

// mostFile is the most that is read of a file to be searched, and of a part of a workbook.
const mostFile = 1 << 30

// holdsFile reports whether a file holds an id of the child, in a part of it where it is packed.
func (n *Naming) holdsFile(path string) (bool, error) {
	f, err := custody.OpenFile(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f.Stream(), mostFile))
	if err != nil || n.names(string(raw)) {
		return err == nil, err
	}
	packed, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return false, nil // not packed
	}
	for _, part := range packed.File {
		r, err := part.Open()
		if err != nil {
			return false, err
		}
		text, err := io.ReadAll(io.LimitReader(r, mostFile))
		if err = errors.Join(err, r.Close()); err != nil || n.names(string(text)) {
			return err == nil, err
		}
	}
	return false, nil
}

// EraseInRun takes what was found of a child out of the files of a run: rows out of tables, and the other files whole.
func (n *Naming) EraseInRun(dir string, found *InRun) error {
	for name := range found.Rows {
		if err := n.eraseRows(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, name := range found.Removed {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			path += custody.SealedEnd
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// partOf is what the name of a table adds while it is written anew.
const partOf = ".part"

// eraseRows writes a table anew without the rows that name the child.
func (n *Naming) eraseRows(path string) error {
	r, err := openParquet(path)
	if err != nil {
		return err
	}
	defer r.file.Close()
	end := ""
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		end = custody.SealedEnd
	}
	if err := custody.WriteFile(path+partOf, func(out io.Writer) error {
		return encodeRows(out, r.table.Schema(), r.told(), func(yield func(parquet.Row, error) bool) {
			for row, err := range r.readRows() {
				if err == nil && n.namesRow(row) {
					continue
				}
				if !yield(row, err) {
					return
				}
			}
		}, r.freeText()...)
	}); err != nil {
		return err
	}
	if _, err := os.Lstat(path + partOf + custody.SealedEnd); err == nil { // the folder's recipients, whatever was there
		return errors.Join(os.Rename(path+partOf+custody.SealedEnd, path+custody.SealedEnd), removeOther(path, end, custody.SealedEnd))
	}
	return errors.Join(os.Rename(path+partOf, path), removeOther(path, end, ""))
}

// told is what the table tells of itself.
func (r *reader) told() map[string]string {
	told := map[string]string{}
	for _, x := range r.table.Metadata().KeyValueMetadata {
		told[x.Key] = x.Value
	}
	return told
}

// freeText are the columns of text but those that are looked up: bounds of them would copy values into the footer.
func (r *reader) freeText() (columns []string) {
	for _, leaf := range r.leaves {
		if name := strings.Join(leaf.Path, "."); leaf.Node.Type().Kind() == parquet.ByteArray && name != "child_id" && name != "record_id" && name != runColumn {
			columns = append(columns, name)
		}
	}
	return columns
}

// removeOther removes a file of the other of two ends, where the new one has not taken its place.
func removeOther(path, had, has string) error {
	if had == has {
		return nil
	}
	return os.Remove(path + had)
}
