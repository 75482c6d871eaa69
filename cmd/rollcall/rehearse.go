package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"rollcall/fixtures"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rehearsal"
)

// rehearseCmd is `rollcall rehearse`.
type rehearseCmd struct {
	Children int    `default:"3000" help:"How many children the invented authority has."`
	Seed     uint64 `default:"1" help:"The same seed invents the same authority and the same officers."`
	From     string `default:"2026-09-01" help:"The first day, YYYY-MM-DD."`
	To       string `default:"2027-07-21" help:"The last day, YYYY-MM-DD."`
	Out      string `required:"" type:"path" help:"The folder for the inbox and the runs."`
	Keep     int    `default:"3" help:"How many published runs stay on the disk; 0 keeps all."`
}

// Run makes a year of nightly runs over an invented authority and prints what it showed.
func (c *rehearseCmd) Run(e *env) error {
	from, err := calendar.Parse(c.From)
	if err != nil {
		return &usageError{"--from: " + err.Error()}
	}
	to, err := calendar.Parse(c.To)
	if err != nil || to < from {
		return &usageError{"--to: want YYYY-MM-DD, not before --from"}
	}
	inbox, err := newInventedInbox(c.Children, c.Seed, from, filepath.Join(c.Out, "authority"))
	if err != nil {
		return err
	}
	// Two hundred runs in one process make little that lasts: collecting a fourth as often takes a sixth off the time.
	debug.SetGCPercent(400)
	report, err := rehearsal.Rehearse(e.ctx, rehearsal.Options{
		Inbox: inbox, From: from, To: to, Children: c.Children, Seed: c.Seed, Out: filepath.Join(c.Out, "out"), Keep: c.Keep, Progress: e.err,
	})
	if err != nil {
		return err
	}
	fmt.Fprint(e.out, report, report.Timings())
	if err := report.Write(c.Out); err != nil {
		return err
	}
	if n := len(report.Held); n > 0 {
		return fmt.Errorf("%d honest nights were held before publication: the limits of the breaker are too narrow", n)
	}
	return nil
}

// inventedInbox is the inbox of an invented authority, in a school year that is told once.
type inventedInbox struct {
	year *fixtures.Year
	dir  string
}

// newInventedInbox invents the authority in the school year of a day.
func newInventedInbox(children int, seed uint64, from calendar.Date, dir string) (*inventedInbox, error) {
	year, month, _ := from.Split()
	if month < time.September {
		year--
	}
	if year != 2025 && year != 2026 {
		return nil, &usageError{"--from: want a day of the school year 2025 or 2026, for which term dates are known"}
	}
	told, err := fixtures.InventYear(fixtures.Options{Children: children, Seed: seed}, year, fixtures.DefaultErrors())
	if err != nil {
		return nil, fmt.Errorf("fixtures: %w", err)
	}
	return &inventedInbox{told, dir}, nil
}

// On brings the inbox up to a day.
func (b *inventedInbox) On(d calendar.Date) (settings, truth string, err error) {
	if _, err := b.year.WriteInbox(b.dir, fixtures.Day(d)); err != nil {
		return "", "", err
	}
	return filepath.Join(b.dir, "rollcall.yaml"), filepath.Join(b.dir, "truth"), nil
}
