package matchers

import (
	"context"
	"testing"
)

// TestMissedByBlockingIsALowerBound compares the estimate with what rules that look at little truly miss.
func TestMissedByBlockingIsALowerBound(t *testing.T) {
	ctx := context.Background()
	for _, rules := range [][]string{{"surname and birth", "forename and birth", "postcode and forename"}, {"surname and birth", "address and forename"}} {
		v := invent(31, 1500)
		table := v.table(t, inOrder(len(v.people)))
		spec := PersonSpec(inventedColumns)
		var kept []BlockingRule
		for _, r := range spec.Blocking {
			for _, name := range rules {
				if r.Name == name {
					kept = append(kept, r)
				}
			}
		}
		spec.Blocking = kept
		m, e := trained(t, table, spec)
		got, err := MissedByBlocking(ctx, table, m, e, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		var pairs [][2]int32
		for i, p := range v.people {
			for j, q := range v.people[:i] {
				if p.who == q.who {
					pairs = append(pairs, [2]int32{int32(i), int32(j)})
				}
			}
		}
		found, err := RuleOf(ctx, table, spec, 0, pairs)
		if err != nil {
			t.Fatal(err)
		}
		missed := 0.0
		for _, r := range found {
			if r < 0 {
				missed++
			}
		}
		missed /= float64(len(found))
		t.Logf("%v: estimated %.4f, true %.4f", rules, got, missed)
		// The invented errors are independent but for people who moved, so that the bound is near.
		if got > missed+.01 || got < missed/4 {
			t.Errorf("%v: estimated %.4f of the matches missed, and %.4f are (want no more, and not far below)", rules, got, missed)
		}
	}
}

// After comparing no more is left of blocks than what is reported; what is asked then is answered as if they were found anew.
func TestSpentBlocks(t *testing.T) {
	v, ctx := invent(6, 1500), context.Background()
	table, fresh := v.table(t, inOrder(len(v.people))), v.table(t, inOrder(len(v.people)))
	m, _, err := Train(ctx, table, PersonSpec(inventedColumns), TrainOptions{Seed: 5, RandomPairs: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	var pairs [2]int64
	var e *Edges
	for k := range pairs {
		found, report, err := Compare(ctx, table, m, CompareOptions{KeepBlocks: true})
		if err != nil {
			t.Fatal(err)
		}
		pairs[k], e = report.Pairs, found
	}
	if b := table.memo.blocks.made.(*blocks); b.lanes.words != nil || pairs[0] != pairs[1] {
		t.Errorf("blocks kept %v, pairs compared %d", b.lanes.words != nil, pairs)
	}
	got, err := MissedByBlocking(ctx, table, m, e, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := MissedByBlocking(ctx, fresh, m, e, 0, 1); err != nil || got != want || got < 0 {
		t.Errorf("missed %g, with blocks found anew %g, %v", got, want, err)
	}
}
