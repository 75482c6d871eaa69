package lists

import (
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
)

// Every kind of letter that a rule may ask for has a table.
func TestEveryLetterHasATable(t *testing.T) {
	f := &reports.Facts{}
	for _, kind := range rules.AllLetters {
		f.Letters = append(f.Letters, candidates.NewLine(reports.Letter{Kind: string(kind), Child: "C", Last: candidates.Schooling{School: "8872001"},
			Person: candidates.Person{Address: "1 Row", Postcode: "FN1 1AA"}}, false))
	}
	if got := reports.ForLetters(f); len(got) != len(rules.AllLetters) {
		t.Errorf("%d tables for %d kinds of letter", len(got), len(rules.AllLetters))
	}
}
