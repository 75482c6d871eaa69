package main

import (
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// sealsCmd is `rollcall seals`.
type sealsCmd struct {
	List listSealsCmd `cmd:"" default:"withargs" help:"List the seals that are remembered; it says nothing of whose they are."`
	Lift liftSealsCmd `cmd:"" help:"Lift a seal, by order of its owner; the ledger keeps who ordered it and why."`
}

type listSealsCmd struct {
	lookFlags
	onDay
}

// Run lists the seals.
func (c *listSealsCmd) Run(e *env) error {
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out, AsOf: today, Clock: time.Now}
	seals, err := pipeline.ListSeals(e.ctx, s, o)
	if err != nil {
		return err
	}
	unnoted, refused := c.noteLook(e, s, o, register.Act{Act: register.ActListed})
	if refused != nil {
		return refused
	}
	fmt.Fprint(e.out, seals)
	return unnoted
}

type liftSealsCmd struct {
	Which string `arg:"" help:"The number of the seal, or the number or key of the child in the list of seals (key:… when it looks like the number of a seal)."`
	By    string `required:"" help:"Who orders it: a role, which the ledger keeps."`
	Why   string `required:"" help:"Why, without a name; the ledger keeps it."`
	onDay
}

// Run lifts the seal.
func (c *liftSealsCmd) Run(e *env) error {
	if strings.TrimSpace(c.By) == "" || strings.TrimSpace(c.Why) == "" {
		return &usageError{"--by and --why: say who orders it, by role, and why"}
	}
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	lifted, err := pipeline.LiftSeals(e.ctx, s, journal.Options{Out: c.Out}, c.Which, c.By, c.Why, today)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "lifted, and entered in the ledger: seal %s. Take it off the list too: what is on the list is sealed again by the next run.\n",
		strings.Trim(fmt.Sprint(lifted), "[]"))
	return nil
}
