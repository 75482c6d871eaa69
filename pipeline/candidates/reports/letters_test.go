package reports

import (
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// A letter goes to the home or the last school, with what it needs and nothing more; where there is no address it is told and not made, and
// of a sealed child there is none.
func TestLettersHaveWhatAMergeNeeds(t *testing.T) {
	at := func(p candidates.Person, address, postcode string) candidates.Person {
		p.Address, p.Postcode, p.UPN, p.Phone = address, postcode, "A887200120001", "07700 900123"
		return p
	}
	home := at(person("Ada", "Quill"), "Flat 2, The Maltings, 4 Alder Row, Ferry Lane, Hexworth, Kent", "FN1 2AB")
	school := candidates.Schooling{School: "8872001", Name: "Ash Primary", Entry: calendar.On(2020, 9, 3).Midnight(), Left: calendar.On(2026, 9, 9).Midnight()}
	listed := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	f := &Facts{Letters: []candidates.Line[Letter]{
		candidates.NewLine(Letter{Kind: "whereabouts", Child: "CHILD1", Person: home, YearGroup: "6", Rule: "C06", Last: school, FirstListed: listed}, false),
		candidates.NewLine(Letter{Kind: "school", Child: "CHILD1", Person: home, Rule: "C06", Last: school, FirstListed: listed}, false),
		candidates.NewLine(Letter{Kind: "whereabouts", Child: "CHILD2", Person: person("Bea", "Nowhere"), Rule: "C06"}, false),
		candidates.NewLine(Letter{Kind: "whereabouts", Child: "CHILD3", Person: at(person("Cy", "Refuge"), "1 Safe House", "FN9 9ZZ"), Rule: "C06", Last: school}, true),
	}}
	tables := ForLetters(f)
	if len(tables) != 2 || tables[0].File != "whereabouts" || tables[1].File != "school" {
		t.Fatalf("tables %+v", tables)
	}
	if got, want := lines(tables[0]), "The parent or carer of Ada Quill | Flat 2 | The Maltings | 4 Alder Row | Ferry Lane | Hexworth, Kent | FN1 2AB | CHILD1 | Ada | Quill | "+
		"1 March 2015 | 6 | 1 October 2026 | \n"; got != want {
		t.Errorf("to the home\n%s want\n%s", got, want)
	}
	if got, want := lines(tables[1]), "Ash Primary | 8872001 | 3 September 2020 | 9 September 2026 | CHILD1 | Ada | Quill | 1 March 2015 |  | A887200120001 | 1 October 2026 | \n"; got != want {
		t.Errorf("to the school\n%s want\n%s", got, want)
	}
	for _, table := range tables {
		if len(table.Rows[0]) != len(table.Columns) {
			t.Errorf("%s: %d cells, %d columns", table.File, len(table.Rows[0]), len(table.Columns))
		}
	}
	if all := lines(ToSend(f)[1]); strings.Contains(all, "CHILD3") || !strings.Contains(all, "whereabouts | CHILD2 | C06 |  | no address") || strings.Contains(all, "Quill") {
		t.Errorf("all of them\n%s", all)
	}
}
