package register

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
)

// Exposed are the entries between which runs showed a child in the clear: after one, and before the other.
type Exposed struct{ After, Before int64 }

// Never is later than every entry.
const Never = int64(1) << 62

// FoldersExposing returns the folders of the published runs that showed a line of one of these children between the entries at which
// it was in the clear, in order. They are relative to the output folder.
func (r *Register) FoldersExposing(ctx context.Context, children map[string]Exposed) ([]string, error) {
	var folders []string
	if len(children) == 0 {
		return nil, nil
	}
	of := map[int64]string{}
	var entry int64
	var folder string
	err := eachRow(ctx, r.db, []any{&entry, &folder}, func() error { of[entry] = filepath.FromSlash(folder); return nil },
		`SELECT entry.seq, run.folder FROM entry JOIN run ON run.id = entry.about WHERE kind = ? AND run.published`, runEntry)
	if err == nil {
		had := map[string]bool{}
		err = eachLineOf(ctx, r.db, `child IN (SELECT value FROM json_each(?))`, []any{mustJSON(slices.Sorted(maps.Keys(children)))}, ``, nil,
			func(in ranking, l storedLine, _ position) error {
				folder, published := of[in.entry]
				if x := children[l.child]; published && x.After < in.entry && in.entry < x.Before && !had[folder] {
					had[folder] = true
					folders = append(folders, folder)
				}
				return nil
			})
	}
	slices.Sort(folders)
	return folders, nameRegister(err)
}
