package settings

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/schedule"
)

// JobKind is what a job does.
type JobKind string

// The kinds of job.
const (
	RunJob        JobKind = "run"        // the nightly run
	CensusJob     JobKind = "census"     // a run as of a census day, on census days only
	ComplianceJob JobKind = "compliance" // the workbooks for the schools of the last run, into a folder to send them from
	RetentionJob  JobKind = "retention"  // takes out what is past its time
	BackupJob     JobKind = "backup"     // a copy of the register into a folder
	VerifyJob     JobKind = "verify"     // the register, entry by entry
	CheckJob      JobKind = "check"      // what a run would read, while there is still time to send what is missing
)

var jobKinds = []JobKind{RunJob, CensusJob, ComplianceJob, RetentionJob, BackupJob, VerifyJob, CheckJob}

// Job is a named job of the schedule.
type Job struct {
	Name string  `yaml:"name"`
	Cron string  `yaml:"cron"` // five fields, Europe/London
	Kind JobKind `yaml:"kind"` // run when left out
	// To is the folder that compliance and backup write to.
	To string `yaml:"to"`
	// Keep is how many copies a backup leaves in its folder; 14 when left out, two weeks of nights.
	Keep int `yaml:"keep"`
	// By is on whose order retention is done: a role or initials, which the ledger keeps.
	By     string `yaml:"by"`
	Limit  Span   `yaml:"limit"`  // where this job's is another than the schedule's
	Pauses []Span `yaml:"pauses"` // the same; an empty list has it tried once
}

// Span is a length of time as a person writes it: 45m, 2h, 1h30m.
type Span string

// duration is the length of time; negative for what is none.
func (s Span) duration() time.Duration {
	d, err := time.ParseDuration(string(s))
	if err != nil {
		return -1
	}
	return d
}

// Nights is how the jobs of the schedule are looked after.
type Nights struct {
	// Limit is how long an attempt may take. A county's run takes a minute, England's under an hour: two hours is a run that hangs.
	Limit Span `yaml:"limit"`
	// Pauses are waited after the first attempt that did not end well, the second, and so on, the last again and again. Five
	// minutes are for a lock or a share that comes back, a quarter of an hour for a file that is still being sent, three quarters for
	// what takes a person or a supplier's own night.
	Pauses []Span `yaml:"pauses"`
	// Until is the hour after which no attempt begins: lists that change while officers work from them do harm.
	Until string `yaml:"until"`
	// Stale is the age from which the last lists are told to be old: a night and half a day, so that one lost night is seen on the
	// day after it and a late one is not.
	Stale Span `yaml:"stale"`
	// Health is the file that says how the jobs are; health.json in the output folder when left out.
	Health string `yaml:"health"`
	// Metrics is the file for the text collector of a Prometheus node exporter; none is written when left out.
	Metrics string `yaml:"metrics"`
}

// defaultNights are the defaults.
var defaultNights = Nights{
	Limit: "2h", Pauses: []Span{"5m", "15m", "45m"}, Until: "07:00", Stale: "36h", Health: "health.json",
}

// copiesOfJob is how many copies a backup leaves.
const copiesOfJob = 14

// KindOrRun is what the job does.
func (j Job) KindOrRun() JobKind {
	if j.Kind == "" {
		return RunJob
	}
	return j.Kind
}

// Copies is how many copies a backup leaves.
func (j Job) Copies() int {
	if j.Keep == 0 {
		return copiesOfJob
	}
	return j.Keep
}

// IsCensusDay reports whether a day is one of the three on which schools count their pupils.
func IsCensusDay(d calendar.Date) bool {
	for _, day := range calendar.CensusDays(calendar.SchoolYear(d)) {
		if day == d {
			return true
		}
	}
	return false
}

// LimitOf is how long an attempt at a job may take.
func (s *Settings) LimitOf(j Job) time.Duration {
	return cmp.Or(j.Limit, s.Schedule.Limit, defaultNights.Limit).duration()
}

