// Package journal is what a run notes: how it was asked for, what each stage counted and told, what it kept for an attempt
// that comes after it, and the folder that it publishes.
//
// A stage is handed a Journal to note in and never reads back what another noted: what stages need of each other they are
// given as arguments. The package knows no extract, no child and no rule.
//
//	notice       something that an operator or an officer must know of the run's inputs
//	count        a number of things, never of values
//	checkpoint   what a stage made, kept until a run is published, named after all that went into it
//	published    in a folder that appeared whole, and that LATEST may name
package journal
