package officers

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// keepUpTo is up to which days the register keeps what, on a day. Whether a child was on a list is kept for the reports of this
// school year and of the last.
func keepUpTo(s *settings.Settings, on calendar.Date) register.Keep {
	r := s.Retention()
	k := register.Keep{
		AsOf: on.Midnight(), Cases: on.Midnight().AddDate(-r[0].Value, 0, 0), Lines: (on - calendar.Date(r[1].Value)).Midnight(),
		Acts: on.Midnight().AddDate(-r[4].Value, 0, 0),
		Open: func(outcome string) bool { return rules.Outcome(outcome).Open() },
	}
	k.Spans = calendar.SchoolYearStart(calendar.SchoolYear(on) - 1).Midnight()
	if k.Lines.Before(k.Spans) {
		k.Spans = k.Lines
	}
	return k
}

// Pruned is what is past its time in an output folder, or was taken out of it.
type Pruned struct {
	register.Pruned
	Folders []string // names of published runs

	Grave string // of what was taken out and could not be put aside
}

// Any reports whether anything is.
func (p *Pruned) Any() bool { return p.Pruned.TookAny() || len(p.Folders) > 0 }

// String says in words what it is, a line each.
func (p *Pruned) String() string {
	var b strings.Builder
	for _, x := range []struct {
		n    int
		what string
	}{
		{p.Cases, "children's closed cases"}, {p.Decisions, "decisions on them"}, {p.Judgements, "judgements of possible matches"},
		{p.Lines, "lines of lists"}, {p.Pairs, "possible matches"}, {p.Spans, "records that a child was on a list"},
		{p.Identities, "fingerprints that no extract gives now"}, {p.Acts, "acts: that somebody looked or gave out"},
		{p.Steps, "steps that officers took"}, {p.Looks, "second looks"}, {p.Questions, "questions to colleagues and answers"}, {len(p.Folders), "folders of published runs"},
	} {
		if x.n > 0 {
			fmt.Fprintf(&b, "  %s %s\n", journal.Grouped(x.n), x.what)
		}
	}
	return b.String()
}

// DueRegister says what is past its time on a day in an output folder, and changes nothing.
func DueRegister(ctx context.Context, s *settings.Settings, o journal.Options, on calendar.Date) (*Pruned, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRegister(s, o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	folders, err := pastRuns(ctx, s, o.Out, reg, on)
	if err != nil {
		return nil, err
	}
	due, err := reg.CountDue(ctx, keepUpTo(s, on))
	return &Pruned{due, folders, ""}, err
}

// PruneRegister takes out of the register and of the folder of published runs what is past its time on a day, by the retention
// schedule of the settings, as an act of a person that the ledger keeps. The ledger says first what goes; folders that a
// killed process leaves behind go with the next pruning. Copies that were made of the register are not touched.
func PruneRegister(ctx context.Context, s *settings.Settings, o journal.Options, by string, on calendar.Date) (*Pruned, error) {
	o = o.WithDefaults(s.OutputDir())
	if !journal.FileExists(past.RegisterPath(o.Out)) {
		_, err := openRegister(s, o)
		return nil, err
	}
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	reg, err := openRegister(s, o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	kept := safekeeping.AskedIn(s, o)
	if _, err := safekeeping.VerifyRegister(ctx, kept, reg); err != nil {
		return nil, err
	}
	folders, err := pastRuns(ctx, s, o.Out, reg, on)
	if err != nil {
		return nil, err
	}
	went, err := reg.PruneDue(ctx, keepUpTo(s, on), by, folders)
	if err != nil {
		return nil, err
	}
	var grave string
	if went.Entry > 0 {
		grave = graveWords(safekeeping.KeepSafe(ctx, kept, reg))
	}
	for _, name := range folders {
		if err := os.RemoveAll(filepath.Join(o.Out, journal.RunsFolder, name)); err != nil {
			return nil, fmt.Errorf("a folder past its time stays: %w; prune again", err)
		}
	}
	return &Pruned{went, folders, grave}, journal.SweepHistory(o.Out)
}

// pastRuns are the names of the published folders past their time: not the newest ones, nor the one that LATEST names, nor one
// whose extracts are the last that were accepted of a kind, which tell whom a held-back extract may explain. What is no run's
// folder stays.
func pastRuns(ctx context.Context, s *settings.Settings, out string, reg *register.Register, on calendar.Date) ([]string, error) {
	found, err := os.ReadDir(filepath.Join(out, journal.RunsFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	stay := map[string]bool{}
	if latest, err := journal.LatestRun(out); err == nil {
		stay[filepath.Base(latest)] = true
	}
	accepted, err := reg.LastAccepted(ctx, on.Midnight())
	if err != nil {
		return nil, err
	}
	for _, a := range accepted {
		stay[filepath.Base(a.Folder)] = true
	}
	var runs, past []string
	for _, f := range found {
		if f.IsDir() && runDay(f.Name()).Known() {
			runs = append(runs, f.Name())
		}
	}
	r := s.Retention()
	slices.Sort(runs) // by the day of the run, and then by when it was made
	for _, name := range runs[:max(0, len(runs)-r[3].Value)] {
		if !stay[name] && runDay(name) < on-calendar.Date(r[2].Value) {
			past = append(past, name)
		}
	}
	return past, nil
}

// runDay is the as-of date in the name of a published run, zero where the name is none.
func runDay(name string) calendar.Date {
	text, made, is := strings.Cut(name, "T")
	if _, err := time.Parse("20060102-150405", made[:min(len(made), 15)]); !is || err != nil {
		return 0
	}
	d, err := calendar.Parse(text)
	if err != nil {
		return 0
	}
	return d
}
