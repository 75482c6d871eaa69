package candidates

import "slices"

// severities are the bands of a list's lines, the gravest first, and what each asks.
var severities = []struct{ Band, Meaning string }{
	{"P1", "same working day"},
	{"P2", "two working days"},
	{"P3", "five working days"},
	{"P4", "ten school days"},
	{"P5", "watch"},
}

// SeverityTitle is a band and what it asks of whoever acts.
func SeverityTitle(band string) string {
	for _, s := range severities {
		if s.Band == band {
			return s.Band + ", " + s.Meaning
		}
	}
	return band
}

// tally is how many lines of a list are in each band.
type tally struct {
	Title string
	Bands []int // in the order of severities
	Total int
}

func tallyBands(title string, rows []*Row) tally {
	t := tally{Title: title, Bands: make([]int, len(severities)), Total: len(rows)}
	for _, row := range rows {
		for i, s := range severities {
			if row.Severity == s.Band {
				t.Bands[i]++
			}
		}
	}
	return t
}

// tallyLists are those of both lists, and of the list at risk by who takes its lines up.
func (l Lists) tallyLists() []tally {
	risk := slices.Collect(EachPrinted(l.AtRisk))
	all := []tally{tallyBands("Candidate CME", slices.Collect(EachPrinted(l.CME))), tallyBands("At risk", risk)}
	for _, road := range Roads {
		if of := ofRoad(risk, road); len(of) > 0 {
			all = append(all, tallyBands("At risk: "+road.Title(), of))
		}
	}
	return all
}
