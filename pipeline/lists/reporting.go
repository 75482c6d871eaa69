package lists

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// reportFacts maps what the run found and what officers decided to the plain facts that the reports are made of.
func (m *maker) reportFacts(l *candidates.Lists, cme []line, tasks []childTask) *reports.Facts {
	f := &reports.Facts{
		AsOf: m.asOf, Calendar: m.calendar, Authority: l.Summary.Authority, CME: l.CME, AtRisk: l.AtRisk, Untold: l.Untold, NotInSchool: l.NotInSchool,
		Measures: l.Measures, Waterfall: l.Summary.Waterfall, Banners: l.Summary.Banners, Notices: m.noticesTo(), Drift: m.driftDays(),
		Reasons: sources.ReturnReasons, CountSuspected: m.Settings.Reports.CountSuspected,
	}
	var side conc.WaitGroup // each fills what no other looks at
	side.Go(func() { m.addCases(f, cme) })
	side.Go(func() { m.addHomeEducated(f) })
	side.Go(func() { f.Corrections, f.Apart = m.findCorrections(), m.findingsAside() })
	side.Go(func() { f.Shown = m.everShown(l) })
	routeTasks(f, tasks)
	for g := range candidates.EachPrinted(l.Gone) {
		f.Gone = append(f.Gone, reports.Gone{List: string(g.List), Child: g.ChildID, Why: g.Why})
	}
	side.Wait()
	return f
}

// routeTasks hands every task to the report that it is for. A sealed child's goes the same way, and none of it is printed there.
func routeTasks(f *reports.Facts, tasks []childTask) {
	for _, t := range tasks {
		line := candidates.NewLine(t.Task, t.sealed)
		switch t.Of {
		case rules.OfSchool.String(), rules.OfManagers.String():
			f.Schools = append(f.Schools, line)
		case rules.OfSource.String():
			f.Senders = append(f.Senders, line)
		case rules.OfDate.String():
			f.Dates = append(f.Dates, line)
		case rules.OfOfficer.String():
			f.Officers = append(f.Officers, line)
		}
	}
}

// everShown is every line that a run ever showed, those of this run among them.
func (m *maker) everShown(l *candidates.Lists) []reports.Shown {
	var all []reports.Shown
	now := map[past.Line]bool{}
	for _, lines := range [...][]candidates.Line[candidates.Row]{l.CME, l.AtRisk} {
		for row := range candidates.EachPrinted(lines) {
			now[past.LineOf(row)] = true
			all = append(all, reports.Shown{
				List: string(row.List), Child: row.ChildID, Rules: row.Rules, First: calendar.On(row.FirstListed.Date()), Last: m.asOf,
			})
		}
	}
	for _, s := range m.Past.Spans {
		if now[past.Line{List: s.List, Child: s.Child}] {
			continue
		}
		first, _ := calendar.Parse(s.First)
		last, _ := calendar.Parse(s.Last)
		all = append(all, reports.Shown{List: s.List, Child: s.Child, Rules: s.Rules, First: first, Last: last})
	}
	return all
}

// driftDays is after how many working days without an action a case drifts (K10).
func (m *maker) driftDays() map[string]int {
	a := m.Settings.AmountsOn(m.asOf)
	return map[string]int{"P1": a.DriftFirst, "P2": a.DriftSecond, "P3": a.DriftThird, "P4": a.DriftFourth}
}

// findingsAside gathers what the rules say that put nobody on a list: forecasts, answers, questions for schools; by rule, school and child.
func (m *maker) findingsAside() []candidates.Line[reports.Apart] {
	var all []reports.Apart
	sealed := map[string]bool{}
	for child := range m.children.Len() {
		v := &m.Judged.Verdicts[child]
		var row *candidates.Row
		for _, f := range v.OwnLists {
			if rules.AddsToLine(f.Rule) {
				continue // only watched
			}
			if row == nil {
				draft := m.draftRow(child, candidates.AtRisk)
				row, sealed[draft.ChildID] = &draft, m.Judged.IsSealed(child)
			}
			x := reports.Apart{
				Rule: string(f.Rule), Title: rules.Title(f.Rule), Child: row.ChildID, Person: row.Person, YearGroup: row.YearGroup,
				School: row.OnRollAt, SchoolName: row.SchoolName, Status: string(v.Status), Reason: f.Reason, Since: f.Since, Due: f.Due,
			}
			if len(f.Records) > 0 {
				x.Record = f.Records[0]
				m.setPlace(&x, child)
			}
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b reports.Apart) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.School, b.School), cmp.Compare(a.Child, b.Child))
	})
	var lines []candidates.Line[reports.Apart]
	for _, x := range all {
		lines = append(lines, candidates.NewLine(x, sealed[x.Child]))
	}
	return lines
}

