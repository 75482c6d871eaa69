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
	On        []ID   // suppressors whose evidence it rests on; none: it looks for its own
	Citations []Citation
	From, To  calendar.Date

	propose func(*history, *Suppression, opened) *Proposal // what explains the child, nil for a closure that looks for its own
	remind  func(*history, opened) *Task                   // what is to be done of an open case that it does not close; nil: nothing
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
	text := "May be closed as " + string(p.Closure) + ", " + Title(p.Closure)
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
		x := v.explainedBy(c.On)
		if x == nil && len(c.On) > 0 {
			continue
		}
		if p := c.propose(h, x, o); p != nil {
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
		for _, k := range closures {
			if k.remind == nil {
				continue
			}
			if t := k.remind(h, o); t != nil {
				t.Rule, t.Of, t.Child, t.Late = k.ID, OfOfficer, h.Child, t.Due < h.AsOf
				v.Tasks = append(v.Tasks, *t)
			}
		}
	}
}

// explainedBy returns the Suppression on which the verdict rests when it is of one of some suppressors, or nil.
func (v *Verdict) explainedBy(ids []ID) *Suppression {
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

// proposal makes a proposal of what explains the child. A stale record is no ground to close on.
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

func (c *Closure) entry() Entry {
	e := Entry{ID: c.ID, Title: c.Title, List: "closure, proposed", From: cmp.Or(c.From, since436A), To: c.To}
	if c.propose == nil {
		e.List = "no closure"
	}
	e.field("needs", c.Needs)
	e.field("basis", citations(c.Citations))
	return e
}
