package main

import (
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// ofChild is what the commands on one child are given.
type ofChild struct {
	Child  string `arg:"" help:"The child's id."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
}

// ordered is who orders something of a child, and why.
type ordered struct {
	By  string `help:"Who orders it: a role or initials, which the register keeps."`
	Why string `help:"Why, without a name; the register keeps it."`
}

func (o *ordered) check(child string) error {
	switch {
	case strings.TrimSpace(o.By) == "" || strings.TrimSpace(o.Why) == "":
		return &usageError{"--by and --why: say who orders it, by role, and why"}
	case strings.Contains(o.Why, child) || strings.Contains(o.By, child):
		return &usageError{"--why: holds the child's id, which would stay in the register; leave it out"}
	}
	return nil
}

// openNewest opens the newest run of the output folder, whose extracts are read again.
func (c *ofChild) openNewest(e *env) (*settings.Settings, journal.Options, *pipeline.Explainer, error) {
	s, err := settings.Load(c.Config)
	if err != nil {
		return nil, journal.Options{}, nil, err
	}
	o := journal.Options{Out: c.Out, Log: e.log, Clock: time.Now}
	dir, err := journal.LatestRun(o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return nil, o, nil, &settings.Error{Faults: []string{err.Error()}}
	}
	x, err := pipeline.OpenRun(e.ctx, dir, o)
	if err == nil {
		warnChanged(e, x.Changed)
	}
	return s, o, x, err
}

// subjectCmd is `rollcall subject`.
type subjectCmd struct {
	ofChild
	To         string `required:"" type:"path" help:"The new folder to write to, outside the output folder."`
	Designated bool   `help:"Of a sealed child, by the designated officer."`
	lookFlags
}

// Run gathers all that is held on a child.
func (c *subjectCmd) Run(e *env) error {
	if strings.TrimSpace(c.Purpose) == "" {
		return &usageError{"--purpose: missing; say what for, without a name, such as the number of the request"}
	}
	if c.Designated && strings.TrimSpace(c.By) == "" {
		return &usageError{"--by: missing; the designated officer says who asks"}
	}
	s, o, x, err := c.openNewest(e)
	if err != nil {
		return err
	}
	of := &officers.Subject{Child: c.Child, Folder: c.To}
	of.Records, of.Near, of.Sealed = x.HeldOnChild(c.Child)
	if err := officers.CheckSubject(e.ctx, s, o, of, c.Designated); err != nil {
		return err
	}
	what := ""
	if c.Designated {
		what = "as designated officer"
	}
	unnoted, refused := c.noteLook(e, s, o, register.Act{Act: register.ActGathered, Run: string(x.RunID()), What: what}, c.Child)
	if refused != nil {
		return refused
	}
	if err := e.show(officers.GatherSubject(e.ctx, s, o, of)); err != nil {
		return err
	}
	return unnoted
}

// correctCmd is `rollcall correct`.
type correctCmd struct {
	ofChild
	NotTheirs []string `sep:"none" xor:"which" required:"" placeholder:"RECORD" help:"A record (<kind>:<file>#<row>) that is not this child's; may be given again."`
	Theirs    []string `sep:"none" xor:"which" required:"" placeholder:"RECORD" help:"A record of another child's that is this child's; may be given again."`
	ordered
}

// Run remembers a correction that later runs follow.
func (c *correctCmd) Run(e *env) error {
	if err := c.check(c.Child); err != nil {
		return err
	}
	s, o, x, err := c.openNewest(e)
	if err != nil {
		return err
	}
	done := officers.Correction{Run: string(x.RunID()), Child: c.Child, Theirs: len(c.Theirs) > 0, By: c.By, Why: c.Why}
	for _, record := range append(c.NotTheirs, c.Theirs...) {
		p, err := x.FindCorrected(c.Child, record, done.Theirs)
		if err != nil {
			return err
		}
		done.Pairs = append(done.Pairs, p)
	}
	n, grave, err := officers.RecordCorrection(e.ctx, s, o, done, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d judgements recorded; every run from the next follows them, for as long as the extract says the same of the record. "+
		"What an extract has wrong is put right where it comes from: Corrections at source, in reports.xlsx, is for its owner.\n%s", n, grave)
	flags := lookFlags{By: c.By, Purpose: c.Why}
	unnoted, _ := flags.noteLook(e, s, o, register.Act{Act: register.ActCorrected, Run: done.Run, What: fmt.Sprintf("%d records", n)}, c.Child)
	return unnoted
}

// eraseCmd is `rollcall erase`.
type eraseCmd struct {
	ofChild
	ordered
	Designated bool `help:"Of a sealed child, by the designated officer. The seal stays."`
	DryRun     bool `help:"Say what would go, and change nothing."`
	Copies     bool `help:"Remove the copies of the register that Rollcall made before, too; one is made after."`
}

// Run erases a child.
func (c *eraseCmd) Run(e *env) error {
	if err := c.check(c.Child); err != nil && !c.DryRun {
		return err
	}
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	done, err := officers.EraseChild(e.ctx, s, journal.Options{Out: c.Out, Log: e.log, Clock: time.Now},
		officers.Erasing{Child: c.Child, By: c.By, Why: c.Why, Designated: c.Designated, DryRun: c.DryRun, Copies: c.Copies}, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprint(e.out, done, done.Grave)
	return nil
}
