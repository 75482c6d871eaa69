package people

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// sealed is a row of the list of seals: an identity as it is now, and the key of the one that it was.
func sealed(status, ref string, w sources.Identity) sources.Record {
	r := rowOf(sources.Protected, 1, w)
	r.Claims = []sources.Claim{{Kind: sources.Flag}, {Kind: sources.Seal, Status: status, Ref: ref}}
	return r
}

// The records of the two identities of a sealed child are told by number, key, or name and date of birth, and by the numbers that those
// records say in turn; each of the one is held apart from each of the other.
func TestTheTwoIdentitiesOfASealedChild(t *testing.T) {
	now := sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 16000, LocalID: "new-1"}
	plain := func(change func(w *sources.Identity)) sources.Identity {
		w := sources.Identity{Forename: "Other", Surname: "Teasel"}
		change(&w)
		return w
	}
	for _, c := range []struct {
		name  string
		seal  func(w *sources.Identity)
		ref   string
		other sources.Identity
		side  string // now, old or none
	}{
		{"the key now", nil, "", plain(func(w *sources.Identity) { w.LocalID = "NEW1" }), "now"},
		{"the name now", nil, "", plain(func(w *sources.Identity) { w.Forename, w.Surname, w.DOB = "ALMA", "quayle", 16000 }), "now"},
		{"the name, born on another day", nil, "", plain(func(w *sources.Identity) { w.Forename, w.Surname, w.DOB = "Alma", "Quayle", 16001 }), "none"},
		{"the name, born on no day", nil, "", plain(func(w *sources.Identity) { w.Forename, w.Surname = "Alma", "Quayle" }), "none"},
		{"a preferred name", func(w *sources.Identity) { w.PreferredForename = "Ally" }, "", plain(func(w *sources.Identity) { w.Forename, w.PreferredSurname, w.DOB = "Ally", "Quayle", 16000 }), "now"},
		{"the number now", func(w *sources.Identity) { w.NHSNumber = "999 000 0018" }, "", plain(func(w *sources.Identity) { w.NHSNumber = "9990000018" }), "now"},
		{"the learner number now", func(w *sources.Identity) { w.ULN = "1" }, "", plain(func(w *sources.Identity) { w.ULN = "1" }), "now"},
		{"a number of another kind", func(w *sources.Identity) { w.ULN = "1" }, "", plain(func(w *sources.Identity) { w.UPN = "1" }), "none"},
		{"the former number", func(w *sources.Identity) { w.FormerUPN = "A1" }, "", plain(func(w *sources.Identity) { w.UPN = "A1" }), "old"},
		{"the former name", func(w *sources.Identity) { w.FormerSurname = "Teasel" }, "", plain(func(w *sources.Identity) { w.Forename, w.DOB = "Alma", 16000 }), "old"},
		{"the key that it was", nil, "K-7", plain(func(w *sources.Identity) { w.LocalID = "k7" }), "old"},
		{"the number that it was", nil, "9990000018", plain(func(w *sources.Identity) { w.NHSNumber = "9990000018" }), "old"},
		{"known by both", func(w *sources.Identity) { w.FormerUPN = "A1" }, "", plain(func(w *sources.Identity) { w.UPN, w.LocalID = "A1", "new-1" }), "now"},
		{"a surname alone", func(w *sources.Identity) { w.Forename = "" }, "", plain(func(w *sources.Identity) { w.Forename, w.Surname, w.DOB = "", "Quayle", 16000 }), "none"},
		{"a former surname of its own", nil, "", plain(func(w *sources.Identity) { w.Forename, w.FormerSurname, w.DOB = "Alma", "Quayle", 16000 }), "none"},
	} {
		w := now
		if c.seal != nil {
			c.seal(&w)
		}
		rec := rowOf(sources.Housing, 2, c.other)
		p := peopleOf(sealed("adoption", c.ref, w), rec)
		got := map[bool]string{true: "now", false: "none"}[p.seals.rows[1] == AddressSealed|NameSealed]
		if p.seals.rows[1] == AddressSealed {
			got = "old"
		}
		if got != c.side {
			t.Errorf("%s: the record is of the identity %s, want %s", c.name, got, c.side)
		}
		if apart := p.SealConstraints(); (len(apart) == 1 && apart[0] == matchers.Judgement{L: 0, R: 1, Verdict: matchers.Different}) != (c.side == "old") || len(apart) > 1 {
			t.Errorf("%s: held apart are %v", c.name, apart)
		}
	}
	// By a number that a record of the one says, another record is found; a number of the other is not taken for it.
	by := func(kind sources.Kind, row int, change func(w *sources.Identity)) sources.Record {
		return rowOf(kind, row, plain(change))
	}
	p := peopleOf(sealed("adoption", "K7", now),
		by(sources.SchoolCensus, 2, func(w *sources.Identity) { w.LocalID, w.UPN = "new-1", "N1" }), by(sources.Health, 3, func(w *sources.Identity) { w.UPN = "N1" }),
		by(sources.SchoolCensus, 4, func(w *sources.Identity) { w.LocalID, w.UPN = "K7", "O1" }), by(sources.Health, 5, func(w *sources.Identity) { w.UPN = "O1" }), by(sources.Housing, 6, func(w *sources.Identity) { w.UPN = "X" }))
	var got []string
	for row := range int32(6) {
		got = append(got, fmt.Sprint(p.seals.rows[row]))
	}
	if want := "3 3 3 1 1 0"; strings.Join(got, " ") != want || len(p.SealConstraints()) != 6 {
		t.Errorf("rows are sealed %v, want %s; held apart are %v", got, want, p.SealConstraints())
	}
	native := rowOf(sources.Housing, 2, plain(func(*sources.Identity) {}))
	native.Native = "K-7"
	if p := peopleOf(sealed("adoption", "K7", now), native); p.seals.rows[1] != AddressSealed {
		t.Error("a record is not known by its key in the supplier's system")
	}
}

