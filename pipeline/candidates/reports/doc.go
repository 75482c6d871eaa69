// Package reports is what leaves the officers' desk: the return to the department, the lists for schools and for other
// services, and the figures for managers, each a table made of what a run found and what officers decided.
//
// A report is a pure function of Facts; it reads no file, no register and no clock. Nothing in here decides anything about
// a child. It may import the published tables (candidates) and the calendar, and nothing else of Rollcall.
package reports
