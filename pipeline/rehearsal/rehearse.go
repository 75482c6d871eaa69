package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/settings"
)

// Inbox is an authority's inbox as it stands on a day.
type Inbox interface {
	// On makes the inbox stand as on a day, and returns the settings that read it and the folder with the truth of that day.
	On(d calendar.Date) (settings, truth string, err error)
}

// Options say what to rehearse.
type Options struct {
	Inbox    Inbox
	From, To calendar.Date
	Children int    // of the authority, for what is told per 10,000
	Seed     uint64 // of the officers' dice
	Out      string // output folder of the runs
	Keep     int    // how many published runs stay on the disk; zero: all
	Progress io.Writer
}

// kept is how sure the officers are: the share of lines that they get to on a night, and of those the share that they get wrong.
const (
	shareDecided  = 0.08
	shareReviewed = 0.05
	shareLooked   = 0.03
	shareJudged   = 0.05
	shareWrong    = 0.05
)

// Rehearse makes one run for each school day and lets officers decide in between.
func Rehearse(ctx context.Context, o Options) (*Report, error) {
	w := newWatch(o)
	for d := o.From; d <= o.To; d++ {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			continue
		}
		file, truth, err := o.Inbox.On(d)
		if err != nil {
			return nil, fmt.Errorf("%s: inbox: %w", d, err)
		}
		s, err := settings.Load(file)
		if err != nil {
			return nil, err
		}
		school, err := s.SchoolDay(d)
		if err != nil {
			return nil, err
		}
		if !school {
			continue
		}
		s.Model = filepath.Join(o.Out, "model.json") // trained on the first night, and kept: a year is judged by one model
		if w.Nights == 0 {
			fmt.Fprintf(w.o.Progress, "one run for each school day from %s to %s\n", o.From, o.To)
		}
		if err := w.runNight(ctx, s, d, truth); err != nil {
			return nil, fmt.Errorf("%s: %w", d, err)
		}
		if err := keepNewest(o.Out, o.Keep); err != nil {
			return nil, err
		}
	}
	if err := w.verifyRegister(ctx); err != nil {
		return nil, err
	}
	return &w.Report, nil
}

// runNight makes the run of one night, looks at what it shows, and lets the officers decide.
func (w *watch) runNight(ctx context.Context, s *settings.Settings, d calendar.Date, truth string) error {
	options := journal.Options{AsOf: d, Out: w.o.Out}
	began := time.Now()
	result, err := pipeline.Run(ctx, s, options)
	if held := (*pipeline.HeldError)(nil); errors.As(err, &held) {
		err = w.releaseNight(ctx, s, d, result, held)
	}
	if err != nil {
		return err
	}
	w.Seconds = append(w.Seconds, time.Since(began).Seconds())
	t, err := evaluate.LoadTruth(truth)
	if err != nil {
		return err
	}
	w.settings = s
	w.seeNight(d, result, t)
	filled := w.officersDecide(result, t)
	done, err := officers.RecordDecisions(ctx, s, options, filled, d)
	if err != nil {
		return fmt.Errorf("officers: %w", err)
	}
	w.Made += done.Decisions
	w.Judged += done.Judgements
	for _, m := range filled.Lines {
		w.made = append(w.made, madeDecision{m, d})
	}
	fmt.Fprintf(w.o.Progress, "%s: %d candidates, %d at risk, %d decided, %.2f s\n", d, len(result.Lists.CME), len(result.Lists.AtRisk),
		done.Decisions, w.Seconds[len(w.Seconds)-1])
	return nil
}

// releaseNight notes a night that was held before publication, which no night of a rehearsal should be, and lets it through.
func (w *watch) releaseNight(ctx context.Context, s *settings.Settings, d calendar.Date, r *pipeline.Result, held *pipeline.HeldError) error {
	w.Held = append(w.Held, d.String()+": "+strings.Join(held.Why, "; "))
	folder, err := pipeline.Release(ctx, s, journal.Options{Out: w.o.Out}, r.ID, pipeline.Released{By: "rehearsal", Reason: "every night of it is honest"})
	r.Folder = folder
	return err
}

// verifyRegister verifies the register.
func (w *watch) verifyRegister(ctx context.Context) error {
	if w.settings == nil {
		return fmt.Errorf("no school day from %s to %s", w.o.From, w.o.To)
	}
	head, err := officers.VerifyRegister(ctx, w.settings, journal.Options{Out: w.o.Out})
	w.Entries = head.Entries
	for _, id := range slices.Sorted(maps.Keys(w.missing)) { // on the last night still
		w.closeSpell(w.missing[id])
	}
	return err
}

// keepNewest leaves the newest published runs.
func keepNewest(out string, keep int) error {
	if keep == 0 {
		return nil
	}
	runs, err := filepath.Glob(filepath.Join(out, "runs", "*"))
	if err != nil {
		return err
	}
	slices.Sort(runs)
	for _, old := range runs[:max(len(runs)-keep, 0)] {
		if err := os.RemoveAll(old); err != nil {
			return err
		}
	}
	return nil
}

// madeDecision is a decision as the officers made it, kept outside the register.
type madeDecision struct {
	candidates.Marked
	on calendar.Date
}