// What a seal hides: the address by every one, the name by those of adoption and witnesses and by one whose word is not known; and the address
// of whoever lives where a sealed child does.
func TestWhatIsSealed(t *testing.T) {
	at := func(forename, address string) sources.Identity {
		return sources.Identity{Forename: forename, Surname: "Quayle", LocalID: forename, Address: address, Postcode: "ME4 9ZZ"}
	}
	for status, want := range map[string]Seal{"refuge": AddressSealed, "court": AddressSealed, "adoption": AddressSealed | NameSealed, "witness": AddressSealed | NameSealed, "": AddressSealed | NameSealed} {
		p := peopleOf(sealed(status, "", at("Alma", "12 Mill Lane")), rowOf(sources.Housing, 2, at("Bram", "12 mill-lane")), rowOf(sources.Housing, 3, sources.Identity{Forename: "Cleo", Surname: "Teasel", LocalID: "Cleo", Address: "13 Mill Lane", Postcode: "ME4 9ZZ"}), rowOf(sources.Housing, 4, who("Dov")))
		c := childrenOf(t, p, []int32{0, 1, 2, 3}, nil, nil)
		for row, what := range []Seal{want, AddressSealed, 0, 0} {
			if got := c.SealOf(int(c.ChildOf(int32(row)))); got != what {
				t.Errorf("%s: row %d is sealed %d, want %d", status, row, got, what)
			}
		}
	}
	// A sealed child without an address seals nobody else's; a seal that another extract tells of is for the rules.
	told := rowOf(sources.Housing, 3, who("Cleo"))
	told.Claims = []sources.Claim{{Kind: sources.Seal, Status: "court"}}
	homeless := peopleOf(sealed("court", "", who("Alma")), rowOf(sources.Housing, 2, who("Bram")), told)
	of := childrenOf(t, homeless, []int32{0, 1, 2}, nil, nil)
	for row, want := range []Seal{AddressSealed, 0, 0} {
		if got := of.SealOf(int(of.ChildOf(int32(row)))); got != want {
			t.Errorf("without an address row %d is sealed %d, want %d", row, got, want)
		}
	}
	p := groupIdentities(passedOf(rowOf(sources.Housing, 2, at("Bram", "12 Mill Lane")), rowOf(sources.Housing, 3, who("Alma"))).Records)
	p.seals = p.newSeals(listSealing(p.Records, 0), &intake.Dangers{Refuges: []intake.Refuge{{Address: "12 Mill Lane", Postcode: "ME4 9ZZ"}}})
	c := childrenOf(t, p, []int32{0, 1}, nil, nil)
	if c.SealOf(int(c.ChildOf(0))) != AddressSealed || c.SealOf(int(c.ChildOf(1))) != 0 {
		t.Error("a refuge seals another address than its own")
	}
	for to, due := range map[sources.Date]int{0: 0, 99: 1, 100: 0, 101: 0} {
		rec := sealed("court", "", who("Alma"))
		rec.Claims[1].To = to
		list := &SealList{}
		if list.readRows(passedOf(rec).Records, register.NewDigester(nil), 100, nil); list.Overdue != due || len(list.Listed) != 1 {
			t.Errorf("a seal until %d is overdue: %d", to, list.Overdue)
		}
	}
}

