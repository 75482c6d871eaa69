package rehearsal

import (
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// sighting is what is known of a line that was once shown.
type sighting struct {
	shown    bool
	on       calendar.Date // last
	nights   int           // shown without a break
	evidence string
	says     string // rules, since and reason
	rules    string // that said so
	due      time.Time
	open     string // the case that an officer holds open
	acts     int    // decisions that had been made of the child
	why      string // it went
	reason   string
	fact     string // that was new as it went
}

// Return is a line that came back to a list.
type Return struct {
	List            candidates.List
	Child           string
	Rules           string // when it was last shown
	Last, On        calendar.Date
	Went, Why, What string // how it went, in words; what kind of return it is; what the list says of it
}

// The kinds of return. What an officer decided may end; a fact may be new; the same facts may say another thing, as marks and
// sums of sessions do, which are no fact that a decision rests on; a hold ends on its day, or with the file that it waits for.
// What is none of these is a flicker.
const (
	afterDecision = "a decision that had taken it off ended or its facts changed"
	onNewFact     = "a fact is new, or was as it went"
	onNewWords    = "the same facts, and another day or number of marks and sessions"
	afterHold     = "the day or the file came that a hold was waiting for"
	flicker       = "nothing is new"
)

// kindOfReturn says what a return is for. It looks at the line itself, not at what the list says of it.
func (s *sighting) kindOfReturn(row *candidates.Row) string {
	hold := false
	for _, id := range []string{"U06 ", "U18 ", "U20 "} {
		hold = hold || s.why == "explained" && strings.HasPrefix(s.reason, id)
	}
	switch {
	case s.why == "decided":
		return afterDecision
	case s.evidence != row.Evidence || s.fact != "":
		return onNewFact
	case s.says != lineText(row):
		return onNewWords
	case hold || s.why == "held back" || s.why == "possible match":
		return afterHold
	}
	return flicker
}

// lineText is what a line says, without what is counted from the night.
func lineText(row *candidates.Row) string {
	return strings.Join(row.Rules, " ") + " " + row.Since.Format("2006-01-02") + " " + row.Reason
}

// countReturns counts the lines that came back, by kind, and those of one night.
func (w *watch) countReturns(d calendar.Date, r *pipeline.Result) {
	for _, rows := range [][]candidates.Row{wholeRows(r.Lists.CME), wholeRows(r.Lists.AtRisk)} {
		for i := range rows {
			w.seeLine(d, &rows[i])
		}
	}
	for _, g := range wholeRows(r.Lists.Gone) {
		s := w.seen[line{g.List, g.ChildID}]
		if s == nil || !s.shown {
			continue
		}
		s.shown, s.why, s.reason, s.fact = false, g.Why, g.Reason, g.New
		if s.nights == 1 {
			w.Brief[fmt.Sprintf("%s: %s: %s", g.List, strings.Join(g.Rules, " "), g.Why)]++
		}
	}
}

// seeLine takes in a line.
func (w *watch) seeLine(d calendar.Date, row *candidates.Row) {
	key := line{row.List, row.ChildID}
	s := w.seen[key]
	if s == nil {
		s = &sighting{}
		w.seen[key] = s
	} else if !s.shown {
		why := s.kindOfReturn(row)
		w.Back[why]++
		if why == flicker {
			w.Flickers[fmt.Sprintf("%s: %s: %s: %s", row.List, s.rules, s.why, kindOfReason(s.reason))]++
		}
		w.Returns = append(w.Returns, Return{List: row.List, Child: row.ChildID, Rules: s.rules, Last: s.on, On: d,
			Went: s.why + ": " + s.reason, Why: why, What: row.Changed})
		s.nights = 0
	}
	acts := w.countActs(row.ChildID)
	if s.shown && !s.due.IsZero() && row.Due.After(s.due) && s.open == row.Case && s.acts == acts {
		w.Receded = append(w.Receded, fmt.Sprintf("%s: %s: %s of %s, then %s of %s", d, row.List, s.due.Format(time.DateOnly), s.rules, row.Due.Format(time.DateOnly), strings.Join(row.Rules, " ")))
	}
	*s = sighting{due: row.Due, open: row.Case, acts: acts, shown: true, on: d, nights: s.nights + 1, evidence: row.Evidence, says: lineText(row), rules: strings.Join(row.Rules, " ")}
}

// countActs is how many decisions officers had made of a child.
func (w *watch) countActs(child string) int {
	n := 0
	for _, m := range w.made {
		if m.ChildID == child {
			n++
		}
	}
	return n
}

// kindOfReason keeps the first word of a reason where it names a provision: the rest tells of one child.
func kindOfReason(reason string) string {
	first, _, _ := strings.Cut(reason, " ")
	first, _, _ = strings.Cut(first, ":")
	if len(first) == 3 && first[1] >= '0' && first[1] <= '9' {
		return first + " " + rules.Title(rules.ID(first))
	}
	return reason
}
