package judge

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// A closed decision keeps its candidate off the list, and one that was looked at its line at risk; an open one hides nothing; of a child
// whom no record names the term alone counts.
func TestDecisionsStandWithTheirChildren(t *testing.T) {
	begin := func() *peopletest.Night {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
		n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
		n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash), peopletest.Absent(peopletest.Who("Cleo"), peopletest.Ash))
		return n.Make(t)
	}
	n := begin()
	first := decide(t, n, &past.Past{})
	made := func(seq int64, record int, list candidates.List, outcome, ground, until string) register.Decision {
		facts := first.FactsFor(n.Number(record), list)
		raw, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		return register.Decision{Seq: seq, Child: n.ID(record), List: string(list), Outcome: outcome, Ground: ground, By: "AB", Made: "2026-10-12", Until: until,
			Evidence: register.Evidence{Hash: facts.Hash(), Facts: raw, Prints: n.Children.PrintsOf(n.Number(record))}}
	}
	closed, open, looked := made(1, 0, candidates.CME, "not_cme", "visitor", "2026-10-15"), made(2, 1, candidates.CME, "confirmed", "enquiries", ""),
		made(3, 2, candidates.AtRisk, "looked_at", "back", "")
	stranger := register.Decision{Seq: 4, Child: "Z", List: string(candidates.CME), Outcome: "not_cme", Ground: "died", By: "CD", Made: "2026-10-01", Until: "2026-10-14"}
	former := register.Decision{Seq: 5, Child: "Z", List: string(candidates.CME), Outcome: "confirmed", Ground: "enquiries", By: "CD", Made: "2026-10-01", Supersedes: []int64{6}}
	replaced := register.Decision{Seq: 6, Child: "Z", List: string(candidates.CME), Outcome: "not_cme", Ground: "died", By: "CD", Made: "2026-10-01"}

	n = begin()
	d := decide(t, n, &past.Past{Decisions: []register.Decision{closed, open, looked, stranger, former, replaced}})
	v := d.Verdicts[n.Number(0)]
	if v.Status != rules.Decided || v.ExplainedBy != rules.Remembered || v.CME != nil || v.Explanation != "not CME, a visitor or a short stay: AB on 12 October 2026, until 15 October 2026" {
		t.Errorf("the closed case is %s by %s: %q", v.Status, v.ExplainedBy, v.Explanation)
	}
	if last := v.Suppressions[len(v.Suppressions)-1]; !last.Applied || last.By != rules.Remembered || last.Reason != v.Explanation {
		t.Errorf("it is kept off by %+v", last)
	}
	if v := d.Verdicts[n.Number(1)]; v.Status != rules.Candidate || len(v.CME) != 1 {
		t.Errorf("the open case is %s", v.Status)
	}
	v = d.Verdicts[n.Number(2)]
	if last := v.Suppressions[len(v.Suppressions)-1]; v.Status != rules.Explained || v.AtRisk != nil || !last.Applied || last.By != rules.Remembered ||
		last.Reason != "looked at, back and attending: AB on 12 October 2026" {
		t.Errorf("what was looked at is %s with %v, by %+v", v.Status, v.AtRisk, last)
	}
	var states []string
	for _, s := range d.Decisions.All {
		states = append(states, s.State(peopletest.AsOf)+" with "+d.StandsWith(s)+" "+s.Why)
	}
	if want := []string{"holds with " + n.ID(0) + " ", "open with " + n.ID(1) + " ", "holds with " + n.ID(2) + " ", "ended with Z its term ended on 14 October 2026", "open with Z ",
		"superseded with Z "}; !reflect.DeepEqual(states, want) {
		t.Errorf("they stand as\n%q\nwant\n%q", states, want)
	}
	if got := counts(n); got["decided"] != 1 || got["candidate"] != 1 || got["at risk"] != 0 {
		t.Errorf("counted %v", got)
	}

	// The day after its term, and where a fact is new, each says why it holds no longer.
	closed.Until = "2026-10-14"
	looked.Evidence.Facts = nil
	n = begin()
	d = decide(t, n, &past.Past{Decisions: []register.Decision{closed, looked}})
	if back := d.Decisions.Of(n.Number(0)).WhyBack(candidates.CME); back != "its term ended on 14 October 2026" || d.Verdicts[n.Number(0)].Status != rules.Candidate {
		t.Errorf("after its term the child is back because %q", back)
	}
	m := d.Decisions.Of(n.Number(2))
	if back := m.WhyBack(candidates.AtRisk); len(back) < 20 || back[:23] != "new since it was made: " || len(d.Verdicts[n.Number(2)].AtRisk) != 2 {
		t.Errorf("with a fact that is new the line is back because %q", back)
	}
	if m.Current[0].State(peopletest.AsOf) != "facts changed" || m.WhyBack(candidates.CME) != "" {
		t.Errorf("it stands as %q and on the other list %q", m.Current[0].State(peopletest.AsOf), m.WhyBack(candidates.CME))
	}
}

