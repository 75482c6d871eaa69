package lists

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/stories"
	"rollcall/sources"
)

// at is a child of a home.
func at(forename, address, postcode, phone string) sources.Identity {
	who := peopletest.Who(forename)
	who.Address, who.Postcode, who.ParentPhone = address, postcode, phone
	return who
}

// stories are those that may be told, by the ids of their children: each told from what is kept of it and of whom it names.
func (m made) stories() map[string]candidates.Story {
	kept, all := map[string]*candidates.Kept{}, map[string]candidates.Story{}
	for neighbours := range m.Lists.Kept {
		for l := range neighbours {
			k, is := l.Printed()
			if !is {
				continue
			}
			raw, err := json.Marshal(k) // the next is written over it
			if err != nil {
				panic(err)
			}
			kept[k.ChildID] = &candidates.Kept{}
			if err := json.Unmarshal(raw, kept[k.ChildID]); err != nil {
				panic(err)
			}
		}
	}
	for id, k := range kept {
		others := map[string]*candidates.Kept{}
		for _, other := range k.Others() {
			others[other] = kept[other]
		}
		all[id] = *stories.Tell(&m.Lists.World, k, others)
	}
	return all
}

// A story has the best of every record: the whole address though the newest record has a postcode alone, the school and who is there
// beside, the plan and its team, the case that the council holds, and where it was looked.
func TestAStoryHasTheBestOfEveryRecord(t *testing.T) {
	n := peopletest.Begin(t)
	alma := at("Alma", "12 MILL LANE", "ME4 9ZZ", "01632 960001")
	alma.ParentForename, alma.ParentSurname, alma.ParentEmail, alma.PreviousAddress, alma.PreviousPostcode = "ADA", "QUAYLE", "ada@mail.invalid", "3 Old Row", "ME1 1AA"
	written := at("Alma", "12 Mill Lane", "ME4 9ZZ", "01632960001")
	written.LocalID = "other"
	listed := peopletest.Who("Alma")
	listed.Postcode, listed.LocalID = "ME5 1AA", "case"
	n.Child(peopletest.Referred(alma, "safeguarding"),
		sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf - 40, Who: written, Claims: []sources.Claim{{Kind: sources.Residence, Status: "contact", From: peopletest.AsOf - 60}}},
		sources.Record{Kind: sources.SchoolCensus, AsOf: calendar.On(2026, 5, 21), Who: written, Claims: []sources.Claim{{Kind: sources.Roll, Place: peopletest.Ash, Status: "C", From: calendar.On(2024, 9, 3)}}},
		sources.Record{Kind: sources.CaseList, AsOf: peopletest.AsOf + 1, Who: listed, Claims: []sources.Claim{
			{Kind: sources.Case, From: calendar.On(2026, 10, 2), Status: "suspected", Place: "CME desk, north", Ref: "C-9"},
			{Kind: sources.Case, From: calendar.On(2025, 10, 2), To: calendar.On(2026, 1, 2), Status: "confirmed", Place: "nobody", Ref: "C-1"}}},
		sources.Record{Kind: sources.SocialCare, AsOf: peopletest.AsOf - 2, Who: written, Claims: []sources.Claim{
			{Kind: sources.Flag, Status: "early_help", From: calendar.On(2026, 9, 1)}, {Kind: sources.Flag, Status: "child_in_need", From: calendar.On(2025, 9, 1), To: calendar.On(2026, 2, 1)},
			{Kind: sources.Flag, Status: "child_protection", From: calendar.On(2026, 3, 3), Toward: "Family Safeguarding West"}}})
	n.Child(peopletest.Pupil(at("Bram", "12, Mill Lane", "ME4 9ZZ", "01632 960 001"), peopletest.Ash))
	n.Child(peopletest.Pupil(at("Cleo", "12 Mill Lane", "ME4 9ZZ", "01632 999999"), peopletest.Dale)) // the surname
	n.Child(peopletest.Pupil(at("Dora", "14 Mill Lane", "ME4 9ZZ", "01632 960001"), peopletest.Dale)) // another home
	n.Passed.Ingested.Schools = []sources.School{{LAESTAB: peopletest.Ash, Phone: "1632960123"}}
	m := judgeNight(t, n, &past.Past{}).lists(t)
	s := m.stories()[n.ID(0)]
	if p := s.Person; p.Address != "12 Mill Lane" || p.Postcode != "ME4 9ZZ" || p.AddressSource != "referrals, 15 October 2026" || p.NewerPostcode != "ME5 1AA" ||
		p.NewerPostcodeSource != "case list, 16 October 2026" || p.Parent != "Ada Quayle" {
		t.Errorf("the person is %+v", p)
	}
	if got := texts(s.Addresses); !slices.Equal(got, []string{"postcode ME5 1AA", "address 12 Mill Lane, ME4 9ZZ", "former address 3 Old Row, ME1 1AA"}) {
		t.Errorf("addresses %q", got)
	}
	if got := texts(slices.Concat(s.Phones, s.Emails)); !slices.Equal(got, []string{"telephone 01632 960001", "e-mail ada@mail.invalid"}) {
		t.Errorf("to ring or write: %q", got)
	}
	if len(s.Schools) != 1 || s.Schools[0].Now || s.Schools[0].Phone != "01632960123" || s.Schools[0].Name != "Ash Primary" || !s.Schools[0].From.Equal(calendar.On(2024, 9, 3).Midnight()) {
		t.Errorf("schools %+v", s.Schools)
	}
	var siblings []string
	for _, x := range s.Siblings {
		siblings = append(siblings, fmt.Sprint(x.Name, ", ", x.School, ", ", x.Phone, ", ", x.Tie, ", ", x.YearGroup))
	}
	slices.Sort(siblings)
	if !slices.Equal(siblings, []string{"Bram Quayle, Ash Primary, 01632960123, address and a parent's telephone, 6", "Cleo Quayle, Dale Academy, , address and surname, 6"}) {
		t.Errorf("siblings %q", siblings)
	}
	if len(s.Care) != 2 || s.Care[0].Fact != "child protection plan" || s.Care[0].Team != "Family Safeguarding West" || !s.Care[0].Since.Equal(calendar.On(2026, 3, 3).Midnight()) || s.Care[1].Fact != "early help" {
		t.Errorf("care %+v", s.Care)
	}
	if c := s.OpenCase; c == nil || c.Status != "suspected" || c.Holder != "CME desk, north" || c.Ref != "C-9" || !c.Since.Equal(calendar.On(2026, 10, 2).Midnight()) {
		t.Errorf("the council's case is %+v", c)
	}
	if i := slices.IndexFunc(s.Searched, func(x candidates.Searched) bool { return strings.Contains(x.Source, "census") }); i < 0 || !s.Searched[i].Found || s.Searched[(i+1)%len(s.Searched)].Found {
		t.Errorf("searched %+v", s.Searched)
	}
	row := m.Lists.CME[0]
	if row.CouncilCase != "suspected" || !row.CouncilSince.Equal(calendar.On(2026, 10, 2).Midnight()) || !row.OpenCare {
		t.Errorf("the table has the council's case %q since %v, and open social care %v", row.CouncilCase, row.CouncilSince, row.OpenCare)
	}
	if row.News != candidates.Held || row.Council == nil || row.Sibling == nil || row.Sibling.School == "" || row.Siblings != 2 || row.Who != "social worker, then attendance officer" ||
		!strings.HasPrefix(row.NextAction, "Tell the social worker today (Family Safeguarding West); then ") || !strings.Contains(row.Reason, "A child protection plan since 3 March 2026 makes it urgent.") ||
		!strings.Contains(row.Reason, "is on the roll of "+row.Sibling.School) || row.SinceIs != "last known on a roll" {
		t.Errorf("the line is %+v", row)
	}
	if b := m.stories()[n.ID(5)]; len(b.Siblings) != 2 || !b.Schools[0].Now || b.OpenCase != nil || len(b.Searched) != 0 || b.Explanation == "" {
		t.Errorf("the story of one at school is %+v", b)
	}
}

