package intake

import (
	"fmt"
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Returns that all come a little short on one night are the fault of a system and not of schools, and each of them may lie within
// what a single school may lose. So the pupils of all schools together are held to what they were, of schools whose own return
// is not held back.
const (
	// Of the same returns, against the best of the last sixty days. A return that is sent again corrects a pupil here and there.
	sameReturnsLost = 0.02
	// Of each school's return against its return before. In an invented year all schools together lose or gain one or two in a
	// hundred from census to census, as the children of a leaving year go and those of a first year come.
	nextReturnsLost = 0.06
	fewPupils       = 20
)

// pupilTotals is the pupils of schools before and now.
type pupilTotals struct{ schools, before, now int }

func (t *pupilTotals) add(before, now int) {
	if before > 0 {
		*t = pupilTotals{t.schools + 1, t.before + before, t.now + now}
	}
}

// short reports whether too many are lost.
func (t pupilTotals) short(share float64) bool {
	lost := t.before - t.now
	return t.schools >= fewSchools && lost > fewPupils && float64(lost) > share*float64(t.before)
}

// askTotals holds the census back whose returns are short all together.
func (k *gatekeeper) askTotals(a *rules.Authority) {
	same, next := map[calendar.Date]pupilTotals{}, map[calendar.Date]pupilTotals{}
	for place, rs := range a.Returns {
		for i, r := range rs {
			if r.Held != "" {
				continue
			}
			t := same[r.On]
			t.add(k.acceptedPupils(place, r.On), r.Pupils)
			same[r.On] = t
			if i > 0 && rs[i-1].Held == "" {
				t = next[r.On]
				t.add(rs[i-1].Pupils, r.Pupils)
				next[r.On] = t
			}
		}
	}
	for _, on := range slices.Sorted(maps.Keys(same)) {
		var why string
		if t := same[on]; t.short(sameReturnsLost) {
			why = fmt.Sprintf("the returns of %d schools for %s have %d pupils together, where the same returns had %d", t.schools, on.Words(), t.now, t.before)
		} else if t := next[on]; t.short(nextReturnsLost) {
			why = fmt.Sprintf("the returns of %d schools for %s have %d pupils together, where their last returns had %d", t.schools, on.Words(), t.now, t.before)
		}
		if why != "" {
			k.fail(journal.GateReport{Gate: journal.TotalGate, Kind: string(sources.SchoolCensus), On: on.String(), Why: why + ": one system may have left pupils out", Held: true})
		}
	}
}
