// Package schedule runs named jobs at the times that cron expressions say, in Europe/London: one at a time, tried again after
// growing pauses when one does not end well, caught up once when its time was missed. It knows jobs as functions, and a
// Program as a job that is a process of its own; it imports nothing else of Rollcall.
//
// The words of the package:
//
//	due         the time at which an expression has a job run
//	take up     to make a job that is due the next thing to do; what is due again meanwhile is left out
//	attempt     one start of a job for one time at which it was due
//	ending      what became of an attempt
//	told        what the schedule has to say of a job or of itself, to whoever listens
//	seen        the latest time at which the schedule looked at the clock
//	doubtful    of a clock: so far from what was seen that no job is run by it
package schedule
