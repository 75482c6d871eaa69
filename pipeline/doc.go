// Package pipeline is the run: stages in order, each in the file of its name, from extracts to published lists.
//
// run.go is the table of contents. A stage is a typed function; data changes type once per seam, in the small file of
// plain mapping that is named after the seam.
package pipeline
