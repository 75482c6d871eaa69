package lists

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
	"rollcall/sources"
)

// The waterfall takes children away step by step: who is not of age, who is explained, most first, by an old record apart, and the rest
// by status; what is left are the lines of the list.
func TestTheWaterfall(t *testing.T) {
	n := peopletest.Begin(t)
	verdicts := []rules.Verdict{
		{Status: rules.NotOfAge, ExplainedBy: "U08"}, {Status: rules.NotOfAge, ExplainedBy: "U06"}, {Status: rules.NotOfAge, ExplainedBy: "U06"},
		{Status: rules.Explained, ExplainedBy: "U04"}, {Status: rules.Explained, ExplainedBy: "U01"}, {Status: rules.Explained, ExplainedBy: "U01"},
		{Status: rules.Explained, ExplainedBy: "U05"}, {Status: rules.Explained, ExplainedBy: "U04", Suppressions: []rules.Suppression{{By: "U04", Applied: true, Old: true}}},
		{Status: rules.Elsewhere}, {Status: rules.Undecided}, {Status: rules.Decided}, {Status: rules.Grey}, {Status: rules.Candidate}, {Status: rules.Candidate}, {Status: rules.Explained, ExplainedBy: "U01"},
	}
	for i := range verdicts {
		n.Child(peopletest.Referred(peopletest.Who(string(rune('a'+i))), "absence"))
	}
	m := judgeNight(t, n, &past.Past{})
	for i, v := range verdicts {
		v.Child = n.Children.IDs[n.Number(i)]
		m.asked.Judged.Verdicts[n.Number(i)] = v
	}
	cme := linesOf(candidates.Row{ChildID: n.ID(12)}, candidates.Row{ChildID: n.ID(13)}, candidates.Row{ChildID: n.ID(14)}, candidates.Row{ChildID: "unseen"})
	got := m.maker().makeWaterfall(cme)
	title := rules.Title
	want := []candidates.Step{
		{Title: "Children seen in any extract, or held open by an officer", Children: 16, Total: true},
		{Title: title("U06"), Source: "U06", Children: 2}, {Title: title("U08"), Source: "U08", Children: 1},
		{Title: "Of compulsory school age", Children: 13, Total: true},
		{Title: title("U01"), Source: "U01", Children: 2}, {Title: title("U04"), Source: "U04", Children: 1}, {Title: title("U05"), Source: "U05", Children: 1},
		{Title: title("U04") + " (stale)", Source: "U04, U27", Children: 1},
		{Title: "Not shown to be in the area", Source: "residence", Children: 1}, {Title: "Could not be decided", Source: "unknown", Children: 1},
		{Title: title("U24"), Source: "U24", Children: 1}, {Title: "A possible match may explain them: on the grey list", Source: "grey", Children: 1},
		{Title: "Candidate CME", Children: 4, Total: true},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the waterfall is\n%+v\nwant\n%+v", got, want)
	}
	plain := m.maker().makeWaterfall(cme[:3])
	if plain[0].Title != "Children seen in any extract" || plain[0].Children != 15 || plain[len(plain)-1].Children != 3 {
		t.Errorf("without a case of nobody: %+v", plain)
	}
}

