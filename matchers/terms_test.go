package matchers

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestUnmarkedRowsRiseNoFurtherThanTheMargin takes rows away, by chance and by their names, and demands of every pair of rows that stay
// and are not marked that it weighs no more than margin bits above what it did.
func TestUnmarkedRowsRiseNoFurtherThanTheMargin(t *testing.T) {
	v := invent(8, 150)
	spec := PersonSpec(inventedColumns)
	m := link(t, v.table(t, inOrder(len(v.people))), spec, 1, ResolveOptions{}).model
	marked, free, most := 0, 0, 0.0
	rapid.Check(t, func(r *rapid.T) {
		v := invent(rapid.Uint64Range(1, 50).Draw(r, "seed"), 60)
		before := v.table(t, inOrder(len(v.people)))
		initial := rapid.SampledFrom([]byte("ABCDEFGHJKLMNPRSTW")).Draw(r, "initial")
		keep := rapid.IntRange(50, 100).Draw(r, "keep")
		var stay []int
		for i := range v.people {
			name := append(before.Values(i, inventedColumns.Forenames[0]), "?")[0]
			if int(mixBits(uint64(i))%100) < keep && (name[0] != initial || i%5 == 0) {
				stay = append(stay, i)
			}
		}
		if len(stay) < 2 {
			return
		}
		now := v.table(t, stay)
		was, err := CountTerms(before, spec)
		if err != nil {
			r.Fatal(err)
		}
		is, err := CountTerms(now, spec)
		if err != nil {
			r.Fatal(err)
		}
		margin := rapid.Float64Range(1, 8).Draw(r, "margin")
		changed := make([]bool, len(stay))
		possible, err := is.MarkRarer(now, m, was, margin, changed)
		if err != nil {
			r.Fatal(err)
		}
		if !possible {
			return
		}
		x, err := newScorer(before, m)
		if err != nil {
			r.Fatal(err)
		}
		y, err := newScorer(now, m)
		if err != nil {
			r.Fatal(err)
		}
		for a := range stay {
			for b := range a {
				if changed[a] || changed[b] {
					marked++
					continue
				}
				free++
				p, _ := x.scoreRows(int32(stay[a]), int32(stay[b]), math.Inf(-1))
				q, _ := y.scoreRows(int32(a), int32(b), math.Inf(-1))
				if rise := inBits(q.logOdds - p.logOdds); rise > margin+1e-6 {
					r.Fatalf("rows %d and %d rise by %v bits (want at most %v)", stay[a], stay[b], rise, margin)
				} else {
					most = max(most, rise)
				}
			}
		}
	})
	t.Logf("%d pairs marked, %d not, of which one rose by %.2f bits", marked, free, most)
	// In bits, not as a share of a margin that is drawn: a wide one would make a sound rise look like none.
	if free == 0 || most < .1 {
		t.Error("want pairs that rise")
	}
}

// TestRowsOfRarerValuesAreMarked takes rows of one surname of six hundred away.
func TestRowsOfRarerValuesAreMarked(t *testing.T) {
	spec := Spec{Comparisons: []Comparison{{Name: "surname", Measure: MeasureSurname, Columns: []string{"surname"}, TermFrequency: true}},
		Blocking: []BlockingRule{{Name: "surname", Keys: []Key{{Columns: []string{"surname"}, Part: Whole}}}}}
	m := &Model{Spec: spec, Parameters: []Parameters{{U: []float64{.9, .05, .04, .01}}}}
	// Name k of the first five hundred has twenty rows, of the others four, but for how many are said.
	table := func(rows map[int]int) *Table {
		b := NewBuilder(Field{"surname", Names})
		for k := range 600 {
			n := 4
			if k < 500 {
				n = 20
			}
			if said, ok := rows[k]; ok {
				n = said
			}
			for x := range n {
				b.Row(fmt.Sprintf("%03d-%02d", k, x), 0)
				b.Add(0, fmt.Sprintf("%c%c%c%c", 'A'+k%26, 'A'+k/26, 'Z'-k%26, 'Z'-k/26))
			}
		}
		out, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	was, err := CountTerms(table(nil), spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		rows     map[int]int
		marked   int
		possible bool
	}{
		{"nothing", nil, 0, true},
		{"a rare one becomes rarer", map[int]int{550: 1}, 1, true},
		{"not by as much as the margin", map[int]int{550: 3}, 0, true},
		{"a frequent one is so no longer", map[int]int{7: 4}, 4, true},
		{"frequent ones become rarer", map[int]int{7: 6}, 0, false},
		{"a rare one is gone", map[int]int{550: 0}, 0, true},
		{"a frequent one is gone", map[int]int{7: 0}, 0, false},
	} {
		now := table(c.rows)
		is, err := CountTerms(now, spec)
		if err != nil {
			t.Fatal(err)
		}
		changed := make([]bool, now.Len())
		possible, err := is.MarkRarer(now, m, was, 1.5, changed)
		marked := 0
		for _, x := range changed {
			if x {
				marked++
			}
		}
		if err != nil || possible != c.possible || possible && marked < c.marked || possible && c.marked == 0 && marked > 0 {
			t.Errorf("%s: %d rows marked, possible %v, %v (want %d, %v)", c.name, marked, possible, err, c.marked, c.possible)
		}
	}
}
