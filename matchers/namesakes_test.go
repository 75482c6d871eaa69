package matchers

import (
	"fmt"
	"testing"
)

// TestOwnHomeWeighsMoreThanANamesakeElsewhere writes children once into each of two files, and beside each a namesake of the same birthday
// whom only the second file has, at another home. A row weighs more with the child's own than with the namesake's: all else is the same.
func TestOwnHomeWeighsMoreThanANamesakeElsewhere(t *testing.T) {
	v := invent(5, 700)
	n := len(v.people)
	const children = 40
	for k := range children {
		own := v.people[k*(n/children)]
		own.who, own.upn = -k, ""
		own.forename, own.surname, own.birth = inventedStart[k%16]+inventedEnd[k%12], inventedStart[k*5%16]+inventedEnd[k*7%12]+"WICK", fmt.Sprintf("2012-05-%02d", 1+k%28)
		own.address, own.postcode = fmt.Sprintf("%d FERN RD", 200+k), fmt.Sprintf("QX3 %dAB", k%10)
		sibling, namesake := own, own
		sibling.forename, sibling.birth = inventedStart[(k+3)%16]+inventedEnd[(k+5)%12], fmt.Sprintf("2015-07-%02d", 1+k%28)
		namesake.address, namesake.postcode = fmt.Sprintf("%d MOSS ST", 200+k), fmt.Sprintf("QX7 %dCD", k%10)
		for place, p := range []person{own, own, namesake, sibling, sibling} {
			p.key = fmt.Sprintf("own%03d-%d", k, place)
			v.people = append(v.people, p)
		}
	}
	b := NewBuilder(inventedFields...)
	for k, p := range v.people {
		file := uint16(k % 2)
		if k >= n {
			file = []uint16{0, 1, 1, 0, 1}[(k-n)%5]
		}
		p.add(b, file)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	m, _ := trained(t, table, PersonSpec(inventedColumns))
	if m.Prior.Household == 0 {
		t.Fatal("no class of households: nothing is tested")
	}
	s, err := newScorer(table, m)
	if err != nil {
		t.Fatal(err)
	}
	for k := range children {
		row := int32(n + 5*k)
		own, _ := s.scoreRows(row, row+1, -1000)
		namesake, _ := s.scoreRows(row, row+2, -1000)
		if own.logOdds < namesake.logOdds+1 {
			t.Errorf("child %d: %.1f with the own row, %.1f with the namesake's elsewhere (want the own row above it)", k, own.logOdds, namesake.logOdds)
		}
	}
}
