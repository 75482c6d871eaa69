//go:build !unix

package schedule

import "os/exec"

// ownGroup does nothing: there are no groups.
func ownGroup(*exec.Cmd) {}

// askToEnd asks nothing: a process learns that it is to end when its standard input does.
func askToEnd(*exec.Cmd) {}

// endGroup kills a process.
func endGroup(c *exec.Cmd) { _ = c.Process.Kill() }
