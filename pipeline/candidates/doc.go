// Package candidates is the published lists: their rows, and how they are written as Parquet, as a workbook and as a page,
// and read back.
//
// A line says candidate or at risk and never more: what a child is, an officer decides. The package imports nothing of
// Rollcall but the drawing kit.
//
// The words of the package:
//
//	Row         a child on a list
//	line        a row of a sheet, as it is written
//	banner      a warning about the inputs, over a list; grave ones are red
//	heading     a title in the colour of headings; across: over several columns
//	News        what is new of a line against the last run: new, still there, changed, back
//	Gone        a line of the last run that is on its list no more
//	step, left  a register that explains children, and how many remain after it
//	cell        a value with its style; extractText is of an extract, ownText is ours
//	folded      columns of a sheet that a click shows
//	beside      of two records: field by field, for a person to judge
//	mark        what an officer wrote beside a line
//	beside      two records, field by field, for whoever says whether they are one child
//	stretch     a piece of a text, and whether it is what differs from the text beside it
//	sealed      not to be printed but through its named officer
package candidates
