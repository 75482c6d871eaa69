package lists

import (
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// decided lists every decision for decisions.parquet.
func (m *maker) decided() []candidates.Line[candidates.Decided] {
	var out []candidates.Line[candidates.Decided]
	for _, s := range m.Judged.Decisions.All {
		row := DecidedRow(s.Decision, s.Law)
		row.ChildID, row.State, row.Why = m.Judged.StandsWith(s), s.State(m.asOf), s.Why
		out = append(out, candidates.NewLine(row, s.ChildNumber >= 0 && m.Judged.IsSealed(int(s.ChildNumber))))
	}
	return out
}

// DecidedRow is a decision as it was made.
func DecidedRow(d register.Decision, law rules.Decision) candidates.Decided {
	return candidates.Decided{
		Decision: d.Seq, ChildID: d.Child, MadeOn: d.Child, List: candidates.List(d.List), Outcome: d.Outcome, Ground: d.Ground, Return: d.Return, By: d.By,
		Made: law.On.Midnight(), Until: law.Until.Midnight(), Evidence: d.Evidence.Hash, Facts: law.Facts.String(), Run: d.Run,
	}
}

// OfficerWords are the words of the drop-down lists of the workbook.
func OfficerWords() map[candidates.List]candidates.ListWords {
	all := map[candidates.List]candidates.ListWords{}
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		w := candidates.ListWords{Returns: sources.ReturnReasons, ReasonsOf: map[string][]string{}}
		for _, o := range judge.OutcomesOf(list) {
			text := judge.OutcomeWords(o)
			text = strings.ToUpper(text[:1]) + text[1:]
			w.Outcomes = append(w.Outcomes, text)
			for _, g := range rules.Grounds() {
				if g.For(o) {
					w.ReasonsOf[text] = append(w.ReasonsOf[text], g.Title)
				}
			}
		}
		for _, g := range rules.Grounds() {
			for _, o := range judge.OutcomesOf(list) {
				if g.For(o) {
					w.Reasons = append(w.Reasons, g.Title)
					break
				}
			}
		}
		all[list] = w
	}
	return all
}
