package people

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// who is an identity that is told from others by its forename.
func who(forename string) sources.Identity {
	return sources.Identity{Forename: forename, Surname: "Quayle", LocalID: forename}
}

// rowOf is a row of an extract.
func rowOf(kind sources.Kind, row int, w sources.Identity) sources.Record {
	return sources.Record{ID: sources.NewRecordID(kind, "f", row), Kind: kind, File: "f", Row: row, Who: w}
}

// childrenOf names the children of identities that are clustered so.
func childrenOf(t *testing.T, p *People, of []int32, known KnownIdentities, judged []JudgedPair, grey ...matchers.PossibleLink) *Children {
	t.Helper()
	c := &matchers.Clusters{Of: of, Link: make([]float64, len(of)), Possible: grey}
	for i, n := range of {
		c.N = max(c.N, int(n)+1)
		c.Link[i] = .9
	}
	children, err := NameChildren(p, c, known, judged)
	if err != nil {
		t.Fatal(err)
	}
	return children
}

// Records of an identity are read once for all that they say of who they are about; the least of their ids stands for them.
func TestAnIdentityHasItsRecords(t *testing.T) {
	a, b := who("Alma"), who("Bram")
	p := peopleOf(rowOf(sources.Housing, 2, a), rowOf(sources.Housing, 1, b), rowOf(sources.Housing, 1, a), rowOf(sources.Health, 3, a))
	if p.Identities() != 3 || p.IdentityOf(0) != p.IdentityOf(2) || p.IdentityOf(0) == p.IdentityOf(3) {
		t.Fatalf("%d identities: %v", p.Identities(), p.identityOf)
	}
	if got := p.RecordsOf(p.IdentityOf(0)); !slices.Equal(got, []int32{0, 2}) || p.FirstRecord(p.IdentityOf(0)) != "housing:f#1" || p.FirstRecord(p.IdentityOf(3)) != "health:f#3" {
		t.Errorf("records %v, the first %s", got, p.FirstRecord(p.IdentityOf(0)))
	}
	if p.Who(1).Forename != "Bram" || p.KindOf(p.IdentityOf(3)) != sources.Health {
		t.Errorf("identity 1 is of %s", p.KindOf(1))
	}
	recs := p.IdentityRecords(0)
	if len(recs) != 2 || recs[0].Row != 2 || recs[1].Row != 1 || recs[1].Who.Forename != "Alma" {
		t.Errorf("records are %+v", recs)
	}
	if got := p.IdentitiesByPrint(map[Fingerprint]bool{p.PrintOf(1): true, {}: true}); !reflect.DeepEqual(got, map[Fingerprint][]int32{p.PrintOf(1): {1}}) {
		t.Errorf("found are %v", got)
	}
	for w, want := range map[sources.Identity]bool{
		{UPN: "1", Surname: "Q"}: true, {NHSNumber: "1", Forename: "A"}: true, {ULN: "1", Forename: "A"}: true, {LocalID: "1", Forename: "A"}: true, {UPN: "1"}: false,
		{Surname: "Q", Forename: "A", DOB: 1, Address: "x"}: true, {Surname: "Q", Forename: "A", DOB: 1, Postcode: "x"}: true, {Surname: "Q", Forename: "A", DOB: 1}: false,
		{Forename: "A", DOB: 1, Address: "x"}: false, {Surname: "Q", DOB: 1, Address: "x"}: false, {Surname: "Q", Forename: "A", Address: "x"}: false,
	} {
		if saysEnough(&w) != want {
			t.Errorf("%q %q %q: says enough %v", w.Forename, w.Surname, w.LocalID, !want)
		}
	}
	got := personalNumbers(&sources.Identity{UPN: "A 1", FormerUPN: "B", NHSNumber: "999 1", ULN: "7", LocalID: "x"})
	if got != [...]personalNumber{{"upn", "A1"}, {"upn", "B"}, {"nhs", "9991"}, {"uln", "7"}} {
		t.Errorf("personal numbers are %v", got)
	}
}

