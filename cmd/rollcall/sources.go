package main

import (
	"fmt"
	"slices"

	"rollcall/sources"
)

// sourcesCmd is `rollcall sources`.
type sourcesCmd struct {
	Show sourcesShowCmd `cmd:"" default:"withargs" help:"List the kinds of extract, or print the page of one: what it is, whose, how to obtain it, its columns."`
	Map  sourcesMapCmd  `cmd:"" help:"Look at a file whose headers are its own, and propose how the settings may have it read."`
}

// sourcesShowCmd is `rollcall sources [KIND]`.
type sourcesShowCmd struct {
	Kind string `arg:"" optional:"" help:"A kind of extract, such as admissions; every kind on a line when left out."`
	All  bool   `help:"Print the page of every kind: the document sources/SOURCES.md."`
}

// Run prints what the declarations say.
func (c *sourcesShowCmd) Run(e *env) error {
	switch {
	case c.All && c.Kind != "":
		return &usageError{"--all prints every kind: leave " + c.Kind + " out"}
	case c.All:
		return e.show(sourcesDocument(), nil)
	case c.Kind == "":
		return e.show(sourcesList(), nil)
	}
	if !slices.Contains(sources.Kinds(), sources.Kind(c.Kind)) {
		return &usageError{fmt.Sprintf("%q is not a kind of extract; `rollcall sources` lists them", c.Kind)}
	}
	return e.show(sourcePage(sources.Kind(c.Kind)), nil)
}
