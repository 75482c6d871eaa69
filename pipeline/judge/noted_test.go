package judge

import (
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

func TestTheLastRollIsTheNewestThatHasBegun(t *testing.T) {
	k := &rules.Case{Authority: &rules.Authority{AsOf: 100}, Claims: []rules.Claim{{Kind: rules.Roll, From: 1, Place: "a"}, {Kind: rules.Offer, From: 2, Place: "b"},
		{Kind: rules.Roll, From: 100, Place: "c"}, {Kind: rules.Roll, From: 101, Place: "d"}}}
	if got := (&builder{asOf: calendar.NewAsOf(k.AsOf)}).lastOn(k); got != "c" {
		t.Errorf("the last roll is that of %q", got)
	}
}

// What is noted of a child is what its records say: the first of a child of one identity is never implausible, whatever it says.
func TestWhatIsNotedOfAChild(t *testing.T) {
	n := peopletest.Begin(t)
	two, number := peopletest.Who("Alma"), peopletest.Who("Allie")
	two.UPN, number.UPN = "A823432110001", "Z823432110002"
	n.Child(peopletest.Pupil(two, peopletest.Ash), peopletest.Referred(number, "absence"))
	twice := peopletest.Pupil(peopletest.Who("Bram"), peopletest.Dale)
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), twice)
	n.Make(t)
	d := decide(t, n, &past.Past{})
	for record, want := range map[int]struct {
		noted uint8
		off   float64
		on    string
	}{0: {1 << 2, 0, peopletest.Ash}, 2: {0, 0, peopletest.Dale}} {
		got := &d.Noted[n.Number(record)]
		if got.Unlikely != want.noted || got.OffRoll != want.off || got.LastOn != want.on || got.Born != two.DOB || got.IsImplausible(2) != (want.noted > 0) {
			t.Errorf("of the child of record %d: %+v, want %+v", record, got, want)
		}
	}
}

// Two numbers of one child are found as a look at every pair of its records finds them.
func TestTwoNumbersAreThoseOfAnyPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		upn := rapid.SampledFrom([]string{"", "a", "b", "c"})
		var records []people.Placed
		for range rapid.IntRange(0, 5).Draw(t, "records") {
			records = append(records, people.Placed{Record: &sources.Record{Who: sources.Identity{UPN: upn.Draw(t, "upn"), FormerUPN: upn.Draw(t, "former")}}})
		}
		want := false
		for _, a := range records {
			for _, b := range records {
				x, z := a.Who, b.Who
				want = want || x.UPN != "" && z.UPN != "" && x.UPN != z.UPN && x.FormerUPN != z.UPN && z.FormerUPN != x.UPN
			}
		}
		if got := hasTwoNumbers(records); got != want {
			t.Fatalf("two numbers: %v, want %v", got, want)
		}
	})
}