// The stage counts records and identities, and addresses that were not compared.
func TestStandardiseCounts(t *testing.T) {
	a := who("Alma")
	a.Postcode = "ME7 9ZZ"
	seal := rowOf(sources.Protected, 1, who("Cleo"))
	seal.Claims = []sources.Claim{{Kind: sources.Seal, Status: "court", To: 99}}
	in := passedOf(rowOf(sources.Housing, 1, a), rowOf(sources.Housing, 2, a), seal)
	in.Ingested.Schools = []sources.School{{Name: "Ash Primary", Postcode: "ME7 9ZZ"}}
	j := journal.New(t.Context(), journal.Options{AsOf: 100}.WithDefaults(""))
	p := journal.Step(j, "standardise", func() (*People, error) { return Standardise(j, in, nil, nil) })
	if want := (journal.Counts{{Name: "records", N: 3}, {Name: "distinct identities", N: 2}, {Name: "addresses of schools and of too many families, not compared", N: 1}}); p.Table.Len() != 2 || !slices.Equal(j.Manifest.Stages[0].Counts, want) {
		t.Errorf("counted %v", j.Manifest.Stages[0].Counts)
	}
}

// A child's records stand by id; those that share a personal number with another identity of the child, or are its only one, are surest.
func TestRecordsOfAChild(t *testing.T) {
	a, b, c := who("Alma"), who("Allie"), who("Al")
	a.UPN, b.FormerUPN = "A1", "A 1"
	p := peopleOf(rowOf(sources.SchoolCensus, 9, a), rowOf(sources.Health, 2, b), rowOf(sources.Housing, 1, c), rowOf(sources.SchoolCensus, 1, a), rowOf(sources.Housing, 7, who("Bram")))
	of := childrenOf(t, p, []int32{0, 0, 0, 1}, nil, nil)
	child := int(of.ChildOf(0))
	var got []string
	for _, r := range of.RecordsOf(child) {
		got = append(got, string(r.ID))
		if want := map[sources.Kind]rules.Band{sources.SchoolCensus: rules.M1, sources.Health: rules.M1, sources.Housing: rules.M2}[r.Kind]; r.Band != want || r.Link != .9 || r.Identity != p.IdentityOf(map[string]int{"school_census:f#1": 3, "school_census:f#9": 0, "health:f#2": 1, "housing:f#1": 2}[string(r.ID)]) {
			t.Errorf("%s is of band %d, identity %d", r.ID, r.Band, r.Identity)
		}
	}
	if want := []string{"health:f#2", "housing:f#1", "school_census:f#1", "school_census:f#9"}; !slices.Equal(got, want) {
		t.Errorf("records %v, want %v", got, want)
	}
	if r := of.RecordsOf(int(of.ChildOf(3))); len(r) != 1 || r[0].Band != rules.M1 {
		t.Errorf("of one identity: %+v", r)
	}
	got = nil
	for _, r := range of.NewReader().OriginsOf(child) {
		got = append(got, string(r.ID))
		if r.Link != .9 {
			t.Errorf("a record is linked by %v", r.Link)
		}
	}
	if !slices.Equal(got, []string{"health:f#2", "housing:f#1", "school_census:f#1", "school_census:f#9"}) {
		t.Errorf("records stand as %v", got)
	}
	if got := of.KindsOf(child); !reflect.DeepEqual(got, map[sources.Kind]int{sources.SchoolCensus: 2, sources.Health: 1, sources.Housing: 1}) {
		t.Errorf("kinds %v", got)
	}
	if of.Len() != 2 || len(of.IdentitiesOf(child)) != 3 {
		t.Errorf("%d children, the first of %d identities", of.Len(), len(of.IdentitiesOf(child)))
	}
	if prints := of.PrintsOf(child); len(prints) != 3 || !slices.IsSortedFunc(prints, compareFingerprints) {
		t.Errorf("fingerprints %v", prints)
	}
	if from := of.PrintsFrom(2); len(from) != 3 || from[0] != p.PrintOf(2) || slices.Contains(from[1:], from[0]) {
		t.Errorf("fingerprints from an identity %v", from)
	}
	named := maps.Collect(of.NamedIdentities())
	if len(named) != 4 || named[p.PrintOf(3)] != string(of.IDs[of.ChildOf(3)]) {
		t.Errorf("named %v", named)
	}
}

