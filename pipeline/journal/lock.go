package journal

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"

	"rollcall/pipeline/custody"
)

// ErrLocked says that another run holds the lock of the output folder.
var ErrLocked = errors.New("another run is under way in this output folder")

// LockFolder takes the lock of an output folder, so that scheduled and manual runs never publish at once. The operating system
// lets go of it when the process ends, however it ends.
func LockFolder(out string) (release func(), err error) {
	if err := custody.MakeFolder(out); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	l := flock.New(filepath.Join(out, ".lock"), flock.SetPermissions(custody.FileMode))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock of the output folder: %w", err)
	}
	if !ok {
		return nil, ErrLocked
	}
	return func() { _ = l.Unlock() }, nil
}
