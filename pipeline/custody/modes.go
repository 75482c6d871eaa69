package custody

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The modes of all that is written. An account that runs Rollcall reads every extract of an authority, and its primary group is
// often one that all accounts of a machine share: so the group is given nothing unless somebody names one.
const (
	FolderMode fs.FileMode = 0o700
	FileMode   fs.FileMode = 0o600
)

// The modes of what a named group may open.
const (
	sharedFolderMode fs.FileMode = 0o750
	sharedFileMode   fs.FileMode = 0o640
)

// MakeFolder makes a folder and those above it that are missing, each its owner's alone. One that is there stays as it is.
func MakeFolder(path string) error { return os.MkdirAll(path, FolderMode) }

// CloseFolder takes a folder that is there from everybody but its owner, whatever an earlier version or a umask gave it. One that
// is everybody's by purpose, such as /tmp, is left alone.
func CloseFolder(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSticky != 0 || info.Mode().Perm()&^FolderMode == 0 || !canOwn {
		return nil
	}
	return os.Chmod(path, FolderMode)
}

// CloseFolderInto is CloseFolder for a folder that a group may open: the group and no other has it.
func (g Group) CloseFolderInto(path string) error {
	if g.none() {
		return CloseFolder(path)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode()&fs.ModeSticky != 0 {
		return err
	}
	return g.give(path, sharedFolderMode)
}

// ShareFolder lets the group read a folder and all that is in it, but for the folders named: those stay their owner's alone.
func (g Group) ShareFolder(path string, but ...string) error {
	if g.none() {
		return nil
	}
	return filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			return g.give(at, sharedFileMode)
		}
		for _, name := range but {
			if d.Name() == name && at != path {
				return filepath.SkipDir
			}
		}
		return g.give(at, sharedFolderMode)
	})
}

// Others reports who besides the owner may open a path on this machine: "its group", "everybody", or nobody (empty).
func Others(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", err
	case !canOwn:
		return "", nil
	case info.Mode().Perm()&0o007 != 0:
		return "everybody", nil
	case info.Mode().Perm()&0o070 != 0:
		return "its group", nil
	}
	return "", nil
}

// ErrOpenKey says that a key file may be read by others than its owner.
var ErrOpenKey = errors.New("others may read it")

// RefuseOpenKey is an error that wraps ErrOpenKey when the file of a key may be read or written by others than its owner: a key
// that others have read protects nothing. Where a system keeps no such modes (Windows), nothing is refused. A file that is not
// there is for its reader to report.
func RefuseOpenKey(path string) error {
	who, err := Others(path)
	if err != nil || who == "" {
		return nil
	}
	return fmt.Errorf("%w (%s); make it yours alone with chmod 600, and replace the key if anybody may have read it", ErrOpenKey, who)
}
