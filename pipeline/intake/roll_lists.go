package intake

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// listedTogether is how many children another authority names as on its rolls on one day before that is its list of them, and no answers
// that fell on one day.
const listedTogether = 10

// noteRollLists notes of each other authority the last day on which it listed the children of ours who are on its rolls: whom it does not
// name then is not known to have come, whatever was offered before.
func noteRollLists(a *rules.Authority, p *Records) {
	type message struct {
		la string
		on sources.Date
	}
	named := map[message]int{}
	for _, rec := range p.OfKind(sources.OtherAuthorities, sources.ClaimPart) {
		for k := range rec.Claims {
			if c := &rec.Claims[k]; c.Kind == sources.Departure && c.Status == "on_roll_there" && c.Decided != 0 && c.Decided <= a.AsOf {
				named[message{c.Place, c.Decided}]++
			}
		}
	}
	for m, n := range named {
		if n >= listedTogether && m.on > a.RollLists[m.la] {
			if a.RollLists == nil {
				a.RollLists = map[string]sources.Date{}
			}
			a.RollLists[m.la] = m.on
		}
	}
}
