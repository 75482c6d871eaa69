package evaluate

import (
	"errors"
	"io/fs"
	"path/filepath"

	"rollcall/pipeline/candidates"
)

// scoreUntold counts the children of whom the run could not tell, those of them with a reason to look first apart, and how many of
// each are missing education in truth. A run of an older program has no such file.
func (e *evaluation) scoreUntold(run string) error {
	for row, err := range candidates.ReadUntold(filepath.Join(run, candidates.UntoldFile)) {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		missing := 0
		if child, known := e.truth.Children[e.of[row.ChildID]]; known && child.Missing {
			missing = 1
		}
		e.Untold.addOne(missing)
		if len(row.Signs) > 0 {
			e.UntoldFirst.addOne(missing)
		}
	}
	return nil
}
