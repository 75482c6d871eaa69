package health

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// WriteMetrics writes the report for the text collector of a Prometheus node exporter, whole or not at all. No label holds more
// than the name of a job, of a list, or of an ending.
func (r *Report) WriteMetrics(path string) error {
	g := gauges{prometheus.NewRegistry()}
	g.set("rollcall_info", "Version of the program and code of the authority.", 1, "version", r.Rollcall, "authority", r.Authority)
	g.time("rollcall_written_timestamp_seconds", "When this was written.", r.Written)
	g.time("rollcall_lists_published_timestamp_seconds", "When the lists that stand were published.", r.Lists.Published)
	if day, err := time.Parse(time.DateOnly, r.Lists.AsOf); err == nil {
		g.time("rollcall_lists_as_of_timestamp_seconds", "The day that the lists are for.", day)
	}
	for list, n := range r.Lists.Counts {
		g.set("rollcall_lines", "Lines of each list, and counts of the run.", float64(n), "list", list)
	}
	g.set("rollcall_notices", "Notices of the run on its extracts.", float64(r.Lists.Notices))
	g.set("rollcall_extracts_missing", "Notices of extracts that the run could not rely on.", float64(len(r.Lists.Missing)))
	g.set("rollcall_clock_doubtful", "1 where no job runs by the clock.", truth(r.Doubt != ""))
	g.set("rollcall_notices_not_told", "Notices in a row that could be told by no channel.", float64(r.Untold))
	for _, j := range r.Jobs {
		label := []string{"name", j.Name, "kind", j.Kind}
		g.time("rollcall_job_last_success_timestamp_seconds", "When an attempt last ended well.", j.LastWell, label...)
		g.time("rollcall_job_end_timestamp_seconds", "When the last attempt ended.", j.Ended, label...)
		g.time("rollcall_job_due_timestamp_seconds", "When the job is due.", j.Due, label...)
		if !j.Ended.IsZero() {
			g.set("rollcall_job_duration_seconds", "How long the last attempt took.", j.Ended.Sub(j.Began).Seconds(), label...)
			g.set("rollcall_job_exit_code", "Exit code of the last attempt, -1 of one that was killed.", float64(j.Exit), label...)
			g.set("rollcall_job_ending", "How the last attempt ended.", 1, append(label, "ending", j.Ending)...)
			g.set("rollcall_job_well", "1 where the last attempt ended well.", truth(j.Well), label...)
		}
		if j.Peak > 0 {
			g.set("rollcall_job_peak_memory_bytes", "The most memory that the last attempt held.", float64(j.Peak), label...)
		}
		g.set("rollcall_job_running", "1 while an attempt is under way.", truth(!j.Began.IsZero() && j.Ended.IsZero()), label...)
		g.set("rollcall_job_attempts", "Attempts for the time at which it was last due.", float64(j.Attempts), label...)
		g.set("rollcall_job_failures", "Attempts in a row that did not end well.", float64(j.Failures), label...)
		g.set("rollcall_job_waits", "1 where it waits for a person.", truth(j.Waits), label...)
	}
	return prometheus.WriteToTextfile(path, g.in)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// gauges registers gauges as they are first set.
type gauges struct{ in *prometheus.Registry }

// set sets a gauge; labels are names and values by turns.
func (g gauges) set(name, help string, value float64, labels ...string) {
	var names []string
	values := prometheus.Labels{}
	for i := 0; i < len(labels); i += 2 {
		names = append(names, labels[i])
		values[labels[i]] = labels[i+1]
	}
	v := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, names)
	if err := g.in.Register(v); err != nil {
		if was, is := err.(prometheus.AlreadyRegisteredError); is {
			v = was.ExistingCollector.(*prometheus.GaugeVec)
		}
	}
	v.With(values).Set(value)
}

// time sets a gauge to a time, where there is one.
func (g gauges) time(name, help string, at time.Time, labels ...string) {
	if !at.IsZero() {
		g.set(name, help, float64(at.Unix()), labels...)
	}
}
