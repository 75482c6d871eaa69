package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/sourcegraph/conc/panics"
)

// runGuarded runs a command. A panic of it or of its workers becomes an error of one line, which says what to send to whom.
// The line holds no value: a panic may carry a name, and what ends on standard error is mailed about.
func runGuarded(command, dir string, run func() error) (err error) {
	var caught panics.Catcher
	caught.Try(func() { err = run() })
	if p := caught.Recovered(); p != nil {
		return newFault(p).writeFault(command, dir)
	}
	return err
}

// fault is a panic without what it was about.
type fault struct {
	kind   string   // the type of its value, and for Go's own faults the text, which holds numbers and types at most
	place  string   // in Rollcall's code, if it went through any
	frames []string // innermost first
}

// newFault tells a panic by the worker in which it began.
func newFault(p *panics.Recovered) fault {
	for {
		inner, carried := p.Value.(*panics.Recovered)
		if !carried {
			break
		}
		p = inner
	}
	f := fault{kind: fmt.Sprintf("%T", p.Value)}
	if own, is := p.Value.(runtime.Error); is {
		f.kind += ": " + own.Error()
	}
	for frames, more := runtime.CallersFrames(p.Callers), true; more; {
		var at runtime.Frame
		at, more = frames.Next()
		if at.Function == "runtime.gopanic" { // what comes above it was called by the panic
			f.place, f.frames = "", nil
			continue
		}
		place, ours := placeOf(at)
		if ours && f.place == "" {
			f.place = place
		}
		f.frames = append(f.frames, place+" "+at.Function)
	}
	return f
}

// placeOf is the file and line of a frame, from the top of its module, and whether the module is Rollcall.
func placeOf(at runtime.Frame) (place string, ours bool) {
	dir, name := path.Split(at.Function)
	pkg, _, _ := strings.Cut(name, ".")
	folder := dir + pkg
	if folder == "main" {
		folder = "rollcall/cmd/rollcall"
	}
	folder, ours = strings.CutPrefix(folder, "rollcall/")
	return fmt.Sprintf("%s/%s:%d", folder, path.Base(filepath.ToSlash(at.File)), at.Line), ours
}

// writeFault writes what a developer needs to a file in dir, or where that cannot be in the folder for temporary files, and
// returns the line that an operator reads.
func (f fault) writeFault(command, dir string) error {
	text := fmt.Sprintf("Rollcall stopped by a fault of its own. This file names places in the program and holds nothing of a child.\n\n"+
		"version  %s, %s, %s/%s\ncommand  rollcall %s\nfault    %s\n\n%s\n",
		buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH, command, f.kind, strings.Join(f.frames, "\n"))
	what := fmt.Sprintf("stopped by a fault of the program at %s, not of an extract or a setting; what was published stands", f.place)
	for _, folder := range []string{dir, os.TempDir()} {
		file := filepath.Join(folder, time.Now().Format("rollcall-fault-20060102-150405.txt"))
		if err := os.WriteFile(file, []byte(text), 0o600); err == nil {
			return fmt.Errorf("%s; send %s, which holds nothing of a child, to whoever supplies you with Rollcall", what, file)
		}
	}
	return fmt.Errorf("%s; send this line to whoever supplies you with Rollcall (%s)", what, f.kind)
}
