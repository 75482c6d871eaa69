package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// The exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1 // nothing published
	exitUsage  = 2 // wrong usage or settings
	exitHeld   = 3 // published, with extracts missing, stale or held back
	exitLocked = 4 // another run holds the lock
	exitUnlike = 5 // held before publication: tonight's lists are too unlike the last ones, which stand
)

// streams is where a command prints.
type streams struct {
	out, err io.Writer
}

// env is what every command is given.
type env struct {
	streams
	ctx     context.Context
	log     *slog.Logger
	dir     string // of the log, where a fault is written down
	logFile string // empty: standard error
}

// show prints what a command found, unless it failed.
func (e *env) show(found any, err error) error {
	if err == nil {
		fmt.Fprint(e.out, found)
	}
	return err
}

// errHeld says that a run was published although some of its inputs are missing, stale or held back.
var errHeld = errors.New("published, with extracts missing, stale or held back: see the reasons above")

// errHeldCheck says the same of a check, which publishes nothing.
var errHeldCheck = errors.New("some extracts are missing, stale or held back: see the reasons above")

// errNothingCheck says that a run of the extracts would fail.
var errNothingCheck = errors.New("no extract gave a record, so that a run would publish nothing: see the reasons above")

// usageError is a command line that parses and still cannot be.
type usageError struct{ text string }

// Error returns what is wrong and what was wanted.
func (e *usageError) Error() string { return e.text }
