package rules

import (
	"cmp"

	"rollcall/pipeline/calendar"
)

// InHand is what is waited for of a child. Until its day the child is in hand, and others come first; on that day nobody has answered,
// and the child is back.
type InHand struct {
	Seq     int64 // the entry that waits: a step or a decision
	By      string
	Words   string // "in hand: wrote to the parent on 12 October 2026, reply due 19 October 2026"
	Next    string // what to do when no answer came
	Clock   ID     // of a step
	Since   calendar.Date
	Due     calendar.Date
	Unit    Unit
	Overdue bool
}

// FindInHand says what is waited for of a child on a date, of the steps that were taken since a case of it was last closed and of the
// decision that holds one open, if any; nil where nobody has taken it up, nothing is waited for, or the facts have changed since the
// decision: then whoever decided is to look anew.
//
// A step waits while it has a day, no later step answers it, and nobody went further on that day or after it: who visits because the
// letter was not answered has heard what its day had to say. Of several that wait the first day counts, so that a long one hides no
// short one.
func FindInHand(steps []StepTaken, open *Decision, entry int64, asOf calendar.Date) *InHand {
	var first *InHand
	earlier := func(h *InHand) {
		if first == nil || h.Due < first.Due {
			first = h
		}
	}
	further := calendar.Date(0)
	for i := range steps {
		if s := &steps[i]; s.Due.Known() {
			further = max(further, s.Made)
		}
		if h := waitOf(steps, i, asOf); h != nil {
			earlier(h)
		}
	}
	if open == nil || !open.Outcome.Open() || !open.Until.Known() || asOf > open.Until && further > open.Until {
		return first
	}
	ground, _ := GroundOf(open.Ground)
	h := &InHand{Seq: entry, By: open.By, Since: open.On, Due: open.Until + 1, Unit: CalendarDays, Overdue: asOf > open.Until,
		Words: "in hand: " + ground.Title + ": " + open.By + " on " + open.On.Words() + ", until " + open.Until.Words(),
		Next:  "Continue the enquiries on the case, and close it when there is evidence"}
	if h.Overdue {
		h.Words = "to be looked at again since " + h.Due.Words() + ": " + ground.Title + ": " + open.By + " on " + open.On.Words()
	}
	earlier(h)
	return first
}

// waitOf is what a step waits for; nil where it waits no longer.
func waitOf(steps []StepTaken, i int, asOf calendar.Date) *InHand {
	s := &steps[i]
	if !s.Due.Known() {
		return nil
	}
	for k := range steps {
		if o := &steps[k]; o.Closes == s.Seq && o.Closes != 0 || o.Due.Known() && o.Seq > s.Seq && o.Made >= s.Due {
			return nil
		}
	}
	kind, _ := StepKindOf(s.Kind)
	h := &InHand{Seq: s.Seq, By: s.By, Words: "in hand: " + s.Words(), Next: cmp.Or(kind.Next, "Ask again, or go another way"), Clock: kind.Clock, Since: s.Made, Due: s.Due,
		Unit: cmp.Or(kind.Unit, CalendarDays), Overdue: asOf >= s.Due}
	if h.Overdue {
		h.Words = "no reply since " + s.Made.Words() + ": " + s.deed() + ", reply was due " + s.Due.Words()
	}
	return h
}

// OwnerOf is whose a child is after some steps, in the order in which they came in, and by which; empty for nobody's.
func OwnerOf(steps []StepTaken) (by string, since calendar.Date, seq int64) {
	for i := range steps {
		switch s := &steps[i]; s.Kind {
		case TookUp:
			by, since, seq = cmp.Or(s.To, s.By), s.Made, s.Seq
		case GaveBack:
			by, since, seq = "", 0, 0
		}
	}
	return by, since, seq
}

// Sinks reports whether the child's line gives way to those that nobody has taken up. A line of P1, and one of a child with whom
// children's social care works, never does: that somebody wrote is said on it, and it stays where a person sees it every day.
func (h *InHand) Sinks(severity string, care bool) bool {
	return h != nil && !h.Overdue && severity != P1.String() && !care
}
