package matchers

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestConstraintsAreNeverViolated judges random pairs of a register, puts random rows into exclusive groups and holds the
// clusters to both, and to identifiers that differ.
func TestConstraintsAreNeverViolated(t *testing.T) {
	v := invent(21, 80)
	spec := PersonSpec(inventedColumns)
	base := link(t, v.table(t, inOrder(len(v.people))), spec, 2, ResolveOptions{})
	rapid.Check(t, func(rt *rapid.T) {
		w := invented{people: append([]person(nil), v.people...)}
		n := len(w.people)
		for range rapid.IntRange(0, 30).Draw(rt, "grouped") {
			w.people[rapid.IntRange(0, n-1).Draw(rt, "row")].group = rapid.SampledFrom([]string{"g1", "g2"}).Draw(rt, "group")
		}
		table := w.table(t, inOrder(n))
		var o ResolveOptions
		o.Exclusive = "group"
		o.Link = .5
		for range rapid.IntRange(0, 25).Draw(rt, "judgements") {
			k := rapid.IntRange(0, base.edges.Len()-1).Draw(rt, "edge")
			l, r := base.edges.L[k], base.edges.R[k]
			if rapid.Bool().Draw(rt, "any") {
				r = int32(rapid.IntRange(0, n-1).Draw(rt, "r"))
			}
			if l != r {
				o.Judgements = append(o.Judgements, Judgement{l, r, rapid.SampledFrom([]Verdict{Same, Different, Unsure}).Draw(rt, "verdict")})
			}
		}
		c, err := Resolve(context.Background(), table, base.model, base.edges, o)
		if err != nil {
			rt.Fatal(err)
		}
		holdsJudgements(rt, c, o.Judgements)
		// What a judgement of Same joins may conflict; nothing else may.
		same := newDisjoint(n)
		for _, j := range o.Judgements {
			if j.Verdict == Same {
				same.join(j.L, j.R)
			}
		}
		for i := range w.people {
			for j := range i {
				p, q := w.people[i], w.people[j]
				apart := p.upn != "" && q.upn != "" && p.upn != q.upn || p.group != "" && p.group == q.group
				if apart && c.Of[i] == c.Of[j] && same.find(int32(i)) != same.find(int32(j)) && len(o.Judgements) == 0 {
					rt.Fatalf("rows %d and %d conflict and are joined", i, j)
				}
			}
		}
	})
}

// holdsJudgements demands every Different, and every Same that is not reported as a contradiction.
func holdsJudgements(t *rapid.T, c *Clusters, judgements []Judgement) {
	left := map[[2]int32]bool{}
	for _, j := range c.Contradictions {
		left[lesserFirst(j.L, j.R)] = true
	}
	for _, j := range judgements {
		together := c.Of[j.L] == c.Of[j.R]
		if j.Verdict == Different && together {
			t.Fatalf("rows %d and %d were judged different and are joined", j.L, j.R)
		}
		if j.Verdict == Same && !together && !left[lesserFirst(j.L, j.R)] {
			t.Fatalf("rows %d and %d were judged the same and are apart", j.L, j.R)
		}
	}
}

// small links a handful of rows among a register that gives the model something to learn from.
func small(t *testing.T, columns PersonColumns, fields []Field, rows ...[]string) *Clusters {
	t.Helper()
	v := invent(31, 200)
	b := NewBuilder(fields...)
	for k, row := range rows {
		b.Row(string(rune('0'+k)), 0)
		for c, s := range row {
			b.Add(c, s)
		}
	}
	for _, p := range v.people {
		b.Row(p.key, 0)
		for c, s := range []string{p.forename, p.surname, p.birth, p.sex, p.address, p.postcode, p.upn} {
			b.Add(c, s)
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return link(t, table, PersonSpec(columns), 2, ResolveOptions{}).clusters
}

func TestConflictsAndBridges(t *testing.T) {
	fields := append(append([]Field(nil), inventedFields[:7]...), Field{"former_upn", Identifiers})
	columns := inventedColumns
	columns.Identifiers = []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}, Former: []string{"former_upn"}}}
	row := func(upn, former string) []string {
		return []string{"MATILDA", "HAZELWOOD", "2013-05-06", "F", "4 GROVE ST", "QZ5 5ZZ", upn, former}
	}
	c := small(t, columns, fields, row("Q000000000001", ""), row("Q999999999992", ""))
	if c.Of[0] == c.Of[1] {
		t.Error("two identifiers are one child")
	}
	listed := slices.ContainsFunc(c.Possible, func(p PossibleLink) bool { return p.L == 0 && p.R == 1 && p.Why == Conflict })
	if !listed {
		t.Errorf("two identifiers with one name and birth are not listed as a conflict: %+v", c.Possible)
	}
	c = small(t, columns, fields, row("Q000000000001", ""), row("Q999999999992", ""), row("Q999999999992", "Q000000000001"))
	if c.Of[0] != c.Of[1] || c.Of[0] != c.Of[2] {
		t.Errorf("a former identifier does not join its child: %v", c.Of[:3])
	}
}

