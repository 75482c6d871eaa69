package rules

import (
	_ "embed" // the table of seeds
	"encoding/csv"
	"strings"
)

// Seed is one numbered row of the inventory of the documents that the program answers: the Department's summary of the
// guidance (D), North Yorkshire's page (N), the trade press (E), Medway's policy (M) and Southwark's protocol (S).
type Seed struct {
	ID         string
	Duty       string   // what the row asks, in short words
	Answers    []Target // what answers it; empty when it is out of scope
	OutOfScope string   // why nothing answers it
}

// Target is one thing of the program that answers a row: a rule, report, source, setting, file, column of a list, or entry
// of the manifest.
type Target struct{ Kind, Name string }

// String writes the target as the table does, such as "rule:C06".
func (t Target) String() string { return t.Kind + ":" + t.Name }

//go:embed seeds.csv
var seedsTable string

// Seeds returns the table, in the order of the inventory. Whoever knows the reports, the sources and the settings can check
// that each target exists: this package knows its rules only.
func Seeds() []Seed {
	rows, err := csv.NewReader(strings.NewReader(seedsTable)).ReadAll()
	if err != nil || len(rows) < 2 {
		panic("rules: the table of seeds cannot be read") // it is part of the program
	}
	var out []Seed
	for _, r := range rows[1:] {
		s := Seed{ID: r[0], Duty: r[1], OutOfScope: r[3]}
		for _, w := range strings.Fields(r[2]) {
			kind, name, _ := strings.Cut(w, ":")
			s.Answers = append(s.Answers, Target{kind, name})
		}
		out = append(out, s)
	}
	return out
}
