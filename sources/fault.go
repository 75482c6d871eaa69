package sources

import (
	"errors"
	"fmt"
	"io"
)

// fault is what is wrong with a file as a whole. A reader returns it, and it becomes a rejection of row 0.
type fault struct {
	field  string // the canonical field, when the fault is about one
	reason string // lower case, says what was wanted; never a value of a row
}

func (f fault) Error() string { return f.reason }

// faultf composes a fault. Its arguments must be places and numbers, never values of rows.
func faultf(format string, args ...any) error { return fault{reason: fmt.Sprintf(format, args...)} }

// endOfFile returns nil at the end of a file and every other error as it is.
func endOfFile(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
