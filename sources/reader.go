package sources

import (
	"context"
	"errors"
)

// reader reads files of one format. Exactly one of file and group is set.
type reader struct {
	name  string            // the format, as a message names it: "CTF XML"
	takes func(*input) bool // by the opening bytes and the name of the file
	rows  string            // what a file of it is, where it has rows and columns that need no mapping: "a table of COLLECT's export"

	// file reads one file. A fault it returns becomes a rejection of the file; any other error stops the run.
	file func(context.Context, *input, *out) error
	// group reads together all files of the extract that it takes, for formats that spread a child over several files.
	group  func(context.Context, []part) error
	alone  bool // the group is read together for speed: what a file says depends on no other
	hashes bool // the group hashes its files as it reads them
}

// part is one file of an extract with what is found in it.
type part struct {
	in      *input
	out     *out
	refused bool // it is no use looking at it
}

// settleFault turns a fault into a rejection of the file and passes every other error on.
func (p part) settleFault(err error) error {
	var f fault
	if errors.As(err, &f) {
		return p.out.failFile(f.field, f.reason)
	}
	return err
}
