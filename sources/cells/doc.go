// Package cells reads one cell of an extract: an identifier with its check, a day in any of the usual layouts, a sex, a yes or
// no, a name, an address, and what a spreadsheet has spoilt.
//
// Nothing is repaired. A reader returns the value, or that there is none and why, in words that hold no value of the cell.
package cells
