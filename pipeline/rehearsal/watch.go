package rehearsal

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// watch looks at what each night shows.
type watch struct {
	Report
	o        Options
	settings *settings.Settings
	made     []madeDecision
	of       map[string]string  // true child by child id
	seen     map[line]*sighting // by list and child id
	missing  map[string]*Spell  // by true child
}

type line struct {
	list  candidates.List
	child string
}

func newWatch(o Options) *watch {
	o.Progress = cmp.Or(o.Progress, io.Discard)
	return &watch{o: o, Report: Report{From: o.From, To: o.To, Children: o.Children, Back: map[string]int{}, Flickers: map[string]int{}, Brief: map[string]int{}, Honest: map[string]*Honest{}},
		of: map[string]string{}, seen: map[line]*sighting{}, missing: map[string]*Spell{}}
}

// seeNight takes in a night.
func (w *watch) seeNight(d calendar.Date, r *pipeline.Result, t *evaluate.Truth) {
	w.Nights++
	w.seeExtracts(d, r)
	w.placeChildren(r, t)
	w.countReturns(d, r)
	w.countWaits(d, r, t)
	w.checkDecisions(d, r)
	right, justified, missing, open := 0, 0, 0, 0
	for _, c := range t.Children {
		if c.Missing {
			missing++
		}
	}
	for _, row := range wholeRows(r.Lists.CME) {
		if row.Case != "" {
			open++
		}
		switch c := t.Children[w.of[row.ChildID]]; {
		case c.Missing:
			right++
		case c.Justified:
			justified++
		}
	}
	w.Candidates = append(w.Candidates, len(r.Lists.CME))
	w.Open = append(w.Open, open)
	w.Right = append(w.Right, right)
	w.Justified = append(w.Justified, justified)
	w.Missing = append(w.Missing, missing)
}

// placeChildren finds the true child of most of each child's records.
func (w *watch) placeChildren(r *pipeline.Result, t *evaluate.Truth) {
	votes := map[string]map[string]int{}
	for p := range wholeSeq(r.Lists.Placed) {
		if child := t.ChildOf[p.RecordID]; child != "" {
			if votes[p.ChildID] == nil {
				votes[p.ChildID] = map[string]int{}
			}
			votes[p.ChildID][child]++
		}
	}
	for id, v := range votes {
		w.of[id] = slices.MaxFunc(slices.Sorted(maps.Keys(v)), func(a, b string) int {
			return cmp.Or(cmp.Compare(v[a], v[b]), cmp.Compare(b, a))
		})
	}
}

// checkDecisions holds the register's decisions to those that were made: none is lost, none is another, and each does what it says.
func (w *watch) checkDecisions(d calendar.Date, r *pipeline.Result) {
	lose := func(format string, a ...any) { w.Lost = append(w.Lost, d.String()+": "+fmt.Sprintf(format, a...)) }
	if len(r.Lists.Decided) != len(w.made) {
		lose("%d decisions, %d were made", len(r.Lists.Decided), len(w.made))
		return
	}
	rows := map[string]candidates.Row{}
	for _, row := range wholeRows(r.Lists.CME) {
		rows[row.ChildID] = row
	}
	shownAtRisk := map[string]bool{}
	for _, row := range wholeRows(r.Lists.AtRisk) {
		shownAtRisk[row.ChildID] = true
	}
	for i, x := range wholeRows(r.Lists.Decided) {
		m := w.made[i]
		if x.MadeOn != m.ChildID || x.Outcome != m.Outcome || x.Ground != m.Reason || x.Evidence != m.Evidence || !x.Made.Equal(m.on.Time()) {
			lose("decision %d is another than was made", x.Decision)
		}
		row, listed := rows[x.ChildID]
		lookedAt := x.Outcome == string(rules.LookedAt)
		switch {
		case x.State == "open" && (!listed || row.Case == ""):
			lose("the open case of decision %d is not on the list", x.Decision)
		case x.State == "holds" && (lookedAt && shownAtRisk[x.ChildID] || !lookedAt && listed && row.Case == "") && !hasAnother(wholeRows(r.Lists.Decided), x):
			lose("the line of decision %d is shown although it holds", x.Decision)
		case (x.State == "ended" || x.State == "facts changed") && !lookedAt && listed && (row.Decided == "" || row.Back == ""):
			lose("the line of decision %d came back without its history", x.Decision)
		}
	}
}

// hasAnother reports whether the child of a decision has another one that no longer holds: then the child is shown with both.
func hasAnother(all []candidates.Decided, x candidates.Decided) bool {
	return slices.ContainsFunc(all, func(y candidates.Decided) bool {
		return y.ChildID == x.ChildID && y.Decision != x.Decision && (y.State == "ended" || y.State == "facts changed")
	})
}
