package rules

import (
	"maps"
	"slices"
	"strings"
)

// K09 finds a school that has made no attendance or sickness return for longer than was agreed. A month without anybody to
// report is possible, so it asks and does not accuse.
var _ = addClock(&Clock{
	ID: "K09", Title: "No attendance return in the agreed time",
	Condition: "A school that makes such returns has made none for longer than the agreed interval, a month where none was agreed.",
	Citations: []Citation{returnDay.citation, sicknessDay.citation, {southwark, "agreed interval of reports"}},
	From:      since2024, Needs: []string{"attendance"}, Of: OfSchool,
	Next: "Ask the school for its returns, or its word that there is nothing to return", Who: "school",
	whole: func(a *Authority, heard Heard) []Task {
		var out []Task
		for _, place := range slices.Sorted(maps.Keys(heard.Absence)) {
			last := heard.Absence[place]
			due := a.Calendar.NextSchoolDay(place, last.AddDays(a.knownFacts().amounts.ReturnInterval))
			if !strings.HasPrefix(place, a.Home) || a.AsOf <= due {
				continue
			}
			out = append(out, newTask("The last attendance return is of "+last.Words()+".", last, due, CalendarDays).atSchool(place))
		}
		return out
	},
})