// Identities too thin to be one child's share a fingerprint: each child of them has it once, and the smaller id stands for it. A judgement keeps
// no more of a child than its limit.
func TestThinAndManyIdentities(t *testing.T) {
	thin := sources.Identity{Forename: "Alma", Surname: "Quayle"}
	p := peopleOf(rowOf(sources.Housing, 1, thin), rowOf(sources.Housing, 2, thin), rowOf(sources.Housing, 3, thin))
	of := childrenOf(t, p, []int32{0, 1, 1}, nil, nil)
	if len(of.PrintsOf(0)) != 1 || len(of.PrintsOf(1)) != 1 {
		t.Errorf("fingerprints %v and %v", of.PrintsOf(0), of.PrintsOf(1))
	}
	if named := maps.Collect(of.NamedIdentities()); len(named) != 1 || named[p.PrintOf(0)] != string(of.IDs[0]) || of.IDs[0] >= of.IDs[1] {
		t.Errorf("named %v of %v", named, of.IDs)
	}
	var recs []sources.Record
	for i := range judgementLimit + 5 {
		recs = append(recs, rowOf(sources.Housing, i, who("Alma"+string(rune('a'+i)))))
	}
	p = peopleOf(recs...)
	of = childrenOf(t, p, make([]int32, len(recs)), nil, nil)
	if from := of.PrintsFrom(0); len(from) != judgementLimit || from[0] != p.PrintOf(0) {
		t.Errorf("a judgement keeps %d identities", len(from))
	}
	known := maps.All(map[Fingerprint]rules.ChildID{p.PrintOf(0): "ONE", p.PrintOf(1): "TWO", p.PrintOf(2): "ONE"})
	if former := childrenOf(t, p, make([]int32, len(recs)), known, nil).FormerIDs(0); !slices.Equal(former, []string{"ONE", "TWO"}) {
		t.Errorf("the child was called %v", former)
	}
}

// Near children stand the likeliest first, and none is near itself.
func TestNearChildrenStandInOrder(t *testing.T) {
	p := peopleOf(rowOf(sources.Housing, 1, who("Alma")), rowOf(sources.Housing, 2, who("Al")), rowOf(sources.Housing, 3, who("Bram")), rowOf(sources.Housing, 4, who("Cleo")), rowOf(sources.Housing, 5, who("Dov")))
	link := func(l, r int32, p, together float64) matchers.PossibleLink {
		return matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Probability: p}, Together: together}
	}
	grey := []matchers.PossibleLink{link(0, 1, .99, 1), link(2, 0, .2, .1), link(1, 3, .6, .7), link(4, 0, .2, .3)}
	of := childrenOf(t, p, []int32{0, 0, 1, 2, 3}, nil, nil, grey...)
	a, b, c, d := of.ChildOf(0), of.ChildOf(2), of.ChildOf(3), of.ChildOf(4)
	tied := []Near{{b, 2, .2, .1, .2, .1}, {d, 4, .2, .3, .2, .3}}
	if compareFingerprints(p.PrintOf(4), p.PrintOf(2)) < 0 {
		slices.Reverse(tied)
	}
	if got, want := of.NearTo(int(a)), append([]Near{{c, 3, .6, .7, .6, .7}}, tied...); !slices.Equal(got, want) {
		t.Errorf("near are %+v, want %+v", got, want)
	}
	if got := of.NearTo(int(b)); !slices.Equal(got, []Near{{a, 0, .2, .1, .2, .1}}) {
		t.Errorf("near the other is %+v", got)
	}
	var recs []sources.Record
	var many []matchers.PossibleLink
	for i := range int32(8) {
		recs = append(recs, rowOf(sources.Housing, int(i), who("Alma"+string(rune('a'+i)))))
		if i > 0 {
			many = append(many, link(0, i, float64(i)/10, 0))
		}
	}
	all := childrenOf(t, peopleOf(recs...), []int32{0, 1, 2, 3, 4, 5, 6, 7}, nil, nil, many...)
	if near := all.NearTo(int(all.ChildOf(0))); len(near) != 7 || !slices.IsSortedFunc(near, func(a, b Near) int { return cmp.Compare(b.Probability, a.Probability) }) {
		t.Errorf("near stand as %+v", near)
	}
	again := PlacedBefore(p, of.IDs, of.childOf, of.link, of.Links, grey)
	if !reflect.DeepEqual(again.near, of.near) || !reflect.DeepEqual(again.rows, of.rows) || again.Len() != of.Len() {
		t.Error("children are placed otherwise than an earlier run placed them")
	}
}

