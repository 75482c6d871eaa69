package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A school's nightly roll is its newest return, and a child who is not on it has left. That holds of a whole roll alone: one that
// came short is held back, and the pupils are judged on the return before it. It is held to what the school had in its last census,
// in its roll before, and in any that a run accepted lately.

// topYearShare is the share of its pupils that a school's roll may lose when a school year ends: the top year goes before the first
// year comes, in an infant school one year of three.
const topYearShare = 0.40

// rollYearEnds is by how many days before the first of September the leavers of a school year may be off the roll.
const rollYearEnds = 50

// askRolls adds schools' nightly rolls to their returns, and distrusts those that came short.
func (k *gatekeeper) askRolls(a *rules.Authority, p *Records) []journal.Notice {
	rolls := map[string][]rules.Return{}
	for x, n := range countRolls(p, sources.SchoolRolls) {
		if x.on.Known() && x.on <= k.asOf {
			rolls[x.place] = append(rolls[x.place], rules.Return{On: x.on, Pupils: n, Nightly: true})
		}
	}
	var all pupilTotals
	for _, place := range slices.Sorted(maps.Keys(rolls)) {
		nights := rolls[place]
		slices.SortFunc(nights, func(x, y rules.Return) int { return int(x.On - y.On) })
		for i := range nights {
			before, short := k.shortRoll(&nights[i], slices.Concat(k.acceptedRolls(place, nights[i].On), a.Returns[place], nights[:i]))
			if short {
				k.lost = true
				k.failReturn(sources.SchoolRolls, place, nights[i].On, fmt.Sprintf("its roll has %d pupils where it had %d", nights[i].Pupils, before))
			}
			if !k.holdReturn(sources.SchoolRolls, place, &nights[i]) && i == len(nights)-1 {
				all.add(before, nights[i].Pupils)
			}
		}
	}
	if all.short(nextReturnsLost) {
		k.lost = true
		k.fail(journal.GateReport{Gate: journal.TotalGate, Kind: string(sources.SchoolRolls), Held: true, Why: fmt.Sprintf(
			"the rolls of %d schools have %d pupils together, where they had %d: one system may have left pupils out", all.schools, all.now, all.before)})
	}
	gone := k.goneRolls(a, rolls)
	why := k.whyHeld(string(sources.SchoolRolls))
	for place, nights := range rolls {
		for i := range nights {
			nights[i].Held = cmp.Or(nights[i].Held, why)
		}
		a.Returns[place] = append(a.Returns[place], nights...)
		slices.SortStableFunc(a.Returns[place], func(x, y rules.Return) int { return int(x.On - y.On) })
	}
	return gone
}

// shortRoll reports whether a roll has lost too many pupils to be true since any of some returns, and since how many; of one that has not,
// it returns how many there were last in the same school year.
func (k *gatekeeper) shortRoll(r *rules.Return, returns []rules.Return) (before int, short bool) {
	for _, x := range returns {
		lost := x.Pupils - r.Pupils
		switch same := sameYear(x.On, r.On); {
		case x.Held != "" || x.On > r.On:
		case lost > shortPupils && (same && lostPupils(x.Pupils, r.Pupils) || float64(lost) > topYearShare*float64(x.Pupils)):
			return x.Pupils, true
		case same:
			before = x.Pupils
		}
	}
	return before, false
}

// sameYear reports whether two days are of one school year, as rolls have it: the top year goes in July.
func sameYear(a, b calendar.Date) bool {
	return calendar.SchoolYear(a) == calendar.SchoolYear(b) && calendar.SchoolYear(b.AddDays(rollYearEnds)) == calendar.SchoolYear(b)
}

// acceptedRolls are the rolls of a school, up to a day, that runs accepted in the last sixty days, from the newest on of which a person let
// pass that of the day.
func (k *gatekeeper) acceptedRolls(place string, on calendar.Date) (rolls []rules.Return) {
	if k.rolls == nil {
		k.rolls = indexRolls(k.acceptedLately(sources.SchoolRolls))
	}
	first := k.rolls.letPass[returnPass+place+"@"+on.String()]
	for _, r := range k.rolls.of[place] {
		if r.night >= first && r.On <= on {
			rolls = append(rolls, r.Return)
		}
	}
	slices.SortFunc(rolls, func(x, y rules.Return) int { return cmp.Or(cmp.Compare(x.On, y.On), cmp.Compare(x.Pupils, y.Pupils)) })
	return rolls
}

// rollsAccepted are the rolls that runs accepted, by school: there are hundreds of schools and sixty nights of each.
type rollsAccepted struct {
	of      map[string][]rollAccepted
	letPass map[string]int // the newest night on which a person let a return pass, by what is noted of it
}

// rollAccepted is a roll as a run accepted it, the nights counted from the oldest.
type rollAccepted struct {
	rules.Return
	night int
}

func indexRolls(nights []register.Accepted) *rollsAccepted {
	all := &rollsAccepted{map[string][]rollAccepted{}, map[string]int{}}
	for night, a := range nights {
		for key, n := range a.Schools {
			place, day, _ := strings.Cut(key, "@")
			if d, err := calendar.Parse(day); err == nil {
				all.of[place] = append(all.of[place], rollAccepted{rules.Return{On: d, Pupils: n, Nightly: true}, night})
			}
		}
		for _, gate := range a.LetPass {
			all.letPass[gate] = night
		}
	}
	return all
}

// rememberedRolls is the pupils of each school's newest roll that is relied on, and of one that is gone while it is fresh.
func (k *gatekeeper) rememberedRolls(a *rules.Authority) map[string]int {
	out, of := map[string]int{}, map[string][]string{} // of: the keys of a school
	for key, n := range k.Past.Accepted[string(sources.SchoolRolls)].Schools {
		place, on, _ := strings.Cut(key, "@")
		if day, err := calendar.Parse(on); err == nil && k.asOf <= day.AddDays(a.Extracts[string(sources.SchoolRolls)].FreshDays) {
			out[key], of[place] = n, append(of[place], key)
		}
	}
	for place, rs := range a.Returns {
		for _, r := range slices.Backward(rs) {
			if !r.Nightly || r.Held != "" || r.Pupils <= shortPupils { // so few can never come short, and may be one child
				continue
			}
			for _, key := range of[place] {
				delete(out, key)
			}
			out[place+"@"+r.On.String()] = r.Pupils
			break
		}
	}
	return out
}

// goneRolls tells of schools of which the last run had a roll and tonight has none so new: their pupils are judged on what there is, and
// nobody is listed for having been on it.
func (k *gatekeeper) goneRolls(a *rules.Authority, rolls map[string][]rules.Return) []journal.Notice {
	before := k.Past.Accepted[string(sources.SchoolRolls)]
	var gone []string
	for _, key := range slices.Sorted(maps.Keys(before.Schools)) {
		place, on, _ := strings.Cut(key, "@")
		day, err := calendar.Parse(on)
		if err == nil && day <= k.asOf && !slices.ContainsFunc(rolls[place], func(r rules.Return) bool { return r.On >= day }) {
			gone = append(gone, a.Name(place))
		}
	}
	if _, named := k.expect[sources.SchoolRolls]; !named || len(gone) == 0 {
		return nil
	}
	k.lost = true
	return []journal.Notice{{Kind: string(sources.SchoolRolls), Grave: true, Text: fmt.Sprintf(
		"no roll so new as in the run for %s from %s: their pupils are judged on the return before it, and nobody is listed for having been on that roll",
		dayWords(before.AsOf), strings.Join(gone, "; "))}}
}
