package main

import (
	"errors"
	"os"
	"time"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// byHand is the name in the health file of runs that no schedule starts.
const byHand = "run"

// tellOfRun writes down how a run went and tells people, where the settings name a health file or metrics, or the command line asks
// for notices. A schedule does that for the runs that it starts.
func (c *runCmd) tellOfRun(e *env, began time.Time, failed error) {
	if os.Getenv(jobVariable) != "" {
		return
	}
	s, err := settings.Load(c.Config)
	if err != nil || !c.Notify && s.Schedule.Health == "" && s.Schedule.Metrics == "" {
		return
	}
	out := c.Out
	if out == "" {
		out = s.OutputDir()
	}
	w := newWatch(e, s, out)
	if !c.Notify {
		w.channels = nil
	}
	now := time.Now()
	code := exitCode(failed)
	st := schedule.JobState{Began: began, Ended: now, Exit: code, Ending: schedule.Failed, Attempts: 1, Well: w.job(byHand).LastWell, Failures: w.job(byHand).Failures + 1}
	if ending, known := endings[code]; known {
		st.Ending = ending
	}
	switch {
	case st.Ending.Well():
		st.Well, st.Failures = now, 0
	case errors.Is(failed, e.ctx.Err()):
		st.Ending = schedule.Stopped
		st.Said = failed.Error()
	default:
		st.Said = failed.Error()
	}
	job := jobHealth(byHand, settings.RunJob, st)
	job.Told = w.job(byHand).Told
	w.report.Put(job)
	w.jobEnded(schedule.Told{At: now.In(schedule.London), Job: byHand, Is: schedule.Ends, JobState: st}, false)
	w.write(now)
}

// logNotices writes to the log, where there is one beside what is printed, what a run had to say of its extracts. A notice holds
// places and counts.
func logNotices(e *env, m *journal.Manifest) {
	if e.logFile == "" {
		return
	}
	for _, n := range m.Notices {
		if n.Grave {
			e.log.Warn("notice", "kind", n.Kind, "text", n.Text)
		} else {
			e.log.Info("notice", "kind", n.Kind, "text", n.Text)
		}
	}
}
