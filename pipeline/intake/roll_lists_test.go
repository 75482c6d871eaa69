package intake

import (
	"maps"
	"testing"

	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// An authority that names ten children as on its rolls on one day has sent its list; one that answers of nine has not, nor has one that tells
// of moves, and a message of tomorrow is not here yet.
func TestWhichAuthoritiesListedTheirRolls(t *testing.T) {
	var rows []sources.Record
	add := func(n int, la, status string, on sources.Date) {
		for range n {
			rows = append(rows, sources.Record{Kind: sources.OtherAuthorities, Claims: []sources.Claim{{Kind: sources.Departure, Place: la, Status: status, From: 50, Decided: on}}})
		}
	}
	add(10, "888", "on_roll_there", 90)
	add(12, "888", "on_roll_there", 80)
	add(9, "886", "on_roll_there", 90)
	add(20, "885", "living_there", 90)
	add(20, "884", "on_roll_there", 101)
	a := &rules.Authority{AsOf: 100}
	noteRollLists(a, recordsOf(rows))
	if want := map[string]sources.Date{"888": 90}; !maps.Equal(a.RollLists, want) {
		t.Errorf("listed are %v, want %v", a.RollLists, want)
	}
}
