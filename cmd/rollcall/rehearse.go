package main

import (
	"fmt"
	"path/filepath"

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
	inbox, err := newInventedInbox(c.Children, c.Seed, to, filepath.Join(c.Out, "authority"))
	if err != nil {
		return err
	}
	report, err := rehearsal.Rehearse(e.ctx, rehearsal.Options{
		Inbox: inbox, From: from, To: to, Children: c.Children, Seed: c.Seed, Out: filepath.Join(c.Out, "out"), Keep: c.Keep, Progress: e.err,
	})
	if err != nil {
		return err
	}
	fmt.Fprint(e.out, report, report.Timings())
	return nil
}

// inventedInbox is the inbox of an invented authority.
type inventedInbox struct {
	options fixtures.Options
	dir     string
}

func newInventedInbox(children int, seed uint64, to calendar.Date, dir string) (*inventedInbox, error) {
	return &inventedInbox{fixtures.Options{Children: children, Seed: seed}, dir}, nil
}

// On writes what the agencies have sent by a day.
func (b *inventedInbox) On(d calendar.Date) (settings, truth string, err error) {
	b.options.AsOf = fixtures.Day(d)
	world, err := fixtures.Invent(b.options)
	if err != nil {
		return "", "", err
	}
	if _, err := fixtures.Write(world, b.dir, fixtures.DefaultErrors()); err != nil {
		return "", "", err
	}
	return filepath.Join(b.dir, "rollcall.yaml"), filepath.Join(b.dir, "truth"), nil
}
