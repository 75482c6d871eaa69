package linkage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"
)

// A table of several is taken to hold nobody twice when its rows have fewer than one likely match among themselves for every
// hundred that they have in other tables. Matched one to one, its rows are then weighed against each other, and pairs within
// it tell the rate of false links.
const (
	likelyMatch     = .99
	ownMatch        = .5 // of a row's own in another table
	duplicatesShare = .01
)

// findDuplicates finds out which tables hold nobody twice, where the settings leave it open, and reports whether any does.
func (r *Run) findDuplicates(ctx context.Context, o Options) (bool, error) {
	if len(r.Tables) < 2 || !r.anyOpen() {
		return false, nil
	}
	edges, _, err := matchers.Compare(ctx, r.Table, r.Model, matchers.CompareOptions{Workers: o.Workers, BlockLimit: r.Settings.BlockLimit})
	if err != nil {
		return false, err
	}
	within, across := r.countLikely(edges)
	found := false
	for k := range r.Tables {
		t := &r.Tables[k]
		if t.Duplicates != duplicatesAuto {
			continue
		}
		once := float64(within[k]) < duplicatesShare*float64(across[k])
		answer := duplicatesYes
		if once {
			answer, found = duplicatesNo, true
		}
		t.Duplicates = fmt.Sprintf("%s: %d likely matches within it, %d with other tables", answer, within[k], across[k])
	}
	return found, nil
}

// countLikely counts the likely matches within each table and with others. Two rows of one table that differ in something
// entirely, where each has a likely match of its own in another table that does not, are two people: namesakes who keep their
// addresses, or twins, and both are in both tables.
func (r *Run) countLikely(edges *matchers.Edges) (within, across []int) {
	within, across = make([]int, len(r.Tables)), make([]int, len(r.Tables))
	own := r.likelyElsewhere(edges)
	for k, p := range edges.Probability {
		if p < likelyMatch {
			continue
		}
		i, j := edges.L[k], edges.R[k]
		a, b := r.Of[i], r.Of[j]
		switch {
		case a != b:
			across[a]++
			across[b]++
		case !r.keepApart(edges.Gamma[k], own[i], own[j]):
			within[a]++
		}
	}
	return within, across
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
