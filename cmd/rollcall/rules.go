package main

import (
	"fmt"

	"rollcall/pipeline/rules"
)

// rulesCmd is `rollcall rules [ID]`.
type rulesCmd struct {
	ID      string `arg:"" optional:"" help:"A provision of the catalogue, such as C06: all that it declares, and its cases. Every provision on a line when left out."`
	Amounts bool   `help:"Print the numbers that the rules count by: those that the law fixes, and those that an authority may set under law: in its settings."`
	Seeds   bool   `help:"Print what answers each row of the documents that the program rests on, or why nothing does."`
	All     bool   `help:"Print the page of every provision: the document pipeline/rules/RULES.md."`
}

// Run prints what the catalogue declares.
func (c *rulesCmd) Run(e *env) error {
	asked := 0
	for _, is := range []bool{c.ID != "", c.Seeds, c.All, c.Amounts} {
		if is {
			asked++
		}
	}
	switch {
	case asked > 1:
		return &usageError{"want one of a provision's id, --seeds, --amounts and --all"}
	case c.Amounts:
		return e.show(amountsTable()+"\n"+enactmentsTable(), nil)
	case c.Seeds:
		return e.show(seedsList(), nil)
	case c.All:
		return e.show(rulesDocument(), nil)
	case c.ID == "":
		return e.show(rulesList(), nil)
	}
	x, known := rules.FindEntry(c.ID)
	if !known {
		return &usageError{fmt.Sprintf("%q is not in the catalogue; `rollcall rules` lists it", c.ID)}
	}
	return e.show(fmt.Sprintf("%s\n%s", x, x.Cases()), nil)
}
