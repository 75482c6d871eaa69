package rules

import (
	"strings"

	"rollcall/pipeline/calendar"
)

// Closure is one way in which an open case may be closed, and the evidence that it needs. A run proposes a closure and never
// makes one: only a person closes a case.
type Closure struct {
	ID        ID
	Title     string
	Needs     string // the evidence, in words
	On        []ID   // suppressors whose evidence it rests on; none: it looks for its own
	Citations []Citation
	From, To  calendar.Date

	propose func(*history, *Suppression, opened) *Proposal // what explains the child, nil for a closure that looks for its own
	remind  func(*history, opened) *Task                   // what is to be done of an open case that it does not close; nil: nothing
}

// opened is an open case: since when, and whether the child is untraced.
type opened struct {
	on       calendar.Date
	untraced bool
	claim    *Claim // nil for a case that the register of decisions holds open
}

// Proposal is that an open case may be closed, on what, and what a person still has to see.
type Proposal struct {
	Closure ID
	Title   string
	Grade   string // E0 to E5
	Reason  string
	Wanting string // evidence still wanting; empty: a person may close on what is held
	Records []string
}

// String is the proposal in a line of a list.
func (p Proposal) String() string {
	text := "May be closed as " + string(p.Closure) + ", " + p.Title
	if p.Grade != "" {
		text += " (" + p.Grade + ")"
	}
	text += ": " + strings.TrimSuffix(p.Reason, ".")
	if p.Wanting != "" {
		text += "; still needs " + p.Wanting
	}
	return text + "."
}

// proposeClosure makes a proposal of what explains the child. A stale record is no ground to close on.
func (x *Suppression) proposeClosure(wanting ...string) *Proposal {
	if x.Old {
		wanting = append(wanting, "a record that is not stale")
	}
	p := &Proposal{Grade: x.Grade, Reason: x.Reason, Wanting: strings.Join(wanting, " and ")}
	if x.Record != "" {
		p.Records = []string{x.Record}
	}
	return p
}
