package judge

import (
	"reflect"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// decide has a night judged, with what is remembered.
func decide(t *testing.T, n *peopletest.Night, memory *past.Past) *Judged {
	t.Helper()
	if n.Children == nil {
		n.Make(t)
	}
	d := journal.Step(n.Journal, "decide", func() (*Judged, error) { return Decide(n.Journal, nil, n.Children, n.Passed, memory) })
	if err := n.Failure(); err != nil {
		t.Fatal(err)
	}
	return d
}

// counts are those of the last stage.
func counts(n *peopletest.Night) map[string]int {
	all := map[string]int{}
	for _, c := range n.Manifest.Stages[len(n.Manifest.Stages)-1].Counts {
		all[c.Name] = c.N
	}
	return all
}

// notices are the texts of those that say something.
func notices(n *peopletest.Night, says string) (texts []string) {
	for _, x := range n.Manifest.Notices {
		if strings.Contains(x.Text, says) {
			texts = append(texts, x.Text)
		}
	}
	return texts
}

// A night of every status is counted by status, and tells what the extracts could not be relied on for; the number of workers changes nothing.
func TestEveryChildIsJudgedAndCounted(t *testing.T) {
	var before []rules.Verdict
	for _, workers := range []int{1, 3, 50} {
		n := peopletest.Begin(t)
		n.Workers = workers
		n.Passed.Notices = []journal.Notice{{Kind: "housing", Text: "housing: stale"}}
		n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash), peopletest.Absent(peopletest.Who("Alma"), peopletest.Ash))
		n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
		n.Child(peopletest.Referred(peopletest.Who("Cleo"), "safeguarding"))
		old := peopletest.Who("Dov")
		old.DOB = calendar.On(2009, 3, 4)
		n.Child(peopletest.Pupil(old, peopletest.Dale))
		unborn := peopletest.Who("Esme")
		unborn.DOB = 0
		n.Child(sources.Record{Kind: sources.Housing, AsOf: peopletest.AsOf, Who: unborn})
		d := decide(t, n, &past.Past{})
		want := map[string]int{"children": 5, "not_of_age": 1, "explained": 1, "elsewhere": 0, "undecided": 1, "grey": 0, "decided": 0, "candidate": 2, "at risk": 1, "answered before": 0}
		if got := counts(n); !reflect.DeepEqual(got, want) {
			t.Errorf("counted %v, want %v", got, want)
		}
		for i, status := range []rules.Status{rules.Explained, rules.Explained, rules.Candidate, rules.Candidate, rules.NotOfAge, rules.Undecided} {
			if got := d.Verdicts[n.Number(i)].Status; got != status {
				t.Errorf("record %d: %s, want %s", i, got, status)
			}
		}
		if before != nil && !reflect.DeepEqual(d.Verdicts, before) {
			t.Errorf("with %d workers the verdicts are others", workers)
		}
		if before = d.Verdicts; len(notices(n, "housing: stale")) != 1 {
			t.Errorf("notices %v", n.Manifest.Notices)
		}
	}
}

