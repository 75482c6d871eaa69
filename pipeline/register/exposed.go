package register

import (
	"context"
	"path/filepath"
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
	had := map[string]bool{}
	var entry int64
	var child, folder string
	err := eachRow(ctx, r.db, []any{&entry, &child, &folder}, func() error {
		if x, is := children[child]; is && x.After < entry && entry < x.Before && !had[folder] {
			had[folder] = true
			folders = append(folders, filepath.FromSlash(folder))
		}
		return nil
	}, `SELECT line.entry, line.child, run.folder FROM line JOIN entry ON entry.seq = line.entry JOIN run ON run.id = entry.about
		WHERE run.published ORDER BY run.folder`)
	return folders, nameRegister(err)
}
