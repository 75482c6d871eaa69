package officers

import (
	"context"
	"time"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// Correction is what a person says of records that a run placed with a child, or did not.
type Correction struct {
	Run     string
	Child   string
	Pairs   []register.Pair // each record against the others of the child
	Theirs  bool            // the records are the child's; otherwise they are not
	By, Why string
}

// RecordCorrection remembers a correction as judgements that every later run follows, in the place of earlier ones on the same records.
// An extract that says something else of the record ends it, for then it is another record. It returns how many were recorded, and what
// is to be said gravely.
func RecordCorrection(ctx context.Context, s *settings.Settings, o journal.Options, c Correction, now time.Time) (n int, grave string, err error) {
	o = o.WithDefaults(s.OutputDir())
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return 0, "", err
	}
	defer release()
	kept := safekeeping.AskedIn(s, o)
	reg, _, err := safekeeping.OpenRegister(ctx, kept)
	if err != nil {
		return 0, "", err
	}
	defer reg.Close()
	memory, err := past.Recall(ctx, reg, o.AsOf)
	if err != nil {
		return 0, "", err
	}
	verdict, made := "different", now.UTC().Format(time.DateOnly)
	if c.Theirs {
		verdict = "same"
	}
	var judgements []register.Judgement
	for _, p := range c.Pairs {
		j := register.Judgement{Run: c.Run, RecordL: p.RecordL, RecordR: p.RecordR, Pair: p, Verdict: verdict, By: c.By, Made: made, Note: c.Why,
			Mark: markOf(c.Run, p.RecordL, p.RecordR, verdict, c.Why, c.By, register.ActTime(now))}
		for _, x := range memory.Judgements {
			if x.Pair.PrintsL[0] == p.PrintsL[0] && x.Pair.PrintsR[0] == p.PrintsR[0] || x.Pair.PrintsL[0] == p.PrintsR[0] && x.Pair.PrintsR[0] == p.PrintsL[0] {
				j.Supersedes = append(j.Supersedes, x.Seq)
			}
		}
		judgements = append(judgements, j)
	}
	if err := reg.RecordDecisions(ctx, nil, judgements); err != nil {
		return 0, "", err
	}
	return len(judgements), graveWords(safekeeping.KeepSafe(ctx, kept, reg)), nil
}
