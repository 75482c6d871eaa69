package main

import (
	"errors"
	"fmt"
	"io"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// exitUnnoted says that what was asked for was done and that it could not be noted who asked. It is a code of its own, for the answer is
// good and yet somebody must act: a script that takes every other code for a failure still notices.
const exitUnnoted = 6

// lookFlags is what whoever looks says of it.
type lookFlags struct {
	By      string `help:"Who asks: a role or initials, which the register keeps beside the account of the operating system."`
	Purpose string `help:"What for, without a name; the register keeps it."`
}

// noteLook notes in the register what is about to be done. What it returns first is for the end of the command: the look could not be
// noted. It returns an error where nothing may be shown.
func (l *lookFlags) noteLook(e *env, s *settings.Settings, o journal.Options, act register.Act, children ...string) (unnoted, refused error) {
	if len(children) > 0 && s.Audit.WantsPurpose() && l.Purpose == "" {
		return nil, &usageError{"--purpose: missing; audit.purpose is required: say what for, without a name"}
	}
	err := officers.NoteLook(e.ctx, s, o, officers.Look{By: l.By, Purpose: l.Purpose}, act, children...)
	var u *officers.Unnoted
	if errors.As(err, &u) && u.Refused {
		return nil, err
	}
	return err, nil
}

// auditCmd is `rollcall audit`.
type auditCmd struct {
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	Since  string `help:"From which day, YYYY-MM-DD."`
	Of     string `help:"Of which child: an id."`
	By     string `help:"By whom: a role or an account."`
	CSV    string `name:"csv" type:"path" help:"Write it to this file, encrypted where the settings encrypt."`
}

// Run says who did what, when and what for.
func (c *auditCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	if c.Since != "" {
		if _, err := calendar.Parse(c.Since); err != nil {
			return &usageError{"--since: not a day (want YYYY-MM-DD)"}
		}
	}
	found, err := officers.ReadAudit(e.ctx, s, journal.Options{Out: c.Out}, officers.Wanted{Since: c.Since, Of: c.Of, By: c.By})
	if err != nil || c.CSV == "" {
		return e.show(found, err)
	}
	path, err := s.Custody().WriteFile(c.CSV, func(w io.Writer) error { return found.WriteCSV(w) })
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d acts written to %s\n", len(found.Acts), path)
	return nil
}
