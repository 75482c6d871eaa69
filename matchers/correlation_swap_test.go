package matchers

import "testing"

// Two namesakes' rows stand crosswise, all of them as good as sure anywhere: they are changed over, unless a judgement holds one, the gain is
// small, or the two groups may be one person after all.
func TestRowsOfNamesakesAreChangedOver(t *testing.T) {
	// Rows 0 and 1 are one child, 2 the other; 3 belongs with the first, 4 with the second.
	check := func(what string, swapped bool, elsewhere float64, rows, people uint8, hold int) {
		t.Helper()
		c := grouped([][]int{{0, 1, 4}, {2, 3}}, func(x, y int) (float64, uint8) {
			first := func(k int) bool { return k == 0 || k == 1 || k == 3 }
			switch {
			case x == 3 && y == 4:
				return 12, rows
			case x < 2 && y == 2:
				return 12, people
			case first(x) == first(y):
				return 15, 0
			}
			return elsewhere, 0
		})
		if hold >= 0 {
			c.fixed[hold] = true
		}
		if got := c.swapRows(); got != swapped || (c.of[3] == c.of[0] && c.of[4] == c.of[2]) != swapped {
			t.Errorf("%s: changed over %v (want %v): %v", what, got, swapped, c.group)
		}
		if c.swapRows() {
			t.Errorf("%s: changed back", what)
		}
	}
	check("each fits the other's home", true, 12, barConflict, barConflict, -1)
	check("as well here as there", false, 14.8, barConflict, barConflict, -1)
	check("the groups may be one", false, 12, barConflict, 0, -1)
	check("the rows may be one", false, 12, 0, barConflict, -1)
	check("an officer has judged", false, 12, barConflict, barConflict, 3)
}

// Of two joins whose sums are as great, for either is as good as sure, the better pair goes first.
func TestTheBetterOfTwoSureJoinsGoesFirst(t *testing.T) {
	c := grouped([][]int{{0}, {1}, {2}}, func(x, y int) (float64, uint8) {
		switch [2]int{x, y} {
		case [2]int{0, 2}:
			return 13, 0
		case [2]int{1, 2}:
			return 16, 0
		}
		return -5, barConflict
	})
	c.sumGroups()
	c.joinBest()
	if c.of[1] != c.of[2] || c.of[0] == c.of[2] {
		t.Errorf("groups %v (want rows 1 and 2 in one)", c.group)
	}
}
