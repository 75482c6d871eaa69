package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Gates hold back what bad inputs would make us say. A return that came short or did not come makes children look as if
// they had left; an extract that is old makes them look as if nothing had happened since. Neither may put a child on a list.
const (
	// A school's return is short when it has lost more than a tenth of its pupils since its last one: the rule book's
	// freshness gate. Ten pupils are the least that counts, or every village school would trip it.
	shortShare  = 0.10
	shortPupils = 10
	// Below this share of open state schools with a return for one of the two newest censuses, absence from the census proves
	// nothing. A school that has only missed the newest is judged on the one before.
	coverageFloor = 0.80
)

// authority gathers what holds for every child of the run: which schools there are, which returns came and can be trusted,
// which extracts are there and how old they are. What it distrusts it also tells, as notices.
func (r *run) authority(p *People) (*rules.Authority, []Notice) {
	amounts := r.settings.amounts(r.options.AsOf)
	a := &rules.Authority{
		Amounts: &amounts,
		AsOf:    r.options.AsOf, Home: r.settings.Authority.Code, Calendar: r.calendar,
		Schools: schools(p.In), Extracts: map[string]rules.Extract{}, Returns: map[string][]rules.Return{},
	}
	var notices []Notice
	notices = append(notices, censusReturns(a, p)...)
	notices = append(notices, extractStates(a, p.In, r.settings)...)
	reach(a, p)
	notices = append(notices, coverage(a)...)
	return a, notices
}

// schools joins the list of establishments to its links, and adds schools that only appear in a census.
func schools(in *Ingested) map[string]rules.School {
	out := map[string]rules.School{}
	laestab := map[string]string{} // by URN
	for _, s := range in.Schools {
		if s.LAESTAB == "" {
			continue
		}
		laestab[s.URN] = s.LAESTAB
		// Two establishments can share a number, one closed and one open since: the open one is meant.
		if had, twice := out[s.LAESTAB]; twice && had.Closed == 0 {
			continue
		}
		out[s.LAESTAB] = rules.School{
			LAESTAB: s.LAESTAB, Name: s.Name, Phase: s.Phase, Group: s.Group, Status: s.Status,
			Opened: calendar.Date(s.Opened), Closed: calendar.Date(s.Closed), LowAge: s.LowAge, HighAge: s.HighAge,
		}
	}
	for _, l := range in.Links {
		from, to := l.LAESTAB, l.LinkedLAESTAB
		if from == "" {
			from = laestab[l.URN]
		}
		if to == "" {
			to = laestab[l.LinkedURN]
		}
		if l.Type == "predecessor" {
			from, to = to, from
		}
		if from == "" || to == "" || from == to {
			continue
		}
		old, next := out[from], out[to]
		old.LAESTAB, old.Successor = from, to
		next.LAESTAB = to
		if !slices.Contains(next.Predecessors, from) {
			next.Predecessors = append(next.Predecessors, from)
		}
		out[from], out[to] = old, next
	}
	return out
}

// censusReturns counts each school's pupils in each census and distrusts a return that came short.
func censusReturns(a *rules.Authority, p *People) []Notice {
	type at struct {
		place string
		on    sources.Date
	}
	pupils := map[at]int{}
	for i := range p.Len() {
		if p.place(i).Kind != sources.SchoolCensus {
			continue
		}
		rec := p.Record(i)
		for _, c := range rec.Claims {
			if c.Kind == sources.Roll {
				pupils[at{c.Place, rec.AsOf}]++
			}
		}
	}
	for k, n := range pupils {
		a.Returns[k.place] = append(a.Returns[k.place], rules.Return{On: calendar.Date(k.on), Pupils: n})
		if day := calendar.Date(k.on); !slices.Contains(a.Censuses, day) {
			a.Censuses = append(a.Censuses, day)
		}
	}
	slices.Sort(a.Censuses)
	var notices []Notice
	for _, place := range sortedKeys(a.Returns) {
		rs := a.Returns[place]
		slices.SortFunc(rs, func(x, y rules.Return) int { return int(x.On - y.On) })
		last := 0
		for i := range rs {
			lost := last - rs[i].Pupils
			if last > 0 && lost > shortPupils && float64(lost) > shortShare*float64(last) {
				rs[i].Held = fmt.Sprintf("it has %d pupils where its last return had %d", rs[i].Pupils, last)
				notices = append(notices, Notice{Kind: string(sources.SchoolCensus), Grave: true, Text: fmt.Sprintf(
					"the return of %s for %s is held back: %s; its pupils are judged on the return before it; ask the school for a full return",
					a.Name(place), rs[i].On.Words(), rs[i].Held)})
				continue
			}
			last = rs[i].Pupils
		}
	}
	return notices
}

