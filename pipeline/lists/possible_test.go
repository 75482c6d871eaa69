package lists

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Possible matches are those on which something hangs: first those that may explain a candidate, then the likeliest; each says why it was
// left to a person and who the two are, and is recorded by the identities of both children.
func TestWhichPossibleMatchesAreAskedAbout(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))                                                                                 // 0, a candidate
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), peopletest.Absent(peopletest.Who("Bram2"), peopletest.Ash))                   // 1 and 2
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))                                                                               // 3
	n.Child(peopletest.Pupil(peopletest.Who("Dov"), peopletest.Ash))                                                                                // 4
	n.Child(sources.Record{Kind: sources.Housing, AsOf: peopletest.AsOf, Who: sources.Identity{Forename: "Esme", Surname: "Quayle", LocalID: "e"}}) // 5, undecided
	n.Child(peopletest.Pupil(peopletest.Who("Finn"), peopletest.Ash))                                                                               // 6, grey
	link := func(l, r int32, p float64, why matchers.Reason) {
		n.Grey = append(n.Grey, matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Probability: p, Weight: 10 * p, Gamma: 0x21}, Why: why, Gap: 2 * p})
	}
	link(3, 4, .9, matchers.Likely)   // two on a roll: nothing hangs on it
	link(5, 3, .8, matchers.Conflict) // undecided
	link(0, 2, .3, matchers.Vetoed)
	link(4, 0, .4, matchers.Rival)
	link(1, 2, .9, matchers.Likely) // of one child
	link(6, 3, .2, matchers.Likely)
	n.Make(t)
	m := judgeNight(t, n, &past.Past{})
	m.asked.Judged.Verdicts[n.Number(6)] = rules.Verdict{Child: n.Children.IDs[n.Number(6)], Status: rules.Grey}
	m = m.lists(t)
	var got []string
	for _, p := range m.Lists.Possible {
		got = append(got, fmt.Sprintf("%s %s %.1f %.0f %.1f %s", p.PersonL.Forename, p.PersonR.Forename, p.Probability, p.Weight, p.Gap, p.Why))
		if p.ChildL == p.ChildR || p.PersonL.DOB.IsZero() != (p.PersonL.Forename == "Esme") || !strings.HasPrefix(p.RecordL, strings.ToLower(p.RecordL[:3])) {
			t.Errorf("a pair is %+v", p)
		}
	}
	const hangs = "; if they are the same child, a candidate may be explained"
	if want := []string{
		"Dov Alma 0.4 4 0.8 two records are almost equally good matches" + hangs,
		"Alma Bram2 0.3 3 0.6 alike, but never joined without a forename or an identifier that agrees" + hangs,
		"Finn Cleo 0.2 2 0.4 neither alike enough to be joined nor different enough to be kept apart" + hangs,
		"Esme Cleo 0.8 8 1.6 alike, but their identifiers or returns contradict each other",
	}; !slices.Equal(got, want) {
		t.Errorf("asked about are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	p := m.Lists.Possible[1]
	spec := m.asked.Model.Spec.Comparisons
	if !slices.Equal(p.Levels.Reached[:3], []int32{0, 1, -1}) || p.Levels.Names[2] != spec[2].Name || len(p.Levels.Names) != len(spec) ||
		p.Agreement != strings.ReplaceAll(spec[0].Name, "_", " ")+": "+spec[0].LevelName(0)+"; "+strings.ReplaceAll(spec[1].Name, "_", " ")+": "+spec[1].LevelName(1) {
		t.Errorf("levels are %v, in words %q", p.Levels, p.Agreement)
	}
	if want := (register.Pair{RecordL: p.RecordL, RecordR: p.RecordR, ChildL: n.ID(0), ChildR: n.ID(1), PrintsL: m.prints(0), PrintsR: append(m.prints(2), m.prints(1)...)}); len(m.Recorded.Pairs) != 4 ||
		!reflect.DeepEqual(m.Recorded.Pairs[1], want) {
		t.Errorf("recorded\n%+v\nwant\n%+v", m.Recorded.Pairs, want)
	}
	if row := lineOf(m.Lists.CME, n.ID(0)); row.Grey != 2 {
		t.Errorf("the candidate has %d possible matches", row.Grey)
	}
}

// Pairs stand one before the other for one reason at a time, and a pair is sealed where either child is.
func TestPairsStandInOrder(t *testing.T) {
	pair := func(explains bool, p float64, childL, childR, recordL, recordR string) greyPair {
		return greyPair{mayExplain: explains, match: candidates.Possible{Probability: p, ChildL: childL, ChildR: childR, RecordL: recordL, RecordR: recordR}}
	}
	want := []greyPair{
		pair(true, .1, "z", "z", "z", "z"), pair(false, .9, "z", "z", "z", "z"), pair(false, .8, "a", "z", "z", "z"), pair(false, .8, "b", "a", "z", "z"), pair(false, .8, "b", "b", "a", "z"),
		pair(false, .8, "b", "b", "b", "a"), pair(false, .8, "b", "b", "b", "b"),
	}
	got := make([]greyPair, len(want))
	for i, p := range want {
		got[(i*3+2)%len(want)] = p
	}
	if slices.SortStableFunc(got, comparePairs); !reflect.DeepEqual(got, want) {
		t.Errorf("they stand as %+v", got)
	}
	for sealed := range 3 {
		n := peopletest.Begin(t)
		for i, name := range []string{"Alma", "Bram"} {
			rec := peopletest.Referred(peopletest.Who(name), "absence")
			if i == sealed {
				rec.Claims = append(rec.Claims, sources.Claim{Kind: sources.Flag, Status: "family_risk"})
			}
			n.Child(rec)
		}
		n.Near(0, 1, .04, .04) // too unlikely for the one to be sealed by the other
		m := judgeNight(t, n, &past.Past{}).lists(t)
		if got := len(m.Lists.Possible); got != map[bool]int{true: 0, false: 1}[sealed < 2] || len(m.Lists.Lists.Possible) != 1 {
			t.Errorf("with child %d sealed: %+v", sealed, m.Lists.Possible)
		}
		for i, row := range m.Lists.CME {
			if row.Sealed != (sealed < 2 && row.ChildID == n.ID(sealed)) {
				t.Errorf("with child %d sealed, line %d is %+v", sealed, i, row)
			}
		}
	}
}

// Every record is placed with its child, by child and then by record, but those of a sealed child; links stand between first records.
func TestRecordsAndLinksAreListed(t *testing.T) {
	n := peopletest.Begin(t)
	native := func(kind sources.Kind, name, key string) sources.Record {
		return sources.Record{Kind: kind, AsOf: peopletest.AsOf, Native: key, Who: peopletest.Who(name)}
	}
	n.Child(native(sources.Housing, "Alma", "h1"), native(sources.Housing, "Alma", "h2"))
	n.Child(native(sources.Housing, "Bram", "h3"))
	n.Child(native(sources.Housing, "Cleo", "h4"), native(sources.Protected, "Cleo", "secret"))
	m := judgeNight(t, n, &past.Past{})
	m.Children.Links = []matchers.Link{{L: 1, R: 0, Weight: 3, Probability: .9, Gamma: 2, Rule: 1}, {L: 1, R: 2, Rule: 0}}
	m = m.lists(t)
	placed := slices.Collect(m.Lists.Placed)
	var want []candidates.Placed
	for child := range m.Children.Len() {
		id := string(m.Children.IDs[child])
		switch id {
		case n.ID(2):
			want = append(want, candidates.Placed{ChildID: id, RecordID: "housing:housing.csv#3", Source: "housing", File: "housing.csv", Row: 3, Rows: 1, NativeID: "h3", LinkProbability: 1})
		case n.ID(0):
			want = append(want, candidates.Placed{ChildID: id, RecordID: "housing:housing.csv#1", Source: "housing", File: "housing.csv", Row: 1, Rows: 1, NativeID: "h1", LinkProbability: 1},
				candidates.Placed{ChildID: id, RecordID: "housing:housing.csv#2", Source: "housing", File: "housing.csv", Row: 2, Rows: 1, NativeID: "h2", LinkProbability: 1})
		}
	}
	if !reflect.DeepEqual(placed, want) {
		t.Errorf("placed\n%+v\nwant\n%+v", placed, want)
	}
	var links []candidates.Link
	for l := range m.Lists.Links {
		links = append(links, l)
	}
	blocking := m.asked.Model.Spec.Blocking
	if len(links) != 1 || links[0].RecordL != "housing:housing.csv#3" || links[0].RecordR != "housing:housing.csv#1" || links[0].Weight != 3 || links[0].Probability != .9 ||
		links[0].Rule != blocking[1].Name || links[0].Levels.Reached[0] != 1 || links[0].Levels.Names[0] != m.asked.Model.Spec.Comparisons[0].Name {
		t.Errorf("links %+v", links)
	}
	for range m.Lists.Placed {
		break // a reader may stop
	}
	for range m.Lists.Links {
		break
	}
	for range m.Lists.Reconciled {
		break
	}
}

// The reconciliation has every child of age with what explains it; those whom only an old record explains stand apart as well.
func TestTheReconciliation(t *testing.T) {
	n := peopletest.Begin(t)
	for _, name := range []string{"Alma", "Bram", "Cleo", "Dov"} {
		n.Child(peopletest.Referred(peopletest.Who(name), "absence"))
	}
	m := judgeNight(t, n, &past.Past{})
	m.Passed.Ingested.Rejections = []sources.Rejection{{Kind: sources.Housing, File: "b.csv", Row: 2, Field: "dob", Reason: "not a date", Whole: true}, {Kind: sources.Housing, File: "a.csv", Row: 9, Reason: "empty"}}
	v := m.asked.Judged.Verdicts
	set := func(record int, x rules.Verdict) {
		x.Child = n.Children.IDs[n.Number(record)]
		v[n.Number(record)] = x
	}
	until := calendar.On(2027, 1, 1)
	set(0, rules.Verdict{Status: rules.Explained, ExplainedBy: "U04", Explanation: "At home.", Band: rules.M2, Suppressions: []rules.Suppression{
		{By: "U01", Reason: "no"}, {By: "U23", Applied: true, Record: "other", Grade: "E1"}, {By: "U04", Applied: true, Old: true, Record: "home:1", Until: until, Grade: "E3"}}})
	set(1, rules.Verdict{Status: rules.NotOfAge})
	set(2, rules.Verdict{Status: rules.Elsewhere, ExplainedBy: "U11", Suppressions: []rules.Suppression{{By: "U11", Applied: true, Old: true}}})
	set(3, rules.Verdict{Status: rules.Explained, ExplainedBy: "U01", Suppressions: []rules.Suppression{{By: "U01", Applied: true}}})
	m = m.lists(t)
	by := map[string]candidates.Reconciled{}
	for row := range m.Lists.Reconciled {
		by[row.ChildID] = row
	}
	if want := (candidates.Reconciled{ChildID: n.ID(0), Status: "explained", ExplainedBy: "U04", Explanation: "At home.", MatchBand: "M2", Old: true, RecordID: "home:1", Until: until.Midnight(), Grade: "E3", Applied: "U23 U04",
		YearGroup: "6", Facets: candidates.Facets{BirthYear: 2016}}); by[n.ID(0)] != want || len(by) != 3 {
		t.Errorf("%d children, the first %+v", len(by), by[n.ID(0)])
	}
	if stale := slices.Collect(m.Lists.Stale); len(stale) != 1 || stale[0].ChildID != n.ID(0) {
		t.Errorf("stale are %+v", stale)
	}
	for range m.Lists.Stale {
		break
	}
	if got := slices.Collect(m.Lists.Rejected); len(got) != 2 || got[0] != (candidates.Rejected{Source: "housing", File: "a.csv", Row: 9, Reason: "empty"}) ||
		got[1] != (candidates.Rejected{Source: "housing", File: "b.csv", Row: 2, Field: "dob", Reason: "not a date", Whole: true}) {
		t.Errorf("rejected are %+v", got)
	}
	for range m.Lists.Rejected {
		break
	}
}
