package rules

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// R13 finds a pupil whose school has been told that the family leaves the country.
var _ = addRule(&Rule{
	ID: "R13", Title: "Leaving the country, as the school was told",
	Condition: "A school gave notice of a leaving still to come whose destination is abroad.",
	Citations: []Citation{{registration, "regulation 13(4) to (6)"}, {medway, "paragraph 3.1.4"}},
	From:      since2024, Needs: []string{"roll_changes"},
	Reads: LeftRoll, Severity: P4, Signal: MoveSignal,
	Road: OfficersRoad,
	Next: "Ask for the country, the dates and the school there", Who: "school",
	decide: func(h *history) Finding {
		c := h.plannedLeaving()
		if c == nil || !saysAbroad(c.Toward) && !countries()[strings.ToLower(strings.TrimSpace(c.Toward))] {
			return no("No leaving for another country is planned.")
		}
		f := yes(h.noticeReceived(c), h.Name(c.Place)+" gave notice that the child is to leave on "+c.From.Words()+" for a place abroad.", c)
		f.Due, f.DueUnit = h.Calendar.LastSchoolDay(c.Place, c.From-1), SchoolDays
		return f
	},
})

// countries are the names of the countries of the world in English, but for the United Kingdom.
var countries = sync.OnceValue(func() map[string]bool {
	names, all := display.English.Regions(), map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region.Canonicalize().String() != "GB" && names.Name(region) != "" {
				all[strings.ToLower(names.Name(region))] = true
			}
		}
	}
	return all
})