// extractStates says of each kind how far it can be relied on.
func extractStates(a *rules.Authority, in *Ingested, s *Settings) []Notice {
	var notices []Notice
	kinds := map[string]bool{}
	for _, x := range s.Sources {
		kinds[x.Kind] = true
	}
	refused := map[string]bool{}
	for _, x := range in.Rejections {
		if x.Row == 0 && x.Whole {
			refused[x.File] = true
			notices = append(notices, Notice{Kind: string(x.Kind), Grave: true,
				Text: fmt.Sprintf("%s: %s cannot be used: %s", x.Kind, x.File, x.Reason)})
		}
	}
	for _, f := range in.Reports {
		if refused[f.File] {
			continue
		}
		e := a.Extracts[string(f.Kind)] // a file without rows is an extract that says there are none
		e.AsOf = max(e.AsOf, calendar.Date(f.AsOf))
		a.Extracts[string(f.Kind)] = e
	}
	for _, k := range sortedKeys(kinds) {
		e, had := a.Extracts[k]
		if !had {
			notices = append(notices, Notice{Kind: k, Grave: true,
				Text: k + ": the settings name it and no file of it came; rules that need it say unknown"})
			continue
		}
		if days := rules.Freshness(k); days > 0 && e.AsOf.Known() && a.AsOf-e.AsOf > calendar.Date(days) {
			e.Stale = true
			a.Extracts[k] = e
			notices = append(notices, Notice{Kind: k, Grave: true, Text: fmt.Sprintf(
				"%s: the newest extract speaks for %s, more than %d days before the as-of date", k, e.AsOf.Words(), days)})
		}
	}
	return notices
}

// reach notes how far back the returns of schools go, so that a child who left before then is not said to have left without
// one. The earliest hundredth of the rows is passed over: a few old rows do not make an extract reach back.
func reach(a *rules.Authority, p *People) {
	kind := string(sources.RollChanges)
	e, had := a.Extracts[kind]
	if !had {
		return
	}
	var left []sources.Date
	for i := range p.Len() {
		if p.place(i).Kind != sources.RollChanges {
			continue
		}
		for _, c := range p.Record(i).Claims {
			if c.Kind == sources.LeftRoll && c.From != 0 {
				left = append(left, c.From)
			}
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	e.Since = calendar.Date(left[len(left)/100])
	a.Extracts[kind] = e
}

// coverage holds the whole census back when too few schools have made a return lately: most children of a missing file
// would look missing.
func coverage(a *rules.Authority) []Notice {
	if len(a.Censuses) == 0 {
		return nil
	}
	newest := a.Censuses[len(a.Censuses)-1]
	lately := a.Censuses[max(0, len(a.Censuses)-2)]
	var open, had int
	var late []string
	for _, laestab := range sortedKeys(a.Schools) {
		s := a.Schools[laestab]
		if !strings.HasPrefix(laestab, a.Home) || !returns(s) || s.Opened > newest || s.Closed != 0 && s.Closed <= newest {
			continue
		}
		open++
		rs := a.Returns[laestab]
		if len(rs) == 0 {
			continue
		}
		if rs[len(rs)-1].On >= lately {
			had++
		}
		if rs[len(rs)-1].On < newest {
			late = append(late, a.Name(laestab))
		}
	}
	var notices []Notice
	if len(late) > 0 {
		notices = append(notices, Notice{Kind: string(sources.SchoolCensus), Grave: true, Text: fmt.Sprintf(
			"no return for the census of %s from %s: their pupils are judged on the return before it", newest.Words(), strings.Join(late, "; "))})
	}
	if open > 0 && float64(had) < coverageFloor*float64(open) {
		e := a.Extracts[string(sources.SchoolCensus)]
		e.Held = fmt.Sprintf("only %d of %d open state schools have made a return since %s", had, open, lately.Words())
		a.Extracts[string(sources.SchoolCensus)] = e
		notices = append(notices, Notice{Kind: string(sources.SchoolCensus), Grave: true,
			Text: "the school census is held back: " + e.Held + "; no child is listed for being absent from it"})
	}
	return notices
}

// returns reports whether a school makes a school census return: state schools do, independent schools and nurseries of
// other kinds do not.
func returns(s rules.School) bool {
	switch s.Group {
	case "Local authority maintained schools", "Academies", "Free Schools", "Special schools":
		return s.Phase != "Nursery"
	}
	return false
}
