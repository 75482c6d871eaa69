package matchers

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestCrowdsStartWhereHouseholdsEnd(t *testing.T) {
	check := func(rows, want []float64) {
		t.Helper()
		if got := lnCrowds(rowsOfValues{rows: rows}); !cmp.Equal(got, want, cmpopts.EquateApprox(0, 1e-9)) {
			t.Errorf("of addresses with %v rows: %v, want %v", rows, got, want)
		}
	}
	check([]float64{4, 4, 4, 3, 1}, nil)
	check([]float64{4, 4, 4, 4, 4, 30}, nil)                                                               // more than half of the rows live there
	check([]float64{4, 4, 4, 4, 4, 4, 4, 4, 4, 32}, nil)                                                   // eight times the middle
	check(append(make([]float64, 3), 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 20), []float64{13: math.Log(20. / 16)}) // values that no row has
	check([]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9}, []float64{12: math.Log(9. / 8)})               // every person once
	check(nil, nil)
}

// rowsOfValues is a crowded comparer of which only the counts matter.
type rowsOfValues struct {
	comparer
	valued
	rows []float64
}

func (r rowsOfValues) countRows() []float64 { return r.rows }

// TestAHostelIsNoHousehold compares pairs that agree in all but the size of their address, of which one address is a hostel.
func TestAHostelIsNoHousehold(t *testing.T) {
	b := NewBuilder(Field{"forename", Names}, Field{"address", Addresses})
	for k := range 400 {
		b.Row(fmt.Sprint("home ", k), 0)
		b.Add(0, "ANNE")
		b.Add(1, fmt.Sprintf("%d HIGH ST", k/4+1))
	}
	for k := range 320 {
		b.Row(fmt.Sprint("hostel ", k), 0)
		b.Add(0, "ANNE")
		b.Add(1, "1 QUAY ST")
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Addresses: []string{"address"}})
	m := &Model{Version: ModelVersion, Spec: spec, Households: true, Prior: Prior{Match: 1e-4, Household: 1e-3}}
	for _, c := range spec.Comparisons {
		p := Parameters{Comparison: c.Name}
		for _, l := range c.Levels() {
			p.M, p.H, p.U = append(p.M, l.M), append(p.H, l.U), append(p.U, l.U)
		}
		m.Parameters = append(m.Parameters, p)
	}
	home, err := Explain(table, m, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	hostel, err := Explain(table, m, 400, 401)
	if err != nil {
		t.Fatal(err)
	}
	// 320 rows are ten times eight times four.
	if got, want := home.Weight-hostel.Weight, math.Log2(10); math.Abs(got-want) > 1e-9 {
		t.Errorf("a pair of the hostel weighs %.4f bits less than one of a home, want %.4f", got, want)
	}
	place := spec.Index("place")
	if got := hostel.Steps[place].TermFrequency; math.Abs(got+math.Log2(10)) > 1e-9 || home.Steps[place].TermFrequency != 0 {
		t.Errorf("the explanation takes off %.4f bits for the hostel and %.4f for a home", -got, -home.Steps[place].TermFrequency)
	}
}