// addCases adds every case that officers hold or held, and the candidates of whom they hold none.
func (m *maker) addCases(f *reports.Facts, cme []line) {
	listed := map[string]*candidates.Row{}
	for i := range cme {
		listed[cme[i].row.ChildID] = &cme[i].row
	}
	cases, sealed := m.caseHistories()
	for _, c := range cases {
		if row := listed[c.Child]; row != nil {
			c.Listed, c.Proposed = cmp.Or(dateOf(row.Since), dateOf(row.FirstListed)), cmp.Or(c.Proposed, row.ReturnReason)
			delete(listed, c.Child)
		}
		f.AddCase(c, sealed[c.Child])
		if c.StatusOn(m.asOf) == string(rules.Untraced) && !c.Filed && c.Person != (candidates.Person{}) {
			f.LostPupils = append(f.LostPupils, candidates.NewLine(candidates.LostPupil{From: m.Judged.Authority.Home, FromName: f.Authority, Child: c.Child,
				Person: c.Person, Last: c.Last}, sealed[c.Child]))
		}
	}
	for i := range cme {
		row := listed[cme[i].row.ChildID]
		if row == nil {
			continue
		}
		f.AddCandidate(reports.Figures{Born: reports.MonthOfBirth(dateOf(row.Person.DOB)), Sex: row.Person.Sex, Since: dateOf(row.Since),
			Listed: cmp.Or(dateOf(row.Since), dateOf(row.FirstListed)), Proposed: row.ReturnReason})
	}
}

// dateOf is the day of a cell of a line, zero of an empty one.
func dateOf(t time.Time) calendar.Date {
	if t.IsZero() {
		return 0
	}
	return calendar.On(t.Date())
}

// caseHistories gathers every case that officers hold or held, from the authority's own list and from their decisions, by child,
// and which of the children are sealed.
func (m *maker) caseHistories() (all []reports.Case, sealed map[string]bool) {
	by := map[string]*reports.Case{}
	sealed = map[string]bool{}
	of := func(id string, child int) *reports.Case {
		if by[id] == nil {
			by[id] = &reports.Case{Child: id}
			if child >= 0 {
				m.describeCase(by[id], child)
				sealed[id] = m.Judged.IsSealed(child)
			}
		}
		return by[id]
	}
	for child := range m.children.Len() {
		for _, rec := range m.listedCases(child) {
			c := of(string(m.children.IDs[child]), child)
			for _, claim := range rec.Claims {
				if claim.Kind == sources.Case {
					c.Spells = append(c.Spells, spellsOf(claim)...)
					c.Acted = max(c.Acted, claim.Decided)
					if slices.Contains(sources.ReturnReasons, claim.Reason) {
						c.Reason = claim.Reason
					}
					if claim.Count > 0 {
						c.Since = claim.From - calendar.Date(claim.Count)
					}
				}
			}
		}
	}
	for _, s := range m.Judged.Decisions.All {
		if s.Law.Outcome == rules.LookedAt {
			continue
		}
		c := of(m.Judged.StandsWith(s), int(s.ChildNumber))
		ground, _ := rules.GroundOf(s.Ground)
		c.Spells = append(c.Spells, reports.Spell{Status: string(s.Law.Outcome), Ground: ground.Title, By: s.By, From: s.Law.On})
		c.Rules, c.Severity = s.Line.Rules, s.Line.Severity
		c.Acted = max(c.Acted, s.Law.On)
		if since, err := calendar.Parse(s.Line.Since); err == nil && since.Known() {
			c.Since = since
		}
		if s.Return != "" {
			c.Reason = s.Return
		}
		if proposed := reports.ReasonOf(s.Line.Rules); proposed != "" {
			c.Proposed = proposed
		}
	}
	for _, id := range slices.Sorted(maps.Keys(by)) {
		c := by[id]
		slices.SortStableFunc(c.Spells, func(a, b reports.Spell) int { return cmp.Compare(a.From, b.From) })
		all = append(all, *c)
	}
	return all, sealed
}

// describeCase fills who the child of a case is.
func (m *maker) describeCase(c *reports.Case, child int) {
	row := m.draftRow(child, candidates.CME)
	c.Person, c.Sex = row.Person, row.Person.Sex
	c.Last, c.Filed = m.lastSchool(child), isWithLostPupils(m.Judged.Cases.CaseOf(child))
	c.Born = reports.MonthOfBirth(m.Judged.Cases.CaseOf(child).DOB)
	if f := m.Judged.Verdicts[child].CME; len(f) > 0 {
		c.Since, c.Proposed = f[0].Since, proposedReason(f)
	}
}

