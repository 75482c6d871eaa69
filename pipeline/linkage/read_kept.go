package linkage

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
)

// openKeptTables returns the tables of the linkage to go on from, by name: none when it kept none, or they cannot be read.
func (r *Run) openKeptTables(o Options) map[string]*keptTable {
	if o.Since == "" {
		return nil
	}
	kept, err := readKeptTables(o.Since)
	if errors.Is(err, errDamaged) {
		r.Notes = append(r.Notes, "the tables that the earlier linkage kept are damaged: all are read again")
	}
	return kept
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

// keepTable notes a table as it was read, before anything is made of it. An encrypted file is kept in an encrypted folder alone.
func (r *Run) keepTable(k int, t *table, size int64, o Options) {
	if !r.keepsState(o) || r.Settings.Tables[k].Key != "" && !r.Settings.Encrypt.coversFolder(o.Out) {
		return
	}
	kept := &keptTable{Name: t.name, Reading: r.Settings.readingDigest(k, o.Version), SHA256: t.digest, Size: size, Rows: t.rows,
		Passed: slices.Clone(t.passed), Notes: slices.Clone(t.notes), columns: slices.Clone(t.columns)}
	for _, c := range t.columns {
		kept.Columns = append(kept.Columns, keptColumn{c.name, c.own, c.serial})
	}
	r.keptTables = append(r.keptTables, kept)
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
