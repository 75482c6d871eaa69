// Package health is how the jobs of an authority are, on a page that a program reads: what became of each, when it is due,
// which lists stand, whether a run waits for a person; as JSON, and as metrics for Prometheus.
//
// It holds counts of lines, times and places. A count of a whole list says nothing of anybody on it, however small, and
// nothing here is broken down by school, ward or group; so counts are given as they are. It is a leaf: who makes a Report
// fills it in.
//
// The words of the package:
//
//	report      how all jobs are at a moment
//	fault       what somebody should look at, with the exit code that says who
//	stale       of lists: older than they should be
package health
