package lists

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// The clocks hear when each school last told of an absence, how many left each in the three years to the day of the run, and
// how often each kind of extract leaves a particular blank.
func TestWhatTheClocksHear(t *testing.T) {
	asOf := calendar.On(2026, 10, 15)
	on := func(daysAgo int) sources.Date { return asOf - sources.Date(daysAgo) }
	whole := sources.Identity{Surname: "Quennell", Forename: "Ottilie", DOB: 16000, Postcode: "FW9 9ZZ", ParentForename: "Ada"}
	n := 0
	record := func(kind sources.Kind, who sources.Identity, claims ...sources.Claim) sources.Record {
		n++
		return sources.Record{ID: sources.NewRecordID(kind, "f.csv", n), Kind: kind, File: "f.csv", Row: n, Who: who, Claims: claims}
	}
	left := func(place, reason, year, status string, daysAgo int) sources.Claim {
		return sources.Claim{Kind: sources.LeftRoll, Status: status, From: on(daysAgo), Place: place, Reason: reason, Year: year}
	}
	absent := func(place, status string, from, to int) sources.Claim {
		return sources.Claim{Kind: sources.Absence, Status: status, Place: place, From: on(from), To: on(to)}
	}
	bare := sources.Identity{Forename: "Ottilie", Address: "77 Samphire Wharf"}
	b := sources.NewSlabBuilder()
	for _, rec := range []sources.Record{
		record(sources.AttendanceReturns, whole, absent("8872001", "return", 9, 4), absent("8872001", "return", 8, 6), absent("8872002", "run", 3, 1), absent("", "return", 2, 2)),
		record(sources.AttendanceReturns, whole, absent("8872002", "return", 7, 7), sources.Claim{Kind: sources.Roll, Place: "8872001", From: on(1)}),
		record(sources.RollChanges, bare, left("8872001", "F", "4", "return", 0), left("8872001", "A", "11", "return", rules.ExitDays-1), left("8872001", "A", "9", "return", 5)),
		record(sources.RollChanges, whole, left("8872001", "F", "4", "return", rules.ExitDays), left("8872001", "F", "4", "return", -1), left("8872001", "F", "4", "census", 5), left("8872002", "G", "2", "return", 5)),
	} {
		b.Append(&rec)
	}
	records := intake.NewRecords([]*sources.Slab{b.Slab()})
	want := rules.Heard{
		Absence: map[string]calendar.Date{"8872001": asOf - 4, "8872002": asOf - 7},
		Exits:   map[string]int{"8872001": 2, "8872002": 1},
		Crossed: []rules.Crossed{{School: "8872001", Return: asOf - 14, Pupils: 2}},
		Blank: []rules.Blank{
			{Source: "attendance", Field: "name", Rows: 2}, {Source: "attendance", Field: "date of birth", Rows: 2},
			{Source: "attendance", Field: "address", Rows: 2}, {Source: "attendance", Field: "parent", Rows: 2},
			{Source: "roll_changes", Field: "name", Rows: 2, Blank: 1}, {Source: "roll_changes", Field: "date of birth", Rows: 2, Blank: 1},
			{Source: "roll_changes", Field: "address", Rows: 2}, {Source: "roll_changes", Field: "parent", Rows: 2, Blank: 1},
		},
	}
	if d := cmp.Diff(want, gatherHeard(records, []people.Crossing{{School: "8872001", Return: asOf - 14, Numbers: 2}}, asOf)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
