package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A census is held back school by school. A return that came short or did not come makes children look as if they had left:
// its pupils are judged on the return before it. Only when too few schools have made one is the whole of it not relied on.
const (
	// A school's return is short when it has lost more than a tenth of its pupils since its last one: the rule book's
	// freshness gate. Ten pupils are the least that counts, or every village school would trip it.
	shortShare  = 0.10
	shortPupils = 10
	// Below this share of open state schools with a return for one of the two newest censuses, absence from the census proves
	// nothing. A school that has only missed the newest is judged on the one before. Academies and maintained schools come by
	// different ways, so that one of the two may fail alone: then most children of one phase would look missing.
	coverageFloor = 0.80
	// Fewer schools of a kind than these are too few for a share of them to say anything.
	fewSchools = 5
)

// askReturns counts each school's pupils in each census and distrusts a return that came short, against the one before it
// or against itself when a run last accepted it. Of a return that lies in several files the largest counts.
func (k *gatekeeper) askReturns(a *rules.Authority, p *Records) []journal.Notice {
	k.countReturns(a, p)
	for _, place := range slices.Sorted(maps.Keys(a.Returns)) {
		rs := a.Returns[place]
		slices.SortFunc(rs, func(x, y rules.Return) int { return int(x.On - y.On) })
		last := 0
		for i := range rs {
			before := k.acceptedPupils(place, rs[i].On)
			k.lost = k.lost || lostPupils(before, rs[i].Pupils)
			switch {
			case lostPupils(last, rs[i].Pupils):
				k.failReturn(sources.SchoolCensus, place, rs[i].On, fmt.Sprintf("it has %d pupils where its last return had %d", rs[i].Pupils, last))
			case lostPupils(before, rs[i].Pupils):
				k.failReturn(sources.SchoolCensus, place, rs[i].On, fmt.Sprintf("it has %d pupils where the same return had %d in an earlier run", rs[i].Pupils, before))
			}
			if k.holdReturn(sources.SchoolCensus, place, &rs[i]) {
				continue
			}
			last = rs[i].Pupils
		}
	}
	k.askSmallReturns(a)
	k.askTotals(a)
	gone := k.goneReturns(a)
	rolls := k.askRolls(a, p)
	return slices.Concat(k.returnNotices(a), gone, rolls)
}

func (k *gatekeeper) countReturns(a *rules.Authority, p *Records) {
	for x, n := range countRolls(p, sources.SchoolCensus) {
		a.Returns[x.place] = append(a.Returns[x.place], rules.Return{On: x.on, Pupils: n})
		if !slices.Contains(a.Censuses, x.on) {
			a.Censuses = append(a.Censuses, x.on)
		}
	}
	slices.Sort(a.Censuses)
}

// rollDay is the roll of a school on a day.
type rollDay struct {
	place string
	on    sources.Date
}

// countRolls counts the pupils on each roll of a kind: of one that lies in several files, those of the largest.
func countRolls(p *Records, kind sources.Kind) map[rollDay]int {
	type part struct {
		rollDay
		file string
	}
	pupils := map[part]int{}
	var at part // the pupils of a roll stand together
	n := 0
	for _, rec := range p.OfKind(kind, sources.ClaimPart) {
		for i := range rec.Claims {
			c := &rec.Claims[i]
			if c.Kind != sources.Roll {
				continue
			}
			if here := (part{rollDay{c.Place, rec.AsOf}, rec.File}); here != at {
				pupils[at] += n
				at, n = here, 0
			}
			n++
		}
	}
	pupils[at] += n
	delete(pupils, part{})
	most := map[rollDay]int{}
	for x, n := range pupils {
		most[x.rollDay] = max(most[x.rollDay], n)
	}
	return most
}

// lostPupils reports whether a return has lost too many pupils to be true.
func lostPupils(before, now int) bool {
	lost := before - now
	return before > 0 && lost > shortPupils && float64(lost) > shortShare*float64(before)
}

