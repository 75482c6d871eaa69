package matchers

import (
	"context"
	"fmt"
	"testing"
)

// TestTablesOfOtherShapesAreNotMeasuredByTheirOwn links three tables in which nobody is twice, of which one lacks the birth and one all
// but names and birth: pairs within a table are not what pairs between two of them are.
func TestTablesOfOtherShapesAreNotMeasuredByTheirOwn(t *testing.T) {
	table, who, spec := inventThreeFiles(t, 61, 1100)
	_, e := trained(t, table, spec)
	off, sure := statedError(e, who, func(k int) float64 { return float64(e.Probability[k]) })
	t.Logf("calibration error %.4f, right at .99 %.4f", off, sure)
	if off > .03 || sure < .995 {
		t.Errorf("calibration error %.4f, right at .99 %.4f (want at most .03, and .995; measured by their own .103 and .992)", off, sure)
	}
}

// trained trains on a table and returns the model and the edges that it finds.
func trained(t *testing.T, table *Table, spec Spec) (*Model, *Edges) {
	t.Helper()
	ctx := context.Background()
	m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := Compare(ctx, table, m, CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return m, e
}

// inventThreeFiles writes the people of invented households once into each of three files, some into fewer, of which one lacks the birth
// and one all but names and birth. It returns the table, the person of each row and what to compare.
func inventThreeFiles(t *testing.T, seed uint64, households int) (*Table, []int32, Spec) {
	t.Helper()
	v := invent(seed, households)
	b := NewBuilder(inventedFields...)
	records := map[int]uint16{}
	var who []int32
	for _, p := range v.people {
		file := (records[p.who] + uint16(p.who)) % 3
		switch p.upn = ""; file {
		case 1:
			p.birth = ""
		case 2:
			p.address, p.postcode, p.sex = "", "", ""
		}
		p.key = fmt.Sprintf("%d-%06d", file, p.who)
		p.add(b, file)
		who = append(who, int32(p.who))
		records[p.who]++
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	columns := inventedColumns
	columns.Identifiers = nil
	spec := PersonSpec(columns)
	spec.Never = [][2]uint16{{0, 0}, {1, 1}, {2, 2}}
	return table, who, spec
}
