package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// NotRegularError is what was found in the place of a file.
type NotRegularError struct{ Is string }

// Error says what it is, without the path: whoever asked knows the place.
func (e *NotRegularError) Error() string { return "not a regular file but " + e.Is }

// Open opens a regular file for reading. A pipe that nobody writes to, a device or a folder is refused at once with a
// *NotRegularError: the opening itself never waits for a writer, and what was opened is looked at, not what had the name before.
func Open(path string) (*os.File, error) {
	if st, err := os.Stat(path); err != nil {
		return nil, err
	} else if err := checkRegular(st); err != nil { // a device may do something when it is opened
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|dontWait, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil {
		err = checkRegular(st)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Read reads a regular file to its end.
func Read(path string) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// CheckRegular returns an error when something that is no regular file is at a path; nothing at all is no error.
func CheckRegular(path string) error {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return checkRegular(st)
}

func checkRegular(st fs.FileInfo) error {
	if m := st.Mode(); !m.IsRegular() {
		return &NotRegularError{nameMode(m)}
	}
	return nil
}

func nameMode(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "something of the system's own"
}