// A decision goes with most of its records, then with its own id, then with the first; an identity that several share says nothing;
// without records it goes by the id, through what it became.
func TestWithWhomADecisionStands(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"), peopletest.Referred(peopletest.Who("Alma2"), "absence"), peopletest.Referred(peopletest.Who("Alma3"), "absence"))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"), peopletest.Referred(peopletest.Who("Bram2"), "absence"))
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))
	thin := peopletest.Who("Dov")
	thin.LocalID, thin.DOB = "", 0 // says too little for two rows to be one identity
	n.Child(peopletest.Referred(thin, "absence"))
	n.Child(peopletest.Referred(thin, "absence"))
	n.Make(t)
	d := decide(t, n, &past.Past{})
	d.Heirs = (&past.Past{}).HeirsAmong(n.Children.IDs, []register.Change{{Child: "old", Into: n.ID(5), Kind: register.Merged}})
	prints := func(records ...int32) (all []register.Fingerprint) {
		for _, r := range records {
			all = append(all, n.Children.People.PrintOf(r))
		}
		return all
	}
	alma, bram, cleo := int32(n.Number(0)), int32(n.Number(3)), int32(n.Number(5))
	for _, c := range []struct {
		name   string
		child  string
		stood  string
		prints []register.Fingerprint
		want   int32
		others []int32
	}{
		{"most records", n.ID(3), "", prints(0, 1, 3), alma, []int32{bram}},
		{"as many: its own id", n.ID(3), "", prints(0, 3, 5), bram, nil},
		{"as many: whom it stood with", "x", n.ID(5), prints(0, 3, 5), cleo, nil},
		{"as many: the first", "x", "", prints(0, 3), min(alma, bram), []int32{max(alma, bram)}},
		{"a shared identity alone", n.ID(5), "", prints(6), cleo, nil},
		{"a shared identity beside", n.ID(5), "", prints(6, 3), bram, nil},
		{"the id it became", "old", "", nil, cleo, nil},
		{"nobody", "x", "", []register.Fingerprint{{9}}, -1, nil},
	} {
		made := register.Decision{Child: c.child, Evidence: register.Evidence{Prints: c.prints}}
		got, others := d.anchorDecision(made, c.stood, n.Children.People.IdentitiesByPrint(printsOf([]register.Decision{made})))
		if c.name == "as many: its own id" || c.name == "as many: whom it stood with" {
			slices.Sort(others)
			c.others = []int32{alma, bram, cleo}
			c.others = slices.DeleteFunc(c.others, func(x int32) bool { return x == c.want })
			slices.Sort(c.others)
		}
		if got != c.want || len(others)+len(c.others) > 0 && !reflect.DeepEqual(others, c.others) {
			t.Errorf("%s: %d and %v, want %d and %v", c.name, got, others, c.want, c.others)
		}
	}
}

