package matchers

import (
	"math"
	"slices"
	"testing"
)

// grouped makes a correlation of rows in groups, with the odds and bars that pair says, in natural logarithms.
func grouped(groups [][]int, pair func(x, y int) (float64, uint8)) *correlation {
	n := 0
	for _, g := range groups {
		n += len(g)
	}
	c := &correlation{rows: make([]int32, n), link: logOdds(.95), gap: 2 * math.Ln2, odds: make([]float64, n*n), bar: make([]uint8, n*n),
		of: make([]int, n), fixed: make([]bool, n), fill: filling{has: make([]uint32, n)}}
	for y := range n {
		c.rows[y] = int32(y)
		for x := range y {
			odds, bar := pair(x, y)
			c.odds[x*n+y], c.odds[y*n+x], c.bar[x*n+y], c.bar[y*n+x] = odds, odds, bar, bar
		}
	}
	for g, rows := range groups {
		c.group = append(c.group, slices.Clone(rows))
		for _, x := range rows {
			c.of[x] = g
		}
	}
	return c
}

// A record under the name and address of years ago is attached to the child who has changed both, although it disagrees with
// most of the child's rows; and not when it may be somebody else's.
func TestARowIsAttachedToTheGroupItMatchesOutright(t *testing.T) {
	// Row 0 is the stray, 1 to 5 the child: 1 in the old state, the others in the new. Rows 6 and 7 are somebody else.
	groups := [][]int{{0}, {1, 2, 3, 4, 5}, {6, 7}}
	check := func(what string, joined bool, change func(x, y int, odds float64) (float64, uint8)) {
		t.Helper()
		c := grouped(groups, func(x, y int) (float64, uint8) {
			switch {
			case x == 0 && y == 1:
				return change(x, y, 9)
			case x == 0:
				return change(x, y, -12)
			case y <= 5 || x >= 6:
				return 10, barIdentifier
			}
			return change(x, y, -15)
		})
		c.attachStrays()
		if got := c.of[0] == c.of[1]; got != joined {
			t.Errorf("%s: attached %v, want %v", what, got, joined)
		}
		if c.of[1] == c.of[6] {
			t.Errorf("%s: two people are joined", what)
		}
	}
	as := func(odds float64) (float64, uint8) { return odds, 0 }
	check("nothing stands against it", true, func(x, y int, odds float64) (float64, uint8) { return as(odds) })
	check("an identifier differs from one row", false, func(x, y int, odds float64) (float64, uint8) {
		if x == 0 && y == 4 {
			return odds, barConflict
		}
		return as(odds)
	})
	check("somebody else is about as likely", false, func(x, y int, odds float64) (float64, uint8) {
		if x == 0 && y == 6 {
			return 8.5, 0
		}
		return as(odds)
	})
	check("somebody else is likely, but clearly less", true, func(x, y int, odds float64) (float64, uint8) {
		if x == 0 && y == 6 {
			return 6, 0
		}
		return as(odds)
	})
	check("no forename in common with most of the rows", false, func(x, y int, odds float64) (float64, uint8) {
		if x == 0 && y > 1 {
			return odds, barVeto
		}
		return as(odds)
	})
	check("not likely enough", false, func(x, y int, odds float64) (float64, uint8) { return as(min(odds, 2.5)) })
}

// Two clusters are one person as wholes when their rows are, not when one thin row of each agrees.
func TestTogetherLooksAtEveryRow(t *testing.T) {
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"dob", Dates}, Field{"upn", Identifiers})
	for i, r := range [][4]string{
		{"Alma", "Quayle", "2015-03-04", "A1"}, {"Alma", "Quayle", "", ""}, // one child, with a thin row
		{"Alma", "Quayle", "2011-09-30", "B2"}, {"Alma", "Quayle", "", ""}, // a namesake, with another
		{"Alma", "Quayle", "2015-03-04", ""},
	} {
		b.Row(string(rune('a'+i)), 0)
		for k, v := range r {
			b.Add(k, v)
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "dob",
		Identifiers: []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}}}})
	model, _, err := Train(t.Context(), table, spec, TrainOptions{RandomPairs: 1000})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newScorer(table, model)
	if err != nil {
		t.Fatal(err)
	}
	limits, err := newConstraints(table, s, ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	groups := membersOf(&Clusters{N: 3, Of: []int32{0, 0, 1, 1, 2}})
	if got := groups.clusterChance(s, limits, 0, 1); got != 0 {
		t.Errorf("two children with a UPN each: together %g, want 0", got)
	}
	one, namesake := groups.clusterChance(s, limits, 0, 2), groups.clusterChance(s, limits, 1, 2)
	if one <= namesake {
		t.Errorf("the same birthday: together %g, another's %g; want the first the likelier", one, namesake)
	}
}