// PausesOf is how long is waited between two attempts at a job.
func (s *Settings) PausesOf(j Job) []time.Duration {
	spans := defaultNights.Pauses
	switch {
	case j.Pauses != nil:
		spans = j.Pauses
	case s.Schedule.Pauses != nil:
		spans = s.Schedule.Pauses
	}
	var out []time.Duration
	for _, x := range spans {
		out = append(out, x.duration())
	}
	return out
}

// AttemptsUntil is the time of day after which no attempt begins, since midnight.
func (s *Settings) AttemptsUntil() time.Duration {
	at, err := time.Parse("15:04", cmp.Or(s.Schedule.Until, defaultNights.Until))
	if err != nil {
		return 0 // told by jobFaults
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// StaleAfter is the age from which the last lists are told to be old.
func (s *Settings) StaleAfter() time.Duration {
	return cmp.Or(s.Schedule.Stale, defaultNights.Stale).duration()
}

// HealthFile is the file that says how the jobs are, for the runs of an output folder.
func (s *Settings) HealthFile(out string) string {
	if s.Schedule.Health == "" {
		return filepath.Join(cmp.Or(out, s.OutputDir()), defaultNights.Health)
	}
	return s.Resolve(s.Schedule.Health)
}

// jobFaults says what is wrong with the jobs and how they are looked after.
func (s *Settings) jobFaults() (f faults) {
	names := map[string]bool{}
	for i, j := range s.Jobs {
		fault := f.under(fmt.Sprintf("jobs[%d]", i))
		if j.Name == "" {
			fault("name", "missing; give the job a name")
		}
		if j.Cron == "" {
			fault("cron", "missing; say when, as minute hour day month weekday: \"15 2 * * *\" is every night at 02:15")
		}
		if names[j.Name] {
			fault("name", "name %q is used twice", j.Name)
		}
		if err := schedule.CheckExpression(j.Cron); j.Cron != "" && err != nil {
			fault("cron", "%q of the job %s: %v", j.Cron, j.Name, err)
		}
		names[j.Name] = true
		kind := j.KindOrRun()
		if !slices.Contains(jobKinds, kind) {
			fault("kind", "not a kind of job%s; the kinds are %s", didYouMean(string(kind), jobWords()), strings.Join(jobWords(), ", "))
			continue
		}
		if wants := kind == ComplianceJob || kind == BackupJob; wants != (j.To != "") {
			fault("to", "want a folder for jobs of kind compliance and backup, and for no other")
		}
		if wants := kind == RetentionJob; wants != (strings.TrimSpace(j.By) != "") {
			fault("by", "want a role or initials for jobs of kind retention, and for no other")
		}
		if j.Keep < 0 || j.Keep > 0 && kind != BackupJob {
			fault("keep", "want how many copies to leave, for jobs of kind backup only")
		}
		if j.Limit != "" && j.Limit.duration() < time.Second {
			fault("limit", "want a length of time, such as 2h")
		}
		if !areSpans(j.Pauses) {
			fault("pauses", "want lengths of time, such as [5m, 15m, 45m]")
		}
	}
	n := s.Schedule
	if n.Limit != "" && n.Limit.duration() < time.Second {
		f.add("schedule.limit", "want a length of time, such as 2h")
	}
	if !areSpans(n.Pauses) {
		f.add("schedule.pauses", "want lengths of time, such as [5m, 15m, 45m]")
	}
	if n.Until != "" {
		if _, err := time.Parse("15:04", n.Until); err != nil {
			f.add("schedule.until", "want an hour of the day such as \"07:00\"")
		}
	}
	if n.Stale != "" && n.Stale.duration() < time.Hour {
		f.add("schedule.stale", "want an hour or more, such as 36h")
	}
	return f
}

func areSpans(pauses []Span) bool {
	return !slices.ContainsFunc(pauses, func(p Span) bool { return p.duration() <= 0 })
}

func jobWords() (names []string) {
	for _, k := range jobKinds {
		names = append(names, string(k))
	}
	return names
}
