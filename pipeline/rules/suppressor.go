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

	apply func(*history) Suppression
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
