package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
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
		j.restsOn(&row, s.Evidence)
		rows = append(rows, row)
	}
	return rows
}

// keeps says why a line of the last run stays although no rule says so tonight, empty when it does not: nothing is known of
// the child that was not known then, and what keeps the rules from saying so is an extract that did not come, a return that is
// late, a time of the year, or a possible match that nobody has judged. What we do not have takes no child off a list and puts
// none on.
func (j *Judged) keeps(child int, which candidates.List) (was register.Shown, why string) {
	v := &j.Verdicts[child]
	was, had := j.was[listed{string(which), string(v.Child)}]
	if !had || was.Case != "" || j.actedOn(child, which) {
		return was, ""
	}
	then, now := factsOf(was.Evidence), j.caseOf(child, j.Authority).Facts(nil)
	if which == candidates.AtRisk {
		now = j.caseOf(child, j.Authority).Facts([]rules.Finding{})
	}
	changed := then.Change(now, j.Authority.Had) != ""
	if v.Status == rules.Grey && which == candidates.CME { // a grey link takes nobody off a list
		if changed {
			was.Evidence = register.Evidence{}
		}
		return was, v.Explanation
	}
	if changed {
		return was, ""
	}
	switch v.Status {
	case rules.Undecided:
		return was, cmp.Or(untold(v, was.Rules), v.Explanation)
	case rules.Explained:
		if which == candidates.AtRisk {
			return was, untold(v, was.Rules)
		}
		if v.ExplainedBy == "U18" || v.ExplainedBy == "U20" {
			return was, v.Explanation
		}
		if lost, is := j.Authority.Lost(then, now); is && !j.elsewhere(child, was) {
			return was, "the " + strings.ReplaceAll(lost.Source, "_", " ") + " that it rests on did not come whole."
		}
	}
	return was, ""
}

// elsewhere reports whether records that a line rested on are placed with another child now: then its facts went with them.
func (j *Judged) elsewhere(child int, was register.Shown) bool {
	for _, f := range was.Evidence.Prints {
		for _, row := range j.wasRows[f] {
			if j.child[row] != int32(child) {
				return true
			}
		}
	}
	return false
}

// actedOn reports whether a decision keeps the child off the list.
func (j *Judged) actedOn(child int, which candidates.List) bool {
	for _, s := range j.Verdicts[child].Suppressions {
		if s.By == rules.Remembered && s.Applied {
			return true
		}
	}
	m := j.of[int32(child)]
	return m != nil && slices.ContainsFunc(m.current, func(s *standing) bool {
		return s.Holds && !s.law.Outcome.Open() && (s.law.Outcome == rules.LookedAt) == (which == candidates.AtRisk)
	})
}

// untold is why one of a line's rules cannot tell tonight; empty when each of them says no.
func untold(v *rules.Verdict, was []string) string {
	for _, f := range v.Unknown {
		if slices.Contains(was, string(f.Rule)) {
			return string(f.Rule) + ": " + f.Reason
		}
	}
	return ""
}

// keptLabel marks a line that stays for want of what would tell anew.
const keptLabel = "kept from the last run"

func linesOf(n int) string {
	if n == 1 {
		return "1 line"
	}
	return grouped(n) + " lines"
}

// keptRow is a line of the last run that stays.
func (j *Judged) keptRow(child int, which candidates.List, was register.Shown, why string) candidates.Row {
	row := j.line(child, which)
	row.Reason = "Listed by the last run, and nothing new explains the child. Tonight it cannot be told anew: " + why
	row.Label, row.Who = keptLabel, "CME officer"
	row.Severity, row.Rules, row.Since = was.Severity, was.Rules, date(was.Since)
	row.Due, row.DueUnit = date(was.Due), was.Unit
	// It rests on what the line rested on: what has not come tonight is not to look new tomorrow.
	if row.Evidence = was.Evidence.Hash; row.Evidence != "" {
		j.restsOn(&row, was.Evidence)
	}
	row.NextAction = "Go on as before; the line is told anew when what is missing comes"
	return row
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
