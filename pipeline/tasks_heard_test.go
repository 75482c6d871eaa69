package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// The clocks hear when each school last told of an absence, how many left each in the three years to the day of the run, and
// how often each kind of extract leaves a particular blank.
func TestWhatTheClocksHear(t *testing.T) {
	asOf := calendar.On(2026, 10, 15)
	on := func(daysAgo int) sources.Date { return sources.Date(asOf) - sources.Date(daysAgo) }
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
	p := peopleOf(t, &Ingested{}, []sources.Record{
		record(sources.AttendanceReturns, whole, absent("8872001", "return", 9, 4), absent("8872001", "return", 8, 6), absent("8872002", "run", 3, 1), absent("", "return", 2, 2)),
		record(sources.AttendanceReturns, whole, absent("8872002", "return", 7, 7), sources.Claim{Kind: sources.Roll, Place: "8872001", From: on(1)}),
		record(sources.RollChanges, bare, left("8872001", "F", "4", "return", 0), left("8872001", "A", "11", "return", rules.ExitDays-1), left("8872001", "A", "9", "return", 5)),
		record(sources.RollChanges, whole, left("8872001", "F", "4", "return", rules.ExitDays), left("8872001", "F", "4", "return", -1), left("8872001", "F", "4", "census", 5), left("8872002", "G", "2", "return", 5)),
	})
	want := rules.Heard{
		Absence: map[string]calendar.Date{"8872001": asOf - 4, "8872002": asOf - 7},
		Exits:   map[string]int{"8872001": 2, "8872002": 1},
		Blank: []rules.Blank{
			{Source: "attendance", Field: "name", Rows: 2}, {Source: "attendance", Field: "date of birth", Rows: 2},
			{Source: "attendance", Field: "address", Rows: 2}, {Source: "attendance", Field: "parent", Rows: 2},
			{Source: "roll_changes", Field: "name", Rows: 2, Blank: 1}, {Source: "roll_changes", Field: "date of birth", Rows: 2, Blank: 1},
			{Source: "roll_changes", Field: "address", Rows: 2}, {Source: "roll_changes", Field: "parent", Rows: 2, Blank: 1},
		},
	}
	if d := cmp.Diff(want, heard(p, asOf)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A leaving says which particulars its record leaves out, of the extract that has to give them.
func TestALeavingSaysWhatItsRecordLeavesOut(t *testing.T) {
	check := func(want string, kind rules.Kind, source sources.Kind, who sources.Identity) {
		t.Helper()
		var c rules.Claim
		c.Kind, c.Source, c.Marks = kind, string(source), "written_notice"
		if wanting(&c, &sources.Record{Who: who}); c.Marks != want {
			t.Errorf("%q, want %q", c.Marks, want)
		}
	}
	whole := sources.Identity{UPRN: "200000000059", ParentSurname: "Quennell", ParentPhone: "07100 236066"}
	check("written_notice", rules.LeftRoll, sources.RollChanges, whole)
	check("written_notice no_address no_parent no_phone", rules.LeftRoll, sources.RollChanges, sources.Identity{})
	check("written_notice no_phone", rules.LeftRoll, sources.RollChanges, sources.Identity{Postcode: "FW9 9ZZ", ParentForename: "Ada"})
	check("written_notice", rules.LeftRoll, sources.SchoolCensus, sources.Identity{})
	check("written_notice", rules.Roll, sources.RollChanges, sources.Identity{})
	if got := join("", "a") + "|" + join("a", "b"); got != "a|a b" {
		t.Errorf("joined %q", got)
	}
}
