package linkage

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"rollcall/matchers"
)

// Tables too large for the memory limit keep their blocks in the folder, which here does not exist.
func TestBlocksGoToDiskBeyondTheLimit(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit int64
		large bool
		want  error
	}{{"none", 0, false, nil}, {"ample", 1 << 40, true, nil}, {"small", 1, false, fs.ErrNotExist}, {"large tables", 0, true, fs.ErrNotExist}} {
		b := matchers.NewBuilder(matchers.Field{Name: "surname", Kind: matchers.Names})
		for _, key := range []string{"a", "b"} {
			b.Row(key, 0)
			b.Add(0, "VALE")
		}
		table, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		r := &Run{Table: table, limit: c.limit, large: c.large, folder: filepath.Join(t.TempDir(), "gone")}
		r.spillBlocks()
		_, err = matchers.Blocks(context.Background(), table, matchers.PersonSpec(matchers.PersonColumns{Surnames: []string{"surname"}}), 0)
		if !errors.Is(err, c.want) {
			t.Errorf("limit %s: got %v, want %v", c.name, err, c.want)
		}
		if said := len(r.Notes) > 0; said != (c.want != nil && c.limit > 0) {
			t.Errorf("limit %s: notes %q", c.name, r.Notes)
		}
	}
}
