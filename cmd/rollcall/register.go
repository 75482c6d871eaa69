package main

import (
	"fmt"

	"rollcall/pipeline"
)

// registerCmd is `rollcall register`.
type registerCmd struct {
	Verify verifyCmd `cmd:"" help:"Walk the chain of what was recorded and name the first place that is not as it was written."`
	Backup backupCmd `cmd:"" help:"Copy the register to a file; runs may go on meanwhile."`
}

type verifyCmd struct {
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
}

// Run verifies the ledger.
func (c *verifyCmd) Run(e *env) error {
	s, err := pipeline.LoadSettings(c.Config)
	if err != nil {
		return err
	}
	head, err := pipeline.VerifyRegister(e.ctx, s, pipeline.Options{Out: c.Out})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d entries, each as it was written\n%s\n", head.Entries, head.Hash)
	return nil
}

type backupCmd struct {
	File   string `arg:"" type:"path" help:"The file to write."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
}

// Run copies the register.
func (c *backupCmd) Run(e *env) error {
	s, err := pipeline.LoadSettings(c.Config)
	if err != nil {
		return err
	}
	if err := pipeline.BackupRegister(e.ctx, s, pipeline.Options{Out: c.Out}, c.File); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "register copied to %s\n", c.File)
	return nil
}
