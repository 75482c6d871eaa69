package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// dataCmd is `rollcall data`.
type dataCmd struct {
	Table        string `arg:"" optional:"" help:"The one table to describe, such as spells."`
	Pseudonymous bool   `help:"Write a copy of a run's tables without ids, sentences and days, to be given to an analyst; it is personal data still."`
	Config       string `short:"c" type:"path" help:"Of a copy: the settings file (rollcall.yaml), by whose register children are named."`
	Dir          string `name:"run" type:"path" help:"Of a copy: the folder of a published run, such as demo/out/latest."`
	To           string `name:"to" type:"path" help:"Of a copy: the new folder to write."`
	Recipient    string `name:"for" help:"Of a copy: who gets it. A child has one name in all copies for one recipient, and another in those for another."`
	lookFlags
}

// Run prints the dictionary, or writes a copy.
func (c *dataCmd) Run(e *env) error {
	if !c.Pseudonymous {
		return candidates.WriteDictionary(e.out, c.Table)
	}
	var missing []string
	for _, flag := range []struct{ name, value string }{{"--config", c.Config}, {"--run", c.Dir}, {"--to", c.To}, {"--for", c.Recipient}} {
		if flag.value == "" {
			missing = append(missing, flag.name)
		}
	}
	if len(missing) > 0 {
		return &usageError{"--pseudonymous: missing " + strings.Join(missing, ", ")}
	}
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	var o journal.Options
	if err := officers.CheckRegister(s, o); err != nil {
		return err
	}
	unnoted, refused := c.noteLook(e, s, o, register.Act{Act: register.ActCopied, What: "for " + c.Recipient})
	if refused != nil {
		return refused
	}
	rows, err := officers.CopyPseudonymous(e.ctx, s, o, c.Dir, c.To, c.Recipient)
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(e.out, "%-22s %9d rows\n", table, rows[table])
	}
	fmt.Fprintf(e.out, "%s: %s\n", c.To, candidates.CopyCare)
	return unnoted
}
