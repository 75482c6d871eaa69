package intake

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A register is as large as the pupils whose single marks came, each counted once by number or by name, and lasts from the first day to
// the last; sums of a census are no register, and without the extract there is none.
func TestWhatCameOfRegisters(t *testing.T) {
	mark := func(who sources.Identity, place string, on sources.Date) sources.Record {
		return sources.Record{Kind: sources.AttendanceReturns, Who: who, Claims: []sources.Claim{
			{Kind: sources.Attendance, Place: place, From: on, To: on, Status: "/"}, {Kind: sources.Absence, Place: place, From: on - 3, To: on}}}
	}
	sums := sources.Record{Kind: sources.AttendanceReturns, Who: sources.Identity{UPN: "Z"}, Claims: []sources.Claim{{Kind: sources.Attendance, Place: "8872003", From: 10, To: 90}}}
	a, b := sources.Identity{UPN: "A", Surname: "Quayle"}, sources.Identity{Surname: "Quayle", Forename: "Bram", DOB: 5}
	records := recordsOf([]sources.Record{mark(a, "8872001", 100), mark(b, "8872001", 101), mark(a, "8872001", 99), mark(a, "8872002", 100), sums})
	auth := &rules.Authority{Extracts: map[string]rules.Extract{}}
	if noteRegisters(auth, records); auth.Registers != nil {
		t.Errorf("without the extract: %v", auth.Registers)
	}
	auth.Extracts[string(sources.AttendanceReturns)] = rules.Extract{Came: true}
	noteRegisters(auth, records)
	if got := auth.Registers; len(got) != 2 || got["8872001"] != (rules.Register{Since: 99, Last: 101, Pupils: 2}) || got["8872002"] != (rules.Register{Since: 100, Last: 100, Pupils: 1}) {
		t.Errorf("registers are %+v", got)
	}
}

// Days of which some pupils' marks came neither begin nor end a register; each session of a day counts a pupil once.
func TestADayThatCameInPartIsNoneOfARegister(t *testing.T) {
	var rows []sources.Record
	add := func(pupils int, on sources.Date) {
		for i := range pupils {
			for range 2 { // the sessions
				rows = append(rows, sources.Record{Kind: sources.AttendanceReturns, Who: sources.Identity{UPN: string(rune('A' + i))},
					Claims: []sources.Claim{{Kind: sources.Attendance, Place: "8872001", From: on, To: on, Status: "/"}}})
			}
		}
	}
	for on, pupils := range []int{3, 10, 8, 9, 7} {
		add(pupils, sources.Date(100+on))
	}
	auth := &rules.Authority{Extracts: map[string]rules.Extract{string(sources.AttendanceReturns): {Came: true}}}
	noteRegisters(auth, recordsOf(rows))
	if got := auth.Registers["8872001"]; got != (rules.Register{Since: 101, Last: 103, Pupils: 10}) {
		t.Errorf("the register is %+v", got)
	}
}

// Marks that one claim holds count as single ones do, each day a pupil once.
func TestRegistersOfMarksInOneClaim(t *testing.T) {
	page := func(upn string, sessions calendar.Sessions) sources.Record {
		return sources.Record{Kind: sources.AttendanceReturns, Who: sources.Identity{UPN: upn},
			Claims: []sources.Claim{{Kind: sources.Attendance, Place: "8872001", From: 100, To: 102, Sessions: sessions}}}
	}
	auth := &rules.Authority{Extracts: map[string]rules.Extract{string(sources.AttendanceReturns): {Came: true}}}
	noteRegisters(auth, recordsOf([]sources.Record{page("A", "/       N N "), page("B", "/       N N "), page("C", "/       N   "), page("D", "/ ")}))
	if got := auth.Registers["8872001"]; got != (rules.Register{Since: 100, Last: 100, Pupils: 4}) {
		t.Errorf("the register is %+v", got)
	}
	noteRegisters(auth, recordsOf([]sources.Record{page("A", "/ N N N C2"), page("B", "/       N ")}))
	if got := auth.Registers["8872001"]; got != (rules.Register{Since: 100, Last: 102, Pupils: 2}) {
		t.Errorf("the register is %+v", got)
	}
}
