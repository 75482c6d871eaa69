package lists

import (
	"encoding/json"
	"iter"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// made is a night whose lists are made.
type made struct {
	*peopletest.Night
	asked    Asked
	Lists    printed
	Recorded register.Run
}

// printed is the lists as they may be printed.
type printed struct {
	*candidates.Lists
	CME, AtRisk       []candidates.Row
	Possible          []candidates.Possible
	Gone              []candidates.Gone
	Decided           []candidates.Decided
	Placed            iter.Seq[candidates.Placed]
	Links             iter.Seq[candidates.Link]
	Reconciled, Stale iter.Seq[candidates.Reconciled]
}

func printedLists(l *candidates.Lists) printed {
	return printed{l, candidates.PrintedRows(l.CME), candidates.PrintedRows(l.AtRisk), candidates.PrintedRows(l.Possible), candidates.PrintedRows(l.Gone), candidates.PrintedRows(l.Decided),
		printedSeq(l.Placed), printedSeq(l.Links), printedSeq(l.Reconciled), printedSeq(l.Stale)}
}

func printedSeq[T candidates.Bareable[T]](lines iter.Seq[candidates.Line[T]]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for l := range lines {
			if row, is := l.Printed(); is && !yield(row) {
				return
			}
		}
	}
}

// judgeNight has a night judged with what is remembered.
func judgeNight(t *testing.T, n *peopletest.Night, memory *past.Past) made {
	t.Helper()
	if n.Children == nil {
		n.Make(t)
	}
	d := journal.Step(n.Journal, "decide", func() (*judge.Judged, error) { return judge.Decide(n.Journal, nil, n.Children, n.Passed, memory) })
	if err := n.Failure(); err != nil {
		t.Fatal(err)
	}
	s := &settings.Settings{}
	s.Authority.Code, s.Authority.Name = "887", "Fenwick"
	return made{Night: n, asked: Asked{Judged: d, Passed: n.Passed, Model: &matchers.Model{Spec: matchers.PersonSpec(people.PersonColumns)}, Past: memory, Settings: s}}
}

// lists makes the lists of what was judged.
func (m made) lists(t *testing.T) made {
	t.Helper()
	n := journal.Step(m.Journal, "lists", func() (*Night, error) { return Make(m.Journal, m.asked) })
	if err := m.Failure(); err != nil {
		t.Fatal(err)
	}
	now := made{m.Night, m.asked, printedLists(n.Lists), n.Recorded}
	now.holdStories(t)
	return now
}

// maker is the maker of the lists, before anything is made.
func (m made) maker() *maker {
	return newMaker(m.asked, m.AsOf)
}

// prints are the fingerprints of the identity of a record.
func (m made) prints(record int) []register.Fingerprint {
	return []register.Fingerprint{m.Children.People.PrintOf(m.Children.People.IdentityOf(record))}
}

// resting is the evidence of a line that rests on facts.
func resting(facts rules.Facts, prints ...register.Fingerprint) register.Evidence {
	raw, err := json.Marshal(facts)
	if err != nil {
		panic(err)
	}
	return register.Evidence{Hash: facts.Hash(), Facts: raw, Prints: prints}
}

