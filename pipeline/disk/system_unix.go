//go:build unix

package disk

import (
	"os"
	"syscall"
)

// dontWait keeps an opening from waiting for the other end of a pipe. It changes nothing for a regular file.
const dontWait = syscall.O_NONBLOCK

// SyncFolder makes the names in a folder durable.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
