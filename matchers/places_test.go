package matchers

import (
	"context"
	"fmt"
	"testing"
)

// Block numbers that differ in their upper halves alone are not one block, and those of rows without a block are none.
func TestLanesTellBlocksApart(t *testing.T) {
	table := NewBuilder(Field{"a", Words})
	for n := range 5 {
		table.Row(fmt.Sprint(n), 0)
	}
	rows, err := table.Table()
	if err != nil {
		t.Fatal(err)
	}
	none := func(i uint32) uint32 { return noBlock | i }
	const far = 1 << 16
	indexed := [][]uint32{ // by rule and row
		{7, 7 + far, 7 + 2*far, 7 + 3*far, none(4)},
		{none(0), none(1), 3, 3, none(4)},
		{5 + far, 6 + far, none(2), none(3), 5 + far},
		{1, 2 + 3*far, none(2), none(3), none(4)},
	}
	b := &blocks{t: rows, live: []*ruleBlocks{{}, {}, {}, {}}, lane: []int{0, 1, 2, 3, 4}}
	b.lanes.groups = 1
	b.lanes.words = make([]uint64, 2*rows.Len())
	if err := b.writeLanes(context.Background(), 0, indexed, 1); err != nil {
		t.Fatal(err)
	}
	for r, lane := range indexed {
		for i, want := range lane {
			if got := b.lanes.at(int32(i), r); got != want {
				t.Errorf("rule %d, row %d: block %d (want %d)", r, i, got, want)
			}
			for j := range lane {
				if j == i {
					continue
				}
				if got := b.meetEarlier(int32(i), int32(j), r, r+1); got != (lane[i] == lane[j]) {
					t.Errorf("rule %d: rows %d and %d of blocks %d and %d meet: %v", r, i, j, lane[i], lane[j], got)
				}
			}
		}
	}
	if b.meetEarlier(0, 4, 0, 2) || !b.meetEarlier(0, 4, 0, 3) {
		t.Error("rows 0 and 4 meet in the third rule alone")
	}
}