// Siblings are pupils of the newest census who live in the same home with the same family: by a telephone, a parent's name or the
// surname. A child of the same forename is likelier the same one, and an older census does not count.
func TestSiblingsAreFoundInTheNewestCensus(t *testing.T) {
	home := sources.Identity{Address: "12 Mill Lane", Postcode: "ME4 9ZZ"}
	lives := func(forename, surname string, add func(*sources.Identity)) sources.Identity {
		who := home
		who.Forename, who.Surname, who.LocalID, who.DOB = forename, surname, forename+surname, calendar.On(2016, 3, 4)
		if add != nil {
			add(&who)
		}
		return who
	}
	phone := func(number string) func(*sources.Identity) {
		return func(w *sources.Identity) { w.ParentPhone = number }
	}
	parent := func(forename, surname string) func(*sources.Identity) {
		return func(w *sources.Identity) { w.ParentForename, w.ParentSurname = forename, surname }
	}
	both := func(w *sources.Identity) { phone("01632 960001")(w); parent("Ada", "Quayle")(w) }
	for _, c := range []struct {
		name       string
		child, sib sources.Identity
		change     func(*sources.Record)
		how        string
	}{
		{"a telephone", lives("Bram", "Quayle", both), lives("Alma", "Teasel", phone("(01632) 960 001")), nil, "address and a parent's telephone"},
		{"a parent's name", lives("Bram", "Quayle", both), lives("Alma", "Teasel", parent("ADA", "quayle")), nil, "address and a parent's name"},
		{"another parent", lives("Bram", "Quayle", both), lives("Alma", "Teasel", parent("Ada", "Teasel")), nil, ""},
		{"another parent of the name", lives("Bram", "Quayle", both), lives("Alma", "Teasel", parent("Eve", "Quayle")), nil, ""},
		{"a parent's surname alone", lives("Bram", "Quayle", parent("", "Quayle")), lives("Alma", "Teasel", parent("", "Quayle")), nil, ""},
		{"a parent's forename alone", lives("Bram", "Quayle", parent("Ada", "")), lives("Alma", "Teasel", parent("Ada", "")), nil, ""},
		{"the surname", lives("Bram", "Quayle", nil), lives("Alma", "QUAYLE", nil), nil, "address and surname"},
		{"no surname", lives("Bram", "", nil), lives("Alma", "", nil), nil, ""},
		{"nothing", lives("Bram", "Quayle", nil), lives("Alma", "Teasel", nil), nil, ""},
		{"the same forename", lives("Bram", "Quayle", both), lives("BRAM", "Quayle", both), nil, ""},
		{"another house", lives("Bram", "Quayle", nil), lives("Alma", "Quayle", func(w *sources.Identity) { w.Address = "14 Mill Lane" }), nil, ""},
		{"an older census", lives("Bram", "Quayle", nil), lives("Alma", "Quayle", nil), func(r *sources.Record) { r.AsOf = calendar.On(2026, 5, 21) }, ""},
		{"another extract", lives("Bram", "Quayle", nil), lives("Alma", "Quayle", nil), func(r *sources.Record) { r.Kind = sources.AttendanceReturns }, ""},
	} {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(c.child, "absence"))
		sib := peopletest.Pupil(c.sib, peopletest.Ash)
		if c.change != nil {
			c.change(&sib)
		}
		sib.Claims = append(sib.Claims, sources.Claim{Kind: sources.Residence, Status: "school", From: peopletest.Census})
		n.Child(sib)
		d := decide(t, n, &past.Past{})
		var want []rules.Sibling
		if c.how != "" {
			want = []rules.Sibling{{Place: peopletest.Ash, Seen: peopletest.Census, Record: "school_census:school_census.csv#2", How: c.how}}
		}
		v, k := d.JudgeAlone(n.Number(0))
		if !reflect.DeepEqual(k.Siblings, want) {
			t.Errorf("%s: siblings %v, want %v", c.name, k.Siblings, want)
		}
		listed := false
		for _, f := range d.Verdicts[n.Number(0)].CME {
			listed = listed || f.Rule == "C28"
		}
		if listed != (c.how != "") || !reflect.DeepEqual(v, d.Verdicts[n.Number(0)]) {
			t.Errorf("%s: listed by C28 %v; judged alone the child is %+v, with all %+v", c.name, listed, v, d.Verdicts[n.Number(0)])
		}
		if v, k := Again(n.Children, n.Passed).JudgeAlone(n.Number(0)); !reflect.DeepEqual(k.Siblings, want) || !reflect.DeepEqual(v, d.Verdicts[n.Number(0)]) {
			t.Errorf("%s: looked at again the child has siblings %v", c.name, k.Siblings)
		}
	}
}

// The best tie of any two records counts; several siblings stand in the order of their records, and a child's own row at the same
// school is none.
func TestTheBestTieOfAnyRecordsCounts(t *testing.T) {
	n := peopletest.Begin(t)
	who := func(forename, phone string) sources.Identity {
		return sources.Identity{Forename: forename, Surname: "Quayle", LocalID: forename + phone, DOB: calendar.On(2016, 3, 4), Address: "12 Mill Lane", Postcode: "ME4 9ZZ", ParentPhone: phone}
	}
	n.Child(peopletest.Pupil(who("Alma", ""), peopletest.Ash))
	parent := func(w sources.Identity) sources.Identity {
		w.ParentForename, w.ParentSurname, w.LocalID = "Ada", "Quayle", w.LocalID+"p"
		return w
	}
	n.Child(peopletest.Referred(parent(who("Bram", "960001")), "absence"), peopletest.Referred(parent(who("Bram", "")), "absence"), peopletest.Referred(who("Bram", ""), "absence"))
	n.Child(peopletest.Pupil(parent(who("Cleo", "960002")), peopletest.Dale), peopletest.Pupil(parent(who("Cleo", "960001")), peopletest.Ash))
	n.Make(t)
	d := decide(t, n, &past.Past{})
	_, k := d.JudgeAlone(n.Number(1))
	var got []string
	for _, s := range k.Siblings {
		got = append(got, s.Record+" "+s.How)
	}
	if want := []string{"school_census:school_census.csv#1 address and surname", "school_census:school_census.csv#5 address and a parent's telephone",
		"school_census:school_census.csv#6 address and a parent's telephone"}; !reflect.DeepEqual(got, want) {
		t.Errorf("siblings %q, want %q", got, want)
	}
	if _, k := d.JudgeAlone(n.Number(0)); k.Siblings != nil {
		t.Errorf("a child on a roll is looked for among siblings: %v", k.Siblings)
	}
	n.Passed.Authority.Censuses = nil
	if got := d.findSiblings([]int32{int32(n.Number(1))}); len(got) > 0 {
		t.Errorf("without a census there are siblings %v", got)
	}
}

