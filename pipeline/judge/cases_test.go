package judge

import (
	"math"
	"reflect"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A Case says all that the records of its child say, in the order of days, with where each word comes from; the homes are numbered and
// placed in an authority, and what would hold if an open match were the child's stands apart.
func TestACaseSaysAllThatRecordsSay(t *testing.T) {
	n := peopletest.Begin(t)
	n.Passed.Ingested.Addresses = []intake.Address{{Postcode: "ME4 9ZZ", LA: "887"}}
	who := peopletest.Who("Alma")
	who.Postcode, who.Surname = "ME4 9ZZ", "QUAYLE"
	full := sources.Claim{Kind: sources.Roll, From: 20000, To: 20010, Place: peopletest.Ash, Status: "C", Reason: "why", Year: "5", Decided: 20001,
		Expected: 20002, Toward: "there", Ref: "ref", Count: 7, Marks: "boarder"}
	n.Child(
		sources.Record{Kind: sources.Housing, AsOf: 20600, Who: who, Claims: []sources.Claim{{Kind: sources.Residence, From: 20500}, {Kind: sources.Residence, From: 19000, Place: "888"}}},
		sources.Record{Kind: sources.SchoolCensus, AsOf: 20601, Who: peopletest.Who("Alma"), Claims: []sources.Claim{full}},
		sources.Record{Kind: sources.Health, AsOf: 20602, Who: sources.Identity{Forename: "Alma", Surname: "Teasel", DOB: 16000, LocalID: "h", Postcode: "ME4 9YY"},
			Claims: []sources.Claim{{Kind: sources.Residence, From: 20500}}},
	)
	n.Child(sources.Record{Kind: sources.Referrals, AsOf: 20603, Who: peopletest.Who("Bram"), Claims: []sources.Claim{{Kind: sources.Referral, From: 20550}, {Kind: sources.Referral, From: 20500}}})
	n.Near(0, 3, .4, .3)
	n.Make(t)
	d := decide(t, n, &past.Past{})
	k := d.Cases.CaseOf(n.Number(0))
	from := func(source string, row string, asOf calendar.Date, band rules.Band, link float64) rules.Provenance {
		return rules.Provenance{Source: source, Record: source + ":" + source + ".csv#" + row, AsOf: asOf, Band: band, Link: link}
	}
	want := []rules.Claim{
		{Kind: rules.Residence, From: 19000, Place: "888", Home: 2, Provenance: from("housing", "1", 20600, rules.M2, 1)},
		{Kind: rules.Roll, From: 20000, To: 20010, Place: peopletest.Ash, Status: "C", Reason: "why", Year: "5", Decided: 20001, Expected: 20002, Toward: "there",
			Ref: "ref", Count: 7, Marks: "boarder", Provenance: from("school_census", "2", 20601, rules.M2, 1)},
		{Kind: rules.Residence, From: 20500, Home: 1, Provenance: from("health", "3", 20602, rules.M2, 1)},
		{Kind: rules.Residence, From: 20500, Place: "887", Home: 2, Provenance: from("housing", "1", 20600, rules.M2, 1)},
	}
	if !reflect.DeepEqual(k.Claims, want) {
		t.Errorf("claims\n%+v\nwant\n%+v", k.Claims, want)
	}
	if k.Child != d.Children.IDs[n.Number(0)] || k.DOB != calendar.On(2016, 3, 4) || !reflect.DeepEqual(k.OtherDOBs, []calendar.Date{16000}) || k.Surnames != 2 {
		t.Errorf("child %s born %s or %v with %d surnames", k.Child, k.DOB, k.OtherDOBs, k.Surnames)
	}
	if wantPossible := []rules.Claim{{Kind: rules.Referral, From: 20500, Provenance: from("referrals", "4", 20603, rules.M3, .4)},
		{Kind: rules.Referral, From: 20550, Provenance: from("referrals", "4", 20603, rules.M3, .4)}}; !reflect.DeepEqual(k.Possible, wantPossible) {
		t.Errorf("possible\n%+v\nwant\n%+v", k.Possible, wantPossible)
	}
	if again := d.Cases.CaseOf(n.Number(0)); again != k {
		t.Error("a Case is built twice")
	}
}

// Of a near child all records count as surely as the two are one as wholes, and the nearest row at least as surely as the pair;
// what is less likely than a person is asked about says nothing.
func TestWhatANearChildWouldSay(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), peopletest.Absent(peopletest.Who("Bram"), peopletest.Ash))
	n.Make(t)
	d := decide(t, n, &past.Past{})
	other := int32(n.Number(1))
	for _, c := range []struct {
		pair, together float64
		want           []float64 // the pupil's row, the absence
	}{
		{.4, .3, []float64{.4, .3}}, {.2, .3, []float64{.3, .3}}, {.4, .049, []float64{.4}}, {.05, .01, []float64{.05}}, {.049, .01, nil}, {.01, .05, []float64{.05, .05}},
	} {
		var got []float64
		for _, claim := range d.Cases.newBuilder().possibleClaims(nil, people.Near{Child: other, Identity: 1, Probability: .99, Together: .99, Row: c.pair, Whole: c.together}) {
			got = append(got, claim.Link)
			if claim.Band != rules.M3 {
				t.Errorf("a possible claim is of band %d", claim.Band)
			}
		}
		// Records stand by id: attendance before the census.
		if len(got) == 2 {
			got[0], got[1] = got[1], got[0]
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("pair %v, together %v: links %v, want %v", c.pair, c.together, got, c.want)
		}
	}
}