// The summary says what the manifest says: notices as banners, what was not compared as limits, each input with what is odd about it, each stage.
func TestTheSummary(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash), peopletest.Absent(peopletest.Who("Cleo"), peopletest.Ash))
	n.Manifest.Run = "now"
	n.Manifest.Inputs = []journal.Input{{Kind: "housing", File: "h.csv", AsOf: "2026-10-14", Rows: 5, Records: 3, Rejects: 2, Values: 1, Notes: []string{"odd"}, NotUsed: "cut",
		Unknown: []string{"x", "y"}, Codes: map[string]int{"b": 2, "a": 1}}, {Kind: "health"}}
	m := judgeNight(t, n, &past.Past{})
	n.Notice(journal.Notice{Kind: journal.MatchingNotice, Text: "not compared"}, journal.Notice{Kind: "housing", Grave: true, Text: "éarly"})
	m = m.lists(t)
	s := m.Lists.Summary
	if s.Authority != "Fenwick" || s.AsOf != peopletest.AsOf.Midnight() || s.RunID != "now" || s.Guidance != rules.Guidance || !slices.Equal(s.Limits, []string{"not compared"}) ||
		!reflect.DeepEqual(s.Banners, []candidates.Banner{{Grave: true, Text: "Éarly"}}) || len(s.Stages) != 3 || s.Stages[0].Name != "standardise" ||
		len(s.Measures) != len(m.Lists.Measures) {
		t.Errorf("the summary is %+v", s)
	}
	if want := []candidates.Input{{Kind: "housing", File: "h.csv", AsOf: (peopletest.AsOf - 1).Midnight(), Rows: 5, Records: 3, Rejects: 2, Values: 1,
		Note: "odd; not used: cut; not known, not read: x, y; unknown code a, 1 times; unknown code b, 2 times"}, {Kind: "health"}}; !reflect.DeepEqual(s.Inputs, want) {
		t.Errorf("inputs are\n%+v\nwant\n%+v", s.Inputs, want)
	}
	if want := []candidates.Count{{Title: "C24 " + rules.Title("C24"), N: 2}}; !slices.Equal(s.Reasons, want) {
		t.Errorf("reasons are %v", s.Reasons)
	}
	if want := []candidates.Count{{Title: "R01 " + rules.Title("R01"), N: 1}}; !slices.Equal(s.Risks, want) {
		t.Errorf("risks are %v", s.Risks)
	}
	if got := countFirstRules(linesOf(candidates.Row{Rules: []string{"C07", "C01"}}, candidates.Row{Rules: []string{"C24"}}, candidates.Row{Rules: []string{"C24"}}, candidates.Row{Rules: []string{"C01"}})); len(got) != 3 || got[0].N != 2 || got[1].Title[:3] != "C01" || got[2].Title[:3] != "C07" {
		t.Errorf("counted %v", got)
	}
	m.asked.Settings.Authority.Name = ""
	if got := m.maker().summarise(n.Manifest, nil, nil, nil).Authority; got != "Authority 887" {
		t.Errorf("an authority without a name is %q", got)
	}
	if capitalise("aB") != "AB" {
		t.Error("a notice begins small")
	}
}

// A run measures itself: children, records, links, shares of the children of age, and of each extract how many of its children others have.
func TestARunMeasuresItself(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash), peopletest.Absent(peopletest.Who("Alma"), peopletest.Ash)) // at risk
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))                                                              // a candidate
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))                                                              // a candidate, near Dov
	n.Child(peopletest.Pupil(peopletest.Who("Dov"), peopletest.Ash))
	old := peopletest.Who("Esme")
	old.DOB = calendar.On(2005, 1, 1)
	n.Child(peopletest.Pupil(old, peopletest.Dale))
	n.Near(3, 4, .04, .04)
	m := judgeNight(t, n, &past.Past{}).lists(t)
	by := map[string]candidates.Measure{}
	for _, x := range m.Lists.Measures {
		by[x.Measure+", "+x.Group] = x
	}
	for what, want := range map[string]float64{
		"children, all": 5, "records, all": 6, "links, all": 0, "children of compulsory school age, all": 4, "candidates per child of age, all": .5, "grey per child of age, all": .25,
		"at risk per child of age, all": .25, "joined with another extract, school_census": 1. / 3, "joined with another extract, attendance": 1, "joined with another extract, referrals": 0,
		"grey, referrals": .5, "grey, school_census": 0, "candidates, referrals": 1, "candidates, school_census": 0,
		"joined and implausible, two unique pupil numbers": 0,
	} {
		got, there := by[what]
		if !there || got.Value != want {
			t.Errorf("%s: %v (%v), want %v", what, got.Value, there, want)
		}
		if whole := want >= 2 || what == "links, all"; whole != math.IsNaN(got.Low) {
			t.Errorf("%s lies between %v and %v", what, got.Low, got.High)
		}
	}
	low, high := reports.WilsonInterval(2, 4)
	if got := by["candidates per child of age, all"]; got.Low != low || got.High != high || len(by) != 7+9+len(judge.Implausible) {
		t.Errorf("%d measures, a share between %v and %v, want %v and %v", len(by), got.Low, got.High, low, high)
	}
	none := &measurer{}
	if none.addShare("x", "y", 0, 0); len(none.all) > 0 {
		t.Error("a share of nothing is measured")
	}
}

