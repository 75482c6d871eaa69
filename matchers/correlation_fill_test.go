package matchers

import (
	"math"
	"testing"
)

// A row without a birthday that stands with the rows of one child is no bridge to a brother of the same forename, whose birthday is another.
func TestMatesSayWhatARowLacks(t *testing.T) {
	// Row 0 has no birthday; 1 is of the same child and has one; 2 has another.
	c := grouped([][]int{{0, 1}, {2}}, func(x, y int) (float64, uint8) {
		if x == 1 {
			return -6, 0
		}
		return 3, 0
	})
	c.fill = filling{has: []uint32{0, 1, 1}, vectors: make([]Vector, 9), classes: make([][classes]float64, 9), s: &scorer{theta: [classes][][]float64{
		classM: {logarithms([]float64{.01, .99})}, classH: {logarithms([]float64{.9, .1})}, classU: {logarithms([]float64{.99, .01})},
	}}}
	c.fill.vectors[1*3+2] = Vector(0).set(0, 0)
	c.fill.classes[0*3+2] = [classes]float64{classM: 3, classH: -1, classU: -2}
	if _, alone, _ := c.sumEvidence([]int{0}, []int{2}); alone != 3 {
		t.Errorf("the row alone: %v (want 3, as it says itself)", alone)
	}
	if _, best, _ := c.sumEvidence([]int{0, 1}, []int{2}); best > 0 {
		t.Errorf("with its mate: %v (want less than nothing)", best)
	}
	c.fill.s.theta[classM][0] = logarithms([]float64{.9, .1}) // then it would speak for it, which the row does itself or not at all
	if _, best, _ := c.sumEvidence([]int{0, 1}, []int{2}); best != 3 {
		t.Errorf("with a mate that agrees: %v (want 3)", best)
	}
}

// A row without a birthday fits a father with one row and a son with two as well. Where most have two rows and hardly anybody three, it is the
// father's; where nothing is known of that it stays where it is.
func TestSizesSettleATornRow(t *testing.T) {
	settle := func(sizes []float64) (*correlation, bool) {
		c := grouped([][]int{{1}, {0, 2, 3}}, func(x, y int) (float64, uint8) {
			switch {
			case x == 0:
				return 3 + .1*float64(y), 0
			case x == 1:
				return -6, 0
			}
			return 9, 0
		})
		c.fill.has = []uint32{0, 1, 1, 1}
		torn := c.settleTorn(sizes)
		return c, torn
	}
	if c, torn := settle(nil); !torn || c.of[0] != c.of[2] {
		t.Errorf("without sizes: torn %v, with the son %v (want both)", torn, c.of[0] == c.of[2])
	}
	if c, _ := settle([]float64{0, 100, 500, 10, 0}); c.of[0] != c.of[1] {
		t.Error("most have two rows: the row is not the father's")
	}
	if c, _ := settle([]float64{0, 500, 10, 500, 0}); c.of[0] != c.of[2] {
		t.Error("hardly anybody has two rows: the row is not the son's")
	}
	if got := leanTo([]float64{0, 9, 99, 0}, 1); math.Abs(got-math.Log(10)) > 1e-9 {
		t.Errorf("ten have two rows for one who has one: %v (want ln 10)", got)
	}
}
