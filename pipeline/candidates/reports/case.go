package reports

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// spellOn returns how the case stood on a day, and whether there was one.
func (c *Figures) spellOn(day calendar.Date) (Spell, bool) {
	var at Spell
	had := false
	for _, s := range c.Spells {
		if s.From <= day {
			at, had = s, true
		}
	}
	return at, had
}

// StatusOn is how the case stood on a day; empty when there was none.
func (c *Figures) StatusOn(day calendar.Date) string {
	s, _ := c.spellOn(day)
	return s.Status
}

// holdsOpen reports whether the status holds a case open.
func holdsOpen(status string) bool {
	switch status {
	case "suspected", "confirmed", "untraced", "transfer_pending":
		return true
	}
	return false
}

// countsStatus reports whether a child of the status is counted in the return. Untraced and moving children are counted while
// they were last known here; a suspicion is counted only where the department's guide says so.
func (f *Facts) countsStatus(status string) bool {
	return holdsOpen(status) && (status != "suspected" || f.CountSuspected)
}

// ofAge reports whether the child is of compulsory school age on a day; one without a date of birth is taken to be, for a
// person opened the case.
func (c *Figures) ofAge(day calendar.Date) bool { return isOfAge(c.Born, day) }

func isOfAge(born, day calendar.Date) bool {
	if !born.Known() {
		return true
	}
	start, end := calendar.CompulsorySchoolAge(born)
	return start <= day && day <= end
}

// firstOpened is the day on which the case was first open, zero when it never was.
func (c *Figures) firstOpened() calendar.Date {
	for _, s := range c.Spells {
		if holdsOpen(s.Status) {
			return s.From
		}
	}
	return 0
}

// change is a case opened or closed.
type change struct {
	on     calendar.Date
	opened bool
	again  bool // opened, and was open before
	ground string
}

// changes are the days on which the case was opened and closed.
func (c *Figures) changes() []change {
	var all []change
	was, times := false, 0
	for _, s := range c.Spells {
		is := holdsOpen(s.Status)
		switch {
		case is && !was:
			all = append(all, change{on: s.From, opened: true, again: times > 0})
			times++
		case was && !is:
			all = append(all, change{on: s.From, ground: cmp.Or(s.Ground, s.Status)})
		}
		was = is
	}
	return all
}

// isOpenOn reports whether the case stands open on a day, of a child who is of age.
func (c *Figures) isOpenOn(day calendar.Date) bool {
	s, had := c.spellOn(day)
	return had && holdsOpen(s.Status) && c.ofAge(day)
}

// openFiguresOn returns the figures of the cases that stand open on a day.
func (f *Facts) openFiguresOn(day calendar.Date) []*Figures {
	var all []*Figures
	for i := range f.counted {
		if f.counted[i].isOpenOn(day) {
			all = append(all, &f.counted[i])
		}
	}
	return all
}

// openCasesOn returns the cases that stand open on a day, as they may be printed.
func (f *Facts) openCasesOn(day calendar.Date) []*Case {
	var all []*Case
	for c := range candidates.EachPrinted(f.cases) {
		if c.isOpenOn(day) {
			all = append(all, c)
		}
	}
	return all
}

// decisionLog is what officers decided, in a line.
func (c *Figures) decisionLog() string {
	var parts []string
	for _, s := range c.Spells {
		text := s.From.Words() + ": " + statusWords(s.Status)
		if s.Ground != "" {
			text += " (" + s.Ground + ")"
		}
		if s.By != "" {
			text += ", " + s.By
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// yearGroup is the National Curriculum year of the child's age on a day, as the return calls it.
func yearGroup(dob, on calendar.Date) string {
	if !dob.Known() {
		return unknownYear
	}
	switch y := calendar.ExpectedYear(dob, on); {
	case y == 0:
		return "Reception"
	case y >= 1 && y <= 11:
		return "Year " + calendar.YearName(y)
	}
	return unknownYear
}

func statusWords(status string) string { return strings.ReplaceAll(status, "_", " ") }

func dayCell(d calendar.Date) time.Time {
	if !d.Known() {
		return time.Time{}
	}
	return d.Time()
}

// daysBetween counts calendar days between two days, or nothing when one is not known.
func daysBetween(from, to calendar.Date) any {
	if !from.Known() || !to.Known() || to < from {
		return nil
	}
	return int(to - from)
}

// tally counts by word, in an order that is given.
type tally struct {
	order []string
	n     map[string]int
}

func newTally(order ...string) *tally { return &tally{slices.Clone(order), map[string]int{}} }

// add counts one, at the end of the order when the word is new.
func (t *tally) add(word string) {
	if !slices.Contains(t.order, word) {
		t.order = append(t.order, word)
	}
	t.n[word]++
}
