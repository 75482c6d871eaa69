package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// describeAuthority gathers what holds for every child of the run: which schools there are, which returns came and can be
// trusted, which extracts are there and how old they are. What it distrusts it also tells, as notices.
func (k *gatekeeper) describeAuthority(in *Ingested, records *Records) (*rules.Authority, []journal.Notice) {
	amounts := k.Settings.AmountsOn(k.asOf)
	a := &rules.Authority{
		Amounts: &amounts, InForce: k.Settings.EnactmentsFrom(),
		AsOf: k.asOf, Home: k.Settings.Authority.Code, Calendar: k.Calendar,
		Schools: joinSchools(in), Extracts: declaredExtracts(), Returns: map[string][]rules.Return{},
	}
	notices := k.askCode()
	notices = append(notices, k.askReturns(a, records)...)
	notices = append(notices, k.describeExtracts(a, in)...)
	noteReach(a, records)
	noteRegisters(a, records)
	noteRollLists(a, records)
	notices = append(notices, k.askCoverage(a)...)
	notices = append(notices, k.askUsual(a)...)
	for _, kind := range sources.Kinds() {
		if why := k.whyHeld(string(kind)); why != "" {
			e := a.Extracts[string(kind)]
			e.Came, e.Held = true, why
			a.Extracts[string(kind)] = e
		}
	}
	return a, append(notices, k.gateNotices()...)
}

// declaredExtracts is every kind of extract with how far rules go by it, before any has come.
func declaredExtracts() map[string]rules.Extract {
	all := map[string]rules.Extract{}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		all[string(kind)] = rules.Extract{Reliance: rules.Reliance(d.Reliance)}
	}
	return all
}

// bySchool is the kinds whose files are each the return of one school, which gates ask of school by school and on which a
// child stands once.
var bySchool = sources.FactByKind(func(d sources.Declaration) bool { return d.BySchool })

// joinSchools joins the list of establishments to its links, and adds schools that only appear in a census.
func joinSchools(in *Ingested) map[string]rules.School {
	out := map[string]rules.School{}
	laestab := map[string]string{} // by URN
	var listed calendar.Date
	for _, r := range in.Reports {
		if r.Kind == sources.SchoolsList {
			listed = max(listed, r.AsOf)
		}
	}
	for _, s := range in.Schools {
		if s.LAESTAB == "" {
			continue
		}
		laestab[s.URN] = s.LAESTAB
		school := rules.School{
			LAESTAB: s.LAESTAB, Name: s.Name, Phase: s.Phase, Group: s.Group, Type: s.Type, Status: s.Status,
			Opened: s.Opened, Closed: s.Closed, LowAge: s.LowAge, HighAge: s.HighAge,
		}.SettleDates(listed)
		if had, twice := out[s.LAESTAB]; !twice || school.Outranks(had) {
			out[s.LAESTAB] = school
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

// describeExtracts says of each kind how far it can be relied on.
func (k *gatekeeper) describeExtracts(a *rules.Authority, in *Ingested) []journal.Notice {
	var notices []journal.Notice
	kinds := map[string]bool{}
	for _, x := range k.Settings.Sources {
		kinds[x.Kind] = true
	}
	refused := map[string]bool{}
	for _, x := range in.Rejections {
		if x.Row == 0 && x.Whole {
			if refused[x.File] = true; x.Kind == sources.Protected {
				continue // it is told where seals are applied, without what its headers are
			}
			notices = append(notices, journal.Notice{Kind: string(x.Kind), Grave: true,
				Text: fmt.Sprintf("%s: %s cannot be used: %s", x.Kind, x.File, x.Reason)})
		}
	}
	for _, f := range in.Reports {
		if refused[f.File] {
			continue
		}
		e := a.Extracts[string(f.Kind)]
		e.Came = true // a file without rows is an extract that says there are none
		e.AsOf = max(e.AsOf, cmp.Or(k.stood[f.File], f.AsOf))
		a.Extracts[string(f.Kind)] = e
	}
	paths := k.emptyPaths()
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		e := a.Extracts[kind]
		if empty := paths[kind]; e.Came && empty != "" {
			notices = append(notices, journal.Notice{Kind: kind, Text: kind + empty})
		}
		if !e.Came && (kind == string(sources.Protected) || k.whyHeld(kind) != "") {
			continue // it came, and is told with what is wrong with it; of the list of seals where seals are applied
		}
		if !e.Came {
			notices = append(notices, journal.Notice{Kind: kind, Grave: true,
				Text: kind + ": the settings name it and no file of it came" + paths[kind] + "; rules that need it say unknown"})
			continue
		}
		if e.FreshDays > 0 && !e.AsOf.Known() {
			e.Stale = true
			a.Extracts[kind] = e
			notices = append(notices, journal.Notice{Kind: kind, Grave: true, Text: kind +
				": nobody says for which day it speaks, so that it counts as old; say as_of in the settings: a day, name or modified"})
			continue
		}
		if days := e.FreshDays; days > 0 && e.AsOf.Known() && a.AsOf-e.AsOf > calendar.Date(days) {
			e.Stale = true
			a.Extracts[kind] = e
			notices = append(notices, journal.Notice{Kind: kind, Grave: true, Text: fmt.Sprintf(
				"%s: the newest extract speaks for %s, more than %d days before the as-of date", kind, e.AsOf.Words(), days)})
		}
	}
	return notices
}

// askCode asks whether the code of the authority is right, where most schools of all extracts are of one other authority.
func (k *gatekeeper) askCode() []journal.Notice {
	home, schools, all := k.Settings.Authority.Code, map[string]int{}, 0
	for i := range k.in.Reports {
		for la, n := range k.in.Reports[i].Schools {
			schools[la] += n
			all += n
		}
	}
	for la, n := range schools {
		if la != home && 2*n > all && all >= leastPlace {
			return []journal.Notice{{Kind: "settings", Grave: true, Text: fmt.Sprintf(
				"authority.code is %s, and %d of the %d entries that name a school name one of %s: is %s right?", home, n, all, la, home)}}
		}
	}
	return nil
}

// emptyPaths says which paths of each kind name no file. Every folder of the settings is looked into for it, so it is asked once.
func (k *gatekeeper) emptyPaths() map[string]string {
	text := map[string]string{}
	for _, p := range k.Settings.EmptyPaths() {
		text[p.Kind] += ": " + p.Text
	}
	return text
}

// noteReach notes how far back the returns of schools go, so that a child who left before then is not said to have left without
// one. The earliest hundredth of the rows is passed over: a few old rows do not make an extract reach back.
func noteReach(a *rules.Authority, p *Records) {
	kind := string(sources.RollChanges)
	e := a.Extracts[kind]
	if !e.Came {
		return
	}
	var left []sources.Date
	for _, rec := range p.OfKind(sources.RollChanges, sources.ClaimPart) {
		for _, c := range rec.Claims {
			if c.Kind == sources.LeftRoll && c.From != 0 {
				left = append(left, c.From)
			}
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	e.Since = left[len(left)/100]
	a.Extracts[kind] = e
}
