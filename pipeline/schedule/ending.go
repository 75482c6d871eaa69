package schedule

import "time"

// Ending is what became of an attempt.
type Ending string

// The endings.
const (
	Done     Ending = "done"
	Gaps     Ending = "done with gaps" // published, with extracts missing, stale or held back
	Failed   Ending = "failed"
	Refused  Ending = "refused" // wrong settings: a person has to mend them
	Locked   Ending = "locked out"
	Held     Ending = "held" // a person has to look at it
	Killed   Ending = "killed"
	OverTime Ending = "stopped, over its time limit"
	LeftHung Ending = "left behind, over its time limit and not to be killed"
	Stopped  Ending = "stopped with the schedule"
)

// Well reports whether nothing is left to do.
func (e Ending) Well() bool { return e == Done || e == Gaps }

// awaitsChange reports whether the same inputs and settings would end in the same way, so that only others are worth an attempt.
func (e Ending) awaitsChange() bool { return e == Held || e == Refused }

// Outcome is what a job gives back of an attempt.
type Outcome struct {
	Ending Ending
	Exit   int    // exit code of its process; −1 of one that was killed
	Said   string // its last word on what went wrong: places and counts, no personal value
	Peak   int64  // the most memory that its process held, in bytes; zero where that is not known
}

// Retry says when an attempt follows one that did not end well. The zero value has none follow.
type Retry struct {
	Pauses []time.Duration // after the first attempt, the second, …; the last of them again and again
	// Until is the hour of the day after which no attempt begins, as time since midnight in London.
	Until time.Duration
}

// longestNight is for how long a job is tried again at most. One that is made good in the morning, after Until, would otherwise be
// tried until the next morning.
const longestNight = 8 * time.Hour

// lookAgain is how often a job that awaits a change looks for one.
const lookAgain = 5 * time.Minute

// lastAttempt is the time after which no attempt follows for a job that was taken up at a time.
func (r Retry) lastAttempt(taken time.Time) time.Time {
	y, m, d := taken.In(London).Date()
	at := func(day int) time.Time {
		return time.Date(y, m, day, 0, int(r.Until/time.Minute), 0, 0, London)
	}
	until := at(d)
	if !until.After(taken) {
		until = at(d + 1)
	}
	if latest := taken.Add(longestNight); latest.Before(until) {
		return latest
	}
	return until
}

// nextAttempt is when an attempt follows the one of a number that ended at a time; the zero time when none does.
func (r Retry) nextAttempt(number int, ended, until time.Time) time.Time {
	if len(r.Pauses) == 0 {
		return time.Time{}
	}
	next := ended.Add(r.Pauses[min(max(number, 1), len(r.Pauses))-1])
	if next.After(until) {
		return time.Time{}
	}
	return next
}
