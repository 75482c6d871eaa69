package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
)

// greyMatters reports whether what the run says of a child hangs on a grey link of it, so that the link is worth an officer's
// time. Two children who are both explained, or not of age, are told apart for nobody's good.
func (m *maker) greyMatters(child int) bool { return linkMatters(m.verdict(child)) }

func linkMatters(v *rules.Verdict) bool {
	switch v.Status {
	case rules.Candidate, rules.Grey, rules.Undecided:
		return true
	}
	return false
}

// greyPair is a possible match with the identities that it is about.
type greyPair struct {
	match       candidates.Possible
	sealed      bool // either child is
	mayExplain  bool // a candidate, if the two are one child
	left, right int32
}

func matchesOf(pairs []greyPair) []candidates.Line[candidates.Possible] {
	var out []candidates.Line[candidates.Possible]
	for i := range pairs {
		out = append(out, candidates.NewLine(pairs[i].match, pairs[i].sealed))
	}
	return out
}

// findPossible lists the grey links, those that a candidate hangs on first, then the likeliest.
func (m *maker) findPossible() []greyPair {
	var out []greyPair
	for _, g := range m.children.Grey {
		l, r := int(m.children.ChildOf(g.L)), int(m.children.ChildOf(g.R))
		if l == r || !m.greyMatters(l) && !m.greyMatters(r) {
			continue
		}
		out = append(out, m.describePair(l, r, g))
	}
	slices.SortStableFunc(out, comparePairs)
	return out
}

// describePair maps a grey link between two children to a line of the list of possible matches.
func (m *maker) describePair(l, r int, g matchers.PossibleLink) greyPair {
	folk := m.children.People
	p := greyPair{left: g.L, right: g.R, sealed: m.Judged.IsSealed(l) || m.Judged.IsSealed(r), match: candidates.Possible{
		RecordL: folk.FirstRecord(g.L), RecordR: folk.FirstRecord(g.R), ChildL: string(m.children.IDs[l]), ChildR: string(m.children.IDs[r]),
		Weight: g.Weight, Probability: g.Probability, Gap: g.Gap, Levels: candidates.Levels{Names: m.comparisonNames(), Reached: appendLevels(nil, g.Gamma, len(m.Model.Spec.Comparisons))}, Agreement: m.levelWords(g.Gamma),
		Why: whyGrey[g.Why], PersonL: m.describeIdentity(g.L), PersonR: m.describeIdentity(g.R),
	}}
	for _, child := range [...]int{l, r} {
		if s := m.verdict(child).Status; s == rules.Candidate || s == rules.Grey {
			p.mayExplain = true
		}
	}
	if p.match.MayExplain = p.mayExplain; p.mayExplain {
		p.match.Why += "; if they are the same child, a candidate may be explained"
	}
	return p
}

// whyGrey says in words why the matcher left a pair to a person.
var whyGrey = map[matchers.Reason]string{
	matchers.Likely:   "neither alike enough to be joined nor different enough to be kept apart",
	matchers.Conflict: "alike, but their identifiers or returns contradict each other",
	matchers.Vetoed:   "alike, but never joined without a forename or an identifier that agrees",
	people.Hearsay:    "alike by name and birth, at an address that the child never had: what is told may be of a namesake",
	people.OneHome:    "of one home and one surname, with one forename or one day of birth: one child written twice, or twins",
	matchers.Rival:    "two records are almost equally good matches",
}

func (m *maker) describeIdentity(identity int32) candidates.Person {
	recs := m.children.People.IdentityRecords(identity)
	dob, _ := judge.BirthDate(recs)
	return stories.DescribePerson(recs[:1:1], dob)
}

// comparisonNames are the names of the model's comparisons, in its order.
func (m *maker) comparisonNames() (names []string) {
	for k := range m.Model.Spec.Comparisons {
		names = append(names, m.Model.Spec.Comparisons[k].Name)
	}
	return names
}

// appendLevels appends the level that each of so many comparisons reached, as a number.
func appendLevels(levels []int32, v matchers.Vector, comparisons int) []int32 {
	for k := range comparisons {
		levels = append(levels, int32(v.At(k)))
	}
	return levels
}

// levelWords says in words how two records compare.
func (m *maker) levelWords(v matchers.Vector) string {
	var parts []string
	for k, comparison := range m.Model.Spec.Comparisons {
		if g := v.At(k); g >= 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", strings.ReplaceAll(comparison.Name, "_", " "), comparison.LevelName(g)))
		}
	}
	return strings.Join(parts, "; ")
}

func comparePairs(a, b greyPair) int {
	return cmp.Or(judge.CompareBools(b.mayExplain, a.mayExplain), cmp.Compare(b.match.Probability, a.match.Probability),
		cmp.Compare(a.match.ChildL, b.match.ChildL), cmp.Compare(a.match.ChildR, b.match.ChildR),
		cmp.Compare(a.match.RecordL, b.match.RecordL), cmp.Compare(a.match.RecordR, b.match.RecordR))
}

// registerPair is a possible match as the register keeps it: by the identities of both children, the judged ones first.
func (m *maker) registerPair(p greyPair) register.Pair {
	return register.Pair{RecordL: p.match.RecordL, RecordR: p.match.RecordR, ChildL: p.match.ChildL, ChildR: p.match.ChildR,
		PrintsL: m.children.PrintsFrom(p.left), PrintsR: m.children.PrintsFrom(p.right)}
}
