package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// openCaseRow is the line of a case that an officer holds open and of whom no rule says anything tonight: because an extract
// did not come, because something explains the child now, or because no record of the child is left. It stays until a person
// closes it.
func (m *maker) openCaseRow(child int, s *judge.StandingDecision) candidates.Row {
	row := m.draftRow(child, candidates.CME)
	v := m.verdict(child)
	row.Reason = "An officer holds the case open."
	switch v.Status {
	case rules.Explained, rules.NotOfAge, rules.Elsewhere:
		row.Reason += " The extracts now say: " + v.Explanation
	case rules.Grey, rules.Undecided:
		row.Reason += " " + v.Explanation
	default:
		row.Reason += " No rule lists the child tonight."
	}
	fillFromDecision(&row, s)
	row.Proposal = m.proposeClosure(child, s)
	return row
}

// asLastListed is by what the day of a line is known that nothing tells anew.
const asLastListed = "as it was last listed"

// unseenCases are the lines of open cases of whom the run has no record at all.
func (m *maker) unseenCases() []line {
	var lines []line
	seen := map[string]bool{}
	for _, s := range slices.Backward(m.Judged.Decisions.All) {
		if s.ChildNumber >= 0 || s.SupersededBy != 0 || !s.Law.Outcome.Open() || seen[s.Child] {
			continue
		}
		seen[s.Child] = true
		row := candidates.Row{ChildID: s.Child, List: candidates.CME,
			Reason: "An officer holds the case open. No extract of this run names the child; look at the last run that did."}
		fillFromDecision(&row, s)
		row.Decided, row.Back, row.Evidence = s.Text(), s.Why, s.Evidence.Hash
		l := line{row: row, evidence: s.Evidence}
		m.tellInHand(&l, 0, s, false)
		lines = append(lines, l)
	}
	return lines
}

// whyKept says why a line of the last run stays although no rule says so tonight, empty when it does not: nothing is known of
// the child that was not known then, and what keeps the rules from saying so is an extract that did not come, a return that is
// late, a time of the year, or a possible match that nobody has judged. What we do not have takes no child off a list and puts
// none on.
func (m *maker) whyKept(child int, which candidates.List) (was register.Shown, why string) {
	v := m.verdict(child)
	was, had := m.Judged.Was[past.Line{List: string(which), Child: string(v.Child)}]
	if !had || was.Case != "" || m.keptOff(child, which) {
		return was, ""
	}
	then, now := judge.FactsOf(was.Evidence), m.Judged.KnownFacts(child, which)
	changed := then.Change(now, m.Judged.Authority.HasUsable) != ""
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
		return was, cmp.Or(whyUntold(v, was.Rules), v.Explanation)
	case rules.Explained:
		if which == candidates.AtRisk {
			return was, whyUntold(v, was.Rules)
		}
		if by := rules.SuppressorOf(v.ExplainedBy); by.Part == rules.OfEducation && by.Effect == rules.Holds {
			return was, v.Explanation
		}
		if lost, is := m.Judged.Authority.Lost(then, now); is && !m.recordsMoved(child, was) {
			return was, "the " + strings.ReplaceAll(lost.Source, "_", " ") + " that it rests on did not come whole."
		}
	case rules.Elsewhere:
		if why := m.whyUnheard(then); why != "" && !m.recordsMoved(child, was) {
			return was, why
		}
	}
	return was, ""
}

// whyUnheard says which of the extracts by which some facts are known, and which the run was to have, it has not; empty when it has all.
func (m *maker) whyUnheard(then rules.Facts) string {
	kind, is := m.Judged.Authority.Unheard(then)
	asked := slices.ContainsFunc(m.Settings.Sources, func(s settings.Source) bool { return s.Kind == kind })
	if !is || !asked && m.Judged.Authority.Extracts[kind].Held == "" {
		return ""
	}
	return "the " + strings.ReplaceAll(kind, "_", " ") + " by which the child is known did not come, or is held back."
}

