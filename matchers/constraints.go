package matchers

import (
	"context"
	"fmt"
	"slices"
)

// constraints are the pairs that must or must not be joined, whatever their weight.
type constraints struct {
	identifiers    []*identity
	groups         *column           // of the exclusive groups, nil for none
	same           *disjoint         // rows judged the same
	decided        []bool            // rows that a Same touches
	different      map[[2]int32]bool // pairs judged different, the lesser row first
	apart          []bool            // of each edge, once all is joined: its rows cannot be one person
	contradictions []Judgement
}

// identity is the identifiers of each row, values that one row holds together counted as one.
type identity struct {
	values *entries
	one    []int32 // by value: that which stands for it
	only   []int32 // by row: what stands for its only value, missing where it has none, several where more
}

// several stands for more than one identifier of a row.
const several = missing - 1

// newConstraints gathers the constraints of a model's Spec, a table and judgements.
func newConstraints(t *Table, s *scorer, o ResolveOptions) (*constraints, error) {
	c := &constraints{same: newDisjoint(t.Len()), decided: make([]bool, t.Len()), different: map[[2]int32]bool{}}
	for k, comparison := range s.model.Spec.Comparisons {
		sure := comparison.Measure == MeasureIdentifier && s.model.Parameters[k].M[identifierElse] < sureNumber
		switch {
		case sure:
			comparison.Certain = nil
		case !comparison.Conflict:
			continue
		}
		c.identifiers = append(c.identifiers, identityOf(t, comparison, s.comparers[k]))
	}
	if o.Exclusive != "" {
		col, err := t.columnNamed(o.Exclusive)
		if err != nil {
			return nil, fmt.Errorf("resolve: exclusive groups: %w", err)
		}
		c.groups = col
	}
	return c, c.takeJudgements(t, o.Judgements)
}

// sureNumber is the share of matches that differ in a number below which two different ones are taken for two people, whatever is
// known of its check digits: the least that is believed is half of it.
const sureNumber = .004

// identityOf returns the identifiers of a comparison, as its comparer has them already unless some are former ones.
func identityOf(t *Table, c Comparison, had comparer) *identity {
	if len(c.Certain) > 0 {
		c.Columns = c.Certain
		return newIdentity(t, c)
	}
	if d, ok := had.(*identifierComparer); ok && len(c.Former) == 0 {
		return indexIdentity(t, d.present, newDisjoint(len(d.values.words)))
	}
	return newIdentity(t, c)
}

// newIdentity joins the identifiers that rows hold together: a temporary number and the one that replaced it, so that a
// row with only the first and a row with only the second do not conflict.
func newIdentity(t *Table, c Comparison) *identity {
	values := newLexicon()
	present, former := values.entriesOf(t, c.Columns, false), values.entriesOf(t, c.Former, false)
	one := newDisjoint(len(values.words))
	for i := range int32(t.Len()) {
		for _, a := range present.of(i) {
			for _, b := range former.of(i) {
				one.join(a, b)
			}
		}
	}
	return indexIdentity(t, present, one)
}

// indexIdentity finds what stands for the values of each row, of which hardly any has two.
func indexIdentity(t *Table, values *entries, joined *disjoint) *identity {
	d := &identity{values: values, one: joined.parent, only: make([]int32, t.Len())}
	for v := range int32(len(d.one)) { // the lesser stands for the greater, so that what it points to is settled
		d.one[v] = d.one[d.one[v]]
	}
	for i := range d.only {
		switch held := values.of(int32(i)); len(held) {
		case 0:
			d.only[i] = missing
		case 1:
			d.only[i] = d.one[held[0]]
		default:
			d.only[i] = several
		}
	}
	return d
}

// numbersDiffer reports whether both rows have identifiers and none in common.
func (d *identity) numbersDiffer(i, j int32) bool {
	a, b := d.only[i], d.only[j]
	switch {
	case a == missing || b == missing:
		return false
	case a != several && b != several:
		return a != b
	}
	for _, a := range d.values.of(i) {
		for _, b := range d.values.of(j) {
			if d.one[a] == d.one[b] {
				return false
			}
		}
	}
	return true
}

