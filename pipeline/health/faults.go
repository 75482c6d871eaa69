package health

import (
	"fmt"
	"slices"
	"time"
)

// Fault is something that somebody should look at.
type Fault struct {
	Code int // 1: an operator; 3: whoever sends the extracts; 5: whoever may release a held run
	Text string
}

// The codes of faults, which are exit codes of the program.
const (
	CodeFailed  = 1
	CodeMissing = 3
	CodeHeld    = 5
)

// overdue is how long after a job is due a schedule that has not begun it must be dead: it looks at the clock every half minute,
// but a job before it in the queue may take its time.
const overdue = 6 * time.Hour

// silent is after how long without a word, which comes every hour and after each job, a schedule that has charge must be dead.
const silent = 6 * time.Hour

// Faults are what somebody should look at now, the gravest first. Lists older than stale are one.
func (r *Report) Faults(now time.Time, stale time.Duration) []Fault {
	var out []Fault
	add := func(code int, format string, a ...any) { out = append(out, Fault{code, fmt.Sprintf(format, a...)}) }
	switch age := now.Sub(r.Lists.Published); {
	case r.Lists.Published.IsZero():
		add(CodeFailed, "no lists have been published yet")
	case age > stale:
		add(CodeFailed, "the lists that stand are of %s and %s old (more than %s)", r.Lists.AsOf, hours(age), hours(stale))
	}
	if r.Doubt != "" {
		add(CodeFailed, "%s", r.Doubt)
	}
	if r.Trouble != "" {
		add(CodeFailed, "%s", r.Trouble)
	}
	if r.Scheduled && now.Sub(r.Written) > silent {
		add(CodeFailed, "the schedule has not been heard of for %s: is it running?", hours(now.Sub(r.Written)))
	}
	for _, j := range r.Jobs {
		switch {
		case j.Waits:
			add(CodeHeld, "%s: %s since %s; it waits for a person: %s", j.Name, j.Ending, j.Ended.Format(time.RFC3339), j.Said)
		case !j.Ended.IsZero() && !j.Well:
			add(CodeFailed, "%s: %s at %s (attempt %d, %d in a row): %s", j.Name, j.Ending, j.Ended.Format(time.RFC3339), j.Attempts, j.Failures, j.Said)
		}
		if r.Scheduled && !j.Due.IsZero() && now.Sub(j.Due) > overdue {
			add(CodeFailed, "%s: due at %s and not begun", j.Name, j.Due.Format(time.RFC3339))
		}
	}
	if r.Untold > 0 {
		add(CodeFailed, "%d notices could not be told: %s", r.Untold, r.NotTold)
	}
	for _, m := range r.Lists.Missing {
		add(CodeMissing, "%s", m)
	}
	slices.SortStableFunc(out, func(a, b Fault) int { return rank(a.Code) - rank(b.Code) })
	return out
}

// rank puts what stops the lists before what makes them thinner.
func rank(code int) int { return slices.Index([]int{CodeFailed, CodeHeld, CodeMissing}, code) }

func hours(d time.Duration) string { return fmt.Sprintf("%d hours", int(d.Hours())) }
