package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// registerCmd is `rollcall register`.
type registerCmd struct {
	Verify    verifyCmd    `cmd:"" help:"Check that every entry is as it was written and name the first that is not; say what is past its retention period."`
	Backup    backupCmd    `cmd:"" help:"Copy the register to a file; runs may go on meanwhile."`
	Restore   restoreCmd   `cmd:"" help:"Put a copy of the register in its place after a loss, verified; what was there is set aside."`
	Begin     beginCmd     `cmd:"" help:"Begin a register anew on purpose after a loss without any copy: what officers decided is forgotten."`
	Authority authorityCmd `cmd:"" help:"Record that the register is from now on that of the authority of the settings, whose code has changed."`
	Keygen    keygenCmd    `cmd:"" help:"Make a key for signing the ends of the ledger: the private half for sign.key of the settings, and the public half for whoever checks."`
	Prune     pruneCmd     `cmd:"" help:"Delete what is past its retention period from the register and the published runs, and record that in the ledger. Copies made by backup are not touched: prune each of them too, or delete it."`
}

type verifyCmd struct {
	Public string `type:"path" help:"A public key: hold to it what manifests have signed of the ledger."`
	onDay
}

// Run verifies the ledger, and says what is past its time.
func (c *verifyCmd) Run(e *env) error {
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out}
	if c.Public != "" {
		found, err := safekeeping.VerifySignatures(o.WithDefaults(s.OutputDir()).Out, c.Public)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%d noted ends of the ledger are signed by the key, %d are not signed\n", found.Signed, found.Unsigned)
	}
	head, err := officers.VerifyRegister(e.ctx, s, o)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d entries, each as it was written\n%s\n", head.Entries, head.Hash)
	return tellDue(e, s, o, today)
}

// tellDue says what is past its time.
func tellDue(e *env, s *settings.Settings, o journal.Options, today calendar.Date) error {
	due, err := officers.DueRegister(e.ctx, s, o, today)
	switch {
	case err != nil:
		return err
	case !due.Any():
		fmt.Fprintf(e.out, "nothing is past its time on %s\n", today.Words())
	default:
		fmt.Fprintf(e.out, "past their time on %s; rollcall register prune takes them out:\n%s", today.Words(), due)
	}
	return nil
}

// pruneCmd is `rollcall register prune`.
type pruneCmd struct {
	By     string `help:"Who orders it: a role or initials, which the ledger keeps."`
	DryRun bool   `help:"Say what is past its retention period and how long each thing is kept, and change nothing."`
	onDay
}

// Run takes out of the register, of the folder of runs and of what lies beside them what is past its time.
func (c *pruneCmd) Run(e *env) error {
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out}
	if c.DryRun {
		for _, k := range s.Retention() {
			own := "; by default: " + k.Basis
			if k.Set {
				own = "; set by the authority"
			}
			fmt.Fprintf(e.out, "%s: %d %s %s%s\n", k.Name, k.Value, k.Unit, k.About, own)
		}
		return tellDue(e, s, o, today)
	}
	if strings.TrimSpace(c.By) == "" {
		return &usageError{"--by: missing; say who orders it, by role or initials"}
	}
	now := time.Now()
	if c.Today != "" {
		now = today.Midnight()
	}
	went, err := officers.ApplyRetention(e.ctx, s, o, c.By, today, now)
	if err != nil {
		return err
	}
	if !went.Any() {
		fmt.Fprintf(e.out, "nothing is past its time on %s\n", today.Words())
		return nil
	}
	fmt.Fprintf(e.out, "taken out; what left the register and the published runs is entered in the ledger:\n%sCopies of the register hold it still: those that Rollcall keeps go in their time; prune or delete the others.\n", went)
	fmt.Fprint(e.out, went.Grave)
	return nil
}

type backupCmd struct {
	File   string `arg:"" type:"path" help:"The file to write; the key of the register is written beside it."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	lookFlags
}

// Run copies the register.
func (c *backupCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out}
	if err := officers.CheckRegister(s, o); err != nil {
		return err
	}
	unnoted, refused := c.noteLook(e, s, o, register.Act{Act: register.ActBackedUp, What: filepath.Base(c.File)})
	if refused != nil {
		return refused
	}
	if err := officers.BackupRegister(e.ctx, s, o, c.File); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "register copied to %s\n", c.File)
	return unnoted
}
