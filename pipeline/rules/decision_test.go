package rules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

func TestADecisionHoldsUntilItsTermEndsOrTheFactsChange(t *testing.T) {
	on := calendar.On(2026, time.October, 1)
	left := Claim{Kind: LeftRoll, From: on - 20, Place: "8874001", Status: "return", Provenance: Provenance{Source: "roll_changes", Record: "roll_changes:a.csv#1"}}
	taught := Claim{Kind: HomeEducated, From: on - 19, Status: "not_assessed", Provenance: Provenance{Source: "home_education"}}
	seen := func(on calendar.Date) Claim {
		return Claim{Kind: Residence, From: on, Status: "contact", Provenance: Provenance{Source: "health"}}
	}
	facts := func(claims ...Claim) Facts {
		return (&Case{Authority: &Authority{Home: "887"}, Claims: claims}).Facts(nil)
	}
	again := left
	again.Record, again.AsOf = "roll_changes:b.csv#7", on+30
	back := Claim{Kind: Roll, From: on + 9, Place: "8874002", Status: "added", Provenance: Provenance{Source: "roll_changes"}}
	for _, c := range []struct {
		name    string
		outcome Outcome
		ground  string
		now     Facts
		on      calendar.Date
		lacks   string // an extract that the run did not have
		holds   bool
		why     string
	}{
		{"nothing is new", NotCME, "attending", facts(left, taught), on + 5, "", true, ""},
		{"the last day of the term", NotCME, "attending", facts(left, taught), on + 90, "", true, ""},
		{"the day after it", NotCME, "attending", facts(left, taught), on + 91, "", false, "its term ended on 30 December 2026"},
		{"an open case is looked at again", Confirmed, "enquiries", facts(left, taught), on + 91, "", false, "to be looked at again since 31 December 2026"},
		{"the same row sent again", NotCME, "attending", facts(again, left, taught), on + 5, "", true, ""},
		{"a new roll", NotCME, "attending", facts(left, taught, back), on + 9, "", false,
			"new since it was made: on the roll of 8874002 added from 2026-10-10 (roll changes)"},
		{"a row gone from a register of what is open", NotCME, "attending", facts(left), on + 5, "", false,
			"no longer so: home education not assessed from 2026-09-12 (home education)"},
		{"that register did not come", NotCME, "attending", facts(left), on + 5, "home_education", true, ""},
		{"a row gone from a file of what happened", NotCME, "attending", facts(taught), on + 5, "", true, ""},
		{"a sign in the area of a child who attends", NotCME, "attending", facts(left, taught, seen(on+3)), on + 5, "", true, ""},
		{"an old sign of a child abroad", NotCME, "abroad", facts(left, taught, seen(on-3)), on + 5, "", true, ""},
		{"a new sign of a child abroad", NotCME, "abroad", facts(left, taught, seen(on+3)), on + 5, "", false,
			"a newer sign of the child in the area: residence contact on 4 October 2026"},
	} {
		d := Decision{Outcome: c.outcome, Ground: c.ground, On: on, Until: on + 90, Facts: facts(left, taught)}
		a := inventedAuthority()
		a.Extracts[c.lacks] = Extract{}
		got := d.StandsOn(c.now, c.on, a.HasUsable)
		if got.Holds != c.holds || got.Why != c.why {
			t.Errorf("%s: %+v, want %v %q", c.name, got, c.holds, c.why)
		}
	}
}

func TestFactsNameNoPlaceOfAFamily(t *testing.T) {
	k := &Case{Authority: &Authority{Home: "887"}, Claims: []Claim{
		{Kind: Lost, From: 20_000, Place: "8874001", Toward: "with his aunt in Leeds", Provenance: Provenance{Source: "lost_pupils"}},
		{Kind: Departure, Place: "Thornbury House, 4 Mill Lane", Status: "moved_from_us", Provenance: Provenance{Source: "other_authorities"}},
		{Kind: Application, Place: "8874001", Status: "applied", Ref: "A-77812", Provenance: Provenance{Source: "admissions"}},
	}}
	text := k.Facts(nil).String()
	for _, secret := range []string{"aunt", "Leeds", "Mill", "77812"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q: says %q", text, secret)
		}
	}
	if !strings.Contains(text, "applied to 8874001") {
		t.Errorf("%q: want what is known", text)
	}
}

func TestARunOfAbsenceThatGoesOnIsNoNewFact(t *testing.T) {
	at := func(to calendar.Date, rules ...ID) Facts {
		k := &Case{Authority: &Authority{}, Claims: []Claim{
			{Kind: Absence, From: 20_000, To: to, Place: "8874001", Status: "run", Provenance: Provenance{Source: "attendance"}}}}
		var says []Finding
		for _, id := range rules {
			says = append(says, Finding{Rule: id})
		}
		return k.Facts(says)
	}
	if at(20_005, "R01").Hash() != at(20_009, "R01").Hash() {
		t.Error("the same absence four days later is another fact")
	}
	if at(20_009, "R01").Hash() == at(20_009, "R01", "R02").Hash() {
		t.Error("a further rule is no new fact")
	}
}

func TestEveryGroundCanBeGivenAndIsWithinTheRuleBooksTerms(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range Grounds() {
		if seen[g.Code] || g.Title == "" || len(g.Outcomes) == 0 {
			t.Errorf("%+v: want one of the code, a title and an outcome", g)
		}
		seen[g.Code] = true
		if g.Term != 0 && (g.Term < 30 || g.Term > 365) {
			t.Errorf("%s: %d days, want 30 to 365 (U24)", g.Code, g.Term)
		}
		if g.Closure == "V10" || slices.ContainsFunc(g.Outcomes, Outcome.Open) && g.Closure != "" {
			t.Errorf("%s: an open case is no closure", g.Code)
		}
	}
	for _, o := range []Outcome{Suspected, Confirmed, Untraced, TransferPending, Resolved, NotCME, LookedAt} {
		if !slices.ContainsFunc(Grounds(), func(g Ground) bool { return g.For(o) }) {
			t.Errorf("%s: no ground for it", o)
		}
	}
}
