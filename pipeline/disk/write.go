package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// partPrefix begins the names of files that are not whole yet, and of links that have not their place.
const partPrefix = ".part-"

// Write puts bytes into the place of a file, whole or not at all, and forces them to the disk. A process that is killed
// leaves what was there, and a hidden part that RemoveParts takes away.
func Write(path string, b []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), partPrefix+"*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return SyncFolder(filepath.Dir(path))
}

// Link makes a path a symbolic link to a target in one step, in place of any link that is there. It is an error when links
// cannot be made, or when something else is in the way.
func Link(target, path string) error {
	if st, err := os.Lstat(path); err == nil && st.Mode()&fs.ModeSymlink == 0 {
		return &NotLinkError{nameEntry(st)}
	}
	part := filepath.Join(filepath.Dir(path), fmt.Sprintf("%s%s-%d", partPrefix, filepath.Base(path), os.Getpid()))
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(target, part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// NotLinkError is what stands in the place of a link.
type NotLinkError struct{ Is string }

// Error says what it is.
func (e *NotLinkError) Error() string { return "it is " + e.Is + " of its own, and not a link" }

func nameEntry(st fs.FileInfo) string {
	if st.Mode().IsRegular() {
		return "a file"
	}
	return nameMode(st.Mode())
}

// RemoveParts takes away what processes that were killed left half-written in a folder.
func RemoveParts(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), partPrefix) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}
