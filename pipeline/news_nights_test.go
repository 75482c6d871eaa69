package pipeline_test

import (
	"strings"
	"testing"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
)

// A child whom the health service alone knows is new on the list, is still there, changes when somebody reports it, is gone
// when no extract names it, comes back, and goes when a school has it; each night says which, and when it was first listed.
func TestALineIsNewStillThereChangedGoneAndBack(t *testing.T) {
	t.Parallel()
	s := invented(t, 300, 5)
	health, referrals, schools := openCSV(t, s, "health/chis_2026-09.csv"), openCSV(t, s, "referrals.csv"), openCSV(t, s, "independent_schools.csv")
	known := map[string]string{"FamilyName": "Quennell", "GivenName": "Ottilie", "DateOfBirth": "17/05/2016", "SexCode": "2",
		"AddressLine1": "77 Samphire Wharf", "AddressLine3": "Fenwick", "PostCode": "FW9 9ZZ", "DateRegistered": "05/10/2026", "DateLastSeen": "08/10/2026"}
	reported := map[string]string{"referral_ref": "X1", "referral_date": "16/10/2026", "referrer": "member of the public", "surname": "Quennell", "forename": "Ottilie",
		"dob": "17/05/2016", "sex": "F", "address1": "77 Samphire Wharf", "postcode": "FW9 9ZZ", "concern": "not in school", "on_roll_believed": "N"}
	taken := map[string]string{"surname": "Quennell", "forename": "Ottilie", "dob": "2016-05-17", "sex": "F", "address1": "77 Samphire Wharf", "postcode": "FW9 9ZZ",
		"school_laestab": "8876001", "school_name": "Chiltern College", "year_group": "5", "event": "on_roll", "start_date": "2026-10-12", "return_date": "2026-10-19"}
	health.save(health.rows, known)
	night := func(day int) (*pipeline.Result, *candidates.Row) {
		t.Helper()
		r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, day)})
		for i, row := range candidates.PrintedRows(r.Lists.CME) {
			if row.Person.Surname == "Quennell" {
				return r, &candidates.PrintedRows(r.Lists.CME)[i]
			}
		}
		return r, nil
	}
	check := func(row *candidates.Row, news candidates.News, changed string) {
		t.Helper()
		if row == nil {
			t.Fatalf("not on the list, want %q", news)
		}
		if first := time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC); row.News != news || !strings.Contains(row.Changed, changed) || (changed == "") != (row.Changed == "") || !row.FirstListed.Equal(first) {
			t.Errorf("%q, %q, first listed %s, want %q, %q", row.News, row.Changed, row.FirstListed, news, changed)
		}
	}
	_, row := night(15)
	check(row, candidates.New, "")
	child := row.ChildID
	_, row = night(16)
	check(row, candidates.Still, "")
	referrals.save(referrals.rows, reported)
	_, row = night(17)
	check(row, candidates.Changed, "says so too")
	referrals.save(referrals.rows)
	health.save(health.rows)
	r, row := night(18)
	g := goneOf(candidates.PrintedRows(r.Lists.Gone), candidates.CME, child)
	if row != nil || g == nil || g.Why != "no record" || g.Person.Surname != "" || len(g.Rules) == 0 {
		t.Errorf("no extract names the child: line %+v, gone %+v", row, g)
	}
	health.save(health.rows, known)
	_, row = night(19)
	check(row, candidates.Back, "it went as no record")
	if row.ChildID != child {
		t.Errorf("the child is %s, and was %s", row.ChildID, child)
	}
	schools.save(schools.rows, taken)
	r, row = night(20)
	g = goneOf(candidates.PrintedRows(r.Lists.Gone), candidates.CME, child)
	if row != nil || g == nil || g.Why != "explained" || !strings.HasPrefix(g.Reason, "U03 ") || g.Person.Surname != "Quennell" || g.LastRun != time.Date(2026, 10, 19, 0, 0, 0, 0, time.UTC) {
		t.Errorf("a school has the child: line %+v, gone %+v", row, g)
	}
}