// TestCopiedIdentifierDoesNotJoinSiblings gives a brother his sister's number.
func TestCopiedIdentifierDoesNotJoinSiblings(t *testing.T) {
	c := small(t, inventedColumns, inventedFields[:7],
		[]string{"MATILDA", "HAZELWOOD", "2013-05-06", "F", "4 GROVE ST", "QZ5 5ZZ", "Q000000000001"},
		[]string{"JASPER", "HAZELWOOD", "2016-11-21", "M", "4 GROVE ST", "QZ5 5ZZ", "Q000000000001"},
		[]string{"PRIYA", "OKONKWO", "2010-01-30", "F", "77 DOCK RD", "QV2 2BB", "Q000000000001"})
	if c.Of[0] == c.Of[1] || c.Of[0] == c.Of[2] {
		t.Errorf("a copied identifier joins two children: %v", c.Of[:3])
	}
}

// TestInitialBetweenTwinsIsLeftToAPerson writes one twin with an initial that both have.
func TestInitialBetweenTwinsIsLeftToAPerson(t *testing.T) {
	twin := func(forename string) []string {
		return []string{forename, "HAZELWOOD", "2013-05-06", "M", "4 GROVE ST", "QZ5 5ZZ", ""}
	}
	c := small(t, inventedColumns, inventedFields[:7], twin("JASPER"), twin("JOSIAH"), twin("J"))
	if c.Of[0] == c.Of[1] || c.Of[2] == c.Of[0] || c.Of[2] == c.Of[1] {
		t.Errorf("twins and an initial: %v (want three clusters)", c.Of[:3])
	}
	listed := 0
	for _, p := range c.Possible {
		if p.R == 2 && p.L < 2 {
			listed++
		}
	}
	if listed != 2 {
		t.Errorf("the initial is listed with %d twins (want 2): %+v", listed, c.Possible)
	}
}

func TestResolveRefusesWhatCannotBe(t *testing.T) {
	v := invent(1, 5)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 1, ResolveOptions{})
	for name, o := range map[string]ResolveOptions{
		"thresholds": {Link: .3, Possible: .6},
		"rows":       {Judgements: []Judgement{{L: 0, R: 1 << 20, Verdict: Same}}},
		"column":     {Exclusive: "nowhere"},
	} {
		if _, err := Resolve(context.Background(), got.table, got.model, got.edges, o); err == nil {
			t.Errorf("%s: resolved", name)
		}
	}
}

// TestDefinitePairsAreJoinedUnlessForbidden joins rows by a rule where their weight would not, and not across a conflict or a
// judgement.
func TestDefinitePairsAreJoinedUnlessForbidden(t *testing.T) {
	v := invent(41, 120)
	table := v.table(t, inOrder(len(v.people)))
	spec := PersonSpec(inventedColumns)
	before := link(t, table, spec, 1, ResolveOptions{Link: .9999999})
	model := *before.model
	model.Spec.Definite = []Definite{{"names and birthday", []Condition{{"forename", []string{"exact"}}, {"surname", []string{"exact"}}, {"birth", []string{"exact"}}}}}
	resolve := func(o ResolveOptions) *Clusters {
		o.Link = .9999999
		c, err := Resolve(t.Context(), table, &model, before.edges, o)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	s, err := newScorer(table, &model)
	if err != nil {
		t.Fatal(err)
	}
	limits, err := newConstraints(table, s, ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rule := s.model.Spec.compileConditions(model.Spec.Definite[0].When)
	after := resolve(ResolveOptions{})
	gained := 0
	var judged Judgement
	for k, i := range before.edges.L {
		j := before.edges.R[k]
		if !rule.allHold(before.edges.Gamma[k]) {
			continue
		}
		joined := after.Of[i] == after.Of[j]
		if limits.mustBeApart(i, j) == joined {
			t.Errorf("rows %d and %d: joined %v, conflict %v", i, j, joined, limits.mustBeApart(i, j))
		}
		if joined && before.clusters.Of[i] != before.clusters.Of[j] {
			gained++
			judged = Judgement{i, j, Different}
		}
	}
	if gained == 0 {
		t.Fatal("the rule joins nothing that was not joined: it tests nothing")
	}
	if c := resolve(ResolveOptions{Judgements: []Judgement{judged}}); c.Of[judged.L] == c.Of[judged.R] {
		t.Error("a judgement is violated by a rule")
	}
}

// TestNumbersDifferWhereNoneIsOnePersons holds rows of none, one and several numbers, of which some were joined, to what their numbers say one
// by one.
func TestNumbersDifferWhereNoneIsOnePersons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const numbers = 8
		number := rapid.Int32Range(0, numbers-1)
		joined, values := newDisjoint(numbers), &entries{start: []int32{0}}
		for range rapid.IntRange(0, 4).Draw(t, "joined") {
			joined.join(number.Draw(t, "one"), number.Draw(t, "other"))
		}
		n := rapid.IntRange(2, 6).Draw(t, "rows")
		for range n {
			values.ids = append(values.ids, rapid.SliceOfNDistinct(number, 0, 3, rapid.ID).Draw(t, "numbers")...)
			values.start = append(values.start, int32(len(values.ids)))
		}
		common := func(i, j int32) bool {
			return slices.ContainsFunc(values.of(i), func(a int32) bool {
				return slices.ContainsFunc(values.of(j), func(b int32) bool { return joined.find(a) == joined.find(b) })
			})
		}
		d := indexIdentity(&Table{dataset: make([]uint16, n)}, values, &disjoint{slices.Clone(joined.parent)})
		for i := range int32(n) {
			for j := range int32(n) {
				want := len(values.of(i)) > 0 && len(values.of(j)) > 0 && !common(i, j)
				if got := d.numbersDiffer(i, j); got != want {
					t.Fatalf("numbers %v and %v differ: %v (want %v)", values.of(i), values.of(j), got, want)
				}
			}
		}
	})
}
