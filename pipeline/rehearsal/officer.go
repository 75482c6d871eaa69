package rehearsal

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/rules"
)

// reasons are what an officer finds out of a child who is not missing, by what truly explains the child.
var reasons = map[string]string{
	"school": "attending", "independent": "attending", "home_education": "home_educated", "home_unknown": "home_educated",
	"alternative": "in_provision", "other_authority": "other_authority", "moved": "other_authority", "moved_untold": "other_authority",
	"lives_elsewhere": "other_authority", "abroad": "abroad", "over_age": "over_age", "died": "died",
}

// officersDecide decide some lines of a run's lists, in the words of the workbook. What they find out is the truth, now and then the
// contrary.
func (w *watch) officersDecide(r *pipeline.Result, t *evaluate.Truth) candidates.Filled {
	f := candidates.Filled{RunID: string(r.ID)}
	dice := rand.New(rand.NewPCG(w.o.Seed, uint64(len(w.Seconds))))
	for _, row := range wholeRows(r.Lists.CME) {
		share := shareDecided
		if row.Case != "" {
			share = shareReviewed
			if row.Back != "" { // to be looked at again
				share = 0.5
			}
		}
		x, wrong, hard := dice.Float64(), dice.Float64() < shareWrong, dice.Float64() < 0.1
		if x >= share {
			continue
		}
		child, known := t.Children[w.of[row.ChildID]]
		f.Lines = append(f.Lines, w.markLine(row, outcomeOf(child, known, wrong, hard)))
	}
	for _, row := range wholeRows(r.Lists.AtRisk) {
		x, back := dice.Float64(), dice.Float64() < 0.3
		if x >= shareLooked {
			continue
		}
		ground := "school_acts"
		if back {
			ground = "back"
		}
		f.Lines = append(f.Lines, w.markLine(row, [2]string{string(rules.LookedAt), ground}))
	}
	f.Lines = onceEach(f.Lines)
	for p := range candidates.EachPrinted(r.Lists.Possible) { // one of a sealed child is not in the workbook
		x, unsure := dice.Float64(), dice.Float64() < 0.1
		if x >= shareJudged {
			continue
		}
		l, r := t.ChildOf[p.RecordL], t.ChildOf[p.RecordR]
		word := "Different"
		if l == r && l != "" {
			word = "Same"
		}
		if unsure {
			word = "Unsure"
		}
		f.Pairs = append(f.Pairs, candidates.MarkedPair{RecordL: p.RecordL, RecordR: p.RecordR,
			Mark: candidates.Mark{Place: "a possible match", Outcome: word, By: "officer"}})
	}
	return f
}

// outcomeOf is what an officer decides of a child, and why.
func outcomeOf(child evaluate.TrueChild, known, wrong, hard bool) [2]string {
	missing := known && child.Missing
	if missing == wrong {
		return [2]string{string(rules.NotCME), cmp.Or(reasons[child.Explained], "data_error")}
	}
	switch {
	case hard && child.Why == "untraced":
		return [2]string{string(rules.Untraced), "not_found"}
	case hard:
		return [2]string{string(rules.Suspected), "enquiries"}
	}
	return [2]string{string(rules.Confirmed), "enquiries"}
}

func (w *watch) markLine(row candidates.Row, decided [2]string) candidates.Marked {
	return candidates.Marked{List: row.List, ChildID: row.ChildID, Evidence: row.Evidence, Mark: candidates.Mark{
		Place: fmt.Sprintf("%s, rank %d", row.List, row.Rank), Outcome: decided[0], Reason: decided[1], By: "officer",
	}}
}

// onceEach leaves one decision on a child who is on both lists.
func onceEach(lines []candidates.Marked) []candidates.Marked {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(m candidates.Marked) bool {
		twice := seen[m.ChildID]
		seen[m.ChildID] = true
		return twice
	})
}
