package matchers

import (
	"fmt"
	"testing"
)

// TestShardsOfHomesThatAreKept links namesakes of whom each has a home with several rows: what tells them apart is known of all rows only.
func TestShardsOfHomesThatAreKept(t *testing.T) {
	columns := inventedColumns
	columns.Identifiers = nil
	table, _ := namesakesTable(t, [2]int{2, 2}, 20)
	c := tableAgrees(t, table, 1, PersonSpec(columns), TrainOptions{})
	if c.sums.Moves.Kept < fewestKept {
		t.Errorf("%v homes are kept (want %d, or nothing is tested)", c.sums.Moves.Kept, fewestKept)
	}
}

// TestShardsOfTornRows links rows without a birthday that fit a father and his son: how many rows people have, in all shards, decides.
func TestShardsOfTornRows(t *testing.T) {
	v, b, has := invent(1, 150), NewBuilder(inventedFields...), map[int]bool{}
	for k, p := range v.people {
		p.add(b, 0)
		if p.house%12 == 0 && !has[p.house] && p.birth != "" && p.address != "" {
			has[p.house] = true
			for n, birth := range []string{fmt.Sprintf("%d-%02d-%02d", 1970+k%9, 1+k%12, 1+k%28), ""} { // the father, and who can be either
				q := p
				q.key, q.birth, q.upn, q.sex = fmt.Sprintf("%s.%d", p.key, n), birth, "", ""
				q.add(b, 0)
			}
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	columns := inventedColumns
	columns.Identifiers = nil
	if c := tableAgrees(t, table, 1, PersonSpec(columns), TrainOptions{}); c.moved == 0 {
		t.Error("the sizes of clusters move no row: nothing is tested")
	}
}

// TestShardsOfDefinitePairs links a register in which rows of one surname and birth are one person, twins too.
func TestShardsOfDefinitePairs(t *testing.T) {
	columns := inventedColumns
	columns.Identifiers = nil
	spec, table := PersonSpec(columns), severalNames(t, invent(3, 60), 3)
	without := tableAgrees(t, table, 3, spec, TrainOptions{})
	spec.Definite = []Definite{{"twins", []Condition{{"surname", []string{"exact"}}, {"birth", []string{"exact"}}}}}
	with := tableAgrees(t, table, 3, spec, TrainOptions{})
	if with.clusters >= without.clusters {
		t.Errorf("%d clusters, and %d without definite pairs: nothing is tested", with.clusters, without.clusters)
	}
}

// TestShardsTrainOnSomeOfManyPairs links a table in which rules have more pairs than training looks at.
func TestShardsTrainOnSomeOfManyPairs(t *testing.T) {
	b := NewBuilder(inventedFields...)
	for n := range 1500 { // three postcodes, at each of which 500 have one surname
		home := n % 3
		person{key: fmt.Sprintf("%06d", n*7919%100003), forename: inventedStart[n%16] + inventedEnd[n/16%12] + inventedStart[n/192%16], surname: "MOSS",
			birth: fmt.Sprintf("%d-%02d-%02d", 1990+n%30, 1+n/30%12, 1+n/360), sex: "F", address: fmt.Sprintf("%d FERN RD", n/2),
			postcode: []string{"QX1 1AA", "QX2 2BB", "QX3 3DD"}[home]}.add(b, 0)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	columns := inventedColumns
	columns.Identifiers = nil
	c := tableAgrees(t, table, 1, PersonSpec(columns), TrainOptions{})
	some := 0
	for r, rule := range c.sums.Rules {
		if step, does := c.sums.TrainsOn(c.spec, r); does && step > 1 {
			some++
			t.Logf("%s: %d pairs, one block in %d", rule.Rule, rule.Pairs, step)
		}
	}
	if some == 0 {
		t.Errorf("no rule has more than %d pairs: nothing is tested (%+v)", trainingPairs, c.sums.Rules)
	}
}
