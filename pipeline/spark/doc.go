// Package spark does the work of a linkage inside the tasks of Apache Spark: `rollcall worker` reads Arrow IPC batches on standard input and
// writes Arrow IPC batches to standard output, and link.py beside it drives it through mapInArrow.
//
// It knows streams of rows and what is done to them, and decides nothing: keys, blocks, counts, scores and clusters are those of
// matchers, columns and settings those of linkage. README.md beside it says what goes where, and what is measured.
//
// The words of the package, each with one meaning:
//
//	verb     what a worker does to the rows of one task; it has the columns that come in and those that go out
//	frame    what all workers are told of the whole: how values are read, what rows add up to, how large clusters are
//	lot      as many rows as are made one Shard; rows that belong together lie in one
package spark
