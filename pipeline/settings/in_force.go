package settings

import (
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
)

// Begun is from when an enactment is in force here, and by what: the regulations that commence it, or the authority's own letter.
type Begun struct {
	From string `yaml:"from"` // YYYY-MM-DD
	By   string `yaml:"by"`
}

// EnactmentsFrom are the days from which enactments are in force here, by name.
func (s *Settings) EnactmentsFrom() map[string]calendar.Date {
	out := map[string]calendar.Date{}
	for name, x := range s.InForce {
		out[name], _ = calendar.Parse(x.From)
	}
	return out
}

// inForceFaults says what is wrong with what the settings put in force.
func (s *Settings) inForceFaults() (f faults) {
	var known []string
	for _, e := range rules.Enactments() {
		known = append(known, e.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.InForce)) {
		say := func(format string, a ...any) { f.add("in_force."+name, format, a...) }
		x := s.InForce[name]
		if !slices.Contains(known, name) {
			say("nothing that can be put in force; want one of %s", strings.Join(known, ", "))
		}
		if _, err := calendar.Parse(x.From); err != nil {
			say("from: want the day from which it is in force, as YYYY-MM-DD")
		}
		if strings.TrimSpace(x.By) == "" {
			say("by: missing; name the regulations that commence it, or the authority's own act and its date")
		}
	}
	return f
}

// enactmentsNoted are the enactments in force on a day, for the manifest.
func (s *Settings) enactmentsNoted(on calendar.Date) []journal.LawAmount {
	var out []journal.LawAmount
	for _, name := range slices.Sorted(maps.Keys(s.InForce)) {
		if from := s.EnactmentsFrom()[name]; from <= on {
			out = append(out, journal.LawAmount{Name: name, Value: 1, Unit: "in force", From: from.String(), Basis: s.InForce[name].By, Set: "authority"})
		}
	}
	return out
}