// All who are sealed are counted once, by the first of the reasons that holds, whatever decides it: also who may be a child who may be
// a sealed one.
func TestTheSealedAreCounted(t *testing.T) {
	flagged := func(forename, status string) sources.Record {
		return sources.Record{Kind: sources.SocialCare, AsOf: peopletest.AsOf, Who: peopletest.Who(forename), Claims: []sources.Claim{{Kind: sources.Flag, Status: status}}}
	}
	young := peopletest.Who("Dov")
	young.DOB = peopletest.AsOf.AddDays(-800)
	n := peopletest.Begin(t)
	n.Child(flagged("Alma", "family_risk"))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))
	n.Child(sources.Record{Kind: sources.Health, AsOf: peopletest.AsOf, Who: young})
	n.Child(flagged("Eda", "refuge"))
	n.Child(peopletest.Referred(peopletest.Who("Fay"), "absence"))
	n.Near(0, 1, .5, .5)
	n.Near(1, 2, .5, .5)
	n.Near(0, 3, .5, .5)
	n.Near(2, 5, .5, .5)
	d := decide(t, n, &past.Past{})
	want := "protected: 5 children are sealed, 4 of them of compulsory school age: 1 by a seal, 1 because a service sees a danger in the family, " +
		"3 because a record that may be theirs is a sealed child's"
	var told []string
	for _, x := range n.Manifest.Notices {
		if x.Kind == string(sources.Protected) {
			told = append(told, x.Text)
		}
	}
	if !reflect.DeepEqual(told, []string{want}) {
		t.Errorf("told is %q, want %q", told, want)
	}
	sealed := 0
	for child := range n.Children.Len() {
		if d.IsSealed(child) {
			sealed++
		}
	}
	if sealed != 5 {
		t.Errorf("%d children are sealed, want as many as are counted", sealed)
	}
}

// That a child is sealed follows from its claims and from those of the possible matches: a seal of any kind, a refuge, a risk in
// the family. A child who may be a sealed one is sealed with it.
func TestWhatASealHides(t *testing.T) {
	seal := func(kind sources.ClaimKind, status, marks string) sources.Claim {
		return sources.Claim{Kind: kind, Status: status, Marks: marks}
	}
	for _, c := range []struct {
		claim  sources.Claim
		sealed bool
	}{
		{seal(sources.Seal, "refuge", ""), true}, {seal(sources.Seal, "court", ""), true},
		{seal(sources.Seal, "adoption", ""), true}, {seal(sources.Seal, "", ""), true},
		{seal(sources.Flag, "refuge", ""), true}, {seal(sources.Flag, "family_risk", ""), true},
		{seal(sources.Flag, "child_in_need", ""), false}, {seal(sources.Residence, "refuge", ""), false},
		{seal(sources.Residence, "tenancy", "refuge"), true}, {seal(sources.Roll, "C", ""), false},
	} {
		for _, grey := range []bool{false, true} {
			n := peopletest.Begin(t)
			kind := sources.SocialCare
			if c.claim.Kind == sources.Seal {
				kind = sources.Protected
			}
			said := sources.Record{Kind: kind, AsOf: peopletest.AsOf, Who: peopletest.Who("Bram"), Claims: []sources.Claim{c.claim}}
			if grey {
				n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
				n.Child(said)
				n.Near(0, 1, .5, .5)
			} else {
				n.Child(said)
			}
			d := decide(t, n, &past.Past{})
			if got := d.IsSealed(n.Number(0)); got != c.sealed {
				t.Errorf("%v %q %q, grey %v: sealed %v, want %v", c.claim.Kind, c.claim.Status, c.claim.Marks, grey, got, c.sealed)
			}
		}
	}
}
