//go:build unix

package schedule

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// ownGroup gives a process a group of its own, so that a key pressed at a terminal reaches it through the schedule alone.
func ownGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// askToEnd asks a process to end by itself.
func askToEnd(c *exec.Cmd) { _ = c.Process.Signal(syscall.SIGTERM) }

// endGroup kills a process and all that it has started.
func endGroup(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }

// peakMemory is the most memory that a process held, in bytes.
func peakMemory(p *os.ProcessState) int64 {
	used, is := p.SysUsage().(*syscall.Rusage)
	if !is {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(used.Maxrss)
	}
	return int64(used.Maxrss) << 10
}
