package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
)

// Amount is an authority's own number in place of a default of the rules, from a day on, and on what authority.
type Amount struct {
	From  string   `yaml:"from"` // YYYY-MM-DD; empty: always
	Value *float64 `yaml:"value"`
	Basis string   `yaml:"basis"` // the local policy, by name and date
}

// amountChanges returns the authority's own amounts, by name and day.
func (s *Settings) amountChanges() []rules.AmountChange {
	var out []rules.AmountChange
	for _, name := range slices.Sorted(maps.Keys(s.Law)) {
		for _, x := range s.Law[name] {
			from, _ := calendar.Parse(x.From)
			out = append(out, rules.AmountChange{Name: name, Value: *x.Value, From: from, Basis: x.Basis})
		}
	}
	slices.SortStableFunc(out, func(a, b rules.AmountChange) int { return int(a.From - b.From) })
	return out
}

// AmountsOn are the numbers of the rules on a day, with the authority's own.
func (s *Settings) AmountsOn(on calendar.Date) rules.Amounts {
	return rules.DefaultAmounts().With(s.amountChanges(), on)
}

// lawFaults says what is wrong with the authority's amounts.
func (s *Settings) lawFaults() (f faults) {
	for _, name := range slices.Sorted(maps.Keys(s.Law)) {
		seen := map[string]bool{}
		for i, x := range s.Law[name] {
			say := func(format string, a ...any) { f.add(fmt.Sprintf("law.%s[%d]", name, i), format, a...) }
			if _, err := calendar.Parse(x.From); x.From != "" && err != nil {
				say("from: %v", err)
			}
			if seen[x.From] {
				say("from: two values begin on one day; keep one")
			}
			seen[x.From] = true
			if x.Value == nil {
				say("value: missing")
				continue
			}
			if err := (rules.AmountChange{Name: name, Value: *x.Value, Basis: x.Basis}).Check(); err != nil {
				say("%v", err)
			}
		}
	}
	return f
}

// LawAmounts lists the amounts in force for the manifest.
func (s *Settings) LawAmounts(on calendar.Date) []journal.LawAmount {
	own := map[string]rules.AmountChange{}
	for _, c := range s.amountChanges() {
		if c.From <= on {
			own[c.Name] = c
		}
	}
	var out []journal.LawAmount
	for _, a := range s.AmountsOn(on).All() {
		x := journal.LawAmount{Name: a.Name, Value: a.Value, Unit: string(a.Unit), From: a.From.String()}
		if c, set := own[a.Name]; set {
			x.Set, x.Basis, x.From = "authority", c.Basis, c.From.String()
		}
		if a.Fixed {
			x.Set, x.Basis = "law", a.Basis.String()
		}
		out = append(out, x)
	}
	return append(out, s.enactmentsNoted(on)...)
}

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
