// Package lists makes a night's lists of verdicts: the lines of both lists in their order, possible matches, tasks, what is
// new and what is gone, measures and the reports; and what the register is to remember of them.
//
//	line       a child on a list, with the evidence that it rests on
//	draft      what a line says of a child whatever the rules found
//	kept       a line of the last run that stays because what could answer it did not come
//	open case  a child whom an officer holds on the list
//	news       how a line differs from what the last run showed
//	gone       a line of the last run that is on no list now
package lists
