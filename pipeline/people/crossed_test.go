package people

import (
	"slices"
	"testing"

	"rollcall/sources"
)

// Twins whose numbers a return gives to each other: the number of that return is compared with nobody's, the others' are, and the
// return is told. What was said more often is right, and of that said as often the first.
func TestNumbersChangedOverBetweenTwins(t *testing.T) {
	const ava, eva = "A887200120001", "B887200120002"
	row := func(day sources.Date, upn, name string, dob sources.Date) sources.Record {
		return sources.Record{Kind: sources.SchoolCensus, AsOf: day, Who: sources.Identity{Surname: "Quayle", Forename: name, DOB: dob, UPN: upn, Address: "day " + day.String()},
			Claims: []sources.Claim{{Kind: sources.Roll, Place: "8872001", Status: "C"}}}
	}
	const may, october, january = sources.Date(20000), sources.Date(20130), sources.Date(20230)
	right := []sources.Record{row(may, ava, "Ava", 16000), row(may, eva, "Eva", 16000)}
	wrong := []sources.Record{row(october, eva, "AVA Rose", 16000), row(october, ava, "Eva", 16000)}
	for _, c := range []struct {
		name    string
		records []sources.Record
		without []int // rows whose number is compared with nobody's
		told    []Crossing
	}{
		{"the first stands", slices.Concat(right, wrong), []int{2, 3}, []Crossing{{"8872001", october, 2}}},
		{"the oftener stands", slices.Concat(right, wrong, []sources.Record{row(january, eva, "Ava", 16000), row(january, ava, "Eva", 16000)}), []int{0, 1}, []Crossing{{"8872001", may, 2}}},
		{"one twin alone has been renamed", []sources.Record{right[0], right[1], row(october, ava, "Eva", 16000)}, nil, nil},
		{"no one birthday", []sources.Record{right[0], right[1], row(october, eva, "Ava", 16001), row(october, ava, "Eva", 16001)}, nil, nil},
		{"as it should be", right, nil, nil},
	} {
		p := peopleOf(c.records...)
		table, err := p.buildTable(p.newHomes(nil))
		if err != nil {
			t.Fatal(err)
		}
		var without []int
		for k := range c.records {
			if len(table.Values(int(p.IdentityOf(k)), "upn")) == 0 {
				without = append(without, k)
			}
		}
		if !slices.Equal(without, c.without) {
			t.Errorf("%s: rows %v without a number (want %v)", c.name, without, c.without)
		}
		if got := p.Crossings(); !slices.Equal(got, c.told) {
			t.Errorf("%s: told of %v (want %v)", c.name, got, c.told)
		}
	}
}
