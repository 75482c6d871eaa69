package matchers

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// edgesByKey returns the edges of a comparison by the keys of their rows, with all that is said of each.
func edgesByKey(t *Table, e *Edges) map[string]string {
	out := map[string]string{}
	add := func(i, j int32, what string) {
		a, b := t.Key(int(i)), t.Key(int(j))
		out[min(a, b)+" "+max(a, b)] = what
	}
	for k := range e.L {
		add(e.L[k], e.R[k], fmt.Sprintf("%v %v %v rule %d", e.Weight[k], e.Probability[k], e.Gamma[k], e.Rule[k]))
	}
	return out
}

// TestTouchedBlocksMakeTheEdgesOfAllBlocks changes a register night after night and holds every edge that goes on from the night
// before, however light, to those of comparing everything. Blocks are so small that many are too large and are split, and become
// so or cease to; one rule is near what it may make.
func TestTouchedBlocksMakeTheEdgesOfAllBlocks(t *testing.T) {
	trained := invent(8, 150)
	spec := PersonSpec(inventedColumns)
	m := link(t, trained.table(t, inOrder(len(trained.people))), spec, 1, ResolveOptions{}).model
	year := []Key{{Columns: []string{"birth"}, Part: Year}}
	forename, surname := []string{"forename"}, []string{"surname"}
	var wentOn, anew, large, altered int
	rapid.Check(t, func(r *rapid.T) {
		model := *m
		model.Spec.Never = nil
		if rapid.Bool().Draw(r, "apart") {
			model.Spec.Never = [][2]uint16{{1, 1}}
			model.Within = &Within{1000, .01}
		}
		model.Spec.Blocking = []BlockingRule{
			{Name: "sex and initial", Keys: []Key{{Columns: []string{"sex"}, Part: Whole}, {Columns: forename, Part: Initial}}, Split: year},
			{Name: "near surname", Keys: []Key{{Columns: surname, Part: Deletions}, {Columns: []string{"sex"}, Part: Whole}}, Split: year},
			{Name: "year", Keys: year, Most: rapid.Int64Range(100, 400).Draw(r, "most")},
			{Name: "names", Keys: []Key{{Columns: []string{"forename", "surname"}, Part: SortedTokens}}},
		}
		v := invent(rapid.Uint64Range(1, 1000).Draw(r, "seed"), 30)
		limit := rapid.IntRange(3, 12).Draw(r, "limit")
		out := []int(nil) // rows that are not there tonight
		var before *Table
		var state *Report
		var kept *Edges
		for night := range 4 {
			table := v.table(t, slices.DeleteFunc(inOrder(len(v.people)), func(k int) bool { return slices.Contains(out, k) }))
			table.ForLater()
			o := CompareOptions{Workers: 2, Floor: -40, BlockLimit: limit, Margin: 60}
			whole, report, err := Compare(t.Context(), table, &model, o)
			if err != nil {
				r.Fatal(err)
			}
			alone, _, err := Compare(t.Context(), table, &model, CompareOptions{Workers: 2, Floor: -40, BlockLimit: limit})
			if err != nil {
				r.Fatal(err)
			}
			if want, got := edgesByKey(table, alone), edgesByKey(table, whole); !maps.Equal(want, got) {
				r.Fatalf("night %d: %d edges with a margin, %d without, or not the same", night, len(got), len(want))
			}
			if night > 0 {
				o.Earlier = earlierOf(before, state, kept, table)
				if rapid.IntRange(0, 9).Draw(r, "keys not kept") == 0 {
					o.Earlier.Rules[rapid.IntRange(0, 3).Draw(r, "of")].Keys = nil
				}
				some, part, err := Compare(t.Context(), table, &model, o)
				if err != nil {
					r.Fatal(err)
				}
				if want, got := edgesByKey(table, whole), edgesByKey(table, some); !maps.Equal(want, got) {
					r.Fatalf("night %d: %d edges going on, %d of comparing everything, or not the same", night, len(got), len(want))
				}
				if len(some.Later) != len(whole.Later) {
					r.Fatalf("night %d: %d pairs apart (want %d)", night, len(some.Later), len(whole.Later))
				}
				if part.Anew == "" {
					wentOn++
				} else {
					anew++
				}
				for k, rule := range part.State {
					if rule.Dropped != report.State[k].Dropped || len(rule.Large) != len(report.State[k].Large) || rule.Pairs < report.State[k].Pairs {
						r.Fatalf("night %d: rule %d: %+v (want %+v)", night, k, rule, report.State[k])
					}
					large += len(rule.Large)
					if len(rule.Large) != len(state.State[k].Large) {
						altered++
					}
				}
				report, whole = part, some
			}
			before, state, kept = table, report, whole
			out = nil
			for range rapid.IntRange(0, 3).Draw(r, "away") {
				out = append(out, rapid.IntRange(0, len(v.people)-1).Draw(r, "who"))
			}
			for range rapid.IntRange(0, 3).Draw(r, "rewritten") {
				p := &v.people[rapid.IntRange(0, len(v.people)-1).Draw(r, "whom")]
				p.birth = fmt.Sprintf("20%02d-01-01", rapid.IntRange(8, 20).Draw(r, "born"))
				p.forename = rapid.SampledFrom(inventedStart).Draw(r, "forename")
			}
		}
	})
	t.Logf("%d comparisons went on, %d did not; %d large blocks, %d times as many as before or fewer", wentOn, anew, large, altered)
	if wentOn < 2*anew || anew == 0 || large == 0 || altered == 0 {
		t.Errorf("%d went on, %d did not, %d blocks were large, %d times others (want most, and some of each)", wentOn, anew, large, altered)
	}
}

// earlierOf returns what a comparison of one table is for another.
func earlierOf(before *Table, state *Report, kept *Edges, now *Table) *Earlier {
	at := map[string]int32{}
	for i := range now.Len() {
		at[now.Key(i)] = int32(i)
	}
	e := &Earlier{Changed: make([]bool, now.Len()), Limit: state.Limit}
	for i := range e.Changed {
		e.Changed[i] = true
	}
	same := make([]int32, before.Len())
	for i, digest := range before.Digests() {
		same[i] = -1
		if j, is := at[before.Key(i)]; is && now.Digests()[j] == digest {
			e.Changed[j], same[i] = false, j
		}
	}
	e.Rules = MoveKeys(state.State, same, now.Len())
	add := func(i, j int32, rule uint8) {
		if same[i] >= 0 && same[j] >= 0 {
			e.Pairs = append(e.Pairs, EarlierPair{same[i], same[j], rule})
		}
	}
	for k := range kept.L {
		add(kept.L[k], kept.R[k], kept.Rule[k])
	}
	for _, p := range kept.Later {
		add(p.I, p.J, p.Rule)
	}
	return e
}