// Who an officer looks for: the name as the best speller has it, the other names, the newest address and parent, the rest as first said.
func TestWhoAnOfficerLooksFor(t *testing.T) {
	rec := func(kind sources.Kind, id string, asOf calendar.Date, who sources.Identity, claims ...sources.Claim) *sources.Record {
		return &sources.Record{ID: sources.RecordID(id), Kind: kind, AsOf: asOf, Who: who, Claims: claims}
	}
	recs := []*sources.Record{
		rec(sources.Housing, "a", 300, sources.Identity{Surname: "Kuale", Forename: "Almah", Sex: "M", MiddleNames: "Joy", UPN: "A2", Address: "1 New Road", ParentForename: "Ada", ParentSurname: "Teasel"}),
		rec(sources.SchoolCensus, "b", 100, sources.Identity{Surname: "Quayle", Forename: "Alma", Sex: "F", Postcode: "ME4 9ZZ", ParentPhone: "1", PreferredForename: "Ally", FormerSurname: "Teasel"}),
		rec(sources.SchoolCensus, "c", 200, sources.Identity{Surname: "QUAYLE", Forename: "ALMA", UPN: "A1", Address: "2 Old Road", ParentPhone: "2", PreferredSurname: "Brook"}),
		rec(sources.Health, "d", 250, sources.Identity{Surname: "Quayle", Forename: "Alma May", Address: "3 Later Road"}, sources.Claim{Kind: sources.Residence, From: 350}, sources.Claim{Kind: sources.Residence, From: 150},
			sources.Claim{Kind: sources.Flag, From: 999}),
	}
	got := stories.DescribePerson(recs, 20)
	want := candidates.Person{Forename: "Alma", Surname: "Quayle", MiddleNames: "Joy", Sex: "F", UPN: "A1", DOB: calendar.Date(20).Midnight(), OtherNames: "Alma Brook; Ally Quayle; Alma Teasel; Alma May Quayle",
		Address: "3 Later Road", AddressSource: "health, " + calendar.Date(350).Words(), Parent: "Ada Teasel", Phone: "2"}
	if got != want {
		t.Errorf("looked for is\n%+v\nwant\n%+v", got, want)
	}
	if got := stories.DescribePerson([]*sources.Record{rec(sources.Housing, "a", 0, sources.Identity{Forename: "Alma", Postcode: "ME4 9ZZ", Unverified: "nhs_number=1"})}, 0); got.Address != "" || got.Postcode != "ME4 9ZZ" ||
		got.AddressSource != "housing" || got.UPN != "" || got.Forename != "Alma" {
		t.Errorf("looked for is %+v", got)
	}
	same := []*sources.Record{rec(sources.Housing, "b", 100, sources.Identity{Surname: "B", Forename: "Alma"}), rec(sources.Housing, "a", 100, sources.Identity{Surname: "A", Forename: "Alma", Unverified: "upn=X"})}
	if got := stories.DescribePerson(same, 0); got.Surname != "A" || got.OtherNames != "Alma B" || got.UPN != "X (fails its check)" {
		t.Errorf("of records alike the first is %+v", got)
	}
}

func linesOf(rows ...candidates.Row) []line {
	var lines []line
	for _, row := range rows {
		lines = append(lines, line{row: row})
	}
	return lines
}
