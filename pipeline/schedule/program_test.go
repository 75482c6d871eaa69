//go:build unix

package schedule

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// shell makes a Program of a script.
func shell(script string, more ...string) Program {
	return Program{
		Path: "/bin/sh", Args: append([]string{"-c", script, "sh"}, more...), Limit: time.Minute, Grace: 50 * time.Millisecond,
		Endings: map[int]Ending{0: Done, 2: Refused, 3: Gaps, 4: Locked, 5: Held},
		Said:    func(line string) (string, bool) { return strings.CutPrefix(line, "rollcall: ") },
	}
}

func TestAnExitCodeIsAnEnding(t *testing.T) {
	check := func(script string, ending Ending, exit int, said string) {
		t.Helper()
		got := shell(script).Run(t.Context())
		if got.Peak < 100<<10 || got.Peak > 1<<30 {
			t.Errorf("%s: held %d bytes", script, got.Peak)
		}
		if got.Peak = 0; got != (Outcome{Ending: ending, Exit: exit, Said: said}) {
			t.Errorf("%s: %+v", script, got)
		}
	}
	check("exit 0", Done, 0, "")
	check("exit 1", Failed, 1, "")
	check("echo 'rollcall: settings: mend it' >&2; exit 2", Refused, 2, "settings: mend it")
	check("echo rollcall: first; echo other; printf 'rollcall: last, with no end'; exit 3", Gaps, 3, "last, with no end")
	check("exit 4", Locked, 4, "")
	check("exit 5", Held, 5, "")
	check("exit 77", Failed, 77, "")
	check("kill -9 $$", Killed, -1, "signal: killed")
	if got := (Program{Path: "/nowhere/rollcall"}).Run(t.Context()); got.Ending != Failed || !strings.Contains(got.Said, "cannot be started") {
		t.Errorf("a program that is not there: %+v", got)
	}
}

func TestEveryLineIsGiven(t *testing.T) {
	var lines []string
	p := shell("echo one; echo two >&2; printf three; head -c 20000 /dev/zero | tr '\\0' x")
	p.Line = func(line string) { lines = append(lines, line) }
	if got := p.Run(t.Context()); got.Ending != Done {
		t.Fatalf("%+v", got)
	}
	all := strings.Join(lines, "\n")
	if lines[0] != "one" || lines[1] != "two" || strings.Count(all, "x") != 20000 || len(lines) < 3 { // how a line without an end is cut hangs on what comes at once
		t.Errorf("%d lines, the first %.60q", len(lines), all)
	}
}

// TestAReadThatNeverReturnsIsKilled has a process read from a pipe that nobody writes to, deaf to being told to stop, as a worker
// on a share that does not answer is.
func TestAReadThatNeverReturnsIsKilled(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "share")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	p := shell(`trap '' TERM; sh -c 'read x < "$0"' "$1"`, pipe)
	p.Limit = 100 * time.Millisecond
	got := p.Run(t.Context())
	if got.Ending != OverTime || got.Exit != -1 {
		t.Errorf("%+v", got)
	}
	// The reader itself, a grandchild, is gone too: nobody has the pipe open.
	f, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err == nil {
		f.Close()
		t.Error("something still reads from the pipe")
	}
}

func TestAStoppedScheduleStopsTheProcess(t *testing.T) {
	for name, script := range map[string]struct {
		text string
		want Ending
	}{
		"it ends":              {"trap 'exit 1' TERM; echo up; while :; do sleep .01; done", Stopped},
		"it is deaf":           {"trap '' TERM; echo up; while :; do sleep .01; done", Stopped},
		"it was nearly done":   {"trap 'exit 3' TERM; echo up; while :; do sleep .01; done", Gaps},
		"it watches its input": {"trap '' TERM; echo up; read x; exit 1", Stopped},
	} {
		ctx, stop := context.WithCancel(t.Context())
		p := shell(script.text)
		p.Grace = 2 * time.Second
		if name == "it is deaf" {
			p.Grace = 50 * time.Millisecond
		}
		p.Line = func(string) { stop() }
		if got := p.Run(ctx); got.Ending != script.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
