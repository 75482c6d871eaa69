package pipeline

import (
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// openRow is the line of a case that an officer holds open and of whom no rule says anything tonight: because an extract did
// not come, because something explains the child now, or because no record of the child is left. It stays until a person
// closes it.
func (j *Judged) openRow(child int, s *standing) candidates.Row {
	row := j.line(child, candidates.CME)
	v := &j.Verdicts[child]
	row.Reason = "An officer holds the case open."
	switch v.Status {
	case rules.Explained, rules.NotOfAge, rules.Elsewhere:
		row.Reason += " The extracts now say: " + v.Explanation
	case rules.Grey, rules.Undecided:
		row.Reason += " " + v.Explanation
	default:
		row.Reason += " No rule lists the child tonight."
	}
	s.openLine(&row)
	return row
}

// adrift are the lines of open cases of whom the run has no record at all.
func (j *Judged) adrift() []candidates.Row {
	var rows []candidates.Row
	seen := map[string]bool{}
	for i := len(j.held) - 1; i >= 0; i-- {
		s := j.held[i]
		if s.child >= 0 || s.superseded != 0 || !s.law.Outcome.Open() || seen[s.Child] {
			continue
		}
		seen[s.Child] = true
		row := candidates.Row{ChildID: s.Child, List: candidates.CME,
			Reason: "An officer holds the case open. No extract of this run names the child; look at the last run that did."}
		s.openLine(&row)
		row.Decided, row.Back, row.Evidence = s.text(), s.Why, s.Evidence.Hash
		j.evidence[listed{string(candidates.CME), s.Child}] = s.Evidence
		rows = append(rows, row)
	}
	return rows
}

// openLine fills what a line of an open case has from the line that the decision was made on.
func (s *standing) openLine(row *candidates.Row) {
	row.Case = string(s.law.Outcome)
	row.Label = "open case: " + outcomeWords(s.law.Outcome)
	row.Severity, row.Rules, row.Since = s.Line.Severity, s.Line.Rules, date(s.Line.Since)
	row.Due, row.DueUnit = day(s.law.Until), string(rules.CalendarDays)
	row.Who = "CME officer"
	row.NextAction = "Go on with the enquiries of the case, and close it when the evidence is there"
}

// proposal says that a case held open may be closed, on what, and what a person still has to see; a run never closes one.
func (j *Judged) proposal(child int, open *standing) string {
	var parts []string
	for _, p := range rules.Propose(j.caseOf(child, j.Authority), &j.Verdicts[child], open.law.On, open.law.Outcome == rules.Untraced) {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, " ")
}
