package matchers

import (
	"math"
	"testing"
)

// TestTheWeightKeepsTwinsApart holds the model alone, with no veto on a forename, to what the veto is for where it must not fail.
func TestTheWeightKeepsTwinsApart(t *testing.T) {
	v := invent(4, 300)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 2, ResolveOptions{Link: .5})
	twinsApart(t, v, got)
}

// TestForenamesAreBorneOut asks which rows of one home and birthday are told apart: both forenames must be written elsewhere too.
func TestForenamesAreBorneOut(t *testing.T) {
	row := func(forename, birth string) person {
		return person{forename: forename, surname: "MOSSLEY", birth: birth, address: "3 FERN RD", postcode: "QX1 1AA"}
	}
	v := invented{[]person{
		row("ADELA", "2012-03-04"), row("ADELLA", "2012-03-04"), // each other's
		row("BRUNO", "2012-03-04"), row("BRUNO", "2012-03-04"),
		row("CLEMENT", "2012-03-04"),                   // nobody's
		row("DAVINA", "2012-03-04"), row("DAVINA", ""), // of which one has no birthday
		row("", "2012-03-04"), row("", "2012-03-04"), // and names that are not there bear out nothing
		row("EDITH", "2012-03-04"), row("EDITH", "2014-08-19"), // of another birthday
		row("FELIX", "2012-03-04"), row("FELIX", "2013-03-04"), // or of one with a slip, at one home
	}}
	for k := range v.people {
		v.people[k].key = string('a' + rune(k))
	}
	table := v.table(t, inOrder(len(v.people)))
	spec := PersonSpec(inventedColumns)
	vectors, err := table.prepareVectors(spec)
	if err != nil {
		t.Fatal(err)
	}
	w := table.prepareBorneOut(spec, vectors)
	for i, want := range []bool{true, true, true, true, false, false, false, false, false, false, false, true, true} {
		if w.borne[i] != want {
			t.Errorf("row %d, %q: borne out %v (want %v)", i, v.people[i].forename, w.borne[i], want)
		}
	}
	weigh := func(told float64, i, j int32) float64 {
		m := &Model{Version: ModelVersion, Spec: spec, Households: true, Told: told, Prior: Prior{Match: 1e-4, Household: 1e-3}}
		for _, c := range spec.Comparisons {
			p := Parameters{Comparison: c.Name}
			for _, l := range c.Levels() {
				p.M, p.H, p.U = append(p.M, l.M), append(p.H, l.U), append(p.U, l.U)
			}
			m.Parameters = append(m.Parameters, p)
		}
		s, err := newScorer(table, m)
		if err != nil {
			t.Fatal(err)
		}
		pair, _ := s.scoreRows(i, j, math.Inf(-1))
		return pair.logOdds
	}
	// Where every second pair of two people is told apart, one that is not is twice as likely to be of one.
	if got := weigh(.5, 2, 4) - weigh(0, 2, 4); math.Abs(got-math.Ln2) > 1e-9 {
		t.Errorf("BRUNO and CLEMENT, whom nobody tells apart, gain %g (want ln 2)", got)
	}
	if got := weigh(.5, 0, 2) - weigh(0, 0, 2); got != 0 {
		t.Errorf("ADELA and BRUNO, who are told apart, gain %g", got)
	}
	if !w.tellNamesApart(0, 2) || w.tellNamesApart(0, 4) {
		t.Error("ADELA and BRUNO are not told apart, or ADELA and CLEMENT are")
	}
}

// TestAMissingForenameForbidsNothing writes one more record of some children who have no twin, without forename and number, and
// wants it joined to them and to nobody else.
func TestAMissingForenameForbidsNothing(t *testing.T) {
	v := invent(6, 300)
	whole := len(v.people)
	wanted, twin := map[int]bool{}, map[int]bool{}
	for i, p := range v.people {
		for _, q := range v.people[:i] {
			if p.who != q.who && p.house == q.house && p.birth == q.birth {
				twin[p.who], twin[q.who] = true, true
			}
		}
	}
	for _, p := range v.people[:whole] {
		if p.birth == "" || p.address == "" || p.postcode == "QY1 1AA" || wanted[p.who] || twin[p.who] || len(wanted) == 60 {
			continue
		}
		wanted[p.who] = true
		p.key, p.forename, p.upn = p.key+"x", "", ""
		v.people = append(v.people, p)
	}
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 2, ResolveOptions{Link: .5})
	found := 0
	for i, p := range v.people[whole:] {
		joined := false
		for j, q := range v.people[:whole] {
			if got.clusters.Of[whole+i] != got.clusters.Of[j] {
				continue
			}
			joined = true
			if q.who != p.who {
				t.Errorf("row %d without a forename is joined to another child, row %d", whole+i, j)
			}
		}
		if joined {
			found++
		}
	}
	if found < 54 {
		t.Errorf("%d of 60 records without a forename are found (want nine in ten)", found)
	}
}
