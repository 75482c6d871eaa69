package rules

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
)

// Suppressor is one provision that says why a child who seems to be missing is not, or how such a child must be labelled.
type Suppressor struct {
	ID        ID
	Title     string
	Effect    Effect
	Does      string // what it removes, holds or labels, in plain English
	Citations []Citation
	Proof     string        // the grade of proof it asks for, E0 to E5, and what gives it
	Expires   string        // when it stops explaining, in words
	From, To  calendar.Date // in force; From zero: with the duty of section 436A that it answers
	Part      Part          // where in the judging of a child it is asked
	Before    ID            // the suppressor of the same part that it is asked before, although its id comes after
	Beyond    bool          // the child is educated where no school of the area can act on an absence
	Unsure    string        // what is said instead where a strong match alone joins its record: a person judges it

	apply  func(*history) Suppression
	soften func(*history, Suppression, *Finding) // what it makes of a candidate's line; nil: nothing
}

// Part says where in the judging of a child a Suppressor is asked, and so what it may settle.
type Part uint8

// The parts, in the order in which they are asked.
const (
	OfDeath     Part = iota + 1 // the child has died, and nothing else is asked
	OfAge                       // the child is not of compulsory school age
	OfEducation                 // the child has education
	OfResidence                 // the child is not here
	OfCandidate                 // it is noted of a child who is missing education
	OfExplained                 // it is noted of a child whom something explains
	OfAnyone                    // it is noted of every child of age
	OfListed                    // it is noted of a child on a list
	OfRegister                  // it is asked of the register of decisions
	parts
)

// triedAs is the suppressors of each part in the order in which they are asked.
var triedAs [parts][]*Suppressor

// sortTried puts the suppressors to their parts: by id, and of those that explain a child the ones that remove before the ones
// that only hold, for the surest is tried first.
func sortTried() {
	for _, s := range suppressors {
		triedAs[s.Part] = append(triedAs[s.Part], s)
	}
	slices.SortStableFunc(triedAs[OfEducation], func(a, b *Suppressor) int { return cmp.Compare(a.Effect, b.Effect) })
	for _, s := range suppressors {
		if s.Before == "" {
			continue
		}
		all := slices.DeleteFunc(triedAs[s.Part], func(x *Suppressor) bool { return x == s })
		at := slices.IndexFunc(all, func(x *Suppressor) bool { return x.ID == s.Before })
		triedAs[s.Part] = slices.Insert(all, at, s)
	}
}

// suppressorOf returns the suppressor of an id, or nil.
func suppressorOf(id ID) *Suppressor {
	i := slices.IndexFunc(suppressors, func(s *Suppressor) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return suppressors[i]
}

// Effect says what a Suppressor does to a child.
type Effect uint8

// The effects of a Suppressor.
const (
	Removes Effect = iota + 1 // the child is explained
	Holds                     // the child is explained for a time, or until a file comes
	Labels                    // the child stays and the line says what kind of case it is
	Asserts                   // matching has already done it; what was done is recorded
)

// Apply tries the suppressor on a Case. A Suppression that is not applied and has no reason found nothing to look at.
func (s *Suppressor) Apply(c *Case) Suppression {
	return s.on(newHistory(c, c.Claims))
}

func (s *Suppressor) on(h *history) Suppression {
	x := s.apply(h)
	x.By = s.ID
	return x
}

// by reports whether a suppressor of a part explains the child, or would if a possible match were the child's.
func (v *Verdict) by(of Part) bool {
	s := suppressorOf(v.ExplainedBy)
	return s != nil && s.Part == of
}

// firstOf asks the suppressors of a part and returns the first that applies, or one that does not.
func (h *history) firstOf(of Part) Suppression {
	for _, s := range triedAs[of] {
		if x := s.on(h); x.Applied {
			return x
		}
	}
	return Suppression{}
}

// String prints the suppressor as the catalogue shows it.
func (s *Suppressor) String() string { return s.entry().String() }

// wanting is a suppressor that looked at a record and does not accept it.
func wanting(reason string, c *Claim) Suppression {
	return Suppression{Reason: reason, Record: recordOf(c), claim: c}
}

func recordOf(c *Claim) string {
	if c == nil {
		return ""
	}
	return c.Record
}

// grade is the grade of proof of a joined record: an exact identifier or a strong match without one.
func grade(c *Claim) string {
	if c.Band == M2 {
		return "E3"
	}
	return "E4"
}
