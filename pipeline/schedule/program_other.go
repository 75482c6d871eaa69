//go:build !unix

package schedule

import (
	"os"
	"os/exec"
)

// ownGroup does nothing: there are no groups.
func ownGroup(*exec.Cmd) {}

// askToEnd asks nothing: a process learns that it is to end when its standard input does.
func askToEnd(*exec.Cmd) {}

// endGroup kills a process.
func endGroup(c *exec.Cmd) { _ = c.Process.Kill() }

// peakMemory is not known.
func peakMemory(*os.ProcessState) int64 { return 0 }