// takeJudgements takes the judgements: first every Different, then each Same, in the order of the rows' keys, that contradicts none.
func (c *constraints) takeJudgements(t *Table, judgements []Judgement) error {
	ordered := slices.Clone(judgements)
	for k, j := range ordered {
		if j.L < 0 || j.R < 0 || int(j.L) >= t.Len() || int(j.R) >= t.Len() || j.L == j.R {
			return fmt.Errorf("resolve: judgement %d: rows out of range (want two of %d)", k, t.Len())
		}
		if t.rank[j.L] > t.rank[j.R] {
			ordered[k].L, ordered[k].R = j.R, j.L
		}
	}
	slices.SortStableFunc(ordered, func(a, b Judgement) int {
		if a.L != b.L {
			return int(t.rank[a.L]) - int(t.rank[b.L])
		}
		return int(t.rank[a.R]) - int(t.rank[b.R])
	})
	for _, j := range ordered {
		if j.Verdict == Different {
			c.different[lesserFirst(j.L, j.R)] = true
		}
	}
	groups := joinedRows{c.same, map[int32][]int32{}}
	for _, j := range ordered {
		a, b := c.same.find(j.L), c.same.find(j.R)
		if j.Verdict != Same {
			continue
		}
		c.decided[j.L], c.decided[j.R] = true, true
		if a == b {
			continue
		}
		if groups.anyAcross(a, b, c.judgedApart) {
			c.contradictions = append(c.contradictions, j)
			continue
		}
		groups.join(a, b)
	}
	return nil
}

// joinedRows are rows joined so far, by the row that stands for the others; one that is alone is not listed.
type joinedRows struct {
	same *disjoint
	rows map[int32][]int32
}

func (g joinedRows) of(r int32) []int32 {
	if rows := g.rows[r]; rows != nil {
		return rows
	}
	return []int32{r}
}

// join joins the rows for which two rows stand.
func (g joinedRows) join(a, b int32) {
	joined := slices.Concat(g.of(a), g.of(b))
	g.same.join(a, b)
	g.rows[g.same.find(a)] = joined
}

// anyAcross reports whether a pair across the rows for which two rows stand is so.
func (g joinedRows) anyAcross(a, b int32, so func(i, j int32) bool) bool {
	return slices.ContainsFunc(g.of(a), func(i int32) bool {
		return slices.ContainsFunc(g.of(b), func(j int32) bool { return so(i, j) })
	})
}

// joinDefinite joins the rows of edges that a Definite rule holds for, the edges in order, unless something forbids it: a
// judgement, a conflict, or two rows that are joined to them already.
func (c *constraints) joinDefinite(s *scorer, e *Edges) {
	rules := s.model.Spec.compileDefinite()
	if len(rules) == 0 {
		return
	}
	groups := joinedRows{c.same, map[int32][]int32{}}
	for i := range int32(len(c.decided)) {
		if r := c.same.find(i); r != i {
			groups.rows[r] = append(groups.of(r), i)
		}
	}
	for k := range e.L {
		a, b := c.same.find(e.L[k]), c.same.find(e.R[k])
		if a == b || !holdsAny(rules, e.Gamma[k]) || groups.anyAcross(a, b, c.mustBeApart) {
			continue
		}
		groups.join(a, b)
		c.decided[e.L[k]], c.decided[e.R[k]] = true, true
	}
}

// compileDefinite compiles the Definite rules.
func (s Spec) compileDefinite() (rules []matcher) {
	for _, d := range s.Definite {
		rules = append(rules, s.compileConditions(d.When))
	}
	return rules
}

// holdsAny reports whether all conditions of a rule hold for a pair.
func holdsAny(rules []matcher, v Vector) bool {
	return slices.ContainsFunc(rules, func(m matcher) bool { return m.allHold(v) })
}

// lesserFirst returns two rows, the lesser first.
func lesserFirst(i, j int32) [2]int32 { return [2]int32{min(i, j), max(i, j)} }

// judgedApart reports whether the two rows were judged different.
func (c *constraints) judgedApart(i, j int32) bool {
	return len(c.different) > 0 && c.different[lesserFirst(i, j)]
}

// mustBeApart reports whether two rows cannot be one person: judged different, identifiers that differ, or one exclusive group.
// A judgement of Same overrules the last two.
func (c *constraints) mustBeApart(i, j int32) bool {
	if c.judgedApart(i, j) {
		return true
	}
	if c.same.find(i) == c.same.find(j) {
		return false
	}
	for _, d := range c.identifiers {
		if d.numbersDiffer(i, j) {
			return true
		}
	}
	return c.groups != nil && shareValue(c.groups.of(i), c.groups.of(j))
}

// judgeEdges finds, once all is joined, the edges whose rows cannot be one person: each is asked for several times.
func (c *constraints) judgeEdges(ctx context.Context, e *Edges, workers int) error {
	apart := make([]bool, e.Len())
	err := shareOutPieces(ctx, workers, e.Len(), func(k int) { apart[k] = c.mustBeApart(e.L[k], e.R[k]) })
	c.apart = apart
	return err
}

// edgeApart is mustBeApart of the rows of an edge.
func (c *constraints) edgeApart(e *Edges, k int) bool {
	if c.apart == nil {
		return c.mustBeApart(e.L[k], e.R[k])
	}
	return c.apart[k]
}