// A line says everything that the rules found and that an officer needs; the register remembers it so that the next night knows it again.
func TestALineSaysAllThatWasFound(t *testing.T) {
	n := peopletest.Begin(t)
	who := peopletest.Who("Alma")
	who.Address, who.Postcode, who.ParentForename, who.ParentPhone = "12 Mill Lane", "ME4 9ZZ", "Ada", "01632 960001"
	n.Child(peopletest.Referred(who, "safeguarding"), sources.Record{Kind: sources.SchoolCensus, AsOf: calendar.On(2026, 5, 21), Who: who,
		Claims: []sources.Claim{{Kind: sources.Roll, Place: peopletest.Ash, Status: "C", From: calendar.On(2024, 9, 3)}}})
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), peopletest.Absent(peopletest.Who("Bram"), peopletest.Ash))
	n.Manifest.Run = "2026-10-15Tnow"
	m := judgeNight(t, n, &past.Past{})
	m.asked.Fairness = []candidates.Measure{{Measure: "fair", Value: 1}}
	m = m.lists(t)
	if len(m.Lists.CME) != 1 || len(m.Lists.AtRisk) != 1 {
		t.Fatalf("%d candidates and %d at risk", len(m.Lists.CME), len(m.Lists.AtRisk))
	}
	d := m.asked.Judged
	v := d.Verdicts[n.Number(0)]
	lead := v.CME[0]
	facts := d.FactsFor(n.Number(0), candidates.CME)
	want := candidates.Row{
		ChildID: n.ID(0), List: candidates.CME, Rank: 1, Severity: "P1", Reason: lead.Reason, Label: lead.Label, Since: lead.Since.Midnight(), SinceIs: string(lead.Basis),
		Due: lead.Due.Midnight(), DueUnit: string(lead.DueUnit), Calendar: lead.Calendar, NextAction: lead.Next, Who: lead.Who, POnNoRoll: 1,
		NearestProvision: "on the roll of Ash Primary from 3 September 2024, in school census", NearestRecord: "school_census:school_census.csv#2", NotAccepted: v.NotAccepted,
		Searched: d.Authority.SearchedWords(), YearGroup: "6", FirstListed: peopletest.AsOf.Midnight(), Records: 2, Seen: v.Seen, ReturnReason: proposedReason(v.CME),
		Memory: candidates.Memory{News: candidates.New, Evidence: facts.Hash(), AgeUnit: string(lead.DueUnit)},
		Facets: candidates.Facets{LastSchool: peopletest.Ash, LastSchoolName: "Ash Primary", BirthYear: 2016},
		Person: candidates.Person{Forename: "Alma", Surname: "Quayle", DOB: calendar.On(2016, 3, 4).Midnight(), Address: "12 Mill Lane", Postcode: "ME4 9ZZ",
			AddressSource: "referrals, 15 October 2026", Parent: "Ada", Phone: "01632 960001"},
	}
	for _, f := range v.CME {
		want.Rules = append(want.Rules, string(f.Rule))
	}
	got := m.Lists.CME[0]
	want.OrderedBy, want.Age, want.AgeDays = orderedBy(&got, candidates.CME, m.AsOf.Midnight()), got.Age, int(peopletest.AsOf-lead.Since)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the line is\n%+v\nwant\n%+v", got, want)
	}
	if risk := m.Lists.AtRisk[0]; risk.OnRollAt != peopletest.Ash || risk.SchoolName != "Ash Primary" || risk.List != candidates.AtRisk || risk.Severity != "P4" || risk.ReturnReason != "" ||
		!slices.Equal(risk.Rules, []string{"R01", "R02"}) || risk.POnNoRoll != 0 || risk.AgeDays != 20 {
		t.Errorf("the line at risk is %+v", risk)
	}
	raw, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	shown := register.Shown{List: "cme_candidates", Child: n.ID(0), Rules: want.Rules, Rank: 1, Severity: "P1", Since: lead.Since.String(), Due: lead.Due.String(),
		Unit: string(lead.DueUnit), Ends: v.CSAEnd.String(), Said: judge.DigestFindings(v.CME, facts.Hash()),
		Evidence: register.Evidence{Hash: facts.Hash(), Facts: raw, Prints: m.Children.PrintsOf(n.Number(0))}}
	r := m.Recorded
	if len(r.Shown) != 2 || !reflect.DeepEqual(r.Shown[0], shown) || r.Shown[1].List != "at_risk" {
		t.Errorf("recorded\n%+v\nwant\n%+v", r.Shown, shown)
	}
	if r.ID != "2026-10-15Tnow" || r.AsOf != peopletest.AsOf.Midnight() || r.Folder != "runs/2026-10-15Tnow" || len(maps.Collect(r.Identities)) != 4 || len(r.Went) > 0 || len(r.Pairs) > 0 || r.Published {
		t.Errorf("recorded %+v", r)
	}
	if got := n.Manifest.Results; !maps.Equal(got, map[string]int{"children": 2, "cme_candidates": 1, "at_risk": 1, "possible_matches": 0, "unknown": 0, "road_cme_officers": 1, "status_candidate": 1, "status_explained": 1}) {
		t.Errorf("results %v", got)
	}
	if last := m.Lists.Measures[len(m.Lists.Measures)-1]; last.Measure != "fair" || len(m.Lists.Gammas) != len(m.asked.Model.Spec.Comparisons) || m.Lists.Gammas[0] != m.asked.Model.Spec.Comparisons[0].Name {
		t.Errorf("the last measure is %+v, and gammas are %v", last, m.Lists.Gammas)
	}
	stage := n.Manifest.Stages[len(n.Manifest.Stages)-1].Counts
	if want := (journal.Counts{{Name: "candidate CME", N: 1}, {Name: "at risk", N: 1}, {Name: "possible matches"}}); !slices.Equal(stage, want) {
		t.Errorf("counted %v", stage)
	}
	if len(m.Lists.Reports) == 0 || len(m.Lists.Words) != 2 || len(n.Manifest.Notices) > 0 {
		t.Errorf("%d reports, words %v, notices %v", len(m.Lists.Reports), m.Lists.Words, n.Manifest.Notices)
	}
}

