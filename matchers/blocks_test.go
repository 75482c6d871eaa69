package matchers

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestBlockingIsBruteForce compares the pairs of blocks with all pairs that share a key of a rule, each once, in its first.
func TestBlockingIsBruteForce(t *testing.T) {
	rules := []BlockingRule{
		{Name: "whole", Keys: []Key{{Columns: []string{"a"}}, {Columns: []string{"b"}}}},
		{Name: "deletions", Keys: []Key{{Columns: []string{"a"}, Part: Deletions}, {Columns: []string{"b"}, Part: Initial}}},
		{Name: "two fuzzy", Keys: []Key{{Columns: []string{"a"}, Part: Deletions}, {Columns: []string{"b", "a"}, Part: Wildcards}}},
		{Name: "either", Keys: []Key{{Columns: []string{"a", "b"}, Part: Initial}, {Columns: []string{"b"}, Part: Sound}}},
		{Name: "words", Keys: []Key{{Columns: []string{"a", "b"}, Part: SortedTokens}}},
	}
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder(Field{"a", Names}, Field{"b", Names})
		word := rapid.StringOfN(rapid.SampledFrom([]rune("ABC")), 0, 4, -1)
		for n := range rapid.IntRange(0, 40).Draw(t, "rows") {
			b.Row(fmt.Sprint(n), 0)
			for range rapid.IntRange(0, 2).Draw(t, "values") {
				b.Add(0, word.Draw(t, "a"))
			}
			b.Add(1, word.Draw(t, "b"))
		}
		table, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		found, err := buildBlocks(context.Background(), table, Spec{Blocking: rules}, 1000, 2)
		if err != nil {
			t.Fatal(err)
		}
		got := map[[2]int32]int{}
		for r, rule := range found.rules {
			for k := range rule.n() {
				rule.eachTile(k, 0, func(x tile) {
					x.eachPair(func(x, y int32) {
						i, j := rule.members[x], rule.members[y]
						if found.metBefore(i, j, r, k, rule.valueOf(x), rule.valueOf(y)) || found.meetEarlier(i, j, 0, r) {
							return
						}
						if _, twice := got[lesserFirst(i, j)]; twice {
							t.Fatalf("rows %d and %d are compared twice", i, j)
						}
						got[lesserFirst(i, j)] = r
						if first := found.ruleOf(i, j); first != r {
							t.Fatalf("rows %d and %d are compared in rule %d, and found in %d", i, j, r, first)
						}
					})
				})
			}
		}
		for j := range int32(table.Len()) {
			for i := range j {
				want := firstRule(t, table, rules, i, j)
				r, ok := got[[2]int32{i, j}]
				if want < 0 && ok || want >= 0 && (!ok || r != want) {
					t.Fatalf("rows %d and %d: first rule %d, found %v %d", i, j, want, ok, r)
				}
			}
		}
	})
}

// firstRule returns the first rule of which two rows share a key, −1 for none.
func firstRule(t *rapid.T, table *Table, rules []BlockingRule, i, j int32) int {
	for r, rule := range rules {
		keys := newKeyBinder(table).bindKeys(rule.Keys)
		var a, b keyBuffer
		near := keys.near == nil || keys.near.anyNear(i, j)
		for _, h := range keys.of(i, &a) {
			if near && slices.Contains(keys.of(j, &b), h) {
				return r
			}
		}
	}
	return -1
}

// anyNear reports whether two rows have values that share a variant.
func (f *fuzzyKey) anyNear(i, j int32) bool {
	for _, a := range f.appendValues(nil, i) {
		for _, b := range f.appendValues(nil, j) {
			if slices.ContainsFunc(f.of(a), func(h uint64) bool { return slices.Contains(f.of(b), h) }) {
				return true
			}
		}
	}
	return false
}

func TestLargeBlocksAreSplitOrReported(t *testing.T) {
	b := NewBuilder(Field{"name", Names}, Field{"birth", Dates})
	for n := range 100 {
		b.Row(fmt.Sprint(n), 0)
		b.Add(0, "KHAN")
		b.Add(1, fmt.Sprintf("%d-01-01", 2000+n%4))
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	name := Key{Columns: []string{"name"}}
	year := Key{Columns: []string{"birth"}, Part: Year}
	reports, err := Blocks(context.Background(), table, Spec{
		Comparisons: []Comparison{{Name: "name", Measure: MeasureSurname, Columns: []string{"name"}}},
		Blocking:    []BlockingRule{{Name: "split", Keys: []Key{name}, Split: []Key{year}}, {Name: "skipped", Keys: []Key{name}}},
	}, 30)
	if err != nil {
		t.Fatal(err)
	}
	// 4 years of 25: 4 × 300 pairs of 4,950.
	if r := reports[0]; r.Blocks != 4 || r.Pairs != 1200 || r.Unseen != 3750 || r.Split != 1 || r.Largest != 100 {
		t.Errorf("split: %+v", r)
	}
	if r := reports[1]; r.Blocks != 0 || r.Unseen != 4950 || r.Skipped != 1 {
		t.Errorf("skipped: %+v", r)
	}
}

// What is reported of a rule that makes too many pairs does not depend on how far its workers had counted.
func TestDroppedRulesAreReportedAlike(t *testing.T) {
	b := NewBuilder(Field{"name", Names})
	for n := range 400 {
		b.Row(fmt.Sprint(n), 0)
		b.Add(0, "KHAN"+string(rune('A'+n%20)))
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := Spec{Blocking: []BlockingRule{{Name: "name", Keys: []Key{{Columns: []string{"name"}}}, Most: 1000}}}
	for _, workers := range []int{1, 2, 8} {
		found, err := buildBlocks(context.Background(), table, spec, 100, workers)
		if err != nil {
			t.Fatal(err)
		}
		if r := found.rules[0].report; !r.Dropped || r.Unseen != 1001 { // of 20 × 190
			t.Errorf("%d workers: %+v (want it left out, and 1001 pairs unseen)", workers, r)
		}
	}
}
