package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// Closure is one way in which an open case may be closed, and the evidence that it needs. A run proposes a closure and never
// makes one: only a person closes a case.
type Closure struct {
	ID        ID
	Title     string
	Needs     string // the evidence, in words
	Citations []Citation
	From, To  calendar.Date

	propose func(*history, *Verdict, opened) *Proposal
}

// Proposal is that an open case may be closed, on what, and what a person still has to see.
type Proposal struct {
	Closure ID
	Grade   string // E0 to E5
	Reason  string
	Wanting string // evidence still wanting; empty: a person may close on what is held
	Records []string
}

// String is the proposal in a line of a list.
func (p Proposal) String() string {
	text := "May be closed as " + string(p.Closure) + ", " + closureOf(p.Closure).Title
	if p.Grade != "" {
		text += " (" + p.Grade + ")"
	}
	text += ": " + strings.TrimSuffix(p.Reason, ".")
	if p.Wanting != "" {
		text += "; still needs " + p.Wanting
	}
	return text + "."
}

// opened is an open case: since when, and whether the child is untraced.
type opened struct {
	on       calendar.Date
	untraced bool
	claim    *Claim // nil for a case that the register of decisions holds open
}

// closures is every closure, in the order of the rule book.
var closures []*Closure

func init() { closures = []*Closure{v01, v02, v03, v04, v05, v06, v07, v08, v09, v10} }

// Closures returns every closure, in the order of the rule book.
func Closures() []*Closure { return slices.Clone(closures) }

func closureOf(id ID) *Closure {
	for _, c := range closures {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Propose says which closures the evidence speaks for, of a case that officers have held open since a day. What the verdict
// says stands for the evidence of the registers; a case is never proposed for closing because an extract did not come.
func Propose(c *Case, v *Verdict, since calendar.Date, untraced bool) []Proposal {
	return newHistory(c, c.Claims).proposals(v, opened{on: since, untraced: untraced})
}

// proposals asks every closure about one open case.
func (h *history) proposals(v *Verdict, o opened) []Proposal {
	var out []Proposal
	for _, c := range closures {
		if c.propose == nil || c.From > h.AsOf {
			continue
		}
		if p := c.propose(h, v, o); p != nil {
			p.Closure = c.ID
			out = append(out, *p)
		}
	}
	return out
}

// setProposals adds the proposals of the cases that the authority's own list holds open, as tasks of an officer.
func (h *history) setProposals(v *Verdict) {
	for _, c := range h.openCases() {
		o := opened{on: c.From, untraced: c.Status == string(Untraced), claim: c}
		for _, p := range h.proposals(v, o) {
			t := Task{
				Rule: p.Closure, Of: OfOfficer, Child: h.Child, Reason: p.String(), Missing: p.Wanting, Since: c.From, Records: p.Records,
				Next: "Look at the evidence and close the case, or say why not", Who: "CME officer",
			}
			v.Tasks = append(v.Tasks, t)
		}
		if o.untraced {
			v.Tasks = append(v.Tasks, h.matchAgain(c))
		}
	}
}

// by reports whether the verdict rests on one of some suppressors, and returns the Suppression.
func (v *Verdict) by(ids ...ID) *Suppression {
	if v.Status != Explained && v.Status != NotOfAge && v.Status != Elsewhere || !slices.Contains(ids, v.ExplainedBy) {
		return nil
	}
	for i := range v.Suppressions {
		if s := &v.Suppressions[i]; s.Applied && s.By == v.ExplainedBy {
			return s
		}
	}
	return nil
}

// on makes a proposal of what explains the child. A stale record is no ground to close on.
func (x *Suppression) proposal(wanting ...string) *Proposal {
	if x.Old {
		wanting = append(wanting, "a record that is not stale")
	}
	p := &Proposal{Grade: x.Grade, Reason: x.Reason, Wanting: strings.Join(wanting, " and ")}
	if x.Record != "" {
		p.Records = []string{x.Record}
	}
	return p
}

// attendedSince reports whether a register shows the child present after a day.
func (h *history) attendedSince(on calendar.Date) *Claim {
	for _, m := range slices.Backward(h.allMarks()) {
		if m.From > on && (m.Status == "/" || m.Status == `\` || m.Status == "L") {
			return m
		}
	}
	return nil
}

func (c *Closure) entry() Entry {
	e := Entry{ID: c.ID, Title: c.Title, List: "closure, proposed", From: cmp.Or(c.From, since436A), To: c.To}
	if c.propose == nil {
		e.List = "no closure"
	}
	e.field("needs", c.Needs)
	e.field("basis", citations(c.Citations))
	return e
}
