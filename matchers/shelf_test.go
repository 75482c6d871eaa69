package matchers

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Blocks on disk find what blocks in memory find, and leave no file behind.
func TestBlocksOnDiskChangeNothing(t *testing.T) {
	v, folder := invent(7, 400), t.TempDir()
	inMemory := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 2, ResolveOptions{})
	table := v.table(t, inOrder(len(v.people)))
	table.SpillTo(folder)
	onDisk := link(t, table, PersonSpec(inventedColumns), 2, ResolveOptions{})
	if d := cmp.Diff(inMemory.byKey(), onDisk.byKey()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(inMemory.report, onDisk.report); d != "" {
		t.Error(d)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("files left: %v %v", left, err)
	}
}

// A folder that cannot be written to fails the comparison, and says which.
func TestBlocksWithoutADisk(t *testing.T) {
	v := invent(7, 20)
	table := v.table(t, inOrder(len(v.people)))
	table.SpillTo(filepath.Join(t.TempDir(), "gone"))
	_, err := Blocks(context.Background(), table, PersonSpec(inventedColumns), 0)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "gone") {
		t.Errorf("got %v, want that the folder gone does not exist", err)
	}
}