// Judgements in force bind by the identities that are there: the same are joined by the judged records, the different hold all of both apart and
// are asked about no more, and of the unsure nothing follows.
func TestJudgementsInForce(t *testing.T) {
	thin := sources.Identity{Forename: "Alma", Surname: "Quayle"}
	p := peopleOf(rowOf(sources.Housing, 1, who("Alma")), rowOf(sources.Housing, 2, who("Al")), rowOf(sources.Housing, 3, who("Bram")), rowOf(sources.Housing, 4, who("Br")), rowOf(sources.Housing, 5, thin), rowOf(sources.Housing, 6, thin))
	prints := func(rows ...int32) (all []register.Fingerprint) {
		for _, r := range rows {
			all = append(all, p.PrintOf(r))
		}
		return all
	}
	say := func(seq int64, verdict string, l, r []register.Fingerprint, supersedes ...int64) register.Judgement {
		return register.Judgement{Seq: seq, Verdict: verdict, Pair: register.Pair{PrintsL: l, PrintsR: r}, Supersedes: supersedes}
	}
	const same, different = matchers.Same, matchers.Different
	for _, c := range []struct {
		name        string
		judgements  []register.Judgement
		bind, learn []matchers.Judgement
	}{
		{"none", nil, nil, nil},
		{"same", []register.Judgement{say(1, "same", prints(0, 1), prints(2, 3))}, []matchers.Judgement{{L: 0, R: 2, Verdict: same}}, []matchers.Judgement{{L: 0, R: 2, Verdict: same}}},
		{"different", []register.Judgement{say(1, "different", prints(0, 1), prints(2, 3))},
			[]matchers.Judgement{{L: 0, R: 2, Verdict: different}, {L: 0, R: 3, Verdict: different}, {L: 1, R: 2, Verdict: different}, {L: 1, R: 3, Verdict: different}}, []matchers.Judgement{{L: 0, R: 2, Verdict: different}}},
		{"unsure", []register.Judgement{say(1, "unsure", prints(0), prints(2))}, nil, nil},
		{"superseded", []register.Judgement{say(1, "same", prints(0), prints(2)), say(2, "unsure", prints(0), prints(2), 1)}, nil, nil},
		{"the judged record is gone", []register.Judgement{say(1, "same", append([]register.Fingerprint{{9}}, prints(1)...), prints(2))}, []matchers.Judgement{{L: 1, R: 2, Verdict: same}}, []matchers.Judgement{{L: 1, R: 2, Verdict: same}}},
		{"one side is gone", []register.Judgement{say(1, "same", []register.Fingerprint{{9}}, prints(2)), say(2, "same", prints(2), []register.Fingerprint{{9}})}, nil, nil},
		{"one side is shared by two", []register.Judgement{say(1, "same", prints(4), prints(2))}, nil, nil},
		{"one identity on both sides", []register.Judgement{say(1, "same", prints(0), prints(0)), say(2, "different", prints(1, 2), prints(2))}, []matchers.Judgement{{L: 1, R: 2, Verdict: different}}, []matchers.Judgement{{L: 1, R: 2, Verdict: different}}},
	} {
		pairs := p.JudgedPairs(c.judgements)
		if got := Constraints(pairs); !slices.Equal(got, c.bind) {
			t.Errorf("%s: bound by %v, want %v", c.name, got, c.bind)
		}
		if got := TrainingLabels(pairs); !slices.Equal(got, c.learn) {
			t.Errorf("%s: learnt from %v, want %v", c.name, got, c.learn)
		}
	}
	grey := []matchers.PossibleLink{{Link: matchers.Link{L: 1, R: 3}}, {Link: matchers.Link{L: 3, R: 0}}, {Link: matchers.Link{L: 0, R: 4}}}
	of := []int32{0, 0, 1, 1, 2, 3}
	for verdict, want := range map[string]int{"different": 1, "same": 3, "unsure": 3} {
		pairs := p.JudgedPairs([]register.Judgement{say(1, verdict, prints(2), prints(0))})
		if got := childrenOf(t, p, of, nil, pairs, slices.Clone(grey)...).Grey; len(got) != want || got[len(got)-1].R != 4 {
			t.Errorf("judged %s, asked about are %v", verdict, got)
		}
	}
	for _, ids := range [][2]rules.ChildID{{"A", "B"}, {"B", "A"}} { // whichever of the two children comes first
		known := maps.All(map[Fingerprint]rules.ChildID{p.PrintOf(0): ids[0], p.PrintOf(2): ids[1]})
		if got := childrenOf(t, p, of, known, p.JudgedPairs([]register.Judgement{say(1, "different", prints(2), prints(0))}), slices.Clone(grey)...).Grey; len(got) != 1 {
			t.Errorf("called %v and judged different, asked about are %v", ids, got)
		}
	}
	var many []register.Fingerprint
	var recs []sources.Record
	for i := range judgementLimit + 3 {
		recs = append(recs, rowOf(sources.Housing, i, who("Alma"+string(rune('a'+i)))))
	}
	p = peopleOf(recs...)
	for i := range recs {
		many = append(many, p.PrintOf(int32(i)))
	}
	if pairs := p.JudgedPairs([]register.Judgement{say(1, "different", many, many[:1])}); len(pairs[0].l) != judgementLimit {
		t.Errorf("a judgement is of %d identities", len(pairs[0].l))
	}
}
