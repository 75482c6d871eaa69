package lists

import (
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

// taughtAtHome is an open row of the home-education register.
func taughtAtHome(who sources.Identity) sources.Record {
	return sources.Record{Kind: sources.HomeEducation, AsOf: peopletest.AsOf, Who: who,
		Claims: []sources.Claim{{Kind: sources.HomeEducated, Status: "suitable", From: calendar.On(2026, 9, 21)}}}
}

// The list of children not in school holds who is taught at home and the candidates, those first whose parents' days run out first; it is
// made where it is law, and the identifier is on it where that is law too.
func TestWhoIsNotInSchool(t *testing.T) {
	night := func(in map[string]calendar.Date) made {
		n := peopletest.Begin(t)
		n.Passed.Authority.InForce = in
		alma := peopletest.Who("Alma")
		alma.NHSNumber, alma.Address, alma.ParentForename, alma.ParentSurname = "9990000018", "1 Invented Row", "Bo", "Quayle"
		n.Child(taughtAtHome(alma))
		n.Child(seenAt("Bram", 4))
		n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))
		return judgeNight(t, n, &past.Past{}).lists(t)
	}
	if m := night(nil); m.Lists.NotInSchool != nil || m.Lists.Identifiers {
		t.Fatalf("made although it is not law: %+v", m.Lists.NotInSchool)
	}
	law := map[string]calendar.Date{"not_in_school": calendar.On(2026, 9, 1)}
	m := night(law)
	rows := candidates.PrintedRows(m.Lists.NotInSchool)
	if len(rows) != 2 || m.Lists.Identifiers {
		t.Fatalf("%+v, want Alma and Bram", rows)
	}
	bram, alma := rows[0], rows[1]
	if bram.ChildID != m.ID(1) || bram.Basis != "a" || bram.Setting != string(rules.Nowhere) || bram.Rank != 1 || !slices.Contains(bram.Lacks, "name of each parent") {
		t.Errorf("the first is %+v", bram)
	}
	if alma.ChildID != m.ID(0) || alma.Setting != string(rules.AtHome) || alma.ParentsDue != calendar.On(2026, 10, 6).Midnight() || alma.Identifier != "" || alma.Person.Forename != "Alma" ||
		!slices.Equal(alma.Lacks, []string{"home address of each parent", "which parents educate the child", "time for which parents educate the child", "time for which others do", "names and addresses of those others"}) {
		t.Errorf("the second is %+v", alma)
	}
	law["consistent_identifier"] = calendar.On(2026, 9, 1)
	if m := night(law); !m.Lists.Identifiers || candidates.PrintedRows(m.Lists.NotInSchool)[1].Identifier != "9990000018" {
		t.Errorf("with the identifier in force: %+v", candidates.PrintedRows(m.Lists.NotInSchool))
	}
}

// A candidate whom an officer found to be taught at home stays on it, so found; one who was found at school does not.
func TestNotInSchoolAfterADecision(t *testing.T) {
	for ground, want := range map[string]rules.Setting{"home_educated": rules.AtHome, "in_provision": rules.Arranged, "attending": ""} {
		if got := rules.SettingFound(ground); got != want {
			t.Errorf("%s: %q, want %q", ground, got, want)
		}
	}
	n := peopletest.Begin(t)
	n.Passed.Authority.InForce = map[string]calendar.Date{"not_in_school": calendar.On(2026, 9, 1)}
	n.Child(seenAt("Bram", 4))
	m := judgeNight(t, n, &past.Past{}).lists(t)
	mk := m.maker()
	for status, want := range map[rules.Status]bool{rules.Candidate: true, rules.Undecided: false} {
		mk.Judged.Verdicts[0].Status = status
		if got := mk.notInSchool(0) != nil; got != want {
			t.Errorf("%s: on it %v, want %v", status, got, want)
		}
	}
}

// Two numbers of one child are no identifier.
func TestOneIdentifierOrNone(t *testing.T) {
	rec := func(n string) *sources.Record { return &sources.Record{Who: sources.Identity{NHSNumber: n}} }
	for want, recs := range map[string][]*sources.Record{"1": {rec(""), rec("1"), rec("1")}, "": {rec("1"), rec("2"), rec("1")}} {
		if got := identifierOf(recs); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Without the registers that would fill it the list is not whole, and says so.
func TestNotInSchoolSaysWhatItLacks(t *testing.T) {
	n := peopletest.Begin(t)
	n.Passed.Authority.InForce = map[string]calendar.Date{"not_in_school": calendar.On(2026, 9, 1)}
	n.Child(seenAt("Bram", 4))
	n.Passed.Authority.Extracts["home_education"] = rules.Extract{Reliance: n.Passed.Authority.Extracts["home_education"].Reliance}
	m := judgeNight(t, n, &past.Past{}).lists(t)
	if !slices.ContainsFunc(m.Lists.Summary.Banners, func(b candidates.Banner) bool {
		return strings.Contains(b.Text, "is not whole: there is no home-education register")
	}) {
		t.Errorf("the top says %+v", m.Lists.Summary.Banners)
	}
	m.maker().Judged.Verdicts[0].Status = rules.Grey
	if told := m.maker().tellNotInSchool([]candidates.Line[candidates.NotInSchool]{}); len(told) != 2 || !strings.Contains(told[0].Text, "of 1 child it cannot be told") {
		t.Errorf("of a child who may be another's records it says %+v", told)
	}
	if told := m.maker().tellNotInSchool(nil); told != nil {
		t.Errorf("where it is not law it says %+v", told)
	}
}
