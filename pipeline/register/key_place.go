package register

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// PlaceKey has the key of the register at a path lie in another file, from the register's first day or from now on: a key that
// lies beside the register goes wherever a copy of the folder goes. The file beside the register then says where the key is.
// An empty file name changes nothing. A register whose key is another than that in the file is an error.
func PlaceKey(path, file string) error {
	if file == "" {
		return nil
	}
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	beside := path + KeyEnd
	text, err := disk.Read(beside)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	said, points := strings.CutPrefix(strings.TrimSpace(string(text)), elsewhere)
	if points && said == file {
		return nil
	}
	if len(text) > 0 {
		if err := moveKey(beside, file); err != nil {
			return err
		}
	}
	return disk.Write(beside, []byte(elsewhere+file+"\n"), custody.FileMode)
}

// moveKey copies the key that a file holds or names to another, where there is none yet or the same.
func moveKey(from, to string) error {
	key, err := readKey(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it named a file that is gone; whether the other is right is for the register to say
	}
	if err != nil {
		return err
	}
	there, err := readKey(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return writeKey(to, key)
	case err != nil:
		return err
	case !bytes.Equal(there, key):
		return fmt.Errorf("%s: %w", to, ErrOtherKey)
	}
	return nil
}

// IsKeyElsewhere reports whether the key file beside the register at a path says no more than where the key lies.
func IsKeyElsewhere(path string) bool {
	text, err := disk.Read(path + KeyEnd)
	return err == nil && strings.HasPrefix(string(text), elsewhere)
}
