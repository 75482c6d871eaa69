package lists

import (
	"context"
	"fmt"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/overview"
	"rollcall/pipeline/register"
)

// Night is a night's lists, and what the register is to remember of them.
type Night struct {
	Lists    *candidates.Lists
	Recorded register.Run
}

// Make makes the lists of a night.
func Make(j *journal.Journal, asked Asked) (*Night, error) {
	m := newMaker(asked, j.AsOf)
	wanted := map[register.Fingerprint]bool{}
	for _, was := range asked.Judged.Was {
		for _, f := range was.Evidence.Prints {
			wanted[f] = true
		}
	}
	m.wasFound = m.children.People.IdentitiesByPrint(wanted)
	cme, risk := m.makeList(candidates.CME), m.makeList(candidates.AtRisk)
	b, err := m.findBesides(j.Context(), cme, risk)
	if err != nil {
		return nil, err
	}
	possible, tasks, untold, went := b.possible, b.tasks, b.untold, b.went
	l := &candidates.Lists{
		CME: publishedLines(cme), AtRisk: publishedLines(risk), Untold: linesOfUntold(untold), Possible: matchesOf(possible),
		Placed: m.placedRecords(), Links: m.keptLinks(), Reconciled: m.reconciled(), Stale: m.staleOnly(), Tasks: linesOfTasks(tasks),
		Rejected: rejected(asked.Passed.Ingested), Measures: append(b.measures, asked.Fairness...), Gone: b.gone,
		Decided: m.decided(), Words: OfficerWords(), Spells: m.tellSpells(cme, risk, went), Families: m.tellFamilies(cme, risk, untold), Extracts: m.tellExtracts(j.Manifest.Inputs),
		Seen: m.children.Len(),
	}
	m.noteListed(cme)
	m.mayBes = mayBesOf(possible)
	l.Kept, l.World, l.StoriesOf, l.Matched = m.keepAll(), m.world(), m.tellStories, m.tellMatched()
	l.NotInSchool, l.Identifiers = b.notInSchool, m.Judged.Authority.PrintsIdentifier()
	j.Notice(m.tellNotInSchool(l.NotInSchool)...)
	l.Gammas = m.comparisonNames()
	if kept := countKept(cme) + countKept(risk); kept > 0 {
		j.Notice(journal.Notice{Kind: "register", Text: fmt.Sprintf(
			"kept from the last run: %s; nothing new is known about the children, and an extract that the rules need did not come", judge.CountLines(kept))})
	}
	lacks := m.countLacks(untold)
	j.Notice(tellUntold(untold, lacks)...)
	l.Summary = m.summarise(j.Manifest, l.Measures, cme, risk)
	l.Summary.Lacking = lacks
	recorded, err := m.report(j, l, b, cme, risk)
	if err != nil {
		return nil, err
	}
	j.Count("candidate CME", len(l.CME))
	j.Count("at risk", len(l.AtRisk))
	j.Count("possible matches", len(l.Possible))
	j.Manifest.Results = m.countResults(l)
	m.drafts, m.wasFound = nil, nil // what is left is to write, and nobody is described anew
	return &Night{l, recorded}, nil
}

// besides is what is found of a night besides its two lists.
type besides struct {
	possible    []greyPair
	gone        []candidates.Line[candidates.Gone]
	went        []register.Went
	tasks       []childTask
	untold      []untold
	notInSchool []candidates.Line[candidates.NotInSchool]
	measures    []candidates.Measure
}

// findBesides finds all that rests on the two lists and on nothing else that is found, side by side, and tells the news of their lines.
func (m *maker) findBesides(ctx context.Context, cme, risk []line) (b besides, err error) {
	g := pool.New().WithErrors()
	g.Go(func() error {
		if err := m.tellNews(ctx, cme, risk); err != nil {
			return err
		}
		b.gone, b.went = m.findGone(cme, risk)
		return nil
	})
	for _, find := range [...]func(){
		func() { b.tasks = m.findTasks(cme, risk) },
		func() { b.possible = m.findPossible() },
		func() { b.untold, b.notInSchool = m.findUntold(cme), m.findNotInSchool() },
		func() { b.measures = m.measureRun() },
	} {
		g.Go(func() error { find(); return nil })
	}
	return b, g.Wait()
}

// report makes of lists what is reported of them, and beside it what the register is to remember.
func (m *maker) report(j *journal.Journal, l *candidates.Lists, b besides, cme, risk []line) (recorded register.Run, err error) {
	var described candidates.Overview
	g := pool.New().WithErrors()
	g.Go(func() (err error) {
		about := overview.Night{Judged: m.Judged, Passed: m.Passed, Past: m.Past, AsOf: m.asOf}
		described, err = about.Describe(j.Context(), l)
		return err
	})
	g.Go(func() error {
		recorded = m.recordNight(j, cme, risk, b.possible, b.went)
		return nil
	})
	facts := m.reportFacts(l, cme, b.tasks)
	facts.Letters = m.lettersOf(cme)
	g.Go(func() error {
		l.Sealed = reports.ForDesignatedOfficer(facts, m.sealedRecords())
		return nil
	})
	l.LostPupils = facts.LostPupils
	l.Reports, l.Schools = reports.MakeReports(facts), reports.ForSchools(facts)
	l.ToSend, l.Authorities, l.Letters = reports.ToSend(facts), reports.ForAuthorities(facts), reports.ForLetters(facts)
	if err := g.Wait(); err != nil {
		return recorded, err
	}
	l.Summary.Overview = described
	l.Summary.Overview.Warnings = managersWarnings(j.Manifest.Notices)
	return recorded, nil
}

// countResults is the run's outcome for the manifest.
func (m *maker) countResults(l *candidates.Lists) map[string]int {
	n := map[string]int{"children": m.children.Len(), "cme_candidates": len(l.CME), "at_risk": len(l.AtRisk), "possible_matches": len(l.Possible), "unknown": len(l.Untold)}
	if l.NotInSchool != nil {
		n["not_in_school"] = len(l.NotInSchool)
	}
	for row := range candidates.EachPrinted(l.AtRisk) {
		if row.Road != "" {
			n["road_"+string(row.Road)]++
		}
	}
	for i := range m.Judged.Verdicts {
		n["status_"+string(m.Judged.Verdicts[i].Status)]++
	}
	return n
}
