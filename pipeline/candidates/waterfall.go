package candidates

import (
	"cmp"
	"fmt"
	"slices"
)

// bar is one step of the waterfall with what it leaves: the children not yet explained after it.
type bar struct {
	Step
	Left int
}

// stepsLeft works out what is left after each step. A total that is not what the steps before it leave is said in words
// and not put right: a reader must see that a child was lost or counted twice.
func stepsLeft(steps []Step) (bars []bar, faults []string) {
	left := 0
	for i, step := range steps {
		if !step.Total {
			left -= step.Children
		} else {
			if i > 0 && left != step.Children {
				faults = append(faults, fmt.Sprintf("The steps before %q leave %s and it counts %s: the difference is not explained.",
					step.Title, withCommas(left), withCommas(step.Children)))
			}
			left = step.Children
		}
		bars = append(bars, bar{step, left})
	}
	return bars, faults
}

// gatherSmall puts the steps of few children between two totals together, until there are as many as may be shown, so that the steps
// still add up and none tells of a few.
func gatherSmall(steps []Step) (out []Step) {
	var between []Step
	flush := func() {
		var small []Step
		bySize := slices.Clone(between)
		slices.SortStableFunc(bySize, func(a, b Step) int { return cmp.Compare(a.Children, b.Children) })
		sum := 0
		for _, s := range bySize {
			if isSmall(s.Children) || len(small) > 0 && isSmall(sum) {
				small, sum = append(small, s), sum+s.Children
			}
		}
		for _, s := range between {
			if !slices.Contains(small, s) {
				out = append(out, s)
			}
		}
		if len(small) > 0 {
			out = append(out, Step{Title: fmt.Sprintf("%d other reasons together", len(small)), Children: sum})
		}
		between = nil
	}
	for _, s := range steps {
		if s.Total {
			flush()
			out = append(out, s)
			continue
		}
		between = append(between, s)
	}
	flush()
	return out
}

// childrenTaken is how many children a step takes away.
func (b bar) childrenTaken() int {
	if b.Total {
		return 0
	}
	return b.Children
}
