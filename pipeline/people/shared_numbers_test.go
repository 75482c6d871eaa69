package people

import (
	"fmt"
	"testing"

	"rollcall/sources"
)

// A number that children of different births share within one extract is compared for none of them; one of twins, and of one child who
// stands in several extracts under several spellings, is.
func TestNumbersOfDifferentBirthsAreNotCompared(t *testing.T) {
	var recs []sources.Record
	add := func(kind sources.Kind, n int, w sources.Identity, months int) {
		for i := range n {
			w.Forename, w.Surname, w.DOB = fmt.Sprintf("F%d", len(recs)), "Quayle", bornIn(1)
			if months > 0 {
				w.DOB = bornIn(1 + i%months)
			}
			recs = append(recs, sources.Record{Kind: kind, Who: w})
		}
	}
	const upn, nhs = "V887200100001", "9434765919"
	add(sources.SocialCare, 8, sources.Identity{UPN: upn, NHSNumber: nhs}, 4)
	add(sources.Housing, 2, sources.Identity{UPN: upn, LocalID: "temporary"}, 2) // few: it may be a slip
	add(sources.Health, 6, sources.Identity{NHSNumber: nhs}, 0)                  // one birth under several names
	p := peopleOf(recs...)
	table, err := p.buildTable(p.newHomes(nil))
	if err != nil {
		t.Fatal(err)
	}
	compared := map[string]int{}
	for row := range table.Len() {
		for _, column := range []string{"upn", "nhs_number", "local_id"} {
			compared[column] += len(table.Values(row, column))
		}
	}
	if compared["upn"] != 2 || compared["nhs_number"] != 6 || compared["local_id"] != 2 || p.shared != 8 {
		t.Errorf("compared %v, %d identities without a number (want 2 UPNs, 6 NHS numbers, 2 keys, 8)", compared, p.shared)
	}
}

// bornIn is a birthday in a month, each month's another.
func bornIn(month int) sources.Date { return 16000 + 31*sources.Date(month) }
