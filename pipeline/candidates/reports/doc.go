// Package reports is what leaves the officers' desk: the return to the department, the lists for schools and for other
// services, and the figures for managers, each a table made of what a run found and what officers decided.
//
// A report is a pure function of Facts; it reads no file, no register and no clock. Nothing in here decides anything about
// a child. It may import the published tables (candidates) and the calendar, and nothing else of Rollcall.
//
// The words of the package:
//
//	case        what officers hold, held, or looked at, of a child; a line of a list is none until they do
//	spell       how a case stood from a day until the next
//	open        suspected, confirmed, untraced or moving; closed: anything else
//	counted     in the return: open, but suspected only where the settings say so, and of compulsory school age
//	margin      a count by one topic, never crossed with another
//	tally       counts by word, in the order of a form
//	duration    the band of time without education
//	apart       what a rule says of a child that makes no line of a list
package reports
