package kept

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rollcall/pipeline/custody"
)

// mostAge is how long a piece may lie that no run uses: a week of failed nights and a day.
const mostAge = 8 * 24 * time.Hour

// Sweep deletes what the run under way has not used: it was made of inputs that are no more.
func (s *Shelf) Sweep() {
	if s == nil {
		return
	}
	if _, err := sweep(s.dir, func(e fs.DirEntry) bool { return s.used[Name(e.Name())] }); err != nil {
		s.log.Warn("what earlier runs kept cannot be deleted", "error", err.Error())
	}
}

// SweepOld deletes the pieces of an output folder that no run has used for more than a week, and says how many they were. The caller
// holds the lock.
func SweepOld(out string, now time.Time) (int, error) {
	return sweep(filepath.Join(out, folder), func(e fs.DirEntry) bool {
		info, err := e.Info()
		return err == nil && !info.ModTime().Before(now.Add(-mostAge))
	})
}

// Drop deletes all that is kept in an output folder, and first the secret. The caller holds the lock.
func Drop(out string, p custody.Policy) error {
	dir := filepath.Join(out, folder)
	p.SecretOf(dir).Forget()
	return os.RemoveAll(dir)
}

// sweep deletes the pieces of a folder but those that stay. The encrypted secret is no piece.
func sweep(dir string, stays func(fs.DirEntry) bool) (gone int, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) == custody.SealedEnd || stays(e) {
			continue
		}
		if wrong := os.RemoveAll(filepath.Join(dir, e.Name())); wrong != nil {
			return gone, wrong
		}
		gone++
	}
	return gone, err
}
