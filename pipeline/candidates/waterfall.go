package candidates

import "fmt"

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
