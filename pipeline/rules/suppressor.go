package rules

import "rollcall/pipeline/calendar"

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
	Roll      bool          // it says that the child is on a roll now
	Beyond    bool          // the child is educated where no school of the area can act on an absence
	Unsure    string        // what is said instead where a strong match alone joins its record: a person judges it

	apply  func(*history) Suppression
	soften func(*history, Suppression, Finding) Finding // what it makes of a candidate's line; nil: nothing
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

// Effect says what a Suppressor does to a child.
type Effect uint8

// The effects of a Suppressor.
const (
	Removes Effect = iota + 1 // the child is explained
	Holds                     // the child is explained for a time, or until a file comes
	Labels                    // the child stays and the line says what kind of case it is
	Asserts                   // matching has already done it; what was done is recorded
)

func (s *Suppressor) applyTo(h *history) Suppression {
	x := s.apply(h)
	x.By = s.ID
	return x
}

// String names the effect in a word.
func (e Effect) String() string {
	return [...]string{"", Removes: "removes", Holds: "holds", Labels: "labels", Asserts: "notes"}[e]
}
