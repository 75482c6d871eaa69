package lists

import (
	"fmt"

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
	cme, risk, possible := m.makeList(candidates.CME), m.makeList(candidates.AtRisk), m.findPossible()
	if err := m.tellNews(j.Context(), cme, risk); err != nil {
		return nil, err
	}
	gone, went := m.findGone(cme, risk)
	tasks, untold := m.findTasks(cme, risk), m.findUntold(cme)
	l := &candidates.Lists{
		CME: publishedLines(cme), AtRisk: publishedLines(risk), Untold: linesOfUntold(untold), Possible: matchesOf(possible),
		Placed: m.placedRecords(), Links: m.keptLinks(), Reconciled: m.reconciled(), Stale: m.staleOnly(), Tasks: linesOfTasks(tasks),
		Rejected: rejected(asked.Passed.Ingested), Measures: append(m.measureRun(), asked.Fairness...), Gone: gone,
		Decided: m.decided(), Words: OfficerWords(), Spells: m.tellSpells(cme, risk, went), Families: m.tellFamilies(cme, risk, untold), Extracts: m.tellExtracts(j.Manifest.Inputs),
		Seen: m.children.Len(),
	}
	m.listed, m.mayBes = listedOf(cme), mayBesOf(possible)
	l.Kept, l.World, l.StoriesOf = m.keepAll(), m.world(), m.tellStories
	l.NotInSchool, l.Identifiers = m.findNotInSchool(), m.Judged.Authority.PrintsIdentifier()
	j.Notice(m.tellNotInSchool(l.NotInSchool)...)
	for _, c := range asked.Model.Spec.Comparisons {
		l.Gammas = append(l.Gammas, c.Name)
	}
	if kept := countKept(cme) + countKept(risk); kept > 0 {
		j.Notice(journal.Notice{Kind: "register", Text: fmt.Sprintf(
			"kept from the last run: %s; nothing new is known about the children, and an extract that the rules need did not come", judge.CountLines(kept))})
	}
	lacks := m.countLacks(untold)
	j.Notice(tellUntold(untold, lacks)...)
	l.Summary = m.summarise(j.Manifest, l.Measures, cme, risk)
	l.Summary.Lacking = lacks
	var err error
	about := overview.Night{Judged: m.Judged, Passed: m.Passed, Past: m.Past, AsOf: m.asOf}
	if l.Summary.Overview, err = about.Describe(j.Context(), l); err != nil {
		return nil, err
	}
	l.Summary.Overview.Warnings = managersWarnings(j.Manifest.Notices)
	facts := m.reportFacts(l, cme, tasks)
	l.Reports, l.Schools, l.Sealed = reports.MakeReports(facts), reports.ForSchools(facts), reports.ForDesignatedOfficer(facts, m.sealedRecords())
	facts.Letters = m.lettersOf(cme)
	l.LostPupils = facts.LostPupils
	l.ToSend, l.Authorities, l.Letters = reports.ToSend(facts), reports.ForAuthorities(facts), reports.ForLetters(facts)
	j.Count("candidate CME", len(l.CME))
	j.Count("at risk", len(l.AtRisk))
	j.Count("possible matches", len(l.Possible))
	j.Manifest.Results = m.countResults(l)
	m.drafts = nil
	m.Judged.Cases.Release()
	return &Night{l, m.recordNight(j, cme, risk, possible, went)}, nil
}

// countResults is the run's outcome for the manifest.
func (m *maker) countResults(l *candidates.Lists) map[string]int {
	n := map[string]int{"children": m.children.Len(), "cme_candidates": len(l.CME), "at_risk": len(l.AtRisk), "possible_matches": len(l.Possible), "unknown": len(l.Untold)}
	if l.NotInSchool != nil {
		n["not_in_school"] = len(l.NotInSchool)
	}
	for _, row := range candidates.PrintedRows(l.AtRisk) {
		if row.Road != "" {
			n["road_"+string(row.Road)]++
		}
	}
	for i := range m.Judged.Verdicts {
		n["status_"+string(m.Judged.Verdicts[i].Status)]++
	}
	return n
}
