package main

import (
	"fmt"
	"strings"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/safekeeping"
)

// afterLoss is what the commands are given by which a person goes on after a loss of the register.
type afterLoss struct {
	By  string `help:"Who orders it: a role or initials, which the ledger keeps."`
	Why string `help:"The reason, which the ledger keeps."`
	onDay
}

// askedAfterLoss reads what was asked, with who orders it.
func (c *afterLoss) askedAfterLoss() (safekeeping.Asked, error) {
	s, today, err := c.loadSettings()
	if err != nil {
		return safekeeping.Asked{}, err
	}
	if strings.TrimSpace(c.By) == "" {
		return safekeeping.Asked{}, &usageError{"--by: missing; say who orders it, by role or initials"}
	}
	if err := s.TakeIdentity(); err != nil { // of an encrypted copy
		return safekeeping.Asked{}, err
	}
	o := journal.Options{Out: c.Out}.WithDefaults(s.OutputDir())
	o.AsOf = today
	return safekeeping.AskedIn(s, o), nil
}

// restoreCmd is `rollcall register restore`.
type restoreCmd struct {
	Copy string `arg:"" optional:"" type:"path" help:"The copy; the newest that is kept when left out."`
	afterLoss
}

// Run puts a copy of the register in its place.
func (c *restoreCmd) Run(e *env) error {
	a, err := c.askedAfterLoss()
	if err != nil {
		return err
	}
	done, err := safekeeping.RestoreRegister(e.ctx, a, safekeeping.Resume{From: c.Copy, By: c.By, Why: c.Why})
	if err != nil {
		return err
	}
	if done.KeyOnly {
		fmt.Fprintf(e.out, "the register is sound: its key alone was put back, from %s\n", done.From)
	} else {
		fmt.Fprintf(e.out, "register restored from %s\n", done.From)
	}
	tellResumed(e, done)
	return nil
}

// beginCmd is `rollcall register begin`.
type beginCmd struct{ afterLoss }

// Run begins a register anew.
func (c *beginCmd) Run(e *env) error {
	a, err := c.askedAfterLoss()
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.Why) == "" {
		return &usageError{"--why: missing; a register is not begun anew without a reason"}
	}
	done, err := safekeeping.BeginRegister(e.ctx, a, safekeeping.Resume{By: c.By, Why: c.Why})
	if err != nil {
		return err
	}
	fmt.Fprintln(e.out, "! a register was begun anew: what officers decided is forgotten, and the next run says so on every list")
	tellResumed(e, done)
	return nil
}

// authorityCmd is `rollcall register authority`.
type authorityCmd struct{ afterLoss }

// Run records the authority of the settings as the register's.
func (c *authorityCmd) Run(e *env) error {
	a, err := c.askedAfterLoss()
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.Why) == "" {
		return &usageError{"--why: missing; say why the register is another authority's now"}
	}
	if err := safekeeping.TakeOver(e.ctx, a, safekeeping.Resume{By: c.By, Why: c.Why}); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "the register is that of authority %s from now on\n", a.Settings.Authority.Code)
	return nil
}

// tellResumed says where the register is now, and what it lacks.
func tellResumed(e *env, done *safekeeping.Resumed) {
	fmt.Fprintf(e.out, "it ends at entry %d\n", done.Head.Entries)
	if done.SetAside != "" {
		fmt.Fprintf(e.out, "what was there is set aside in %s: delete it when nobody needs it\n", done.SetAside)
	}
	if done.Lost > 0 {
		fmt.Fprintf(e.out, "! %d ends of the ledger that were noted are given up: what was recorded up to them and is not in the copy is lost\n", done.Lost)
	}
	if done.Erased > 0 {
		fmt.Fprintf(e.out, "children who had been erased since were erased from it again, under %d ids\n", done.Erased)
	}
	for _, n := range done.Grave {
		fmt.Fprintf(e.out, "! %s\n", n.Text)
	}
	for _, run := range done.Unknown {
		fmt.Fprintf(e.out, "! it knows nothing of the published run %s\n", run)
	}
}

// keygenCmd is `rollcall register keygen`.
type keygenCmd struct {
	File string `arg:"" type:"path" help:"The file of the private key to write; the public one gets .pub added."`
}

// Run makes a signing key.
func (c *keygenCmd) Run(e *env) error {
	public, err := safekeeping.MakeSigningKey(c.File)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: name it as sign.key in the settings, and keep it where the register is not\n%s: give it to whoever is to check with rollcall register verify --public\n", c.File, public)
	return nil
}