// unseenLines are the lines of the last run whose children tonight's extracts do not name, because one by which they were known did not
// come: a night without it takes nobody off a list.
func (m *maker) unseenLines(which candidates.List) (lines []line) {
	closed := map[string]bool{}
	for _, s := range m.Judged.Decisions.All {
		if s.SupersededBy == 0 && s.ChildNumber < 0 {
			closed[s.Child] = true // it is held open as a case, or was decided
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(m.Judged.Was), past.Line.Compare) {
		was := m.Judged.Was[key]
		if _, known := m.Judged.Heirs.Number(key.Child); known || key.List != string(which) || was.Case != "" || closed[key.Child] ||
			was.Ends != "" && was.Ends < m.asOf.String() {
			continue
		}
		if why := m.whyUnheard(judge.FactsOf(was.Evidence)); why != "" {
			lines = append(lines, m.fillKept(line{row: candidates.Row{ChildID: key.Child, List: which}, kept: true}, was, why))
		}
	}
	return lines
}

// recordsMoved reports whether records that a line rested on are placed with another child now: then its facts went with them.
func (m *maker) recordsMoved(child int, was register.Shown) bool {
	for _, f := range was.Evidence.Prints {
		for _, identity := range m.wasFound[f] {
			if m.children.ChildOf(identity) != int32(child) {
				return true
			}
		}
	}
	return false
}

// keptOff reports whether a decision keeps the child off the list.
func (m *maker) keptOff(child int, which candidates.List) bool {
	for _, s := range m.verdict(child).Suppressions {
		if s.By == rules.Remembered && s.Applied {
			return true
		}
	}
	decided := m.Judged.Decisions.Of(child)
	return decided != nil && slices.ContainsFunc(decided.Current, func(s *judge.StandingDecision) bool {
		return s.Holds && !s.Law.Outcome.Open() && (s.Law.Outcome == rules.LookedAt) == (which == candidates.AtRisk)
	})
}

// whyUntold is why one of a line's rules cannot tell tonight; empty when each of them says no.
func whyUntold(v *rules.Verdict, was []string) string {
	for _, f := range v.Unknown {
		if slices.Contains(was, string(f.Rule)) {
			return string(f.Rule) + ": " + f.Reason
		}
	}
	return ""
}

// keptLine is a line of the last run that stays.
func (m *maker) keptLine(child int, which candidates.List, was register.Shown, why string) line {
	return m.fillKept(line{row: m.draftRow(child, which), kept: true}, was, why)
}

func (m *maker) fillKept(l line, was register.Shown, why string) line {
	row := &l.row
	row.Reason = "Listed by the last run, and nothing new explains the child. It could not be checked again tonight: " + why
	row.Label, row.Who = "kept from the last run", "CME officer"
	row.Severity, row.Rules, row.Since, row.SinceIs = was.Severity, was.Rules, parseDay(was.Since), asLastListed
	row.Due, row.DueUnit = parseDay(was.Due), was.Unit
	if row.List == candidates.AtRisk {
		row.Road = candidates.Road(rules.RoadOfRules(was.Rules).String())
	}
	// It rests on what the line rested on: what has not come tonight is not to look new tomorrow.
	if row.Evidence = was.Evidence.Hash; row.Evidence != "" {
		l.evidence = was.Evidence
	}
	row.NextAction = "Carry on as before; this line is checked again when the missing extract comes"
	if s, had := m.Past.SpanOf(past.LineOf(row)); had {
		l.saidAs = s.Said
	}
	return l
}

// fillFromDecision fills what a line of an open case has from the line that the decision was made on.
func fillFromDecision(row *candidates.Row, s *judge.StandingDecision) {
	row.Case = string(s.Law.Outcome)
	row.Label = "open case: " + judge.OutcomeWords(s.Law.Outcome)
	row.Severity, row.Rules, row.Since, row.SinceIs = s.Line.Severity, s.Line.Rules, parseDay(s.Line.Since), asLastListed
	row.Due, row.DueUnit = s.Law.Until.Midnight(), string(rules.CalendarDays)
	row.Who = "CME officer"
	row.NextAction = "Continue the enquiries on the case, and close it when there is evidence"
}

// tellWorker puts the social worker first on a line that no rule made tonight, and names the fact.
func tellWorker(row *candidates.Row) {
	if len(row.Care) == 0 {
		return
	}
	c := &row.Care[0]
	service := rules.ServiceOf(c.Status)
	if !service.Grave {
		return
	}
	row.Reason += " " + service.UrgentWords(c.Since)
	row.NextAction, row.Who = rules.WorkerFirst(c.Status, c.Team, row.NextAction, row.Who)
}

// proposeClosure says that a case held open may be closed, on what, and what a person still has to see; a run never closes one.
func (m *maker) proposeClosure(child int, open *judge.StandingDecision) string {
	var parts []string
	for _, p := range rules.ProposeClosures(m.Judged.Cases.CaseOf(child), m.verdict(child), open.Law.On, open.Law.Outcome == rules.Untraced) {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, " ")
}

// parseDay reads a day of the register; nothing is the zero time.
func parseDay(text string) time.Time {
	d, _ := calendar.Parse(text)
	return d.Midnight()
}
