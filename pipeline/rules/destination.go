package rules

import (
	"slices"
	"strings"
)

// destination says where a school wrote that a leaver was going.
type destination uint8

const (
	destinationUnknown destination = iota
	destinationOurs                // a school whose returns the run has
	destinationOutside             // a school, place or country outside what the run can see
	destinationHome                // home education
)

// destinationOf reads the destination that a leaving names. The words are the school's own and are never printed.
func destinationOf(h *history, c *Claim) destination {
	switch {
	case c.Reason == "F" || c.Reason == "E":
		return destinationHome
	case saysNothing(c.Toward):
		return destinationUnknown
	case h.schoolToward(c).returns:
		return destinationOurs
	case saysHome(c.Toward):
		return destinationHome
	}
	return destinationOutside
}

// schoolToward is the school that a leaving names, by its number or by its name as the list of schools has it.
func (h *history) schoolToward(c *Claim) *establishment {
	if isNumber(c.Toward, 7) {
		return h.schoolAt(c.Toward)
	}
	if laestab := h.facts.named[strings.ToLower(strings.TrimSpace(c.Toward))]; laestab != "" {
		return h.schoolAt(laestab)
	}
	return &establishment{laestab: c.Toward, name: h.Name(c.Toward), root: c.Toward, top: -1}
}

// saysNothing reports whether a destination is one of the ways in which schools say that they do not know. XXXXXXX is the
// destination that the Department asks for in a transfer file when it is not known.
func saysNothing(to string) bool {
	return slices.Contains([]string{"", "unknown", "not known", "destination unknown", "n/k", "nk", "none", "not given", "tbc", "?", "xxxxxxx", "xxx", "-"}, strings.ToLower(strings.TrimSpace(to)))
}

func saysHome(to string) bool {
	return slices.Contains([]string{"ehe", "home education", "elective home education", "home educated", "educated at home"}, strings.ToLower(strings.TrimSpace(to)))
}

// sameMove is how many days apart two services may date one move.
const sameMove = 60

// saysAbroad reports whether the words of a destination are one of the ways to say that it is another country.
func saysAbroad(to string) bool {
	to = strings.ToLower(strings.TrimSpace(to))
	return slices.ContainsFunc([]string{"abroad", "overseas", "emigrat", "outside uk", "outside the uk", "left the uk", "left uk", "another country", "out of country"},
		func(w string) bool { return strings.Contains(to, w) })
}
