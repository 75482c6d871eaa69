package lists

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
)

// tellSpells tells every child's time on each list, by list and child: what the register remembers of earlier runs, and tonight's lines,
// of which no more is held until then than is told.
func (m *maker) tellSpells(cme, risk []line, went []register.Went) iter.Seq[candidates.Line[candidates.Spell]] {
	tonight := make([]candidates.Spell, 0, len(cme)+len(risk))
	for _, lines := range [...][]line{cme, risk} {
		for i := range lines {
			row := &lines[i].row
			tonight = append(tonight, candidates.Spell{ChildID: row.ChildID, List: row.List, From: row.FirstListed, Last: m.asOf.Midnight(), Open: true, Rules: row.Rules})
		}
	}
	return func(yield func(candidates.Line[candidates.Spell]) bool) {
		spells := map[past.Line]candidates.Spell{}
		for _, s := range m.Past.Spans {
			spells[past.Line{List: s.List, Child: s.Child}] = candidates.Spell{ChildID: s.Child, List: candidates.List(s.List), From: parseDay(s.First), Last: parseDay(s.Last),
				Rules: s.Rules, Ended: inAWord(s.Went)}
		}
		for _, w := range went {
			key := past.Line{List: w.List, Child: w.Child}
			s := spells[key]
			s.Ended = inAWord(w.Why)
			spells[key] = s
		}
		for _, s := range tonight {
			key := past.Line{List: string(s.List), Child: s.ChildID}
			s.From = cmp.Or(spells[key].From, s.From, m.asOf.Midnight())
			spells[key] = s
		}
		decided := m.decisionsByLine()
		for _, key := range slices.SortedFunc(maps.Keys(spells), past.Line.Compare) {
			s := spells[key]
			s.Days = daysBetween(s.From, s.Last)
			if d := firstSince(decided[key], s.From); d != nil {
				days := daysBetween(s.From, d.Made)
				s.Decided, s.Outcome, s.DaysToThat = d.Made, d.Outcome, &days
			}
			child, known := m.Judged.Heirs.Number(m.Judged.Heirs.HeirOf(key.Child))
			if !yield(candidates.NewLine(s, known && m.Judged.IsSealed(int(child)))) {
				return
			}
		}
	}
}

// inAWord is why a line went without the sentence that follows.
func inAWord(went string) string {
	word, _, _ := strings.Cut(went, ":")
	return word
}

// decisionsByLine are the decisions on each line, as they were made, in the order in which they came in.
func (m *maker) decisionsByLine() map[past.Line][]candidates.Decided {
	by := map[past.Line][]candidates.Decided{}
	for _, s := range m.Judged.Decisions.All {
		d := DecidedRow(s.Decision, s.Law)
		for _, child := range slices.Compact([]string{d.ChildID, m.Judged.StandsWith(s)}) {
			key := past.Line{List: string(d.List), Child: child}
			by[key] = append(by[key], d)
		}
	}
	return by
}

// firstSince is the first decision of a day or a later one; nil when there is none.
func firstSince(decided []candidates.Decided, from time.Time) *candidates.Decided {
	for i := range decided {
		if !decided[i].Made.Before(from) {
			return &decided[i]
		}
	}
	return nil
}

func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
