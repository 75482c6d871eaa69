package breaker

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// First is a first night's lists in counts. There are none before it to hold them to; but a register of which half is missing shows in
// what the other extracts say.
type First struct {
	OfAge     int            `json:"of_age"`              // children of compulsory school age
	Unknown   int            `json:"unknown"`             // candidates of whom no register says anything
	Registers []string       `json:"registers"`           // that were searched for them, by kind; none: one is missing, and it is told
	Awaited   map[string]int `json:"awaited,omitempty"`   // candidates who are said to be on a register and are not, by its kind
	Explained map[string]int `json:"explained,omitempty"` // how many each kind explained
}

// FindFirstTrips returns the limits that a first night exceeds.
func FindFirstTrips(f First, l Limits) []Trip {
	var trips []Trip
	for _, kind := range slices.Sorted(maps.Keys(f.Awaited)) {
		n := f.Awaited[kind]
		if whole := n + f.Explained[kind]; l.Awaited.isExceeded(n, whole, 0, 1) {
			trips = append(trips, Trip{About: OfAwaited, Which: kind, N: n, Whole: whole, Limit: l.Awaited})
		}
	}
	if len(f.Registers) > 0 && l.Unknown.isExceeded(f.Unknown, f.OfAge, 0, 1) {
		trips = append(trips, Trip{About: OfUnknown, N: f.Unknown, Whole: f.OfAge, Limit: l.Unknown})
	}
	return trips
}

// FirstWords says of each trip of a first night what is over, and which extracts may have come short.
func FirstWords(f First, trips []Trip, c Context) []string {
	var out []string
	for _, t := range trips {
		text := t.words(c)
		if t.About == OfUnknown {
			var explain []string
			for i, kind := range slices.Sorted(slices.Values(f.Registers)) {
				verb := ""
				if i == 0 {
					verb = " explains"
				}
				explain = append(explain, fmt.Sprintf("%s%s %d%s", kindWords(kind), verb, f.Explained[kind], whyWords(c, kind)))
			}
			text += "; of the registers that would have them, look which came short: " + strings.Join(explain, ", ")
		}
		out = append(out, text)
	}
	return out
}
