package rehearsal

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// watch looks at what each night shows.
type watch struct {
	Report
	o        Options
	settings *pipeline.Settings
	made     []madeDecision
	of       map[string]string  // true child by child id
	seen     map[line]*sighting // by list and child id
	missing  map[string]*wait   // by true child
}

type line struct {
	list  candidates.List
	child string
}

// sighting is what is known of a line that was once shown.
type sighting struct {
	shown    bool
	nights   int // shown without a break
	evidence string
	rules    string // that said so
	why      string // it went
	reason   string
}

// wait is a true child who is missing education.
type wait struct {
	early  bool // missing on the first night already
	nights int  // so far, of this spell
	why    string
	status string // what the last run said of the child
	listed int    // the night of the spell on which the child was first listed; zero while it was not
}

func newWatch(o Options) *watch {
	return &watch{o: o, Report: Report{From: o.From, To: o.To, Children: o.Children, Flickers: map[string]int{}, Brief: map[string]int{}, Unlisted: map[string]int{}, Waits: map[string][]int{}},
		of: map[string]string{}, seen: map[line]*sighting{}, missing: map[string]*wait{}}
}

// see takes in a night.
func (w *watch) see(d calendar.Date, r *pipeline.Result, t *pipeline.Truth) {
	w.Nights++
	w.place(r, t)
	w.lists(r)
	w.waits(r, t)
	w.decisions(d, r)
	right, justified := 0, 0
	for _, row := range r.Lists.CME {
		c := t.Children[w.of[row.ChildID]]
		switch {
		case c.Missing:
			right++
		case c.Justified:
			justified++
		}
	}
	w.Candidates = append(w.Candidates, len(r.Lists.CME))
	w.Open = append(w.Open, openCases(r.Lists.CME))
	w.Lines += len(r.Lists.CME)
	w.Right += right
	w.Justified += justified
}

func openCases(rows []candidates.Row) int {
	n := 0
	for _, row := range rows {
		if row.Case != "" {
			n++
		}
	}
	return n
}

