package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"rollcall/pipeline/register"
)

// What `make release` stamps into the program: it builds without a look at the checkout, so that the same commit gives the same
// bytes in any folder. Empty in any other build.
var stampedVersion, stampedCommit, stampedModified string

// versionCmd is `rollcall version`.
type versionCmd struct {
	Licences bool `help:"Print the licence of everything that is linked into the program, with the full texts."`
}

// Run says what the program is.
func (c *versionCmd) Run(e *env) error {
	if c.Licences {
		return e.show(licenceNotices(), nil)
	}
	return e.show(describeBuild(), nil)
}

// build is what a program knows of how it was made.
type build struct {
	version, commit string
	modified        string // "yes", "no", or empty where the build was not told
}

// readBuild takes what was stamped, and otherwise what the Go tool noted.
func readBuild() build {
	b := build{version: stampedVersion, commit: stampedCommit, modified: stampedModified}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.version = cmp.Or(b.version, info.Main.Version)
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.commit = cmp.Or(b.commit, s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			b.modified = cmp.Or(b.modified, "yes")
		case s.Key == "vcs.modified":
			b.modified = cmp.Or(b.modified, "no")
		}
	}
	return b
}

// buildVersion is the version of the program, with the commit where the build knows it and a word where the files were not as
// committed: what a manifest and a fault are told.
func buildVersion() string {
	b := readBuild()
	parts := []string{cmp.Or(b.version, "unknown")}
	if b.commit != "" {
		parts = append(parts, b.commit)
	}
	if b.modified == "yes" {
		parts = append(parts, "modified")
	}
	return strings.Join(parts, " ")
}

// describeBuild says which program this is, and under what terms it may be passed on.
func describeBuild() string {
	const untold = "not told to this build"
	b := readBuild()
	modified := cmp.Or(b.modified, untold)
	if b.modified == "yes" {
		modified = "yes: the files were not as committed"
	}
	var out strings.Builder
	say := func(what, text string) { fmt.Fprintf(&out, "%-9s %s\n", what, text) }
	say("rollcall", cmp.Or(b.version, "unknown"))
	say("commit", cmp.Or(b.commit, untold))
	say("modified", modified)
	say("go", strings.TrimPrefix(runtime.Version(), "go"))
	say("platform", runtime.GOOS+"/"+runtime.GOARCH)
	say("register", fmt.Sprintf("schema %d", register.Schema()))
	return out.String() + "\n" + licenceStatement()
}

// builtAt is when the commit was made that the program was built from; the zero time where the build does not know it.
func builtAt() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			at, _ := time.Parse(time.RFC3339, s.Value)
			return at
		}
	}
	return time.Time{}
}