// Nothing leads from the one identity of a sealed child to the other: no possible link, and no word that the one's id came of the other's. That the
// two were joined stops the run.
func TestNothingLeadsFromOneIdentityToTheOther(t *testing.T) {
	recs := []sources.Record{sealed("adoption", "K7", who("Alma")), rowOf(sources.Housing, 2, who("K7")), rowOf(sources.Housing, 3, who("Cleo"))}
	p := peopleOf(recs...)
	link := func(l, r int32) matchers.PossibleLink { return matchers.PossibleLink{Link: matchers.Link{L: l, R: r}} }
	known := maps.All(map[Fingerprint]rules.ChildID{p.PrintOf(0): "ONE", p.PrintOf(1): "ONE", p.PrintOf(2): "TWO"})
	c := childrenOf(t, p, []int32{0, 1, 2}, known, nil, link(0, 1), link(1, 0), link(1, 2), link(0, 2))
	if len(c.Grey) != 2 || c.Grey[0].R != 2 || c.Grey[1].R != 2 || len(c.History.Split) > 0 {
		t.Errorf("asked about are %v, and the ids became %+v", c.Grey, c.History)
	}
	if _, err := NameChildren(p, &matchers.Clusters{N: 2, Of: []int32{0, 0, 1}, Link: make([]float64, 3)}, nil, nil); err == nil {
		t.Error("the two identities of a sealed child are one child")
	}
	c.History = History{Merged: []Succession{{c.IDs[c.ChildOf(0)], c.IDs[c.ChildOf(1)]}, {c.IDs[c.ChildOf(0)], "gone"}, {"gone", c.IDs[c.ChildOf(0)]}, {c.IDs[c.ChildOf(2)], c.IDs[c.ChildOf(0)]}},
		Split: []Succession{{c.IDs[c.ChildOf(1)], c.IDs[c.ChildOf(0)]}, {c.IDs[c.ChildOf(1)], c.IDs[c.ChildOf(2)]}}}
	if err := c.partSealed(); err != nil || len(c.History.Merged) != 3 || len(c.History.Split) != 1 {
		t.Errorf("the ids became %+v (%v)", c.History, err)
	}
	for _, ids := range [][2]rules.ChildID{{"A", "B"}, {"B", "A"}} {
		c := childrenOf(t, p, []int32{0, 1, 2}, maps.All(map[Fingerprint]rules.ChildID{p.PrintOf(0): ids[0], p.PrintOf(1): ids[1], p.PrintOf(2): "C"}), nil, link(0, 1), link(1, 0))
		if c.History.Merged = []Succession{{"A", "B"}, {"B", "A"}, {"A", "C"}}; c.partSealed() != nil || len(c.Grey) > 0 || len(c.History.Merged) != 1 {
			t.Errorf("called %v: asked about are %v, and the ids became %v", ids, c.Grey, c.History.Merged)
		}
	}
	same := peopleOf(sealed("adoption", "K7", who("K7")))
	if _, err := NameChildren(same, &matchers.Clusters{N: 1, Of: []int32{0}, Link: []float64{1}}, nil, nil); err != nil || len(same.SealConstraints()) > 0 {
		t.Errorf("one row is held apart from itself: %v", err)
	}
}