// A provision record is told in words by what kind of record it is.
func TestProvisionsAreTold(t *testing.T) {
	a := &rules.Authority{Schools: map[string]rules.School{peopletest.Ash: {LAESTAB: peopletest.Ash, Name: "Ash Primary"}}}
	from := rules.Provenance{Source: "school_census"}
	for want, c := range map[string]rules.Claim{
		"on the roll of Ash Primary, in school census":                                                {Kind: rules.Roll, Place: peopletest.Ash, Status: "C", Provenance: from},
		"left the roll of Ash Primary from 1 October 2026, in school census":                          {Kind: rules.LeftRoll, Place: peopletest.Ash, Status: "return", From: peopletest.Census, Provenance: from},
		"offered a place at Ash Primary (refused by parent), in admissions":                           {Kind: rules.Offer, Place: peopletest.Ash, Status: "refused_by_parent", Provenance: rules.Provenance{Source: "admissions"}},
		"applied to Ash Primary, in school census":                                                    {Kind: rules.Application, Place: peopletest.Ash, Provenance: from},
		"home education suitable from 1 October 2026 to 15 October 2026, in home education":           {Kind: rules.HomeEducated, Place: peopletest.Ash, Status: "suitable", From: peopletest.Census, To: peopletest.AsOf, Provenance: rules.Provenance{Source: "home_education"}},
		"alternative provision at a place outside the list of schools (section 19), in school census": {Kind: rules.Alternative, Place: "Barn", Status: "section_19", Provenance: from},
		"transfer file from Ash Primary, in school census":                                            {Kind: rules.Lost, Place: peopletest.Ash, Provenance: from},
		"message about authority 888 (moved out), in school census":                                   {Kind: rules.Departure, Place: "888", Status: "moved_out", Provenance: from},
		"early years, in school census":                                                               {Kind: rules.EarlyYearsPlace, Provenance: from},
	} {
		if got := provisionWords(&c, a); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if m := (&maker{asOf: peopletest.AsOf}); m.yearGroup(&judge.Noted{}) != "" || m.yearGroup(&judge.Noted{Born: calendar.On(2016, 3, 4)}) != "6" {
		t.Error("of a child born on no day a year group is said, or another of one born in 2016")
	}
}

// A case that an officer holds open has its line whatever the rules say: with what they found, with why they found nothing, or for a child
// of whom no record is left.
func TestAnOpenCaseStaysOnTheList(t *testing.T) {
	decision := func(seq int64, child string) register.Decision {
		return register.Decision{Seq: seq, Child: child, List: "cme_candidates", Outcome: "confirmed", Ground: "enquiries", By: "AB", Made: "2026-10-01", Until: "2026-10-31",
			Evidence: register.Evidence{Hash: "h" + child}, Line: register.Shown{Severity: "P2", Rules: []string{"C07"}, Since: "2026-09-20"}}
	}
	begin := func() *peopletest.Night {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
		n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash))
		n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))
		n.Child(peopletest.Referred(peopletest.Who("Dov"), "absence"))
		return n.Make(t)
	}
	n := begin()
	closed := decision(7, "Y")
	closed.Outcome, closed.Ground = "not_cme", "died"
	old := decision(1, "Z")
	newer := decision(6, "Z")
	newer.Outcome, newer.Ground = "untraced", "not_found"
	done := decision(8, "W")
	after := decision(9, "W")
	after.Outcome, after.Ground, after.Supersedes = "resolved", "died", []int64{8}
	memory := &past.Past{Decisions: []register.Decision{old, decision(2, n.ID(0)), decision(3, n.ID(1)), decision(4, n.ID(2)), decision(5, n.ID(3)), newer, closed, done, after}}
	m := judgeNight(t, n, memory)
	m.asked.Judged.Verdicts[n.Number(2)] = rules.Verdict{Child: m.Children.IDs[n.Number(2)], Status: rules.Undecided, Explanation: "It cannot be told."}
	m.asked.Judged.Verdicts[n.Number(3)] = rules.Verdict{Child: m.Children.IDs[n.Number(3)], Status: rules.Decided}
	m = m.lists(t)
	by := map[string]candidates.Row{}
	for _, row := range m.Lists.CME {
		by[row.ChildID] = row
	}
	if len(by) != 5 || len(m.Lists.CME) != 5 {
		t.Fatalf("%d lines of %d children", len(m.Lists.CME), len(by))
	}
	found := by[n.ID(0)]
	if found.Case != "confirmed" || found.Label == "open case: confirmed" || found.Severity != "P3" || found.Decided != "confirmed, enquiries under way: AB on 1 October 2026, until 31 October 2026" {
		t.Errorf("what the rules found of an open case: %+v", found)
	}
	explained := by[n.ID(1)]
	if explained.Reason != "An officer holds the case open. The extracts now say: On the roll of Ash Primary in its census of 1 October 2026." ||
		explained.Label != "open case: confirmed" || explained.Severity != "P2" || !slices.Equal(explained.Rules, []string{"C07"}) || explained.Since != calendar.On(2026, 9, 20).Midnight() ||
		explained.Due != calendar.On(2026, 10, 31).Midnight() || explained.DueUnit != "days" || explained.Who != "CME officer" ||
		explained.NextAction != "Continue the enquiries on the case, and close it when there is evidence" || len(explained.Proposal) < 20 || explained.Evidence == "" || explained.AgeDays != 25 || explained.Age != 25 {
		t.Errorf("an open case that a roll explains: %+v", explained)
	}
	if got := by[n.ID(2)].Reason; got != "An officer holds the case open. It cannot be told." {
		t.Errorf("one that cannot be told: %q", got)
	}
	if got := by[n.ID(3)].Reason; got != "An officer holds the case open. No rule lists the child tonight." {
		t.Errorf("one that no rule lists: %q", got)
	}
	unseen := by["Z"]
	if unseen.Case != "untraced" || unseen.Evidence != "hZ" || unseen.Reason != "An officer holds the case open. No extract of this run names the child; look at the last run that did." ||
		unseen.Decided != "untraced, not found after joint enquiries: AB on 1 October 2026, until 31 October 2026" || unseen.Label != "open case: untraced" {
		t.Errorf("one whom no record names: %+v", unseen)
	}
	if w := m.Lists.Summary.Waterfall; w[0].Title != "Children seen in any extract, or held open by an officer" || w[0].Children != 5 || w[len(w)-1].Children != 5 {
		t.Errorf("the waterfall is %+v", w)
	}
	for _, s := range m.Recorded.Shown {
		if s.Child == "Z" && (s.Evidence.Hash != "hZ" || s.Ends != "" || s.Case != "untraced") {
			t.Errorf("recorded is %+v", s)
		}
	}
	standing := map[int64]string{1: "Z", 2: n.ID(0), 3: n.ID(1), 4: n.ID(2), 5: n.ID(3), 6: "Z", 7: "Y", 8: "W", 9: "W"}
	if !maps.Equal(m.Recorded.Standing, standing) {
		t.Errorf("decisions stand with %v, want %v", m.Recorded.Standing, standing)
	}
	var states []string
	for _, x := range m.Lists.Decided {
		states = append(states, x.State)
	}
	if want := []string{"open", "open", "open", "open", "open", "open", "child not seen", "superseded", "ended"}; len(states) != 9 || !slices.Equal(states[:8], want[:8]) {
		t.Errorf("decisions are %q", states)
	}
}

// Days of the register are read, and nothing is no day.
func TestDaysOfTheRegister(t *testing.T) {
	if got := parseDay("2026-10-15"); got != peopletest.AsOf.Midnight() || !parseDay("").IsZero() || isoDay(got) != "2026-10-15" || isoDay(time.Time{}) != "" {
		t.Errorf("a day reads %v", got)
	}
}
