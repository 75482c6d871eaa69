package linkage

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"rollcall/matchers"
)

// A table of several is taken to hold nobody twice when its rows have fewer than one likely match among themselves for every
// hundred that they have in other tables, what chance brings left aside. Matched one to one, its rows are then weighed against each other, and pairs within
// it tell the rate of false links. A table that lacks what makes matches sure, such as the birth, is asked by those it has.
const (
	ownMatch        = .5 // of a row's own in another table
	fewLikely       = 20 // with other tables: too few to tell
	duplicatesShare = .01
)

// likelyMatches are how probable a match is to be called likely, until a table has more than a few.
var likelyMatches = []float64{.99, .9, ownMatch}

// findDuplicates finds out which tables hold nobody twice, where the settings leave it open, and reports whether any does.
func (r *Run) findDuplicates(ctx context.Context, o Options) (bool, error) {
	if len(r.Tables) < 2 || !r.anyOpen() {
		return false, nil
	}
	edges, _, err := matchers.Compare(ctx, r.Table, r.Model, matchers.CompareOptions{Workers: o.Workers, BlockLimit: r.Settings.BlockLimit})
	if err != nil {
		return false, err
	}
	own := r.likelyElsewhere(edges)
	likely := make([]likelyCount, len(r.Tables))
	for _, least := range likelyMatches {
		for k, c := range r.countLikely(edges, own, least) {
			if likely[k].across < fewLikely {
				likely[k] = c
			}
		}
	}
	found := false
	for k := range r.Tables {
		t := &r.Tables[k]
		if t.Duplicates != duplicatesAuto {
			continue
		}
		once := likely[k].exceeds(t.Rows, r.Table.Len()-t.Rows) < duplicatesShare*float64(likely[k].across)
		answer := duplicatesYes
		if once {
			answer, found = duplicatesNo, true
		}
		t.Duplicates = fmt.Sprintf("%s: %d likely matches within it, %d with other tables", answer, likely[k].within, likely[k].across)
	}
	return found, nil
}

// likelyCount are the likely matches of a table, and how many of those with other tables are expected to be false.
type likelyCount struct {
	within, across int
	falseAcross    float64
}

// exceeds is by how many the matches within a table of so many rows exceed what chance brings among them, as it does with so many others: by
// a standard deviation less, for a few prove little.
func (c likelyCount) exceeds(rows, others int) float64 {
	byChance := c.falseAcross * float64(rows) / 2 / float64(others)
	return float64(c.within) - byChance - math.Sqrt(float64(c.within))
}

// countLikely counts the matches of at least a probability within each table and with others. Two rows of one table that differ in something
// entirely, where each has a likely match of its own in another table that does not, are two people: namesakes who keep their
// addresses, or twins, and both are in both tables.
func (r *Run) countLikely(edges *matchers.Edges, own map[int32][]likelyRow, least float64) []likelyCount {
	out := make([]likelyCount, len(r.Tables))
	for k, p := range edges.Probability {
		if float64(p) < least {
			continue
		}
		i, j := edges.L[k], edges.R[k]
		a, b := r.Of[i], r.Of[j]
		switch {
		case a != b:
			for _, of := range [2]uint16{a, b} {
				out[of].across++
				out[of].falseAcross += 1 - float64(p)
			}
		case !r.keepApart(edges.Gamma[k], own[i], own[j]):
			out[a].within++
		}
	}
	return out
}

// likelyRow is a row of another table that a row is likely to match, with the levels of the two.
type likelyRow struct {
	row    int32
	levels matchers.Vector
}

// likelyElsewhere returns those of every row.
func (r *Run) likelyElsewhere(edges *matchers.Edges) map[int32][]likelyRow {
	own := map[int32][]likelyRow{}
	for k, p := range edges.Probability {
		if i, j := edges.L[k], edges.R[k]; p >= ownMatch && r.Of[i] != r.Of[j] {
			own[i] = append(own[i], likelyRow{j, edges.Gamma[k]})
			own[j] = append(own[j], likelyRow{i, edges.Gamma[k]})
		}
	}
	return own
}

// keepApart reports whether two rows differ entirely in something that each has in common with a row of its own.
func (r *Run) keepApart(levels matchers.Vector, own, other []likelyRow) bool {
	for k := range r.Model.Spec.Comparisons {
		if levels.At(k) != 0 {
			continue
		}
		for _, x := range own {
			for _, y := range other {
				if x.row != y.row && x.levels.At(k) > 0 && y.levels.At(k) > 0 {
					return true
				}
			}
		}
	}
	return false
}

// anyOpen reports whether the settings leave open whether a table holds a person twice.
func (r *Run) anyOpen() bool {
	return slices.ContainsFunc(r.Tables, func(t TableReport) bool { return strings.HasPrefix(t.Duplicates, duplicatesAuto) })
}