// What is compared of an identity stands in the table's columns; the address of no home does not, and a temporary number may agree but not differ.
func TestTheTableOfIdentities(t *testing.T) {
	w := sources.Identity{Forename: "Alma", PreferredForename: "Ally", MiddleNames: "May", Surname: "Quayle", PreferredSurname: "Brook", FormerSurname: "Teasel", DOB: 16000, Sex: "F",
		Postcode: "ME4 9ZZ", Address: "12 Mill Lane", PreviousPostcode: "ME4 9YY", PreviousAddress: "1 Old Road", UPN: "A123456789012", FormerUPN: "B123456789012", NHSNumber: "9434765919", ULN: "1234567890", LocalID: "7"}
	temporary := w
	temporary.UPN = "A12345678901T"
	school := sources.Identity{Forename: "Bram", Surname: "Quayle", Postcode: "ME7 9ZZ", PreviousPostcode: "ME7 9ZZ"}
	roll := func(place string) sources.Claim { return sources.Claim{Kind: sources.Roll, Place: place} }
	returned := rowOf(sources.SchoolCensus, 4, who("Cleo"))
	returned.AsOf, returned.Claims = 100, []sources.Claim{roll("8872001"), {Kind: sources.Residence, Place: "x"}, roll("8872001"), roll("8872002")}
	later := returned
	later.Row, later.AsOf = 5, 200
	elsewhere := rowOf(sources.RollChanges, 6, who("Cleo"))
	elsewhere.Claims = returned.Claims
	p := peopleOf(rowOf(sources.Housing, 1, w), rowOf(sources.Housing, 2, temporary), rowOf(sources.Housing, 3, school), returned, later, elsewhere)
	h := p.newHomes([]sources.School{{Name: "Ash", Postcode: "ME7 9ZZ"}})
	table, err := p.buildTable(h)
	if err != nil {
		t.Fatal(err)
	}
	values := func(row int, columns ...string) string {
		var all []string
		for _, c := range columns {
			all = append(all, c+"="+strings.Join(table.Values(row, c), ","))
		}
		return strings.ToLower(strings.Join(all, " "))
	}
	if got, want := values(0, "forename", "preferred_forename", "middle_names", "surname", "preferred_surname", "former_surname", "sex", "postcode", "upn", "former_upn", "nhs_number", "uln", "local_id"),
		"forename=alma preferred_forename=ally middle_names=may surname=quayle preferred_surname=brook former_surname=teasel sex=f postcode=me49zz,me49yy "+
			"upn=a123456789012 former_upn=b123456789012 nhs_number=9434765919 uln=1234567890 local_id=housing7"; got != want || len(table.Values(0, "address")) != 2 {
		t.Errorf("the first row is\n%s\nwant\n%s", got, want)
	}
	if got := values(1, "upn", "former_upn"); got != "upn= former_upn=a12345678901t,b123456789012" {
		t.Errorf("a temporary number: %s", got)
	}
	if got := values(2, "postcode", "address", "local_id"); got != "postcode= address= local_id=" || h.spared != 2 {
		t.Errorf("the address of a school: %s, spared %d", got, h.spared)
	}
	before := peopleOf(rowOf(sources.Housing, 1, sources.Identity{PreviousAddress: "1 Old Road"}), rowOf(sources.Housing, 2, sources.Identity{PreviousPostcode: "ME4 9YY"}), rowOf(sources.Housing, 3, sources.Identity{}))
	if table, err := before.buildTable(before.newHomes(nil)); err != nil || len(table.Values(0, "address")) != 1 || len(table.Values(1, "postcode")) != 1 || len(table.Values(2, "address")) != 0 {
		t.Errorf("previous homes: %v", err)
	}
	if got := values(3, ReturnColumn); got != "return=school_census 8872001@1970-04-11,school_census 8872001@1970-07-20,school_census 8872002@1970-04-11,school_census 8872002@1970-07-20" {
		t.Errorf("returns: %s", got)
	}
	if got := values(4, ReturnColumn); got != "return=" || table.Key(4) != p.PrintOf(4).String() || table.Dataset(0) == table.Dataset(3) || table.Dataset(0) != table.Dataset(1) {
		t.Errorf("of no census: %s, key %s", got, table.Key(4))
	}
}
