package pipeline

import (
	"context"
	"path/filepath"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/members"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Result is a published run.
type Result struct {
	ID        journal.RunID
	Folder    string
	Manifest  *journal.Manifest
	Lists     *candidates.Lists
	Portraits map[sources.Kind]*members.Portrait // what was seen of each extract beside the last
	Held      bool                               // some input is missing, stale or held back: the reasons are the manifest's grave notices
}

// Run makes one run and publishes it whole, or publishes nothing and returns an error that names the stage.
// journal.ErrLocked says that another run is under way; a *settings.Error that the settings must be mended. ErrHeld comes with the
// result of a run that was made and held before publication.
func Run(ctx context.Context, s *settings.Settings, o journal.Options) (*Result, error) {
	o = o.WithDefaults(s.OutputDir())
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	if o.Custody, err = takeCustody(s, o.Out); err != nil {
		return nil, err
	}
	j, terms, err := openJournal(ctx, s, o)
	if err != nil {
		return nil, err
	}
	safe := safekeeping.AskedIn(s, o)
	reg, grave, err := safekeeping.OpenRegister(ctx, safe)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	j.Notice(grave...)
	memory, err := recallPast(j, s, reg)
	if err != nil {
		return nil, err
	}
	changed, err := compareSettings(ctx, s, reg, memory, o.AsOf)
	if err != nil {
		return nil, err
	}
	changed.tell(j)
	extracts, err := s.Extracts()
	if err != nil {
		return nil, err
	}

	shelf := openKept(j, s)
	read := journal.Step(j, "ingest", func() (intake.Read, error) { return intake.Ingest(j, shelf, extracts, s.EmptyPaths()...) })
	if err := checkDay(j, s); err != nil {
		return nil, err
	}
	if _, err := journal.SweepHeld(o.Out, o.AsOf, s.HeldDays()); err != nil {
		return nil, err
	}
	seen := journal.Step(j, "seals", func() (*sealed, error) { return rememberSeals(j, reg, read.Ingested) })
	gated := journal.Step(j, "gate", func() (intake.Gated, error) {
		return intake.Gate(j, intake.Asked{Settings: s, Calendar: terms, Past: memory, Changed: changed.reports}, read)
	})
	passed := gated.Passed
	j.KeyOn(gated.Key)
	sealing := journal.Step(j, "apply seals", func() (*people.Sealing, error) { return applySeals(j, s, reg, seen) })
	m := journal.Step(j, "standardise", func() (*matching, error) { return standardise(j, s, shelf, passed, sealing, reg, memory) })
	model := journal.Saved(j, "block", modelCodec, func() (*matchers.Model, error) { return block(j, s, m) })
	edges := compare(j, m, model)
	children := journal.Step(j, "resolve", func() (*people.Children, error) {
		defer func() { m.folk.Table = nil }() // nothing asks it again, and it is a fifth of what a county's run holds
		return resolve(j, reg, m, model, edges, memory)
	})
	judged := journal.Step(j, "decide", func() (*judge.Judged, error) { return judge.Decide(j, shelf, children, passed, memory) })
	fair := journal.Step(j, "fairness", func() ([]candidates.Measure, error) { return lists.Fairness(j, judged, gated.Apart) })
	result := journal.Step(j, "publish", func() (*Result, error) {
		return publish(j, reg, lists.Asked{Judged: judged, Passed: passed, Model: model, Past: memory, Settings: s, Fairness: fair}, changed)
	})
	if result != nil && !j.IsAside() {
		shelf.Sweep()
	}
	return result, safe.Explain(j.Failure())
}

// openKept opens what earlier nights kept for this one.
func openKept(j *journal.Journal, s *settings.Settings) *kept.Shelf {
	return kept.Open(kept.Asked{Out: j.Out, Build: j.Build, Custody: j.Custody, Log: j.Log, Whole: j.Whole, Off: s.Kept.Off, Most: int64(s.Kept.MostGB) << 30})
}

// openJournal begins the manifest of a run: who asked for it, on what day, under which law.
func openJournal(ctx context.Context, s *settings.Settings, o journal.Options) (*journal.Journal, *calendar.Calendar, error) {
	inTheWay, err := journal.CheckOutput(o.Out)
	if err != nil {
		return nil, nil, err
	}
	if err := journal.SweepUnpublished(o.Out); err != nil {
		return nil, nil, err
	}
	file, err := filepath.Abs(s.Path())
	if err != nil {
		return nil, nil, err
	}
	terms, notices, err := s.SchoolCalendar()
	if err != nil {
		return nil, nil, err
	}
	id := journal.NewRunID(o.Out, o.AsOf.String(), o.Clock())
	o.Log = o.Log.With("run", string(id))
	j := journal.New(ctx, o)
	m := j.Manifest
	m.SettingsFile, m.Settings, m.Authority = file, s.Hash(), s.Authority.Code
	m.Rollcall, m.Run, m.AsOf, m.Guidance, m.Law = o.Version, id, o.AsOf.String(), rules.Guidance, s.LawAmounts(o.AsOf)
	for _, rule := range rules.Rules() {
		m.Rules = append(m.Rules, string(rule.ID))
	}
	j.Notice(slices.Concat(inTheWay, notices)...)
	return j, terms, setAside(j)
}

// recallPast has back what earlier runs showed, and names the checkpoints of this one after what goes into it beside the
// extracts: the program, the settings and the files that they name, and what people judged.
func recallPast(j *journal.Journal, s *settings.Settings, reg *register.Register) (*past.Past, error) {
	memory, err := past.Recall(j.Context(), reg, j.AsOf)
	if err != nil {
		return nil, err
	}
	j.Manifest.Register = journal.RegisterHead(memory.Head)
	if j.Manifest.Signature, err = safekeeping.SignHead(safekeeping.AskedIn(s, j.Options), j.Manifest.Run, j.Manifest.Register); err != nil {
		return nil, err
	}
	words := []string{j.Build, s.Hash()}
	for _, judgement := range memory.Judgements {
		words = append(words, judgement.Mark)
	}
	key, err := journal.KeyFiles(words, s.FilesBeside())
	j.KeepCheckpoints(key)
	return memory, err
}
