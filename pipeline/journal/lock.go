package journal

import (
	"errors"
	"fmt"
	"path/filepath"

	"rollcall/pipeline/disk"

	"github.com/gofrs/flock"

	"rollcall/pipeline/custody"
)

// ErrLocked says that another run holds the lock of the output folder.
var ErrLocked = errors.New("another run is under way in this output folder")

// lockFile is what the lock is taken on. It stays when the lock is given back.
const lockFile = ".lock"

// LockFolder takes the lock of an output folder, so that scheduled and manual runs never publish at once. The operating system
// lets go of it when the process ends, however it ends.
func LockFolder(out string) (release func(), err error) {
	if err := custody.MakeFolder(out); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	if err := disk.CheckRegular(filepath.Join(out, lockFile)); err != nil {
		return nil, fmt.Errorf("lock of the output folder: %s: %w", lockFile, err)
	}
	l := flock.New(filepath.Join(out, lockFile), flock.SetPermissions(custody.FileMode))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock of the output folder: %w", err)
	}
	if !ok {
		return nil, ErrLocked
	}
	return func() { _ = l.Unlock() }, nil
}
