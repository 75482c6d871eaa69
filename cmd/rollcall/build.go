package main

import (
	"os"
	"runtime/debug"
	"time"

	"rollcall/pipeline/journal"
)

// buildIdentity tells one build from every other: all that Go notes of it, its version, dependencies and flags among them, and
// the hash of the program itself where its sources had no commit or were changed since. What one build kept half-done another
// never takes up.
func buildIdentity() string {
	info, ok := debug.ReadBuildInfo()
	if ok && fromCommit(info) {
		return info.String()
	}
	words := "no build information"
	if ok {
		words = info.String()
	}
	path, err := os.Executable()
	if err == nil {
		if sum, err := journal.HashFile(path); err == nil {
			return words + sum
		}
	}
	return words + time.Now().String() // like no other: nothing is taken up
}

// fromCommit reports whether the program was built from a commit as it stands.
func fromCommit(info *debug.BuildInfo) bool {
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	return said["vcs.revision"] != "" && said["vcs.modified"] == "false"
}
