package linkage

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path/filepath"
	"slices"

	"rollcall/pipeline/disk"
)

// stateTablesFile holds the tables as they were read, with all values that are compared: a file that has not changed is not read again, and
// of one that has, what stands where it stood is known.
const stateTablesFile = "state_tables.bin"

// keptTable is a table as it was read.
type keptTable struct {
	Name    string
	Reading string // see readingDigest
	SHA256  string
	Size    int64 // of the file
	Rows    int
	Passed  []Used
	Notes   []string
	Columns []keptColumn

	columns []*column
}

// keptColumn is a column of one, beside its values.
type keptColumn struct {
	Name        string
	Own, Serial bool
}

// writeKeptTables writes the tables for a later linkage.
func writeKeptTables(dir string, tables []*keptTable) error {
	return writeArrays(filepath.Join(dir, stateTablesFile), func(w *arrayWriter) {
		w.putPlain(tables)
		for _, t := range tables {
			for _, c := range t.columns {
				w.putTexts(c.values)
				putNumbers(w, c.codes)
			}
		}
	})
}

// readKeptTables reads the tables of an earlier linkage, by name.
func readKeptTables(dir string) (map[string]*keptTable, error) {
	out := map[string]*keptTable{}
	err := readArrays(filepath.Join(dir, stateTablesFile), func(r *arrayReader) {
		var all []*keptTable
		r.takePlain(&all)
		for _, t := range all {
			for _, k := range t.Columns {
				c := &column{name: k.Name, own: k.Own, serial: k.Serial, values: r.takeTexts(), codes: takeNumbers[int32](r)}
				r.damaged = r.damaged || len(c.codes) != t.Rows || !c.isSound()
				t.columns = append(t.columns, c)
			}
			out[t.Name] = t
		}
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// isSound reports whether every row refers to a value.
func (c *column) isSound() bool {
	for _, code := range c.codes {
		if code < -1 || int(code) >= len(c.values) {
			return false
		}
	}
	return true
}

// digestFile returns the SHA-256 of a file.
func digestFile(path string) (string, error) {
	f, err := disk.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// restore returns the table as it was read.
func (k *keptTable) restore() *table {
	return &table{name: k.Name, columns: slices.Clone(k.columns), rows: k.Rows, digest: k.SHA256,
		passed: slices.Clone(k.Passed), notes: slices.Clone(k.Notes)}
}

// columnNamed returns the named column, nil for none, and none of no table.
func (k *keptTable) columnNamed(name string) *column {
	if k != nil {
		for _, c := range k.columns {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}