func texts(said []candidates.Said) (all []string) {
	for _, s := range said {
		all = append(all, s.Title+" "+s.Text)
	}
	return all
}

// Nothing of a sealed child stands in a story: the child has none, is nobody's sibling, and where it lives is nobody's former address. What makes it sealed does
// not matter, nor that the two are of one home.
func TestNoStoryTellsOfASealedChild(t *testing.T) {
	n := peopletest.Begin(t)
	alma := at("Alma", "12 Mill Lane", "ME4 9ZZ", "01632 960001")
	alma.PreviousAddress, alma.PreviousPostcode = "9 Secret Court", "ME7 7AA"
	n.Child(peopletest.Referred(alma, "safeguarding"))
	bram := peopletest.Pupil(at("Bram", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), peopletest.Dale)
	bram.Claims = append(bram.Claims, sources.Claim{Kind: sources.Flag, Status: "family_risk"})
	n.Child(bram)
	cleo := peopletest.Pupil(at("Cleo", "9 Secret Court", "ME7 7AA", "01632 960002"), peopletest.Ash)
	cleo.Claims = append(cleo.Claims, sources.Claim{Kind: sources.Flag, Status: "refuge"})
	n.Child(cleo)
	dora := peopletest.Pupil(at("Dora", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), peopletest.Ash)
	n.Child(dora)
	m := judgeNight(t, n, &past.Past{}).lists(t)
	stories := m.stories()
	if len(stories) != 2 {
		t.Errorf("%d stories, want those of the two who are not sealed", len(stories))
	}
	if a := stories[n.ID(0)]; len(a.Siblings) != 1 || a.Siblings[0].Name != "Dora Quayle" {
		t.Errorf("siblings %+v", a.Siblings)
	}
	raw, err := json.Marshal([]any{stories, m.Lists.CME, m.Lists.AtRisk})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Bram", "Cleo", "Dale", "Secret", "ME7 7AA", "960002", n.ID(1), n.ID(2)} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("%s is told", secret)
		}
	}
}

