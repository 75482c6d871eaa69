package lists

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// TestASpellIsAChildsTimeOnAList tells of a line that goes on, of one that is new, and of one that went long ago, decided before and after it
// was listed.
func TestASpellIsAChildsTimeOnAList(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "safeguarding"))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "safeguarding"))
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))
	n.Make(t)
	decision := func(seq int64, child, on string) register.Decision {
		return register.Decision{Seq: seq, Child: child, List: string(candidates.CME), Outcome: string(rules.Suspected), Made: on}
	}
	memory := &past.Past{
		Spans: []register.Span{
			{List: string(candidates.CME), Child: n.ID(0), Rules: []string{"C07"}, First: "2026-09-15", Last: "2026-10-14"},
			{List: string(candidates.CME), Child: n.ID(2), Rules: []string{"C06"}, First: "2026-09-01", Last: "2026-09-11", Went: "explained: U01 On the roll of Ash Primary."},
		},
		Decisions: []register.Decision{decision(1, n.ID(0), "2026-06-01"), decision(2, n.ID(0), "2026-09-15"), decision(3, n.ID(0), "2026-10-01")},
	}
	slices.SortFunc(memory.Spans, func(a, b register.Span) int {
		return past.Line{List: a.List, Child: a.Child}.Compare(past.Line{List: b.List, Child: b.Child})
	})
	m := judgeNight(t, n, memory).lists(t)
	got := map[string]candidates.Spell{}
	for line := range m.Lists.Spells {
		s, is := line.Printed()
		if _, twice := got[s.ChildID]; twice || !is {
			t.Errorf("%s stands twice, or nothing of it", s.ChildID)
		}
		s.Rules = nil
		got[s.ChildID] = s
	}
	day, none := func(month time.Month, d int) calendar.Date { return calendar.On(2026, month, d) }, 0
	want := map[string]candidates.Spell{
		n.ID(0): {ChildID: n.ID(0), List: candidates.CME, From: day(9, 15).Midnight(), Last: peopletest.AsOf.Midnight(), Open: true, Days: 30,
			Decided: day(9, 15).Midnight(), Outcome: string(rules.Suspected), DaysToThat: &none},
		n.ID(1): {ChildID: n.ID(1), List: candidates.CME, From: peopletest.AsOf.Midnight(), Last: peopletest.AsOf.Midnight(), Open: true},
		n.ID(2): {ChildID: n.ID(2), List: candidates.CME, From: day(9, 1).Midnight(), Last: day(9, 11).Midnight(), Days: 10, Ended: "explained"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spells (-want +got):\n%s", diff)
	}
}

// TestFamiliesAreOfThoseOnAList pairs a listed child with whoever of the family lives in the home, and nobody with a sealed one.
func TestFamiliesAreOfThoseOnAList(t *testing.T) {
	n := peopletest.Begin(t)
	for i, forename := range []string{"Alma", "Bram", "Cleo"} {
		who := peopletest.Who(forename)
		who.Address, who.Postcode, who.DOB = "12 Mill Lane", "ME4 9ZZ", who.DOB.AddDays(400*i)
		if forename == "Alma" {
			n.Child(peopletest.Referred(who, "safeguarding"))
			continue
		}
		n.Child(peopletest.Pupil(who, peopletest.Ash))
	}
	m := judgeNight(t, n, &past.Past{}).lists(t)
	var got []candidates.SameFamily
	for line := range m.Lists.Families {
		if row, is := line.Printed(); is {
			got = append(got, row)
		}
	}
	var siblings []string
	for _, row := range got {
		if siblings = append(siblings, row.Sibling); row.ChildID != n.ID(0) || row.Tie != "address and surname" || row.Listed {
			t.Errorf("paired %+v", row)
		}
	}
	want := []string{n.ID(1), n.ID(2)}
	slices.Sort(want)
	slices.Sort(siblings)
	if !slices.Equal(siblings, want) {
		t.Errorf("siblings %v, want %v", siblings, want)
	}
}

// TestHowExtractsStand tells of each file whether it was used, and of the kinds of which none came.
func TestHowExtractsStand(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "safeguarding"))
	n.Make(t)
	m := judgeNight(t, n, &past.Past{})
	a := m.asked.Judged.Authority
	a.Extracts = map[string]rules.Extract{
		"health": {Came: true, AsOf: peopletest.AsOf - 90, Stale: true}, "housing": {Came: true, AsOf: peopletest.AsOf - 3},
		"referrals": {Came: true, Held: "half of its rows are gone"}, "deaths": {}, "youth_justice": {Reliance: rules.Reliance{Optional: true}},
	}
	on := func(days int) string { return (peopletest.AsOf - calendar.Date(days)).String() }
	var got []string
	all := m.maker().tellExtracts([]journal.Input{
		{Kind: "health", File: "old.csv", AsOf: on(120), Rows: 9, Records: 8, Rejects: 1}, {Kind: "health", File: "new.csv", AsOf: on(90)},
		{Kind: "housing", File: "h.csv", AsOf: on(3)}, {Kind: "housing", File: "h.tmp", NotUsed: "not known"}, {Kind: "referrals", File: "r.csv"},
	})
	for _, x := range all {
		got = append(got, x.Source+" "+x.File+" "+x.State)
	}
	want := []string{"health old.csv used", "health new.csv stale", "housing h.csv used", "housing h.tmp not used", "referrals r.csv held back", "deaths  not received"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("extracts (-want +got):\n%s", diff)
	}
	if x := all[0]; *x.DaysOld != 120 || x.Rows != 9 || x.Records != 8 || x.Rejected != 1 || all[4].DaysOld != nil || all[4].Because == "" {
		t.Errorf("the first is %+v, the held one %+v", x, all[4])
	}
}
