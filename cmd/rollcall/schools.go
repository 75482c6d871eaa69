package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// schoolsCmd is `rollcall schools`.
type schoolsCmd struct {
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	To     string `required:"" type:"path" help:"The folder to put them into; what it holds of earlier weeks goes."`
	Today  string `help:"The day, YYYY-MM-DD, on which this is asked; today when left out."`
	Within int    `default:"4" help:"How many days old the lists may be."`
}

// schoolsFolder is where a run keeps the workbooks for the schools.
const schoolsFolder = "schools"

// Run copies the workbooks, all of them or none, into a folder named after the day of the lists.
func (c *schoolsCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	today, err := asOfDate(c.Today, time.Now)
	if err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = s.OutputDir()
	}
	run, err := journal.LatestRun(out)
	if err != nil {
		return err
	}
	m, err := journal.ReadManifest(run)
	if err != nil {
		return err
	}
	day, err := calendar.Parse(m.AsOf)
	if err != nil {
		return fmt.Errorf("%s: as_of: %w", run, err)
	}
	if day < today-calendar.Date(c.Within) {
		return fmt.Errorf("the lists that stand are of %s: too old to send to schools on %s (more than %d days)", day, today, c.Within)
	}
	files, err := os.ReadDir(filepath.Join(run, schoolsFolder))
	if err != nil && !errors.Is(err, os.ErrNotExist) { // of a run without a word for any school there is no folder
		return err
	}
	n, err := deliver(filepath.Join(run, schoolsFolder), files, c.To, m.AsOf)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d workbooks for schools, of the lists of %s, in %s\n", n, m.AsOf, filepath.Join(c.To, m.AsOf))
	return nil
}

// deliver copies files into a new folder under to, which then takes the place of those of other days.
func deliver(from string, files []os.DirEntry, to, name string) (int, error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return 0, err
	}
	made, err := os.MkdirTemp(to, ".partial-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(made) // of no effect once it has its name
	n := 0
	for _, f := range files {
		if f.Type().IsRegular() {
			if err := copyOwned(filepath.Join(from, f.Name()), filepath.Join(made, f.Name())); err != nil {
				return 0, err
			}
			n++
		}
	}
	old, err := os.ReadDir(to)
	if err != nil {
		return 0, err
	}
	for _, f := range old { // a folder of a day is ours, and so is what an end left half made
		_, err := calendar.Parse(f.Name())
		partial, _ := filepath.Match(".partial-*", f.Name())
		if f.IsDir() && (err == nil || partial && f.Name() != filepath.Base(made)) {
			if err := os.RemoveAll(filepath.Join(to, f.Name())); err != nil {
				return 0, err
			}
		}
	}
	return n, os.Rename(made, filepath.Join(to, name))
}

// copyOwned copies a file to one that only its owner may read.
func copyOwned(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	return custody.WriteFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, r)
		return err
	})
}
