package judge

import (
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/people"
	"rollcall/sources"
)

// TestWhatOneChildCannotBe holds what is implausible to records of one child, by what they say.
func TestWhatOneChildCannotBe(t *testing.T) {
	day := func(y int, m time.Month, d int) sources.Date { return calendar.On(y, m, d) }
	record := func(who sources.Identity, asOf sources.Date, claims ...sources.Claim) people.Placed {
		return people.Placed{Record: &sources.Record{Kind: "school_census", AsOf: asOf, Who: who, Claims: claims}}
	}
	roll := func(place, status string, from sources.Date) sources.Claim {
		return sources.Claim{Kind: sources.Roll, Place: place, Status: status, From: from}
	}
	autumn, spring := day(2026, 10, 1), day(2027, 1, 20)
	none := sources.Identity{}
	for _, c := range []struct {
		name    string
		is      func([]people.Placed) bool
		records []people.Placed
		want    bool
	}{
		{"two schools in one return", onTwoRolls, []people.Placed{record(none, autumn, roll("1", "C", day(2025, 9, 1))), record(none, autumn, roll("2", "C", day(2026, 9, 1)))}, true},
		{"a main and a subsidiary school", onTwoRolls, []people.Placed{record(none, autumn, roll("1", "M", day(2025, 9, 1))), record(none, autumn, roll("2", "S", day(2026, 9, 1)))}, false},
		{"a move between returns", onTwoRolls, []people.Placed{record(none, autumn, roll("1", "C", day(2025, 9, 1))), record(none, spring, roll("2", "C", day(2027, 1, 4)))}, false},
		{"enrolled after death", onARollAfterDeath, []people.Placed{record(none, autumn, sources.Claim{Kind: sources.Death, From: day(2026, 3, 1)}), record(none, autumn, roll("1", "C", day(2026, 9, 1)))}, true},
		{"died on a roll", onARollAfterDeath, []people.Placed{record(none, autumn, sources.Claim{Kind: sources.Death, From: day(2026, 3, 1)}), record(none, autumn, roll("1", "C", day(2025, 9, 1)))}, false},
		{"two numbers", hasTwoNumbers, []people.Placed{record(sources.Identity{UPN: "a"}, autumn), record(sources.Identity{UPN: "b"}, autumn)}, true},
		{"a number and its former one", hasTwoNumbers, []people.Placed{record(sources.Identity{UPN: "a"}, autumn), record(sources.Identity{UPN: "b", FormerUPN: "a"}, autumn)}, false},
		{"a number and none", hasTwoNumbers, []people.Placed{record(sources.Identity{UPN: "a"}, autumn), record(none, autumn)}, false},
	} {
		if got := c.is(c.records); got != c.want {
			t.Errorf("%s: implausible %v (want %v)", c.name, got, c.want)
		}
	}
}
