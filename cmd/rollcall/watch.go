package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"rollcall/pipeline/health"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/notify"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// watch keeps the health file and the metrics, and tells people. Nothing that it does fails a job.
type watch struct {
	*env
	settings  *settings.Settings
	out       string
	timetable *schedule.Schedule // nil: of a run without a schedule
	report    *health.Report
	channels  []notify.Channel
}

// newWatch takes the health file up where it was left.
func newWatch(e *env, s *settings.Settings, out string) *watch {
	w := &watch{env: e, settings: s, out: out, channels: channelsOf(s)}
	report, err := health.Read(s.HealthFile(out))
	if err != nil {
		report = &health.Report{}
	}
	w.report = report
	report.Rollcall, report.Authority, report.Trouble, report.Doubt = buildVersion(), s.Authority.Code, "", ""
	w.seeOthersLists()
	return w
}

// seeOthersLists notes lists that somebody else has published, or released, since.
func (w *watch) seeOthersLists() {
	folder, err := journal.LatestRun(w.out)
	if err != nil || filepath.Base(folder) == w.report.Lists.Run {
		return
	}
	if st, err := os.Stat(filepath.Join(folder, journal.ManifestFile)); err == nil {
		w.seeLists(st.ModTime())
	}
}

// hear takes in what the schedule tells.
func (w *watch) hear(t schedule.Told) {
	w.report.Scheduled = true
	was := map[string]health.Job{}
	for _, j := range w.report.Jobs {
		was[j.Name] = j
	}
	w.report.Jobs = nil
	states := w.timetable.States()
	for _, j := range w.settings.Jobs {
		st, known := states[j.Name]
		if !known {
			continue
		}
		job := jobHealth(j.Name, j.KindOrRun(), st)
		job.Due, job.Told = w.timetable.DueAfter(j.Name, t.At), was[j.Name].Told
		w.report.Put(job)
	}
	w.report.Doubt = w.timetable.Doubt()
	if t.Is == schedule.Heartbeat {
		w.seeOthersLists()
	}
	w.seeReleased()
	switch t.Is {
	case schedule.Ends:
		w.jobEnded(t, false)
	case schedule.GivenUp:
		w.jobEnded(t, true)
	case schedule.ClockDoubt:
		w.tell(settings.OnFailed, w.notice("trouble", t.At, t.Text))
	case schedule.Trouble:
		if w.report.Trouble != t.Text {
			w.report.Trouble = t.Text
			w.tell(settings.OnFailed, w.notice("trouble", t.At, t.Text))
		}
	}
	w.write(t.At)
}

// jobHealth is how a job is, by what became of it.
func jobHealth(name string, kind settings.JobKind, st schedule.JobState) health.Job {
	return health.Job{
		Name: name, Kind: string(kind), Began: st.Began, Ended: st.Ended, Ending: string(st.Ending), Well: st.Ending.Well(),
		Waits: st.Ending == schedule.Held || st.Ending == schedule.Refused, Exit: st.Exit, Said: st.Said, Attempts: st.Attempts,
		Failures: st.Failures, LastWell: st.Well, Retry: st.Next, Peak: st.Peak,
	}
}

// job is how a job of the report is.
func (w *watch) job(name string) *health.Job {
	for i := range w.report.Jobs {
		if w.report.Jobs[i].Name == name {
			return &w.report.Jobs[i]
		}
	}
	return &health.Job{}
}