// listedCases are the records of the authority's own list that are placed with a child.
func (m *maker) listedCases(child int) []*sources.Record {
	var recs []*sources.Record
	for _, row := range m.children.IdentitiesOf(child) {
		if m.children.People.KindOf(row) != sources.CaseList {
			continue
		}
		recs = append(recs, m.children.People.IdentityRecords(row)...)
	}
	return recs
}

// spellsOf is how a case of the authority's own list stood: as it stands, from the day on which it was opened, and closed from
// the day on which it was closed. A closed case says no more of how it stood while it was open than that it was suspected.
func spellsOf(c sources.Claim) []reports.Spell {
	from, to := c.From, c.To
	closed := c.Status == "resolved" || c.Status == "not_cme"
	switch {
	case !closed:
		return []reports.Spell{{Status: c.Status, Ground: c.Reason, From: from}}
	case to.Known() && from.Known() && to > from:
		return []reports.Spell{{Status: "suspected", From: from}, {Status: c.Status, Ground: c.Reason, From: to}}
	case to.Known():
		return []reports.Spell{{Status: c.Status, Ground: c.Reason, From: to}}
	}
	return []reports.Spell{{Status: c.Status, Ground: c.Reason, From: from}}
}

// findCorrections are what the owners of extracts are asked to put right: a register that holds a child as being without school, or
// as waiting for one, whom another explains on sure evidence.
func (m *maker) findCorrections() []candidates.Line[reports.Correction] {
	var all []reports.Correction
	sealed := map[string]bool{}
	for child := range m.children.Len() {
		v := &m.Judged.Verdicts[child]
		if !m.Judged.OnRoll(child) {
			continue
		}
		for _, row := range m.children.IdentitiesOf(child) {
			if !holdsOpen[m.children.People.KindOf(row)] {
				continue
			}
			for _, rec := range m.children.People.IdentityRecords(row) {
				if said := stillHeld(rec, m.Judged.Authority.AsOf); said != "" {
					sealed[string(v.Child)] = m.Judged.IsSealed(child)
					all = append(all, reports.Correction{
						Source: strings.ReplaceAll(string(rec.Kind), "_", " "), Record: string(rec.ID), Field: "status", Child: string(v.Child),
						What: said + ". " + v.Explanation, Place: placeWords(rec.File, rec.Row, rec.Line),
						Person: personOfRecord(rec),
					})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b reports.Correction) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Record, b.Record))
	})
	var lines []candidates.Line[reports.Correction]
	for _, x := range all {
		lines = append(lines, candidates.NewLine(x, sealed[x.Child]))
	}
	return lines
}

// holdsOpen is the kinds that hold a child open as being without a school.
var holdsOpen = sources.FactByKind(func(d sources.Declaration) bool { return d.HoldsOpen })

// stillHeld says what a record still says that a roll contradicts; empty when it says no such thing.
func stillHeld(rec *sources.Record, asOf calendar.Date) string {
	for _, c := range rec.Claims {
		ended := c.To != 0 && c.To <= asOf
		switch c.Kind {
		case sources.HomeEducated:
			if !ended && c.Status != "closed" {
				return "The register of home education still shows the child as open"
			}
			return ""
		case sources.Case:
			if !ended && c.Status != "resolved" && c.Status != "not_cme" {
				return "The list of children missing education still shows the case as open"
			}
			return ""
		case sources.Lost:
			return "A lost-pupil file is still held"
		}
	}
	return ""
}

// placeWords says where a record stands as a reader finds it: by the line that a spreadsheet or an editor shows, or by the number of the record
// in a file that has no lines.
func placeWords(file string, row, line int) string {
	if line > 0 {
		return fmt.Sprintf("%s, line %d", file, line)
	}
	return fmt.Sprintf("%s, record %d", file, row)
}

// setPlace says where the record of a finding stands and, of a child on another service's agenda, who the child is as that service has it: it is
// the service that reads the answer, and another name of the child is none of its business.
func (m *maker) setPlace(x *reports.Apart, child int) {
	for _, r := range m.children.RecordsOf(child) {
		if string(r.ID) != x.Record {
			continue
		}
		x.Place = placeWords(r.File, r.Row, r.Line)
		if x.Rule == "R32" {
			x.Person = personOfRecord(r.Record)
		}
		return
	}
}

// personOfRecord is who a child is as one record has it.
func personOfRecord(r *sources.Record) candidates.Person {
	return candidates.Person{Forename: r.Who.Forename, MiddleNames: r.Who.MiddleNames, Surname: r.Who.Surname, DOB: r.Who.DOB.Midnight()}
}
