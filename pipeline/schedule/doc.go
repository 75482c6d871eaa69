// Package schedule runs named jobs at the times that cron expressions say, in Europe/London: one run at a time, a panic
// recovered, a missed run caught up once. It knows jobs as functions and imports nothing else of Rollcall.
//
// The words of the package:
//
//	fire        to start a job at its time, or late, once, when its time was missed
//	queue       the jobs that are due at once, which run one after the other
//	state       when each job last started, under which expression
package schedule
