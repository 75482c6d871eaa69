package pipeline

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// A year of nights in which children are joined and taken apart at will, rows go missing and come back, and officers decide:
// every decision stands with one child or, when no record and no id of its child is left, with none and is kept; it stands with
// the child that holds most of the identities it was made on; whoever else holds some is told; and of a child nothing that was
// decided is out of force unless a later decision says that it takes its place.
func TestNoDecisionIsLostWhateverBecomesOfChildren(t *testing.T) {
	const letters = "abcdefghijkl"
	rapid.Check(t, func(t *rapid.T) {
		known := knownIdentities{}
		m := &recollection{stood: map[int64]string{}, successors: map[string][]register.Change{}}
		for night := range rapid.IntRange(1, 6).Draw(t, "nights") {
			j, h := aNight(t, letters, known)
			for _, s := range h.Merged {
				m.successors[string(s.From)] = append(m.successors[string(s.From)], register.Change{Child: string(s.From), Into: string(s.Into), Kind: register.Merged})
			}
			j.of = map[int32]*remembrance{}
			j.place(m)
			hold(t, j, m)
			for _, s := range j.held {
				m.stood[s.Seq] = s.id(j)
			}
			decideSome(t, j, m, night)
		}
	})
}

// aNight draws which identities are there and how they are clustered, and names the children.
func aNight(t *rapid.T, letters string, known knownIdentities) (*Judged, History) {
	var there []byte
	for i := range len(letters) {
		if rapid.IntRange(0, 5).Draw(t, "there") > 0 {
			there = append(there, letters[i])
		}
	}
	n, at := 0, map[int]int32{}
	clusters := make([]int32, len(there))
	for i := range there {
		c := rapid.IntRange(0, 4).Draw(t, "cluster")
		if _, had := at[c]; !had {
			at[c] = int32(n)
			n++
		}
		clusters[i] = at[c]
	}
	c := &Children{People: &People{print: prints(string(there))}, child: clusters}
	h := c.name(n, known)
	c.index()
	for row, f := range c.print {
		known[f] = c.IDs[c.child[row]]
	}
	return &Judged{Children: c}, h
}

// hold holds where decisions stand to what is promised of them.
func hold(t *rapid.T, j *Judged, m *recollection) {
	if len(j.held) != len(m.decisions) {
		t.Fatalf("%d decisions of %d are held", len(j.held), len(m.decisions))
	}
	for i, s := range j.held {
		if s.Seq != m.decisions[i].Seq {
			t.Fatalf("decision %d is where %d was", s.Seq, m.decisions[i].Seq)
		}
		votes := map[int32]int{}
		for row, f := range j.print {
			if slices.Contains(s.Evidence.Prints, f) {
				votes[j.child[row]]++
			}
		}
		most := 0
		for _, v := range votes {
			most = max(most, v)
		}
		if most > 0 && (s.child < 0 || votes[s.child] != most) {
			t.Fatalf("decision %d stands with child %d, who holds %d of its identities; another holds %d", s.Seq, s.child, votes[s.child], most)
		}
		if s.child < 0 && slices.Contains(j.IDs, rules.ChildID(m.stood[s.Seq])) {
			t.Fatalf("decision %d stands with nobody, and its child is there", s.Seq)
		}
		for child := range votes {
			if child != s.child && !slices.Contains(j.of[child].told, s) {
				t.Fatalf("child %d holds identities of decision %d and is not told", child, s.Seq)
			}
		}
		inForce := s.child >= 0 && slices.Contains(j.of[s.child].current, s)
		replaced := slices.ContainsFunc(m.decisions, func(d register.Decision) bool { return slices.Contains(d.Supersedes, s.Seq) })
		if s.child >= 0 && inForce == replaced {
			t.Fatalf("decision %d: in force %v, replaced %v", s.Seq, inForce, replaced)
		}
		if s.child >= 0 && !replaced && s.law.Outcome.Open() && j.of[s.child].openCase() == nil {
			t.Fatalf("decision %d holds a case open of which its child knows nothing", s.Seq)
		}
	}
}

// decideSome lets an officer decide some children, in the place of what stood of them.
func decideSome(t *rapid.T, j *Judged, m *recollection, night int) {
	for child := range j.Len() {
		if rapid.IntRange(0, 2).Draw(t, "decided") > 0 {
			continue
		}
		d := register.Decision{Seq: int64(len(m.decisions) + 1), Child: string(j.IDs[child]), Made: "2026-10-01", By: "AB", Mark: fmt.Sprint(night, child),
			Outcome: rapid.SampledFrom([]string{"confirmed", "not_cme", "untraced"}).Draw(t, "outcome"), Ground: "enquiries",
			Evidence: register.Evidence{Prints: j.printsOf(child)}}
		if r := j.of[int32(child)]; r != nil {
			for _, s := range r.current {
				d.Supersedes = append(d.Supersedes, s.Seq)
			}
		}
		m.decisions = append(m.decisions, d)
		m.stood[d.Seq] = d.Child
	}
}

// When children are joined of whom one was closed and the other is open, the case stays open and the line says that two
// decisions met; two closed ones keep the child off only while both hold.
func TestDecisionsThatMeetHideNobody(t *testing.T) {
	const asOf = calendar.Date(20_741)
	closed := func(holds bool) *standing {
		s := &standing{law: rules.Decision{Outcome: rules.NotCME, Ground: "attending", By: "AB"}}
		if !holds {
			s.law.Until = asOf - 1
		}
		return s
	}
	open := &standing{law: rules.Decision{Outcome: rules.Confirmed, Ground: "enquiries", By: "CD"}}
	looked := &standing{law: rules.Decision{Outcome: rules.LookedAt, Ground: "back", By: "EF"}}
	for _, c := range []struct {
		name    string
		current []*standing
		hidden  bool
		back    string
	}{
		{"one closed", []*standing{closed(true)}, true, ""},
		{"one that ended", []*standing{closed(false)}, false, "its term ended on 14 October 2026"},
		{"two closed", []*standing{closed(true), closed(true)}, true, ""},
		{"two closed, one ended", []*standing{closed(true), closed(false)}, false, "its term ended on 14 October 2026"},
		{"closed and open", []*standing{closed(true), open}, false, "decisions on two children met when their records were joined: decide again"},
		{"looked at, on the other list", []*standing{looked}, false, ""},
		{"looked at, of an open case", []*standing{looked, open}, false, ""},
	} {
		m := &remembrance{current: c.current}
		v := &rules.Verdict{Status: rules.Candidate, CME: []rules.Finding{{Rule: "C06"}}, AtRisk: []rules.Finding{{Rule: "R01"}}}
		k := &rules.Case{Authority: &rules.Authority{AsOf: asOf}}
		for _, s := range c.current {
			s.Standing = s.law.Stand(nil, asOf, k.Had)
			k.Decisions = append(k.Decisions, s.law)
		}
		m.keepOff(v, rules.Remember(k))
		if hidden := v.Status == rules.Decided && v.CME == nil; hidden != c.hidden {
			t.Errorf("%s: hidden %v, want %v", c.name, hidden, c.hidden)
		}
		if back := m.back(candidates.CME); back != c.back {
			t.Errorf("%s: back because %q, want %q", c.name, back, c.back)
		}
		if kept := len(v.AtRisk) > 0; kept == (c.current[0] == looked) {
			t.Errorf("%s: on the list at risk %v", c.name, kept)
		}
	}
}
