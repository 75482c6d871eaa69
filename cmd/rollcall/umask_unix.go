//go:build unix

package main

import "syscall"

// Whatever the program or a library of it makes on the disk is its owner's alone from the first moment; a group of the settings is let
// in afterwards.
func init() { syscall.Umask(0o077) }