// The date of birth is the one with most trust behind it, a kind counting once for a date; of dates trusted alike the earlier.
func TestWhichDateOfBirthCounts(t *testing.T) {
	rec := func(kind sources.Kind, dob sources.Date) *sources.Record {
		return &sources.Record{Kind: kind, Who: sources.Identity{DOB: dob}}
	}
	for i, c := range []struct {
		recs   []*sources.Record
		dob    calendar.Date
		others []calendar.Date
	}{
		{nil, 0, nil},
		{[]*sources.Record{rec(sources.SchoolCensus, 0), rec(sources.Housing, 1)}, 1, nil},
		{[]*sources.Record{rec(sources.Housing, 2), rec(sources.Housing, 1)}, 1, []calendar.Date{2}},
		{[]*sources.Record{rec(sources.Housing, 1), rec(sources.SchoolCensus, 3), rec(sources.Housing, 2)}, 3, []calendar.Date{1, 2}},
		{[]*sources.Record{rec(sources.Housing, 1), rec(sources.Housing, 1), rec(sources.Housing, 1), rec(sources.Health, 2)}, 2, []calendar.Date{1}},
		{[]*sources.Record{rec(sources.Housing, 2), rec(sources.Referrals, 2), rec(sources.Deaths, 2), rec(sources.Health, 1)}, 2, []calendar.Date{1}},
	} {
		if dob, others := BirthDate(c.recs); dob != c.dob || !reflect.DeepEqual(others, c.others) {
			t.Errorf("%d: %v and %v, want %v and %v", i, dob, others, c.dob, c.others)
		}
	}
	surname := func(s string) *sources.Record { return &sources.Record{Who: sources.Identity{Surname: s}} }
	if n := countSurnames([]*sources.Record{surname("Quayle"), surname("QUAYLE"), surname(""), surname("Teasel")}); n != 2 {
		t.Errorf("%d surnames, want 2", n)
	}
}

func TestFalseComesFirstAndHomesAreNumbered(t *testing.T) {
	if CompareBools(false, true) != -1 || CompareBools(true, false) != 1 || CompareBools(true, true) != 0 || CompareBools(false, false) != 0 {
		t.Error("false does not come first")
	}
	many := make(addresses, 300)
	for i := range many {
		many[i] = string(rune('A' + i))
	}
	if got := many.numberOf(string(rune('A' + 299))); got != 255 {
		t.Errorf("the three hundredth home has the number %d", got)
	}
}

// A child on a roll is on none by as much as the roll's row is not its own. Of others the children on a roll who came near are
// weighed, each by its own likelihood; a near child on no roll says nothing, nor does one whose near records hold no roll.
func TestTheRollsThatAChildMayBeOnAreWeighed(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash))   // 0
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))     // 1, near Alma
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))     // 2, near Bram
	n.Child(peopletest.Referred(peopletest.Who("Dov"), "absence"))      // 3, near nobody
	n.Child(peopletest.Referred(peopletest.Who("Esme"), "absence"))     // 4, so near Alma that nothing is left
	n.Child(peopletest.Pupil(peopletest.Who("Finn"), peopletest.Dale))  // 5
	n.Child(peopletest.Pupil(peopletest.Who("Greta"), peopletest.Dale)) // 6, near Alma
	n.Child(peopletest.Referred(peopletest.Who("Hal"), "absence"))      // 7, near Finn less than asked about
	former := peopletest.Pupil(peopletest.Who("Ivo"), peopletest.Ash)
	former.AsOf = calendar.On(2026, 5, 21)
	n.Child(former)                                               // 8, on a roll no more
	n.Child(peopletest.Referred(peopletest.Who("Jo"), "absence")) // 9, near Ivo
	n.Near(9, 8, .5, .5)
	n.Near(0, 1, .04, .2)
	n.Near(1, 2, .9, .9)
	n.Near(4, 5, 1, 1)
	n.Near(6, 0, .5, .5)
	n.Near(7, 5, .04, .04)
	n.Make(t)
	d := decide(t, n, &past.Past{})
	for record, want := range map[int]float64{0: 0, 1: .8, 2: 1, 3: 1, 4: 0, 5: 0, 6: 0, 7: 1, 9: 1} {
		if got := d.OnNoRoll(n.Number(record)); math.Abs(got-want) > 1e-6 {
			t.Errorf("child %d is on no roll with %v, want %v", record, got, want)
		}
	}
	if len(d.onNoRoll) != 2 {
		t.Errorf("weighed are %v", d.onNoRoll)
	}
	for by, want := range map[rules.ID]bool{"U01": true, "U02": true, "U03": true, "U20": true, "U04": false} {
		d.Verdicts[0] = rules.Verdict{Status: rules.Explained, ExplainedBy: by}
		if d.OnRoll(0) != want {
			t.Errorf("explained by %s a child is on a roll: %v", by, !want)
		}
	}
	if d.Verdicts[0] = (rules.Verdict{Status: rules.Candidate, ExplainedBy: "U01"}); d.OnRoll(0) {
		t.Error("a candidate is on a roll")
	}
}
