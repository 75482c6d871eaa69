package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"rollcall/pipeline/disk"
)

// WithdrawnFile says in a published folder why and when its other files were removed.
const WithdrawnFile = "WITHDRAWN.txt"

// IsWithdrawn reports whether the files of a published folder were removed.
func IsWithdrawn(dir string) bool { return FileExists(filepath.Join(dir, WithdrawnFile)) }

// WithdrawFolder removes the files of a published run but for its manifest, and leaves word why. The word is written first, so that
// what is killed half-way is known and can be done again.
func WithdrawFolder(dir, why string) error {
	if err := WriteDurably(filepath.Join(dir, WithdrawnFile), []byte(why+"\n")); err != nil {
		return err
	}
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, f := range found {
		if f.Name() == ManifestFile || f.Name() == WithdrawnFile {
			continue
		}
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, f.Name())))
	}
	return errors.Join(err, disk.SyncFolder(dir))
}
