package rules

import "rollcall/pipeline/calendar"

// Clock is one provision that says what somebody still has to do, or has done late: a school's duty to report, a task of an
// officer, a date that is fixed. It puts nobody on a list and takes nobody off one.
type Clock struct {
	ID        ID
	Title     string
	Condition string
	Citations []Citation
	From, To  calendar.Date
	Enacted   *Enactment // it says nothing until this is in force; nil: it is law already
	Needs     []string   // kinds of extract without each of which it says nothing, and says so
	Without   string     // what it says without them; empty: nothing
	Of        Duty
	Next, Who string

	child func(*history, *Verdict) []Task
	whole func(*Authority, Heard) []Task
}
