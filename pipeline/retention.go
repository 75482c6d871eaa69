package pipeline

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
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// KeepSetting is the authority's own retention schedule, where it differs from the defaults; zero stands for a default.
type KeepSetting struct {
	CaseYears int `yaml:"case_years"`
	ListDays  int `yaml:"list_days"`
	RunDays   int `yaml:"run_days"`
	Runs      int `yaml:"runs"`
}

// Kept is one amount of the retention schedule.
type Kept struct {
	Name  string // as the settings write it under register.keep
	Value int
	Unit  string
	About string
	Basis string
	Set   bool // the authority's own
}

// twoTerms is the days of two of the three terms of a school year.
const twoTerms = 244

// keeping are the defaults. No statute fixes them: the years are those of an authority's privacy notice, the terms are a proposal.
var keeping = []Kept{
	{Name: "case_years", Value: 7, Unit: "years", About: "after a case was closed, and not while the child is of compulsory school age or anything decided is in force",
		Basis: "privacy notices for children missing education, such as Barnet's: seven years from closure; the same for the log"},
	{Name: "list_days", Value: twoTerms, Unit: "days", About: "what runs showed of children of whom nothing was decided, and possible matches; the newest run keeps its own",
		Basis: "a proposal: candidates that nobody opened go after two terms (UK GDPR, Article 5(1)(e))"},
	{Name: "run_days", Value: twoTerms, Unit: "days", About: "published folders, whose workbooks hold names; never the one that LATEST names",
		Basis: "a proposal, as for what they show"},
	{Name: "runs", Value: 10, Unit: "folders", About: "the newest published folders, however old they are", Basis: "a proposal"},
}

// Retention is the retention schedule: the defaults, or what the authority has set.
func (s *Settings) Retention() []Kept {
	k := s.Register.Keep
	out := slices.Clone(keeping)
	for i, own := range []int{k.CaseYears, k.ListDays, k.RunDays, k.Runs} {
		if own > 0 {
			out[i].Value, out[i].Set = own, true
		}
	}
	return out
}

// keepFaults says what is wrong with the authority's schedule.
func (s *Settings) keepFaults() []string {
	var f []string
	k := s.Register.Keep
	for i, x := range []struct{ own, least, most int }{{k.CaseYears, 1, 100}, {k.ListDays, 28, 36_525}, {k.RunDays, 1, 36_525}, {k.Runs, 1, 100_000}} {
		if x.own != 0 && (x.own < x.least || x.own > x.most) {
			f = append(f, fmt.Sprintf("register.keep.%s: want %d to %d %s", keeping[i].Name, x.least, x.most, keeping[i].Unit))
		}
	}
	return f
}

// keep is up to which days the register keeps what, on a day. Whether a child was on a list is kept for the reports of this
// school year and of the last.
func (s *Settings) keep(on calendar.Date) register.Keep {
	r := s.Retention()
	k := register.Keep{
		AsOf: day(on), Cases: day(on).AddDate(-r[0].Value, 0, 0), Lines: day(on - calendar.Date(r[1].Value)),
		Open: func(outcome string) bool { return rules.Outcome(outcome).Open() },
	}
	k.Spans = day(calendar.SchoolYearStart(calendar.SchoolYear(on) - 1))
	if k.Lines.Before(k.Spans) {
		k.Spans = k.Lines
	}
	return k
}

// Pruned is what is past its time in an output folder, or was taken out of it.
type Pruned struct {
	register.Pruned
	Folders []string // names of published runs
}

// Any reports whether anything is.
func (p *Pruned) Any() bool { return p.Pruned.Any() || len(p.Folders) > 0 }

// String says in words what it is, a line each.
func (p *Pruned) String() string {
	var b strings.Builder
	for _, x := range []struct {
		n    int
		what string
	}{
		{p.Cases, "children's closed cases"}, {p.Decisions, "decisions on them"}, {p.Judgements, "judgements of possible matches"},
		{p.Lines, "lines of lists"}, {p.Pairs, "possible matches"}, {p.Spans, "records that a child was on a list"},
		{p.Identities, "fingerprints that no extract gives any longer"}, {len(p.Folders), "folders of published runs"},
	} {
		if x.n > 0 {
			fmt.Fprintf(&b, "  %s %s\n", grouped(x.n), x.what)
		}
	}
	return b.String()
}

// DueRegister says what is past its time on a day in an output folder, and changes nothing.
func DueRegister(ctx context.Context, s *Settings, o Options, on calendar.Date) (*Pruned, error) {
	o = o.withDefaults(s)
	reg, err := openRegister(o.Out)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	folders, err := s.pastRuns(ctx, o.Out, reg, on)
	if err != nil {
		return nil, err
	}
	due, err := reg.Due(ctx, s.keep(on))
	return &Pruned{due, folders}, err
}

// PruneRegister takes out of the register and of the folder of published runs what is past its time on a day, by the retention
// schedule of the settings, as an act of a person that the ledger keeps. The ledger says first what goes; folders that a
// killed process leaves behind go with the next pruning. Copies that were made of the register are not touched.
func PruneRegister(ctx context.Context, s *Settings, o Options, by string, on calendar.Date) (*Pruned, error) {
	o = o.withDefaults(s)
	if !exists(filepath.Join(o.Out, registerFile)) {
		_, err := openRegister(o.Out)
		return nil, err
	}
	release, err := lock(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	reg, err := openRegister(o.Out)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	noted, err := notedHeads(o.Out)
	if err != nil {
		return nil, err
	}
	if _, err := reg.Verify(ctx, noted...); err != nil {
		return nil, err
	}
	folders, err := s.pastRuns(ctx, o.Out, reg, on)
	if err != nil {
		return nil, err
	}
	went, err := reg.Prune(ctx, s.keep(on), by, folders)
	if err != nil {
		return nil, err
	}
	for _, name := range folders {
		if err := os.RemoveAll(filepath.Join(o.Out, runsFolder, name)); err != nil {
			return nil, fmt.Errorf("a folder past its time stays: %w; prune again", err)
		}
	}
	return &Pruned{went, folders}, nil
}

// pastRuns are the names of the published folders past their time: not the newest ones, nor the one that LATEST names, nor one
// whose extracts are the last that were accepted of a kind, which tell whom a held-back extract may explain. What is no run's
// folder stays.
func (s *Settings) pastRuns(ctx context.Context, out string, reg *register.Register, on calendar.Date) ([]string, error) {
	found, err := os.ReadDir(filepath.Join(out, runsFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	stay := map[string]bool{}
	if latest, err := Latest(out); err == nil {
		stay[filepath.Base(latest)] = true
	}
	accepted, err := reg.LastAccepted(ctx, day(on))
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