// askSmallReturns distrusts the returns of schools too small to be short by themselves, in a census in which most schools' returns are
// short: one system left pupils out, and did not leave out the village schools.
func (k *gatekeeper) askSmallReturns(a *rules.Authority) {
	made, short := map[calendar.Date]int{}, map[calendar.Date]int{}
	each := func(look func(place string, before, r *rules.Return)) {
		for _, place := range slices.Sorted(maps.Keys(a.Returns)) {
			var before *rules.Return
			for i := range a.Returns[place] {
				r := &a.Returns[place][i]
				if before != nil {
					look(place, before, r)
				}
				if r.Held == "" {
					before = r
				}
			}
		}
	}
	each(func(_ string, _, r *rules.Return) {
		made[r.On]++
		if r.Held != "" {
			short[r.On]++
		}
	})
	each(func(place string, before, r *rules.Return) {
		lost := before.Pupils - r.Pupils
		if r.Held == "" && made[r.On] >= fewSchools && 2*short[r.On] > made[r.On] && float64(lost) > shortShare*float64(before.Pupils) {
			k.failReturn(sources.SchoolCensus, place, r.On, fmt.Sprintf("it has %d pupils where its last return had %d, and most schools' returns are short", r.Pupils, before.Pupils))
			k.holdReturn(sources.SchoolCensus, place, r)
		}
	})
}

func (k *gatekeeper) failReturn(kind sources.Kind, place string, on calendar.Date, why string) {
	k.fail(journal.GateReport{Gate: journal.ReturnGate, Kind: string(kind), School: place, On: on.String(), Why: why})
}

// holdReturn marks a return that did not pass and that nobody let pass.
func (k *gatekeeper) holdReturn(kind sources.Kind, place string, r *rules.Return) bool {
	at, asked := k.asked[journal.GateReport{Gate: journal.ReturnGate, Kind: string(kind), School: place, On: r.On.String()}]
	if !asked || k.reports[at].LetPass() {
		return false
	}
	r.Held = k.reports[at].Why
	return true
}

func (k *gatekeeper) returnNotices(a *rules.Authority) []journal.Notice {
	var notices []journal.Notice
	for i := range k.reports {
		g := &k.reports[i]
		if on, err := calendar.Parse(g.On); err == nil && g.Gate == journal.ReturnGate && !g.LetPass() {
			notices = append(notices, journal.Notice{Kind: g.Kind, Grave: true, Text: fmt.Sprintf(
				"the return of %s for %s is held back: %s; its pupils are judged on the return before it; ask the school for a full return",
				a.Name(g.School), on.Words(), g.Why)})
		}
	}
	return notices
}

// acceptedPupils is the most pupils that a return had in a census that a run accepted for the last sixty days.
func (k *gatekeeper) acceptedPupils(place string, on calendar.Date) (most int) {
	key := place + "@" + on.String()
	for _, a := range k.lately(sources.SchoolCensus, returnPass+key) {
		most = max(most, a.Schools[key])
	}
	return most
}

// goneReturns tells of returns that an earlier run had and that are not among the files now, of the two newest censuses:
// older ones may have been put away.
func (k *gatekeeper) goneReturns(a *rules.Authority) []journal.Notice {
	before := k.Past.Accepted[string(sources.SchoolCensus)]
	newest := ""
	for key := range before.Schools {
		_, on, _ := strings.Cut(key, "@")
		newest = max(newest, on)
	}
	gone := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(before.Schools)) {
		place, on, _ := strings.Cut(key, "@")
		day, err := calendar.Parse(on)
		if err != nil || on < newest && !slices.Contains(a.Censuses, day) || a.AsOf < day {
			continue
		}
		if !slices.ContainsFunc(a.Returns[place], func(r rules.Return) bool { return r.On >= day }) {
			gone[on] = append(gone[on], a.Name(place))
		}
	}
	var notices []journal.Notice
	for _, on := range slices.Sorted(maps.Keys(gone)) {
		k.lost = true
		day, _ := calendar.Parse(on)
		notices = append(notices, journal.Notice{Kind: string(sources.SchoolCensus), Grave: true, Text: fmt.Sprintf(
			"the return for %s of %s was there in the run for %s and is not now: nobody is listed for having been in it",
			day.Words(), strings.Join(gone[on], "; "), dayWords(before.AsOf))})
	}
	return notices
}

