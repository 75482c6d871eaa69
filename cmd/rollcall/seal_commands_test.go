package main

import (
	"testing"

	"github.com/alecthomas/kong"
)

// triedOn are the commands that TestNoSealedValueGetsOut has done, and spared those that it has not, with why they need not be: they
// read no extract of an authority, or write nothing of a child.
var (
	triedOn = []string{"run", "check", "explain", "find", "show", "diff", "decisions import", "decisions export", "register verify", "register backup", "seals list", "audit", "health", "governance", "schools", "release"}

	spared = map[string]string{
		"sources show":       "prints declarations",
		"data":               "prints declarations; a copy is of published tables, which are searched, and a test of its own reads every value of it",
		"init":               "proposes as sources map does, and reads what it proposes for counts and reasons",
		"sources map":        "proposes by headers and shapes; the canaries of TestNoCanaryGetsOut are looked for in what it prints",
		"review":             "serves the store of a run, which is searched, and the officers' ledger, which tells of a sealed child that something stands",
		"schedule":           "makes the runs that run makes",
		"link":               "links tables of anything, which have no seals",
		"worker":             "does a part of link, on rows that another program sends",
		"rules":              "prints the catalogue",
		"evaluate":           "counts, against a known truth",
		"fixtures":           "invents",
		"rehearse":           "runs over an invented authority, and counts",
		"register prune":     "deletes, and says how many",
		"register restore":   "puts a copy of the register back, which is searched",
		"register begin":     "begins an empty register",
		"register authority": "notes a code",
		"register keygen":    "makes a key",
		"seals lift":         "says the number of a seal",
		"version":            "prints what the program is",
		"subject":            "refuses a sealed child but to the designated officer, and has tests of that",
		"correct":            "prints ids of records that the person typed",
		"erase":              "deletes; what is left is searched by a test of its own",
	}
)

// TestEveryCommandIsSearchedForSealedValues wants a command that is added to be done by TestNoSealedValueGetsOut, or a reason why it
// need not be.
func TestEveryCommandIsSearchedForSealedValues(t *testing.T) {
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, name := range triedOn {
		known[name] = true
	}
	for name := range spared {
		if known[name] {
			t.Errorf("%s is triedOn, and spared", name)
		}
		known[name] = true
	}
	for _, leaf := range parser.Model.Leaves(false) {
		name := leaf.Path()
		if !known[name] {
			t.Errorf("%s: a command that nobody has searched for sealed values: have TestNoSealedValueGetsOut do it, or say why it need not", name)
		}
		delete(known, name)
	}
	for name := range known {
		t.Errorf("%s: is no command", name)
	}
}