// What is remembered of a child is told the newest first, with what was decided of others whose records these were; the newest decision
// that tells has the last word; the newest open one holds the case.
func TestWhatIsToldOfDecisions(t *testing.T) {
	s := func(seq int64, outcome rules.Outcome, ground string, until calendar.Date) *StandingDecision {
		return &StandingDecision{Decision: register.Decision{Seq: seq, Child: "Z", Ground: ground, By: "AB"},
			Law: rules.Decision{Outcome: outcome, Ground: ground, By: "AB", On: calendar.On(2026, 10, 1), Until: until}}
	}
	m := &Remembered{
		Past:    []*StandingDecision{s(2, rules.NotCME, "visitor", 0), s(4, rules.Untraced, "not_found", calendar.On(2026, 12, 31))},
		Current: []*StandingDecision{s(3, rules.Suspected, "enquiries", 0), s(1, rules.Confirmed, "enquiries", 0), s(5, rules.LookedAt, "back", 0)},
		Told:    []*StandingDecision{s(6, rules.TransferPending, "believed_away", 0)},
	}
	if got, want := m.History(), "looked at, back and attending: AB on 1 October 2026; untraced, not found after joint enquiries: AB on 1 October 2026, until 31 December 2026; "+
		"suspected, enquiries under way: AB on 1 October 2026; not CME, a visitor or a short stay: AB on 1 October 2026; confirmed, enquiries under way: AB on 1 October 2026; "+
		"of child Z, some of whose records these were: transfer pending, believed to have moved, not confirmed: AB on 1 October 2026"; got != want {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
	if open := m.OpenCase(); open == nil || open.Seq != 1 {
		t.Errorf("the case is held by %+v, want the last that came in", open)
	}
	if told, was := m.LastWord(); !told || !was {
		t.Error("the newest that tells is the untraced one")
	}
	m.Past = append(m.Past, s(9, rules.NotCME, "visitor", 0))
	if told, was := m.LastWord(); !told || was {
		t.Error("the newest that tells says that education was not missing")
	}
	var none *Remembered
	told, was := none.LastWord()
	if none.History() != "" || none.OpenCase() != nil || told || was || none.WhyBack(candidates.CME) != "" {
		t.Error("of nothing something is remembered")
	}
	if (&Remembered{Current: m.Current[2:]}).OpenCase() != nil {
		t.Error("what was looked at holds a case open")
	}
	for want, x := range map[string]*StandingDecision{
		"superseded":     {SupersededBy: 2, Law: rules.Decision{Outcome: rules.Confirmed}},
		"open":           {Law: rules.Decision{Outcome: rules.Confirmed, Until: 1}},
		"ended":          {Law: rules.Decision{Outcome: rules.NotCME, Until: 99}, Standing: rules.Standing{Why: "its term"}},
		"facts changed":  {Law: rules.Decision{Outcome: rules.NotCME, Until: 100}, Standing: rules.Standing{Why: "new"}, ChildNumber: -1},
		"child not seen": {Law: rules.Decision{Outcome: rules.NotCME}, ChildNumber: -1},
		"holds":          {Law: rules.Decision{Outcome: rules.NotCME, Until: 100}},
	} {
		if got := x.State(100); got != want {
			t.Errorf("it stands as %q, want %q", got, want)
		}
	}
}

// A decision of the register is read as the rules read it, with its days, its list and its facts.
func TestADecisionIsReadAsTheRulesReadIt(t *testing.T) {
	facts := rules.Facts{{Source: "housing", Text: "residence"}}
	raw, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	law := LawOf(register.Decision{Outcome: "looked_at", Ground: "back", By: "AB", Made: "2026-10-01", Until: "2026-10-31", List: string(candidates.AtRisk), Evidence: register.Evidence{Facts: raw}})
	if want := (rules.Decision{Outcome: rules.LookedAt, Ground: "back", By: "AB", On: calendar.On(2026, 10, 1), Until: calendar.On(2026, 10, 31), AtRisk: true, Facts: facts}); !reflect.DeepEqual(law, want) {
		t.Errorf("%+v, want %+v", law, want)
	}
	if LawOf(register.Decision{List: string(candidates.CME)}).AtRisk || FactsOf(register.Evidence{}) != nil {
		t.Error("a decision on a candidate without facts is read otherwise")
	}
	if want := []rules.Outcome{rules.LookedAt, rules.Suspected, rules.Confirmed}; !slices.Equal(OutcomesOf(candidates.AtRisk), want) {
		t.Errorf("at risk an officer chooses from %v", OutcomesOf(candidates.AtRisk))
	}
	if want := []rules.Outcome{rules.Suspected, rules.Confirmed, rules.Untraced, rules.TransferPending, rules.Resolved, rules.NotCME}; !slices.Equal(OutcomesOf(candidates.CME), want) {
		t.Errorf("of a candidate an officer chooses from %v", OutcomesOf(candidates.CME))
	}
	defer func() {
		if recover() == nil {
			t.Error("facts that cannot be read are taken for none")
		}
	}()
	FactsOf(register.Evidence{Facts: []byte("{")})
}