// place finds the true child of most of each child's records.
func (w *watch) place(r *pipeline.Result, t *pipeline.Truth) {
	votes := map[string]map[string]int{}
	for p := range r.Lists.Placed {
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

// lists counts children who left a list and came back without a new fact, with why they had left, and lines of one night.
func (w *watch) lists(r *pipeline.Result) {
	for _, rows := range [][]candidates.Row{r.Lists.CME, r.Lists.AtRisk} {
		for _, row := range rows {
			key := line{row.List, row.ChildID}
			s := w.seen[key]
			if s == nil {
				s = &sighting{}
				w.seen[key] = s
			} else if !s.shown && s.evidence == row.Evidence && s.why != "decided" {
				w.Flickers[fmt.Sprintf("%s: %s: %s: %s", row.List, s.rules, s.why, s.reason)]++
			}
			if !s.shown {
				s.nights = 0
			}
			s.shown, s.evidence, s.nights, s.rules = true, row.Evidence, s.nights+1, strings.Join(row.Rules, " ")
		}
	}
	for _, g := range r.Lists.Gone {
		if s := w.seen[line{g.List, g.ChildID}]; s != nil && s.shown {
			s.shown, s.why, s.reason = false, g.Why, kindOfReason(g.Reason)
			if s.nights == 1 {
				w.Brief[fmt.Sprintf("%s: %s: %s", g.List, strings.Join(g.Rules, " "), g.Why)]++
			}
		}
	}
}

// kindOfReason keeps the first word of a reason where it names a provision: the rest tells of one child.
func kindOfReason(reason string) string {
	first := reason
	for i := range reason {
		if reason[i] == ' ' || reason[i] == ':' {
			first = reason[:i]
			break
		}
	}
	if len(first) == 3 && first[1] >= '0' && first[1] <= '9' {
		return first + " " + rules.Title(rules.ID(first))
	}
	return reason
}

// waits counts the nights that a truly missing child waits to be listed.
func (w *watch) waits(r *pipeline.Result, t *pipeline.Truth) {
	listed := map[string]bool{}
	for _, row := range r.Lists.CME {
		listed[w.of[row.ChildID]] = true
	}
	said := map[string]string{}
	for c := range r.Lists.Reconciled {
		said[w.of[c.ChildID]] = strings.TrimSpace(c.Status + " " + c.ExplainedBy)
	}
	for _, id := range slices.Sorted(maps.Keys(t.Children)) {
		x := w.missing[id]
		if !t.Children[id].Missing {
			if x != nil {
				w.close(x)
				delete(w.missing, id)
			}
			continue
		}
		if x == nil {
			x = &wait{early: w.Nights == 1}
			w.missing[id] = x
		}
		x.why, x.status = t.Children[id].Why, cmp.Or(said[id], "in no extract, or not of age")
		if x.nights++; x.listed == 0 && listed[id] {
			x.listed = x.nights
		}
	}
}

// patience is how many nights a child is missing before one who was never listed counts.
const patience = 10

// close counts a spell of missing education that is over. How long a child waited whose spell began before the first night
// cannot be told.
func (w *watch) close(x *wait) {
	switch {
	case x.listed > 0 && x.early:
		w.Early++
	case x.listed > 0:
		w.Waits[x.why] = append(w.Waits[x.why], x.listed-1)
	case x.nights >= patience:
		w.Never++
		w.Unlisted[x.why+": "+x.status]++
	default:
		w.Short++
	}
}

// decisions holds the register's decisions to those that were made: none is lost, none is another, and each does what it says.
func (w *watch) decisions(d calendar.Date, r *pipeline.Result) {
	lose := func(format string, a ...any) { w.Lost = append(w.Lost, d.String()+": "+fmt.Sprintf(format, a...)) }
	if len(r.Lists.Decided) != len(w.made) {
		lose("%d decisions, %d were made", len(r.Lists.Decided), len(w.made))
		return
	}
	rows := map[string]candidates.Row{}
	for _, row := range r.Lists.CME {
		rows[row.ChildID] = row
	}
	shownAtRisk := map[string]bool{}
	for _, row := range r.Lists.AtRisk {
		shownAtRisk[row.ChildID] = true
	}
	for i, x := range r.Lists.Decided {
		m := w.made[i]
		if x.MadeOn != m.ChildID || x.Outcome != m.Outcome || x.Ground != m.Reason || x.Evidence != m.Evidence || !x.Made.Equal(m.on.Time()) {
			lose("decision %d is another than was made", x.Decision)
		}
		row, listed := rows[x.ChildID]
		switch {
		case x.State == "open" && (!listed || row.Case == ""):
			lose("the open case of decision %d is not on the list", x.Decision)
		case x.State == "holds" && x.Outcome == string(rules.LookedAt) && shownAtRisk[x.ChildID] && !others(r.Lists.Decided, x):
			lose("the line of decision %d is shown although it holds", x.Decision)
		case x.State == "holds" && x.Outcome != string(rules.LookedAt) && listed && row.Case == "" && !others(r.Lists.Decided, x):
			lose("the line of decision %d is shown although it holds", x.Decision)
		case (x.State == "ended" || x.State == "facts changed") && x.Outcome != string(rules.LookedAt) && listed && (row.Decided == "" || row.Back == ""):
			lose("the line of decision %d came back without its history", x.Decision)
		}
	}
}

// others reports whether the child of a decision has another one that no longer holds: then the child is shown with both.
func others(all []candidates.Decided, x candidates.Decided) bool {
	return slices.ContainsFunc(all, func(y candidates.Decided) bool {
		return y.ChildID == x.ChildID && y.Decision != x.Decision && (y.State == "ended" || y.State == "facts changed")
	})
}
