package matchers

import (
	"fmt"
	"slices"
)

// namesakeCollapse is the share of household pairs with one forename above which the class is taken to hold one person's
// records: .035 in a register where a third of sons have their father's name.
const namesakeCollapse = .2

// householdCollapse is the share of household pairs with exactly the same date of birth above which the class is taken to
// hold one person's records, the clean and the dirty apart: .00006 to .02 where it holds households, .9 where it does not.
const householdCollapse = .3

// What can be wrong with a fit.
const (
	holdsMatches = "the household class held one person's records"
	foundNobody  = "next to no pair was taken for a match"
)

// fitHealthy fits a mixture. Where what came of it cannot be, it is fitted again in other ways, the gentlest first, and the first
// that is well is taken; what was wrong and what helped is noted. Where nothing helps, the last of them is returned.
func (t *Training) fitHealthy(begin func(households bool) *mixture, seen *observed, households bool, rounds int) *mixture {
	fit := func(seen *observed, households, byChance bool) (*mixture, string) {
		x := begin(households)
		x.birthsByChance = byChance
		t.Rounds, t.Converged = x.fitMixture(seen, rounds)
		return x, x.findAilment()
	}
	x, ailment := fit(seen, households, false)
	if ailment == "" {
		return x
	}
	if lowest := x.lowestRule(seen); lowest >= 0 && (ailment == foundNobody || x.spec.knowsHomes()) {
		if y, still := fit(seen.without(lowest), households, false); still == "" {
			t.noteRepair(ailment, fmt.Sprintf("the rule %q, of whose pairs the fewest are matches, teaches nothing", y.spec.Blocking[lowest].Name))
			return y
		}
	}
	if households && ailment == holdsMatches { // clean and careless records of one person have their birth in common, relatives have not
		if y, still := fit(seen, true, true); still == "" {
			t.noteRepair(ailment, "those of one household have their births by chance")
			return y
		}
	}
	if households && (ailment == holdsMatches || !x.foundHouseholds()) { // or brothers and sisters would be the matches
		y, still := fit(seen, false, false)
		if still == "" {
			t.Collapsed = true
			t.noteRepair(ailment, "the model has two classes")
			return y
		}
		x, ailment = y, still
	}
	if ailment == foundNobody {
		t.Nobody = true
		t.Alike, t.ByChance = x.countAlike(seen)
		t.Warnings = append(t.Warnings, fmt.Sprintf("%s: %.0f pairs agree in all that is compared, %.3g would by chance", ailment, t.Alike, t.ByChance))
	}
	return x
}

// knowsHomes reports whether a rule brings together those of one address. Without, what passes for a household is as likely one
// person's records, however it is fitted.
func (s Spec) knowsHomes() bool { return slices.ContainsFunc(s.Blocking, s.joinsHouseholds) }

// noteRepair notes what was wrong with a fit and what helped.
func (t *Training) noteRepair(ailment, cure string) {
	t.Warnings = append(t.Warnings, ailment+"; "+cure)
}

// findAilment returns what is wrong with a fit, nothing when it is well.
func (x *mixture) findAilment() string {
	switch {
	case x.households && x.householdsCollapsed():
		return holdsMatches
	case x.lambda[classM]*x.total < 1:
		return foundNobody
	}
	return ""
}

// householdsCollapsed reports whether the household class holds one person's records.
func (x *mixture) householdsCollapsed() bool {
	if x.namesakes > namesakeCollapse {
		return true
	}
	for k, c := range x.spec.Comparisons {
		if c.Measure == MeasureDate && x.theta[classH][k][dateExact] > householdCollapse {
			return true
		}
	}
	return false
}

// lowestRule returns the rule of whose pairs the fewest are matches, negative when fewer than two rules have any.
func (x *mixture) lowestRule(seen *observed) int {
	lowest, used := -1, 0
	for r, cells := range seen.rules {
		if len(cells) == 0 {
			continue
		}
		used++
		if lowest < 0 || x.blocked[r][classM] < x.blocked[lowest][classM] {
			lowest = r
		}
	}
	if used < 2 {
		return -1
	}
	return lowest
}

// without returns what was seen but for the pairs of rule r.
func (o *observed) without(r int) *observed {
	out := *o
	out.rules, out.told, out.apart = withoutOne(o.rules, r), withoutOne(o.told, r), withoutOne(o.apart, r)
	return &out
}

// withoutOne returns lists of which one is empty.
func withoutOne(lists [][]cell, r int) [][]cell {
	out := append([][]cell(nil), lists...)
	if r < len(out) {
		out[r] = nil
	}
	return out
}

// countAlike returns how many pairs agree entirely in whatever is compared, and how many of all pairs would by chance.
func (x *mixture) countAlike(seen *observed) (alike, byChance float64) {
	byChance = x.total
	for k, c := range x.spec.Comparisons {
		byChance *= x.chance[k][c.exactLevel()]
	}
	for _, cell := range seen.union {
		whole := true
		for k, c := range x.spec.Comparisons {
			g := int(cell.vector.At(k))
			for _, group := range c.levelGroups() {
				if g >= group.from && g < group.to {
					g -= group.from
					break
				}
			}
			whole = whole && g == c.exactLevel()
		}
		if whole {
			alike += cell.n
		}
	}
	return alike, byChance
}
