package rules

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// R15 finds a school that many more pupils leave for home education, for a place too far or for reasons of its own, or in the
// last two years before the leaving age, than leave schools like it. It looks at schools and not at children, so it is asked as
// the clocks are; it accuses nobody, and goes to managers.
var _ = addClock(&Clock{
	ID: "R15", Title: "Many more leave a school than schools like it",
	Condition: "In three years pupils who left under ground F, G or O, or in Years 10 and 11, were at least ten, and both twice what the school's " +
		"numbers would lead to expect from the other schools of its phase and more than chance explains.",
	Citations: []Citation{{Guidance, "removal from the register without good grounds"}, {medway, "paragraph 3.1.8"}},
	From:      since2024, Needs: []string{"roll_changes", "school_census"}, Of: OfManagers,
	Next: "Look at the school's leavers with it; a new catchment, a closure nearby or its pupils may explain them", Who: "managers",
	whole: func(a *Authority, heard Heard) []Task {
		pupils, left := a.addUpPeers(heard)
		var out []Task
		for _, place := range slices.Sorted(maps.Keys(heard.Exits)) {
			phase, n := a.Schools[place].Phase, heard.Exits[place]
			own := a.newestPupils(place)
			others := pupils[phase] - own
			if own == 0 || others <= 0 || a.Schools[place].Opened > a.AsOf.AddDays(-ExitDays) || !a.Schools[place].OpenOn(a.AsOf) || !strings.HasPrefix(place, a.Home) {
				continue
			}
			expected := float64(left[phase]-n) / float64(others) * float64(own)
			if n < fewestExits || float64(n) < 2*expected || float64(n) < expected+3*math.Sqrt(expected) {
				continue
			}
			t := newTask(number(n)+" pupils left in these ways in three years, where the figures of other schools of its phase would suggest about "+number(int(expected+0.5))+".",
				a.AsOf.AddDays(-ExitDays), 0, "").atSchool(place)
			out = append(out, t)
		}
		return out
	},
})

// ExitDays is over how many days the leavers of a school are counted (R15): three years.
const ExitDays = 3 * 365

// fewestExits guards against small numbers.
const fewestExits = 10

// IsCountedExit reports whether a leaving is one that R15 counts: by its ground, or in the last two years before the leaving age.
func IsCountedExit(ground, year string) bool {
	switch ground {
	case "F", "G", "O":
		return true
	}
	return year == "10" || year == "11"
}

// addUpPeers adds up pupils and leavers by phase.
func (a *Authority) addUpPeers(heard Heard) (pupils, left map[string]int) {
	pupils, left = map[string]int{}, map[string]int{}
	for place := range a.Returns {
		if strings.HasPrefix(place, a.Home) {
			pupils[a.Schools[place].Phase] += a.newestPupils(place)
			left[a.Schools[place].Phase] += heard.Exits[place]
		}
	}
	return pupils, left
}

// newestPupils is how many pupils a school's newest trusted return has.
func (a *Authority) newestPupils(place string) int {
	n := 0
	for _, r := range a.Returns[place] {
		if r.Held == "" && r.On <= a.AsOf {
			n = r.Pupils
		}
	}
	return n
}
