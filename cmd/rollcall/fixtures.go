package main

import (
	"errors"
	"fmt"
	"time"

	"rollcall/fixtures"
	"rollcall/pipeline/calendar"
)

// fixturesCmd is `rollcall fixtures`.
type fixturesCmd struct {
	Children   int      `default:"30000" help:"How many children."`
	Seed       uint64   `default:"1" help:"The same seed invents the same authority."`
	AsOf       string   `name:"as-of" default:"2026-10-15" help:"The day up to which life is invented, YYYY-MM-DD."`
	Year       int      `help:"Tell the story of the school year that begins in September of this year, 2025 or 2026, and write what has come of it by --as-of; a folder of an earlier day is brought up to date."`
	Kinds      []string `help:"Only the extracts of these kinds, and what is public: the schools, their links and the calendar. +KIND writes one beside the usual: +school_rolls."`
	Prevalence string   `enum:"raised,life" default:"raised" help:"How many children are missing education: raised, so that every way of it is frequent enough to be measured, or as in life, 43 in 10,000 of compulsory school age on a day."`
	Out        string   `required:"" type:"path" help:"The folder to write."`
}

// Run invents an authority and writes its extracts, its settings and the truth about it.
func (c *fixturesCmd) Run(e *env) error {
	asOf, err := calendar.Parse(c.AsOf)
	if err != nil {
		return &usageError{"--as-of: " + err.Error()}
	}
	if c.Children < 1 {
		return &usageError{"--children: want at least 1"}
	}
	began := time.Now()
	if c.Year != 0 && len(c.Kinds) > 0 {
		return &usageError{"--kinds: not with --year"}
	}
	if c.Year != 0 {
		return c.writeNight(e, fixtures.Day(asOf), began)
	}
	world, err := fixtures.Invent(c.options(fixtures.Day(asOf)))
	if err != nil {
		return fmt.Errorf("fixtures: %w", err)
	}
	written, err := fixtures.Write(world, c.Out, fixtures.DefaultErrors(), c.Kinds...)
	if errors.Is(err, fixtures.ErrKind) {
		return &usageError{"--kinds: " + err.Error()}
	}
	if err != nil {
		return fmt.Errorf("fixtures: %w", err)
	}
	fmt.Fprintf(e.out, "invented %d children of %s: %d files in %s, %.1f s\n",
		len(world.Children), world.Name, len(written.Files), c.Out, time.Since(began).Seconds())
	return nil
}

func (c *fixturesCmd) options(asOf fixtures.Day) fixtures.Options {
	o := fixtures.Options{Children: c.Children, Seed: c.Seed, AsOf: asOf}
	if c.Prevalence == "life" {
		life := fixtures.EnglishLife()
		o.Life = &life
	}
	return o
}

// writeNight writes what has come by a day of a school year.
func (c *fixturesCmd) writeNight(e *env, asOf fixtures.Day, began time.Time) error {
	if c.Year != 2025 && c.Year != 2026 {
		return &usageError{"--year: want 2025 or 2026, for which term dates are known"}
	}
	year, err := fixtures.InventYear(c.options(0), c.Year, fixtures.DefaultErrors())
	if err != nil {
		return fmt.Errorf("fixtures: %w", err)
	}
	written, err := year.WriteInbox(c.Out, asOf)
	if err != nil {
		return fmt.Errorf("fixtures: %w", err)
	}
	fmt.Fprintf(e.out, "%s of the school year %d: %d files in %s, %.1f s\n", c.AsOf, c.Year, len(written.Files), c.Out, time.Since(began).Seconds())
	return nil
}
