package evaluate

import (
	"path/filepath"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// ownList is a report in which a rule has its findings, and the row of it that is one.
type ownList struct {
	rule, report  string
	column, value string // empty: every row
}

var ownLists = []ownList{
	{"R17", "p14_forecasts", "transition", rules.Title("R17")}, {"R30", "p14_forecasts", "transition", rules.Title("R30")},
	{"R31", "p14_forecasts", "transition", rules.Title("R31")}, {"R32", "p10_agenda", "", ""}, {"R34", "p11_school_compliance", "rule", "R34"},
}

// scoreOwnLists scores the rules that have a list of their own by the reports in which those are.
func (e *evaluation) scoreOwnLists(run string) error {
	for _, list := range ownLists {
		score, said := scoreOf(e.RiskRules, list.rule), map[string]bool{}
		columns := []string{"child_id"}
		if list.column != "" {
			columns = append(columns, list.column)
		}
		for cells, err := range candidates.ReadTexts(filepath.Join(run, "reports", list.report+".parquet"), columns...) {
			if err != nil {
				return err
			}
			id := e.of[cells[0]]
			if len(cells) > 1 && cells[1] != list.value || id == "" || said[id] {
				continue
			}
			said[id] = true
			if slices.Contains(e.truth.Children[id].Risks, list.rule) {
				score.Right++
			} else {
				score.Wrong++
			}
		}
		for id, c := range e.truth.Children {
			if !said[id] && slices.Contains(c.Risks, list.rule) {
				score.Missed++
			}
		}
		if *score == (Score{}) {
			delete(e.RiskRules, list.rule)
		}
	}
	return nil
}