// An absence is one event however often it grew, sessions are counted by the month, and a home is told once for each extract.
func TestAStoryTellsWhatHappenedOnce(t *testing.T) {
	n := peopletest.Begin(t)
	who := at("Alma", "12 Mill Lane", "ME4 9ZZ", "")
	mark := func(day, long int) sources.Record {
		on := calendar.On(2026, 9, day)
		return sources.Record{Kind: sources.AttendanceReturns, AsOf: on, Who: who, Claims: []sources.Claim{
			{Kind: sources.Absence, Place: peopletest.Ash, Status: "run", From: on - calendar.Date(long-1), To: on, Count: int32(long), Reason: "O"},
			{Kind: sources.Attendance, Place: peopletest.Ash, From: on, To: on, Count: 1, Status: "O", Reason: "1"}}}
	}
	n.Child(mark(8, 1), mark(9, 2), mark(10, 3), peopletest.Pupil(who, peopletest.Ash),
		sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf, Who: who, Claims: []sources.Claim{{Kind: sources.Residence, Status: "registration", From: calendar.On(2018, 1, 2)}}},
		sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf - 30, Who: at("Alma", "12, MILL LANE", "ME4 9ZZ", ""), Claims: []sources.Claim{{Kind: sources.Residence, Status: "registration", From: calendar.On(2018, 1, 2)}}})
	m := judgeNight(t, n, &past.Past{}).lists(t)
	var got []string
	for _, e := range m.stories()[n.ID(0)].Events {
		got = append(got, e.From.Format("2006-01-02")+" "+e.Words)
	}
	want := []string{"2018-01-02 registered with a general practice: 12 Mill Lane", "2024-09-03 on the roll of Ash Primary", "2026-09-08 missed 3 of 3 sessions at Ash Primary (O 3)",
		"2026-09-08 absent from Ash Primary (3 school days, O)"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("what happened is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whoever may be the child itself is no sibling whose school the line sends an officer to.
func TestASiblingIsAnother(t *testing.T) {
	for _, asked := range []bool{false, true} {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(at("Alma", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), "safeguarding"))
		n.Child(peopletest.Pupil(at("Almah", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), peopletest.Ash))
		if asked {
			n.Near(0, 1, .2, .2)
		}
		m := judgeNight(t, n, &past.Past{}).lists(t)
		s := m.stories()[n.ID(0)]
		if len(s.Siblings) != 1 || s.Siblings[0].MayBe != asked || (len(s.Possible) > 0) != asked || asked && s.Possible[0].ChildID != n.ID(1) {
			t.Errorf("a possible match %v: siblings %+v, possible %+v", asked, s.Siblings, s.Possible)
		}
		for _, row := range m.Lists.CME {
			if (row.Sibling == nil) != asked {
				t.Errorf("a possible match %v: the line's sibling is %+v", asked, row.Sibling)
			}
		}
	}
}

// A roll of some time ago is no roll now when a later record shows the child elsewhere, or the school has closed.
func TestAnOldRollIsNotTheSchoolNow(t *testing.T) {
	on := func(school string, from, asOf calendar.Date) sources.Record {
		return sources.Record{Kind: sources.SchoolCensus, AsOf: asOf, Who: peopletest.Who("Alma"), Claims: []sources.Claim{{Kind: sources.Roll, Place: school, Status: "C", From: from}}}
	}
	autumn, spring := calendar.On(2025, 10, 2), calendar.On(2026, 1, 15)
	for name, c := range map[string]struct {
		recs   []sources.Record
		closed calendar.Date
		now    []string
	}{
		"one roll":               {recs: []sources.Record{on(peopletest.Ash, autumn-30, spring)}, now: []string{peopletest.Ash}},
		"two at one time":        {recs: []sources.Record{on(peopletest.Ash, autumn-30, spring), on(peopletest.Dale, autumn-20, spring)}, now: []string{peopletest.Ash, peopletest.Dale}},
		"another school since":   {recs: []sources.Record{on(peopletest.Ash, autumn-30, autumn), on(peopletest.Dale, spring-10, spring)}, now: []string{peopletest.Dale}},
		"the school has closed":  {recs: []sources.Record{on(peopletest.Ash, autumn-30, spring)}, closed: spring + 30},
		"the school will close":  {recs: []sources.Record{on(peopletest.Ash, autumn-30, spring)}, closed: peopletest.AsOf + 30, now: []string{peopletest.Ash}},
		"a school of no returns": {recs: []sources.Record{on("8889999", autumn-30, spring)}, now: []string{"8889999"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := peopletest.Begin(t)
			n.Child(c.recs...)
			j := judgeNight(t, n, &past.Past{})
			for id, school := range j.asked.Judged.Authority.Schools {
				if school.Closed = 0; id == peopletest.Ash {
					school.Closed = c.closed
				}
				j.asked.Judged.Authority.Schools[id] = school
			}
			j.asked.Judged.Authority.Returns = nil
			var now []string
			for _, s := range j.lists(t).stories()[n.ID(0)].Schools {
				if s.Now {
					now = append(now, s.LAESTAB)
				}
			}
			slices.Sort(now)
			if !slices.Equal(now, c.now) {
				t.Errorf("the child is now at %v, want %v", now, c.now)
			}
		})
	}
}

// A brother or sister who is a candidate too is said to be one, though what is told of him was worked out before the list stood.
func TestASiblingMayBeListedToo(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(at("Alma", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), "safeguarding"))
	n.Child(peopletest.Referred(at("Bram", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), "safeguarding"))
	n.Child(peopletest.Pupil(at("Cleo", "12 Mill Lane", "ME4 9ZZ", "01632 960001"), peopletest.Ash))
	m := judgeNight(t, n, &past.Past{}).lists(t)
	if len(m.Lists.CME) != 2 {
		t.Fatalf("%d candidates, want the two who were referred", len(m.Lists.CME))
	}
	listed := map[string]bool{}
	for _, s := range m.stories()[n.ID(0)].Siblings {
		listed[s.ChildID] = s.Listed
	}
	if len(listed) != 2 || !listed[n.ID(1)] || listed[n.ID(2)] {
		t.Errorf("siblings, and whether they are listed: %v", listed)
	}
}
