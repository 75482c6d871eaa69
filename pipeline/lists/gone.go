package lists

import (
	"cmp"
	"maps"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// findGone lists the lines of the last run that this one does not show, by list and child, and how each went.
func (m *maker) findGone(cme, risk []line) (all []candidates.Line[candidates.Gone], ways []register.Went) {
	shown := map[past.Line]bool{}
	for _, lines := range [...][]line{cme, risk} {
		for i := range lines {
			shown[past.LineOf(&lines[i].row)] = true
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(m.Judged.Was), past.Line.Compare) {
		if shown[key] {
			continue
		}
		g, way := m.describeGone(key, shown[past.Line{List: string(candidates.CME), Child: key.Child}])
		child, known := m.Judged.Heirs.Number(key.Child)
		all, ways = append(all, candidates.NewLine(g, known && m.Judged.IsSealed(int(child)))), append(ways, way)
	}
	return all, ways
}

func (m *maker) describeGone(key past.Line, isCandidate bool) (candidates.Gone, register.Went) {
	was := m.Judged.Was[key]
	g := candidates.Gone{List: candidates.List(key.List), ChildID: was.Child, Severity: was.Severity, Rules: was.Rules,
		Since: parseDay(was.Since), LastRun: m.Past.Last.AsOf}
	child, known := m.Judged.Heirs.Number(key.Child)
	if !known {
		g.Why, g.Reason = "no record", "No extract of this run names the child."
		return g, m.howGone(g, nil, was)
	}
	v := m.verdict(int(child))
	if g.List == candidates.AtRisk && isCandidate {
		g.Why, g.Reason = "on the other list", "The child is on the list of candidates now."
	} else {
		g.Why, g.Reason = whyGone(v, g.List, was.Rules)
	}
	row := m.draftRow(int(child), g.List)
	g.Person = row.Person
	g.New = m.newSince(int(child), g.List, was)
	return g, m.howGone(g, v, was)
}

// howGone says of a line that is gone how it went: in words, and whether its own rules said no while no fact had changed.
func (m *maker) howGone(g candidates.Gone, v *rules.Verdict, was register.Shown) register.Went {
	w := register.Went{List: string(g.List), Child: g.ChildID, Why: g.Why}
	if g.Reason != "" {
		w.Why += ": " + g.Reason
	}
	if g.New != "" || v == nil {
		return w
	}
	switch {
	case g.List == candidates.AtRisk:
		w.Answered = g.Why == noLongerSo
	case v.Status == rules.Explained:
		w.Answered = true
		for _, id := range was.Rules {
			w.Answered = w.Answered && rules.DoubtsExplanation(rules.ID(id), v.ExplainedBy)
		}
	}
	return w
}

// noLongerSo is why a line went whose own rules say no.
const noLongerSo = "no longer so"

// whyGone says why a child is no longer on a list.
func whyGone(v *rules.Verdict, list candidates.List, was []string) (why, reason string) {
	for _, s := range v.Suppressions {
		if s.By == rules.Remembered && s.Applied && (list == candidates.AtRisk || v.Status == rules.Decided) {
			return "decided", s.Reason
		}
	}
	switch v.Status {
	case rules.NotOfAge:
		return "not of age", v.Explanation
	case rules.Explained:
		if list == candidates.AtRisk {
			return noRuleSays(v, was)
		}
		return "explained", string(v.ExplainedBy) + " " + v.Explanation
	case rules.Grey:
		return "possible match", v.Explanation
	case rules.Elsewhere:
		return "elsewhere", v.Explanation
	case rules.Undecided:
		return "held back", cmp.Or(v.Explanation, "No rule that could be checked says that education is missing.")
	}
	return noRuleSays(v, was)
}

// noRuleSays says that the rules of a line no longer say so, or that one of them cannot tell.
func noRuleSays(v *rules.Verdict, was []string) (why, reason string) {
	if why := whyUntold(v, was); why != "" {
		return "held back", why
	}
	return noLongerSo, "No rule says so any longer."
}
