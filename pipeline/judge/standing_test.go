package judge

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A year of nights in which children are joined and taken apart at will, rows go missing and come back, and officers decide:
// every decision stands with one child or, when no record and no id of its child is left, with none and is kept; it stands with
// the child that holds most of the identities it was made on; whoever else holds some is told; and of a child nothing that was
// decided is out of force unless a later decision says that it takes its place.
func TestNoDecisionIsLostWhateverBecomesOfChildren(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := map[people.Fingerprint]rules.ChildID{}
		m := &past.Past{StoodWith: map[int64]string{}}
		var merged []register.Change
		for night := range rapid.IntRange(1, 6).Draw(t, "nights") {
			d := aNight(t, known)
			merged = append(merged, d.Children.History.Merges()...)
			d.Heirs = m.HeirsAmong(d.Children.IDs, merged)
			d.Decisions = d.placeDecisions(m)
			checkDecisions(t, d, m)
			for _, s := range d.Decisions.All {
				m.StoodWith[s.Seq] = d.StandsWith(s)
			}
			decideSome(t, d, m, night)
		}
	})
}

// aNight draws which identities are there and how they are clustered, and names the children.
func aNight(t *rapid.T, known map[people.Fingerprint]rules.ChildID) *Judged {
	b := sources.NewSlabBuilder()
	number := map[int]int32{}
	clusters := &matchers.Clusters{}
	for letter := range 12 {
		if rapid.IntRange(0, 5).Draw(t, "there") == 0 {
			continue
		}
		b.Append(&sources.Record{Kind: sources.Housing, Row: letter, Who: sources.Identity{Surname: "Quayle", Forename: "Alma", LocalID: fmt.Sprint(letter)}})
		c := rapid.IntRange(0, 4).Draw(t, "cluster")
		if _, had := number[c]; !had {
			number[c] = int32(clusters.N)
			clusters.N++
		}
		clusters.Of = append(clusters.Of, number[c])
	}
	clusters.Link = make([]float64, len(clusters.Of))
	j := journal.New(t.Context(), journal.Options{}.WithDefaults(""))
	folk := journal.Step(j, "standardise", func() (*people.People, error) {
		return people.Standardise(j, &intake.Passed{Ingested: &intake.Ingested{}, Records: intake.NewRecords([]*sources.Slab{b.Slab()})}, nil, nil)
	})
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	children, err := people.NameChildren(folk, clusters, maps.All(known), nil)
	if err != nil {
		t.Fatal(err)
	}
	for identity := range int32(folk.Identities()) {
		known[folk.PrintOf(identity)] = children.IDs[children.ChildOf(identity)]
	}
	return &Judged{Children: children}
}

// checkDecisions holds where decisions stand to what is promised of them.
func checkDecisions(t *rapid.T, d *Judged, m *past.Past) {
	if len(d.Decisions.All) != len(m.Decisions) {
		t.Fatalf("%d decisions of %d are held", len(d.Decisions.All), len(m.Decisions))
	}
	for i, s := range d.Decisions.All {
		if s.Seq != m.Decisions[i].Seq {
			t.Fatalf("decision %d is where %d was", s.Seq, m.Decisions[i].Seq)
		}
		votes := map[int32]int{}
		for identity := range int32(d.Children.People.Identities()) {
			if slices.Contains(s.Evidence.Prints, d.Children.People.PrintOf(identity)) {
				votes[d.Children.ChildOf(identity)]++
			}
		}
		most := 0
		for _, v := range votes {
			most = max(most, v)
		}
		if most > 0 && (s.ChildNumber < 0 || votes[s.ChildNumber] != most) {
			t.Fatalf("decision %d stands with child %d, who holds %d of its identities; another holds %d", s.Seq, s.ChildNumber, votes[s.ChildNumber], most)
		}
		if s.ChildNumber < 0 && slices.Contains(d.Children.IDs, rules.ChildID(m.StoodWith[s.Seq])) {
			t.Fatalf("decision %d stands with nobody, and its child is there", s.Seq)
		}
		for child := range votes {
			if child != s.ChildNumber && !slices.Contains(d.Decisions.Of(int(child)).Told, s) {
				t.Fatalf("child %d holds identities of decision %d and is not told", child, s.Seq)
			}
		}
		if s.ChildNumber < 0 {
			continue
		}
		decided := d.Decisions.Of(int(s.ChildNumber))
		inForce := slices.Contains(decided.Current, s)
		replaced := slices.ContainsFunc(m.Decisions, func(d register.Decision) bool { return slices.Contains(d.Supersedes, s.Seq) })
		if inForce == replaced {
			t.Fatalf("decision %d: in force %v, replaced %v", s.Seq, inForce, replaced)
		}
		if !replaced && s.Law.Outcome.Open() && decided.OpenCase() == nil {
			t.Fatalf("decision %d holds a case open of which its child knows nothing", s.Seq)
		}
	}
}