// jobEnded looks at the lists that stand after a job, and tells who is to be told of it.
func (w *watch) jobEnded(t schedule.Told, givenUp bool) {
	job := w.job(t.Job)
	if publishes(job) && t.Ending.Well() {
		w.seeLists(t.Ended)
	}
	say := func(on, event, format string, a ...any) bool {
		n := w.notice(event, t.At, fmt.Sprintf(format, a...))
		n.Job, n.Ending, n.Exit, n.Attempt, n.Next = t.Job, string(t.Ending), t.Exit, t.Attempts, t.Next
		if !t.Ending.Well() && t.Said != "" {
			n.Told = append([]string{t.Said}, n.Told...)
		}
		return w.tell(on, n)
	}
	switch {
	case t.Ending == schedule.Stopped: // by a person, who knows
	case t.Ending == schedule.Held:
		if !givenUp {
			job.Told = true
			say(settings.OnHeld, "held", "The lists of tonight are held before publication and wait for a person.%s", w.standing(job))
		}
	case !t.Ending.Well() && (givenUp && (t.Attempts > 1 || t.Ending == schedule.Locked)):
		job.Told = true
		say(settings.OnFailed, "failed", "%s did not end well in %d attempts, and none follows until it is due again.%s", t.Job, t.Attempts, w.standing(job))
	case !t.Ending.Well() && !givenUp && t.Attempts == 1 && t.Ending != schedule.Locked: // a lock is mostly a person at work
		job.Told = true
		follows := "No attempt follows until it is due again."
		switch {
		case t.Ending == schedule.Refused:
			follows = "It is tried again when the settings or the extracts change."
		case !t.Next.IsZero():
			follows = "It is tried again at " + t.Next.In(schedule.London).Format("15:04") + "."
		}
		say(settings.OnFailed, "failed", "%s did not end well: %s. %s%s", t.Job, t.Ending, follows, w.standing(job))
	case t.Ending.Well():
		w.jobWell(t, job, say)
	}
}

// jobWell tells of a job that ended well: that it does again, that extracts are missing, or that it was done.
func (w *watch) jobWell(t schedule.Told, job *health.Job, say func(on, event, format string, a ...any) bool) {
	if job.Told {
		job.Told = false
		say(settings.OnFailed, "recovered", "%s ended well again, at attempt %d.", t.Job, t.Attempts)
	}
	switch digest := digestWords(w.report.Lists.Missing); {
	case !publishes(job) || digest == w.report.Told:
	case len(w.report.Lists.Missing) == 0:
		w.report.Told = digest
	case w.settings.Notify.TellsOf(settings.OnMissing):
		if say(settings.OnMissing, "missing", "Published, with extracts that could not be relied on: %d notices, others than when last told.", len(w.report.Lists.Missing)) {
			w.report.Told = digest
		}
		return
	}
	if publishes(job) {
		say(settings.OnSuccess, "success", "Published.")
	}
}

// standing says which lists officers have.
func (w *watch) standing(job *health.Job) string {
	if !publishes(job) || w.report.Lists.AsOf == "" {
		return ""
	}
	return " The lists of " + w.report.Lists.AsOf + " stand."
}

// digestWords is a digest of notices without their numbers: an extract that is a day older than yesterday is no news.
func digestWords(words []string) string {
	if len(words) == 0 {
		return ""
	}
	h := sha256.Sum256([]byte(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, strings.Join(words, "\n"))))
	return hex.EncodeToString(h[:8])
}

// seeReleased takes a job for well whose lists somebody has published since, as by releasing a held run or by a run of their own.
func (w *watch) seeReleased() {
	for i := range w.report.Jobs {
		j := &w.report.Jobs[i]
		if publishes(j) && !j.Well && !j.Ended.IsZero() && w.report.Lists.Published.After(j.Ended) {
			j.Well, j.Waits, j.Ending = true, false, j.Ending+", and published since"
		}
	}
}

// publishes reports whether a job publishes lists.
func publishes(j *health.Job) bool {
	return j.Kind == string(settings.RunJob) || j.Kind == string(settings.CensusJob)
}

