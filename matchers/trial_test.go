package matchers

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The rules that the trials below are made of.
var (
	ruleSurnameBirth  = BlockingRule{Name: "surname and birth", Keys: []Key{{Columns: []string{"surname"}}, {Columns: []string{"birth"}}}}
	ruleForenameBirth = BlockingRule{Name: "forename and birth", Keys: []Key{{Columns: []string{"forename"}}, {Columns: []string{"birth"}}}}
	ruleNearSurname   = BlockingRule{Name: "near surname and birth", Keys: []Key{{Columns: []string{"surname"}, Part: Deletions}, {Columns: []string{"birth"}}}}
)

// loose returns a rule under a name, given so many pairs.
func (b BlockingRule) loose(name string, most int64) BlockingRule {
	b.Name, b.Most = name, most
	return b
}

// tried trains on the surest rule and tries others.
func tried(t *testing.T, table *Table, others ...BlockingRule) (*Model, []string) {
	t.Helper()
	ctx := context.Background()
	spec := PersonSpec(inventedColumns)
	spec.Blocking = []BlockingRule{ruleSurnameBirth}
	o := TrainOptions{Seed: 5, RandomPairs: 100_000, Workers: 2, BlockLimit: 500}
	m, _, err := Train(ctx, table, spec, o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := table.prepareBlocks(ctx, spec, o.BlockLimit, o.Workers, true)
	if err != nil {
		t.Fatal(err)
	}
	all := spec
	all.Blocking = append(slices.Clone(spec.Blocking), others...)
	leftOut, err := table.tryRules(ctx, m, all, b, o)
	if err != nil {
		t.Fatal(err)
	}
	return m, leftOut
}

// A rule is kept for what neither the surer rules nor those kept before it find; one that makes too many pairs finds nothing.
func TestRulesThatFindNothingNewAreLeftOut(t *testing.T) {
	const many = 1 << 40
	v := invent(3, 3000)
	for _, c := range []struct {
		name    string
		others  []BlockingRule
		leftOut []string
	}{
		{"the same again", []BlockingRule{ruleSurnameBirth.loose("again", many)}, []string{"again"}},
		{"another", []BlockingRule{ruleForenameBirth.loose("a", many), ruleForenameBirth.loose("b", many)}, []string{"b"}},
		{"a letter", []BlockingRule{ruleNearSurname.loose("a", many), ruleNearSurname.loose("b", many)}, []string{"b"}},
		{"too many", []BlockingRule{ruleForenameBirth.loose("a", 1), ruleForenameBirth.loose("b", many)}, nil},
	} {
		table := v.table(t, inOrder(len(v.people)))
		m, leftOut := tried(t, table, c.others...)
		if d := cmp.Diff(c.leftOut, leftOut); d != "" {
			t.Errorf("%s: left out %s", c.name, d)
		}
		if want := 1 + len(c.others) - len(c.leftOut); len(m.Spec.Blocking) != want {
			t.Errorf("%s: %d rules (want %d)", c.name, len(m.Spec.Blocking), want)
		}
		got, _, err := Compare(context.Background(), table, m, CompareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := Compare(context.Background(), v.table(t, inOrder(len(v.people))), m, CompareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.Rule, got.Rule); d != "" {
			t.Errorf("%s: the blocks that the trial left find other edges: %s", c.name, d)
		}
	}
}

// What a trial expects is about what comparing finds: of an exact rule, and of one whose pairs share several variants.
func TestTrialExpectsWhatComparingFinds(t *testing.T) {
	v := invent(3, 6000)
	nearAtHome := BlockingRule{Keys: []Key{{Columns: []string{"surname"}, Part: Deletions}, {Columns: []string{"postcode"}}}}
	for _, rule := range []BlockingRule{ruleForenameBirth.loose("a", 1<<40), nearAtHome.loose("a", 1<<40)} {
		table := v.table(t, inOrder(len(v.people)))
		m, _ := tried(t, table, rule)
		s, err := newScorer(table, m)
		if err != nil {
			t.Fatal(err)
		}
		surest := m.Spec
		surest.Blocking = surest.Blocking[:1]
		b, err := table.prepareBlocks(context.Background(), surest, 500, 2, false)
		if err != nil {
			t.Fatal(err)
		}
		x := &trial{b: b, rule: rule, keys: newKeyBinder(table).bindKeys(rule.Keys)}
		x.findBlocks(500)
		if err := x.run(context.Background(), s, 2); err != nil {
			t.Fatal(err)
		}
		e, _, err := Compare(context.Background(), table, m, CompareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		found := 0.0
		for k, r := range e.Rule {
			if r == 1 {
				found += probabilityOf(natsOf(e, k))
			}
		}
		if expected := x.bringsNew(nil); found < 300 || math.Abs(expected/found-1) > .35 {
			t.Errorf("%s: expects %.0f new matches, comparing finds %.0f", rule.Keys[0].Part, expected, found)
		}
	}
}

// Small tables are asked by all rules, large ones begin without the loose ones.
func TestOnlyLargeTablesPutRulesOff(t *testing.T) {
	all := PersonSpec(inventedColumns)
	if n := len(all.putOff(manyRows - 1).Blocking); n != len(all.Blocking) {
		t.Errorf("%d of %d rules in a small table", n, len(all.Blocking))
	}
	for _, rule := range all.putOff(manyRows).Blocking {
		if rule.Most > 0 && rule.Name != "address" {
			t.Errorf("rule %q is not put off", rule.Name)
		}
	}
}
