package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// Enactment is law that is made and does not apply of itself: an Act that regulations are still to commence, or a duty of schools that
// begins when the authority asks. It is off until the settings say from when it is in force, and by what.
type Enactment struct {
	Name     string // as the settings write it
	Citation Citation
	Does     string // what the program does once it is in force
}

// since2026 is the day of Royal Assent: before it none of the Act can be in force.
var since2026 = calendar.On(2026, time.April, 29)

// The enactments, by name.
var (
	notInSchoolRegister = Enactment{"not_in_school", Citation{educationAct, "sections 436B to 436G, by the Children's Wellbeing and Schools Act 2026, section 38"},
		"publishes the list of everyone who is to be on the register of children not in school, with what that asks and is not held, and the fifteen-day clocks"}
	consentToWithdraw = Enactment{"consent_to_withdraw", Citation{educationAct, "section 434A, by the Children's Wellbeing and Schools Act 2026"},
		"asks of each removal for home education whether the authority's consent was needed and given (K21)"}
	consistentIdentifier = Enactment{"consistent_identifier", Citation{"Children Act 2004", "sections 16LA to 16LC, by the Children's Wellbeing and Schools Act 2026, section 4"},
		"prints the consistent identifier of a child, where an extract holds it, on the list of children not in school: never on a list that prints unique pupil numbers"}
	juniorEntryReturns = Enactment{"junior_entry_returns", Citation{registration, "regulation 13(3)"},
		"asks for the return of pupils who enter the most junior class at the beginning of the year too, which no school owes unless the authority asks for it (K01)"}
)

// Enactments are all that a line of the settings may put in force.
func Enactments() []Enactment {
	return []Enactment{notInSchoolRegister, consentToWithdraw, consistentIdentifier, juniorEntryReturns}
}

// isInForce reports whether the settings say that an enactment is in force on the as-of date.
func (a *Authority) isInForce(e Enactment) bool { return a.wasInForce(e, a.AsOf) }

// wasInForce reports whether an enactment was in force on the day of what it is asked of.
func (a *Authority) wasInForce(e Enactment, on calendar.Date) bool {
	from, said := a.InForce[e.Name]
	return said && from <= on
}

// ListsNotInSchool reports whether the run publishes the list of children not in school.
func (a *Authority) ListsNotInSchool() bool { return a.isInForce(notInSchoolRegister) }

// PrintsIdentifier reports whether that list prints the consistent identifier.
func (a *Authority) PrintsIdentifier() bool {
	return a.ListsNotInSchool() && a.isInForce(consistentIdentifier)
}