// acceptedReturns is the pupils of each return that is relied on; of one that is not, what was accepted of it before.
func (k *gatekeeper) acceptedReturns(a *rules.Authority) map[string]int {
	out := map[string]int{}
	for _, place := range slices.Sorted(maps.Keys(a.Returns)) {
		for _, r := range a.Returns[place] {
			if r.Nightly {
				continue
			}
			if before := k.acceptedPupils(place, r.On); r.Held == "" {
				out[place+"@"+r.On.String()] = r.Pupils
			} else if before > 0 {
				out[place+"@"+r.On.String()] = before
			}
		}
	}
	return out
}

// askCoverage holds the whole census back when too few schools have made a return lately: most children of a missing file
// would look missing.
func (k *gatekeeper) askCoverage(a *rules.Authority) []journal.Notice {
	if len(a.Censuses) == 0 {
		return nil
	}
	newest := a.Censuses[len(a.Censuses)-1]
	lately := a.Censuses[max(0, len(a.Censuses)-2)]
	var open, had [3]int // of all, maintained, academies
	var late []string
	for _, laestab := range slices.Sorted(maps.Keys(a.Schools)) {
		s := a.Schools[laestab]
		if !strings.HasPrefix(laestab, a.Home) || !makesReturn(s) || !s.OpenOn(newest) {
			continue
		}
		side := 1
		if isAcademy(s) {
			side = 2
		}
		open[0], open[side] = open[0]+1, open[side]+1
		rs := a.Returns[laestab]
		if len(rs) == 0 {
			continue
		}
		if rs[len(rs)-1].On >= lately {
			had[0], had[side] = had[0]+1, had[side]+1
		}
		if rs[len(rs)-1].On < newest {
			late = append(late, a.Name(laestab))
		}
	}
	var notices []journal.Notice
	if len(late) > 0 {
		notices = append(notices, journal.Notice{Kind: string(sources.SchoolCensus), Grave: true, Text: fmt.Sprintf(
			"no return for the census of %s from %s: their pupils are judged on the return before it", newest.Words(), strings.Join(late, "; "))})
	}
	for side, of := range [...]string{"open state schools", "open maintained schools", "open academies"} {
		if open[side] == 0 || side > 0 && open[side] < fewSchools || float64(had[side]) >= coverageFloor*float64(open[side]) {
			continue
		}
		why := fmt.Sprintf("only %d of %d %s have made a return since %s", had[side], open[side], of, lately.Words())
		g := k.fail(journal.GateReport{Gate: journal.SchoolsGate, Kind: string(sources.SchoolCensus), Why: why, Held: true})
		if g.LetPass() {
			break
		}
		e := a.Extracts[string(sources.SchoolCensus)]
		e.Came, e.Held = true, why
		a.Extracts[string(sources.SchoolCensus)] = e
		return append(notices, journal.Notice{Kind: string(sources.SchoolCensus), Grave: true,
			Text: "the school census is held back: " + e.Held + "; no child is listed for being absent from it"})
	}
	return notices
}

// isAcademy reports whether a school's return comes from COLLECT and not through the authority.
func isAcademy(s rules.School) bool { return s.Group == "Academies" || s.Group == "Free Schools" }

// makesReturn reports whether a school makes a school census return: state schools do, independent schools and nurseries of
// other kinds do not.
func makesReturn(s rules.School) bool {
	switch s.Group {
	case "Local authority maintained schools", "Academies", "Free Schools", "Special schools":
		return s.Phase != "Nursery"
	}
	return false
}
