package lists

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// seenAt is a row of the health list by which a practice saw a child on a day.
func seenAt(forename string, month int) sources.Record {
	who := peopletest.Who(forename)
	return sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf, Who: who,
		Claims: []sources.Claim{{Kind: sources.Residence, Status: "contact", From: calendar.On(2026, 8, month)}}}
}

// Without the registers that may have them two children are on no list, the one of whom something speaks first; with them both are.
func TestWhatCannotBeToldStandsApart(t *testing.T) {
	night := func(without ...string) made {
		n := peopletest.Begin(t)
		n.Child(seenAt("Alma", 3))
		n.Child(seenAt("Bram", 4), sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf, Who: peopletest.Who("Bram"),
			Claims: []sources.Claim{{Kind: sources.Residence, Status: "moved_in", From: calendar.On(2026, 9, 20)}}})
		n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))
		for _, kind := range without {
			n.Passed.Authority.Extracts[kind] = rules.Extract{Reliance: n.Passed.Authority.Extracts[kind].Reliance}
		}
		return judgeNight(t, n, &past.Past{}).lists(t)
	}
	if m := night(); len(m.Lists.CME) != 2 || len(m.Lists.Untold) != 0 || m.Lists.Summary.Lacking != nil {
		t.Fatalf("with every register: %d candidates and %d of whom nothing can be told", len(m.Lists.CME), len(m.Lists.Untold))
	}
	m := night("independent_schools", "alternative_provision")
	rows := candidates.PrintedRows(m.Lists.Untold)
	if len(m.Lists.CME) != 0 || len(rows) != 2 {
		t.Fatalf("%d candidates and %d of whom nothing can be told", len(m.Lists.CME), len(rows))
	}
	first, second := rows[0], rows[1]
	if first.ChildID != m.ID(1) || !slices.Equal(first.Signs, []string{"arrival"}) || first.Rank != 1 || !strings.Contains(first.Why, "20 September 2026") {
		t.Errorf("the first is %+v", first)
	}
	if second.ChildID != m.ID(0) || second.Why != "" || !slices.Equal(second.Lacks, []string{"independent_schools", "alternative_provision"}) || second.Person.Forename != "Alma" {
		t.Errorf("the second is %+v", second)
	}
	want := []candidates.Lack{{Name: "alternative provision register", Rules: []string{"C01"}, Children: 2}, {Name: "independent schools' returns", Rules: []string{"C01"}, Children: 2}}
	for i := range m.Lists.Summary.Lacking {
		m.Lists.Summary.Lacking[i].Rules = slices.DeleteFunc(m.Lists.Summary.Lacking[i].Rules, func(id string) bool { return id != "C01" })
	}
	if got := m.Lists.Summary.Lacking; !reflect.DeepEqual(got, want) {
		t.Errorf("what each would settle: %+v, want %+v", got, want)
	}
	if !slices.ContainsFunc(m.Lists.Summary.Banners, func(b candidates.Banner) bool {
		return strings.Contains(b.Text, "2 children of compulsory school age") && strings.Contains(b.Text, "independent schools' returns 2")
	}) {
		t.Errorf("the top says %+v", m.Lists.Summary.Banners)
	}
	if one := night("independent_schools"); one.Lists.Summary.Lacking[0].Alone != 2 {
		t.Errorf("by it alone: %+v", one.Lists.Summary.Lacking)
	}
}

// The strongest sign decides, then how many, then the newest; of those without, the time without education.
func TestOrderOfWhatCannotBeTold(t *testing.T) {
	on := func(kind rules.SignKind, day int) rules.Sign {
		return rules.Sign{Kind: kind, On: calendar.On(2026, 9, day)}
	}
	want := []untold{
		{signs: []rules.Sign{on(rules.ProtectionSign, 1)}},
		{signs: []rules.Sign{on(rules.ReferralSign, 1), on(rules.DroppedSign, 2)}},
		{signs: []rules.Sign{on(rules.ReferralSign, 9)}},
		{signs: []rules.Sign{on(rules.ReferralSign, 8)}},
		{signs: []rules.Sign{on(rules.HousingSign, 20)}},
		{row: candidates.Untold{Since: calendar.On(2025, 9, 1).Midnight()}},
		{row: candidates.Untold{Since: calendar.On(2026, 9, 1).Midnight()}},
		{},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	if slices.SortFunc(got, compareUntold); !reflect.DeepEqual(got, want) {
		t.Errorf("in the order %+v", got)
	}
}
