package linkage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"
)

// A table of several is taken to hold nobody twice when its rows have fewer than one sure match among themselves for every
// hundred that they have in other tables. Matched one to one, its rows are then weighed against each other, and pairs within
// it tell the rate of false links.
const (
	sureMatch       = .999
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
	within, across := make([]int, len(r.Tables)), make([]int, len(r.Tables))
	for k := range edges.L {
		if edges.Probability[k] < sureMatch {
			continue
		}
		a, b := r.Of[edges.L[k]], r.Of[edges.R[k]]
		if a == b {
			within[a]++
			continue
		}
		across[a]++
		across[b]++
	}
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
		t.Duplicates = fmt.Sprintf("%s: %d sure matches within it, %d with other tables", answer, within[k], across[k])
	}
	return found, nil
}

// anyOpen reports whether the settings leave open whether a table holds a person twice.
func (r *Run) anyOpen() bool {
	return slices.ContainsFunc(r.Tables, func(t TableReport) bool { return strings.HasPrefix(t.Duplicates, duplicatesAuto) })
}