// seeLists notes which lists stand; if they are others than before, they were published at a time.
func (w *watch) seeLists(at time.Time) {
	folder, err := journal.LatestRun(w.out)
	if err != nil {
		return
	}
	m, err := journal.ReadManifest(folder)
	if err != nil {
		w.log.Error("the manifest of the last run", "error", err)
		return
	}
	if string(m.Run) == w.report.Lists.Run { // of another day, and not to stand
		return
	}
	lists := health.Lists{Run: string(m.Run), AsOf: m.AsOf, Published: at, Folder: folder, Counts: m.Results, Notices: len(m.Notices)}
	for _, n := range m.Notices {
		if n.Grave {
			lists.Missing = append(lists.Missing, n.Text)
		}
	}
	w.report.Lists = lists
}

// notice is a notice with what it always says.
func (w *watch) notice(event string, at time.Time, text string) *notify.Notice {
	n := &notify.Notice{Event: event, Authority: w.settings.Authority.Code, At: at, Text: text, Rollcall: buildVersion()}
	if l := w.report.Lists; l.Run != "" {
		n.ListsOf, n.Counts, n.Link = l.AsOf, l.Counts, l.Folder
		if event == "missing" {
			n.Told = l.Missing
		}
	}
	run := w.report.Lists.Run
	if event == "held" {
		if held := w.newestHeld(); held != "" {
			run, n.Link = held, filepath.Join(w.out, heldFolder, held)
		}
	}
	if w.settings.Notify.Link != "" && run != "" {
		n.Link = strings.TrimSuffix(w.settings.Notify.Link, "/") + "/" + run
	}
	return n
}

// heldFolder is where runs stand that were held before publication, in the output folder.
const heldFolder = "held"

// newestHeld is the name of the run that was held last; empty where none stands. Names begin with the day.
func (w *watch) newestHeld() (name string) {
	found, _ := os.ReadDir(filepath.Join(w.out, heldFolder)) // there may be none
	for _, f := range found {
		if f.IsDir() && !strings.HasPrefix(f.Name(), ".") {
			name = max(name, f.Name())
		}
	}
	return name
}

// toldWithin bounds how long the telling of one notice takes, by all channels.
const toldWithin = 2 * time.Minute

// tell tells a notice to whoever wants to know of such things, and reports whether it went out.
func (w *watch) tell(on string, n *notify.Notice) bool {
	if !w.settings.Notify.TellsOf(on) || len(w.channels) == 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), toldWithin)
	defer cancel()
	if err := notify.SendAll(ctx, n, w.channels); err != nil {
		w.report.Untold++
		w.report.NotTold = printableLine(strings.ReplaceAll(err.Error(), "\n", "; "))
		w.log.Error("a notice could not be told", "event", n.Event, "error", w.report.NotTold)
		return false
	}
	w.report.Untold, w.report.NotTold = 0, ""
	w.log.Info("told", "event", n.Event, "of", n.Job)
	return true
}

// write writes the health file and, where they are asked for, the metrics.
func (w *watch) write(at time.Time) {
	w.report.Written = at
	if err := w.report.Write(w.settings.HealthFile(w.out)); err != nil {
		w.log.Error("health file not written", "error", err)
	}
	if path := w.settings.Schedule.Metrics; path != "" {
		if err := w.report.WriteMetrics(w.settings.Resolve(path)); err != nil {
			w.log.Error("metrics not written", "error", err)
		}
	}
}

// channelsOf are the ways to tell that the settings name.
func channelsOf(s *settings.Settings) []notify.Channel {
	var out []notify.Channel
	if m := s.Notify.Mail; m != nil {
		out = append(out, &notify.Mail{Server: m.Server, Security: m.Security, From: m.From, To: m.To, User: m.User,
			Password: notify.Secret{File: s.Resolve(m.PasswordFile), Env: m.PasswordEnv}, CAFile: s.Resolve(m.CAFile)})
	}
	if h := s.Notify.Webhook; h != nil {
		out = append(out, &notify.Webhook{URL: h.URL, Secret: notify.Secret{File: s.Resolve(h.SecretFile), Env: h.SecretEnv}, CAFile: s.Resolve(h.CAFile)})
	}
	return out
}