// decideSome lets an officer decide some children, in the place of what stood of them.
func decideSome(t *rapid.T, j *Judged, m *past.Past, night int) {
	for child := range j.Children.Len() {
		if rapid.IntRange(0, 2).Draw(t, "decided") > 0 {
			continue
		}
		d := register.Decision{Seq: int64(len(m.Decisions) + 1), Child: string(j.Children.IDs[child]), Made: "2026-10-01", By: "AB", Mark: fmt.Sprint(night, child),
			Outcome: rapid.SampledFrom([]string{"confirmed", "not_cme", "untraced"}).Draw(t, "outcome"), Ground: "enquiries",
			Evidence: register.Evidence{Prints: j.Children.PrintsOf(child)}}
		if r := j.Decisions.Of(child); r != nil {
			for _, s := range r.Current {
				d.Supersedes = append(d.Supersedes, s.Seq)
			}
		}
		m.Decisions = append(m.Decisions, d)
		m.StoodWith[d.Seq] = d.Child
	}
}

// When children are joined of whom one was closed and the other is open, the case stays open and the line says that two
// decisions met; two closed ones keep the child off only while both hold.
func TestDecisionsThatMeetHideNobody(t *testing.T) {
	const asOf = calendar.Date(20_741)
	closed := func(holds bool) *StandingDecision {
		s := &StandingDecision{Law: rules.Decision{Outcome: rules.NotCME, Ground: "attending", By: "AB"}}
		if !holds {
			s.Law.Until = asOf - 1
		}
		return s
	}
	open := &StandingDecision{Law: rules.Decision{Outcome: rules.Confirmed, Ground: "enquiries", By: "CD"}}
	looked := &StandingDecision{Law: rules.Decision{Outcome: rules.LookedAt, Ground: "back", By: "EF"}}
	for _, c := range []struct {
		name    string
		current []*StandingDecision
		hidden  bool
		back    string
	}{
		{"one closed", []*StandingDecision{closed(true)}, true, ""},
		{"one that ended", []*StandingDecision{closed(false)}, false, "its term ended on 14 October 2026"},
		{"two closed", []*StandingDecision{closed(true), closed(true)}, true, ""},
		{"two closed, one ended", []*StandingDecision{closed(true), closed(false)}, false, "its term ended on 14 October 2026"},
		{"closed and open", []*StandingDecision{closed(true), open}, false, "two children who each had a decision turned out to be one: decide again"},
		{"looked at, on the other list", []*StandingDecision{looked}, false, ""},
		{"looked at, of an open case", []*StandingDecision{looked, open}, false, ""},
	} {
		m := &Remembered{Current: c.current}
		v := &rules.Verdict{Status: rules.Candidate, CME: []rules.Finding{{Rule: "C06"}}, AtRisk: []rules.Finding{{Rule: "R01"}}}
		k := &rules.Case{Authority: &rules.Authority{AsOf: asOf}}
		for _, s := range c.current {
			s.Standing = s.Law.StandsOn(nil, asOf, k.HasUsable)
			k.Decisions = append(k.Decisions, s.Law)
		}
		m.keepOff(v, rules.RememberDecisions(k))
		if hidden := v.Status == rules.Decided && v.CME == nil; hidden != c.hidden {
			t.Errorf("%s: hidden %v, want %v", c.name, hidden, c.hidden)
		}
		if back := m.WhyBack(candidates.CME); back != c.back {
			t.Errorf("%s: back because %q, want %q", c.name, back, c.back)
		}
		if kept := len(v.AtRisk) > 0; kept == (c.current[0] == looked) {
			t.Errorf("%s: on the list at risk %v", c.name, kept)
		}
	}
}
