// Package linkage links the rows of any tables: it reads them through sources, finds out what their columns hold, lets matchers
// train, compare and resolve, and writes links, clusters, the model and a report.
//
// It knows tables and columns, check digits, and no law. README.md beside it describes the settings file.
//
// The words of the package, each with one meaning:
//
//	table, column   a file as read: each distinct value of a column once, and rows that refer to it
//	Kind            what a column holds; Used, a column with its Kind and how that is known
//	passed over     of a column: it is not read, and why is told
//	says nothing    of a cell: it holds a word that stands for none, as the one list of sources/cells has it
//	guess           a Kind found by a column's name and the shape of its values
//	reading         how a column is read
//	Run             a linkage and what it is made of; a stage is a part of the work
//	claim           a cluster's on the id of an earlier one, with so many of its rows; an id that loses all claims gave way
//	state           what a later linkage can go on from; kept, of a table or a column: part of it, of the earlier linkage
//	follow          read a file by what stood in its places in an earlier version of it
//	Truth           what is known of rows, to hold a linkage against
//	fault           a wrong or missed pair in an evaluation; settings have faults of their own, which name their place
package linkage
