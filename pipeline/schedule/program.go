package schedule

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/sourcegraph/conc"
)

// Program is a job that is a process of its own: what it does to its memory, its files or a share that never answers ends
// with it, and it can be killed.
type Program struct {
	Path    string
	Args    []string
	Env     []string                                 // beside this process's own
	Limit   time.Duration                            // of one attempt; zero: none
	Grace   time.Duration                            // from being told to stop to being killed; zero: DefaultGrace
	Endings map[int]Ending                           // what exit codes mean; any other is Failed
	Line    func(line string)                        // is given every line that it prints, from one goroutine at a time
	Said    func(line string) (what string, is bool) // tells its last word from other lines; nil: there is none
	Beat    func()                                   // is called every ten seconds while it runs
}

// DefaultGrace is how long a process has to end by itself.
const DefaultGrace = 30 * time.Second

const (
	// unkillable is how long a killed process may take to be gone. One that waits for a dead share in the kernel never is, and
	// is left behind: a night must not wait for it.
	unkillable = 10 * time.Second
	beatEvery  = 10 * time.Second
	// longestLine bounds what is kept of a line that never ends.
	longestLine = 8 << 10
)

// Run starts the process and returns what became of it. It returns soon after the context ends or the limit is over, whatever the
// process does. Its standard input stays open until then, so that it can tell when the schedule is gone.
func (p Program) Run(ctx context.Context) Outcome {
	c := exec.Command(p.Path, p.Args...)
	c.Env = append(os.Environ(), p.Env...)
	c.WaitDelay = unkillable // a grandchild may hold its output open
	ownGroup(c)
	lines := &lineReader{line: p.Line, said: p.Said}
	c.Stdout, c.Stderr = lines, lines
	hold, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return Outcome{Ending: Failed, Exit: -1, Said: "cannot be started: " + err.Error()}
	}
	over := make(chan error, 1)
	var waiting conc.WaitGroup // not waited for: see unkillable
	waiting.Go(func() { over <- c.Wait() })
	ending, err, gone := p.watch(ctx, c, hold, over)
	if !gone {
		return Outcome{Ending: LeftHung, Exit: -1, Said: "it waits for something that never answers, such as a dead share, and cannot be killed"}
	}
	lines.flush()
	out := Outcome{Ending: ending, Exit: c.ProcessState.ExitCode(), Said: lines.lastWord(), Peak: peakMemory(c.ProcessState)}
	if own := p.endingOf(out.Exit, err); out.Ending == "" || own.Well() { // it may have been done before it heard
		out.Ending = own
	}
	if out.Exit < 0 && out.Said == "" {
		out.Said = c.ProcessState.String()
	}
	return out
}

// watch waits until the process is over, and makes an end of it when the context ends or its time is over. An empty ending is its
// own affair; gone is false when it could not be ended.
func (p Program) watch(ctx context.Context, c *exec.Cmd, hold io.Closer, over <-chan error) (ending Ending, err error, gone bool) {
	var limit <-chan time.Time
	if p.Limit > 0 {
		t := time.NewTimer(p.Limit)
		defer t.Stop()
		limit = t.C
	}
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	defer hold.Close()
	for ending == "" {
		select {
		case err := <-over:
			return "", err, true
		case <-ctx.Done():
			ending = Stopped
		case <-limit:
			ending = OverTime
		case <-beat.C:
			if p.Beat != nil {
				p.Beat()
			}
		}
	}
	grace := p.Grace
	if grace == 0 {
		grace = DefaultGrace
	}
	_ = hold.Close()
	askToEnd(c)
	if err, gone := waitFor(over, grace); gone {
		return ending, err, true
	}
	endGroup(c)
	err, gone = waitFor(over, unkillable)
	return ending, err, gone
}

func waitFor(over <-chan error, most time.Duration) (error, bool) {
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case err := <-over:
		return err, true
	case <-t.C:
		return nil, false
	}
}

// endingOf is what an exit code means.
func (p Program) endingOf(code int, err error) Ending {
	if e, known := p.Endings[code]; known {
		return e
	}
	var exit *exec.ExitError
	if code < 0 && errors.As(err, &exit) {
		return Killed
	}
	return Failed
}

// lineReader cuts what a process prints into lines.
type lineReader struct {
	mu   sync.Mutex
	rest []byte
	line func(string)
	said func(string) (string, bool)
	last string
}

// Write takes what was printed.
func (r *lineReader) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rest = append(r.rest, b...)
	for {
		line, rest, found := bytes.Cut(r.rest, []byte("\n"))
		if !found {
			break
		}
		r.take(line)
		r.rest = rest
	}
	if len(r.rest) > longestLine {
		r.take(r.rest)
		r.rest = nil
	}
	return len(b), nil
}

func (r *lineReader) take(b []byte) {
	line := string(bytes.TrimRight(b, "\r"))
	if r.line != nil {
		r.line(line)
	}
	if r.said != nil {
		if what, is := r.said(line); is {
			r.last = what
		}
	}
}

// flush takes the last line, which may have no end.
func (r *lineReader) flush() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.rest) > 0 {
		r.take(r.rest)
		r.rest = nil
	}
}

func (r *lineReader) lastWord() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}
