// Package register remembers: which identifiers children were given, and what each run showed, in an embedded SQLite
// database beside the published runs. It imports nothing else of Rollcall.
package register
