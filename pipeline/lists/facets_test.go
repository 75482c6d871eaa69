package lists

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/sources"
)

// TestWhatAChildIsCountedBy takes the ward of the newest place and of no older one, the school of the newest roll, and the sex as the best
// speller has it; the line and the reconciliation say the same.
func TestWhatAChildIsCountedBy(t *testing.T) {
	for _, c := range []struct{ newest, ward string }{{"ME7 1AA", "E05000002"}, {"ME4 9ZZ", "E05000001"}, {"CT1 1AA", ""}} {
		n := peopletest.Begin(t)
		n.Passed.Ingested.Addresses = []intake.Address{
			{Postcode: "ME4 9ZZ", LA: "887", Ward: "E05000001"}, {Postcode: "ME7 1AA", LA: "887", Ward: "E05000002"},
		}
		at := func(postcode, sex string) sources.Identity {
			who := peopletest.Who("Alma")
			who.Address, who.Postcode, who.Sex = "12 Mill Lane", postcode, sex
			return who
		}
		referred := peopletest.Referred(at(c.newest, "M"), "safeguarding") // the referral's sex is typed by hand
		n.Child(referred, sources.Record{Kind: sources.SchoolCensus, AsOf: calendar.On(2026, 5, 21), Who: at("ME4 9ZZ", "F"),
			Claims: []sources.Claim{{Kind: sources.Roll, Place: peopletest.Ash, Status: "C", From: calendar.On(2024, 9, 3)}}})
		m := judgeNight(t, n, &past.Past{}).lists(t)
		if len(m.Lists.CME) != 1 {
			t.Fatalf("%d candidates", len(m.Lists.CME))
		}
		want := candidates.Facets{Ward: c.ward, LastSchool: peopletest.Ash, LastSchoolName: "Ash Primary", BirthYear: 2016, Sex: "F"}
		if got := m.Lists.CME[0].Facets; got != want {
			t.Errorf("lives at %s: the line has %+v, want %+v", c.newest, got, want)
		}
		seen := 0
		for row := range m.Lists.Reconciled {
			if seen++; row.Facets != want || row.YearGroup != "6" {
				t.Errorf("lives at %s: the reconciliation has %+v, %q, want %+v", c.newest, row.Facets, row.YearGroup, want)
			}
		}
		if seen != 1 {
			t.Errorf("%d children are reconciled", seen)
		}
	}
}
