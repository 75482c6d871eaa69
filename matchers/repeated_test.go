package matchers

import "testing"

// Two rows of one birthday with different forenames are left to a person where anybody may be in a table twice, for they may be twins;
// between two files that hold nobody twice the weight decides.
func TestATwinMayBeWrittenTwice(t *testing.T) {
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates})
	for k, forename := range []string{"ORLA", "BRAM"} {
		b.Row(forename, uint16(k))
		b.Add(0, forename)
		b.Add(1, "QUAYLE")
		b.Add(2, "2016-03-04")
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	m := &Model{Version: ModelVersion, Households: true, Prior: Prior{Match: 1e-4, Household: 1e-3}}
	for _, c := range spec.Comparisons {
		p := Parameters{Comparison: c.Name}
		for _, l := range c.Levels() {
			p.M, p.H, p.U = append(p.M, l.M), append(p.H, l.U), append(p.U, l.U)
		}
		m.Parameters = append(m.Parameters, p)
	}
	for _, c := range []struct {
		never [][2]uint16
		kept  bool
	}{{nil, true}, {[][2]uint16{{0, 0}}, true}, {[][2]uint16{{1, 1}}, true}, {[][2]uint16{{0, 0}, {1, 1}}, false}} {
		m.Spec = spec
		m.Spec.Never = c.never
		w, err := Explain(table, m, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if kept := w.Veto != ""; kept != c.kept {
			t.Errorf("never %v: kept apart by %q, want %v", c.never, w.Veto, c.kept)
		}
	}
}
