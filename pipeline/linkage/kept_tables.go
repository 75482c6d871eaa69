package linkage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"rollcall/pipeline/disk"
)

// stateTablesFile holds the tables as they were read, with all values that are compared: a file that has not changed is not read again, and
// of one that has, what stands where it stood is known.
const stateTablesFile = "state_tables.bin"

// keptTable is a table as it was read.
type keptTable struct {
	Name    string `json:"name"`
	Reading string `json:"reading"` // see readingDigest
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"` // of the file
	Rows    int    `json:"rows"`
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

// readingDigest names all that the columns of a table depend on beside its file: the settings that say how it is read, and the program.
func (s *Settings) readingDigest(k int, version string) string {
	t := s.Tables[k]
	b, err := json.Marshal([]any{version, s.Columns, t.ID, t.Columns, t.Encoding, t.Delimiter, t.Sheet})
	if err != nil {
		panic("linkage: settings are plain data and can be written: " + err.Error())
	}
	return hashBytes(b)
}

// keepTable notes a table as it was read, before anything is made of it. An encrypted file is kept in an encrypted folder alone.
func (r *Run) keepTable(k int, t *table, size int64, o Options) {
	if !r.keepsState(o) || r.Settings.Tables[k].Key != "" && !r.encrypts(o.Out) {
		return
	}
	kept := &keptTable{Name: t.name, Reading: r.Settings.readingDigest(k, o.Version), SHA256: t.digest, Size: size, Rows: t.rows,
		Passed: append([]Used(nil), t.passed...), Notes: append([]string(nil), t.notes...), columns: append([]*column(nil), t.columns...)}
	for _, c := range t.columns {
		kept.Columns = append(kept.Columns, keptColumn{c.name, c.own, c.serial})
	}
	r.keptTables = append(r.keptTables, kept)
}

// writeKeptTables writes the tables for a later linkage.
func (r *Run) writeKeptTables(dir string) error {
	return writeArrays(filepath.Join(dir, stateTablesFile), func(w *arrayWriter) {
		w.putPlain(r.keptTables)
		for _, t := range r.keptTables {
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

// readOrRestore reads a table, or has back what an earlier linkage read of the same file. It returns the size of the file.
func (r *Run) readOrRestore(ctx context.Context, k int, kept *keptTable, o Options) (t *table, size int64, err error) {
	s, setting := r.Settings, r.Settings.Tables[k]
	path := s.resolvePath(setting.Path)
	if kept != nil && kept.Reading != s.readingDigest(k, o.Version) {
		kept = nil
	}
	if st, err := os.Stat(path); err == nil {
		size = st.Size()
	}
	if kept != nil && kept.Size == size {
		if digest, err := digestFile(path); err == nil && digest == kept.SHA256 {
			return kept.restore(), size, nil
		}
	}
	t, err = readTable(ctx, path, setting.Name, setting.readingOptions(s), s.columnReadings(k), kept)
	return t, size, err
}

// openKeptTables returns the tables of the linkage to go on from, by name: none when it kept none, or they cannot be read. That is told where
// its rows are held against those of now.
func (r *Run) openKeptTables(o Options) map[string]*keptTable {
	if o.Since == "" {
		return nil
	}
	kept, err := readKeptTables(o.Since)
	if err != nil {
		return nil
	}
	return kept
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
	return &table{name: k.Name, columns: append([]*column(nil), k.columns...), rows: k.Rows, digest: k.SHA256,
		passed: append([]Used(nil), k.Passed...), notes: append([]string(nil), k.Notes...)}
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
