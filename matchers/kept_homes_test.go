package matchers

import (
	"fmt"
	"testing"
)

// namesakesTable writes people of their own names twice at their homes, pairs of one name and birth so often at either of two homes as asked,
// and returns the table and the number of the first such pair's first row.
func namesakesTable(t *testing.T, times [2]int, pairs int) (*Table, int) {
	t.Helper()
	b := NewBuilder(inventedFields...)
	n := 0
	add := func(name string, home int) {
		person{key: fmt.Sprintf("%06d", n), forename: "ADA", surname: name, birth: "2014-03-02", address: fmt.Sprintf("%d FERN RD", home), postcode: []string{"QX1 1AA", "QY22 7BT"}[home%2]}.add(b, 0)
		n++
	}
	word := func(k int) string { return fmt.Sprintf("MOSS%c%c", 'A'+k/26%26, 'A'+k%26) }
	for k := range 100 {
		add(word(k), k)
		add(word(k), k)
	}
	first := n
	for k := range pairs {
		for home, times := range times {
			for range times {
				add(word(200+k), 200+home+2*k)
			}
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table, first
}

// TestHomesThatAreKept asks of rows of one name and birth at two homes whether they are two people: where each home has two rows, in a table where
// nobody has a single row elsewhere; not where one home has one, nor where few are so.
func TestHomesThatAreKept(t *testing.T) {
	columns := inventedColumns
	columns.Identifiers = nil
	for _, c := range []struct {
		times [2]int
		pairs int
		apart bool
	}{{[2]int{2, 2}, 20, true}, {[2]int{2, 1}, 20, false}, {[2]int{2, 2}, 5, false}} {
		table, first := namesakesTable(t, c.times, c.pairs)
		spec := PersonSpec(columns)
		v, err := table.prepareVectors(spec)
		if err != nil {
			t.Fatal(err)
		}
		w := table.prepareBorneOut(spec, v)
		i, j := int32(first), int32(first+c.times[0])
		if got := w.tellHomesApart(i, j, v.forWorker().vectorOfRows(i, j)); got != c.apart {
			t.Errorf("%d pairs of %v rows: told apart %v (want %v)", c.pairs, c.times, got, c.apart)
		}
		if i := i + 1; w.tellHomesApart(int32(first), i, v.forWorker().vectorOfRows(int32(first), i)) {
			t.Errorf("%d pairs of %v rows: two rows of one home are told apart", c.pairs, c.times)
		}
	}
}
