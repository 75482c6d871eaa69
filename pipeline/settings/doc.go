// Package settings is rollcall.yaml: whose extracts they are, where they lie and how they are read, where the lists go, and
// what the authority has decided where the law leaves it to decide. It is read strictly, and all faults are told together.
//
//	source       an entry of the list of sources: one extract from files or a query
//	expectation  what an extract as a whole must be like; a gate asks
//	acceptance   an operator's word that a gate may be passed
//	amount       a number of the rules that no law fixes
//	job          what the schedule does at a time; kind says what
//	span         a length of time as a person writes it
package settings
