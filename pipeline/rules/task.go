package rules

import (
	"strings"

	"rollcall/pipeline/calendar"
)

// Duty says whose a Clock is.
type Duty uint8

// The duties.
const (
	OfSchool   Duty = iota + 1 // a school's: the report of school compliance
	OfOfficer                  // an officer's: the list of tasks
	OfSource                   // whoever sends an extract
	OfManagers                 // for managers, each quarter
	OfDate                     // a date that is fixed for all
)

// String names the list that the tasks go to.
func (d Duty) String() string {
	return [...]string{OfSchool: "school compliance", OfOfficer: "officer's task", OfSource: "source to be put right",
		OfManagers: "for managers", OfDate: "fixed date"}[d]
}

// Task is what one clock says is still to be done or was done late.
type Task struct {
	Rule   ID
	Of     Duty
	Child  ChildID // empty when it is about a school, an extract or a date
	School string  // LAESTAB of the school whose duty it is; empty for others
	// Authority is the code of another authority that is to be told; empty for others.
	Authority string
	Source    string // the kind of extract it is about, for a source to be put right
	Reason    string // words that name no person
	Missing   string // what is wanting, parted by commas; empty when the reason says it
	Since     calendar.Date
	Due       calendar.Date
	DueUnit   Unit
	Late      bool // the day has passed
	Next      string
	Who       string
	Records   []string
}

// Heard is what clocks need of the run's records as a whole.
type Heard struct {
	Absence map[string]calendar.Date // by LAESTAB: the newest attendance or sickness return had
	Blank   []Blank
	Exits   map[string]int // by LAESTAB: the leavers of three years that R15 counts
	Crossed []Crossed
}

// Crossed says of how many pupils a school's return gives a number that is another child's of the same birthday.
type Crossed struct {
	School string // LAESTAB
	Return calendar.Date
	Pupils int
}

// Blank says how often a kind of extract leaves one of the particulars out that every service is to record of a child.
type Blank struct {
	Source, Field string
	Rows, Blank   int
}

// newTask is one task, due on a day, resting on records.
func newTask(reason string, since, due calendar.Date, unit Unit, on ...*Claim) Task {
	return Task{Reason: reason, Since: since, Due: due, DueUnit: unit, Records: recordsOf(on)}
}

// atSchool makes a task one of a school.
func (t Task) atSchool(laestab string) Task {
	t.School = laestab
	return t
}

// withMissing names what is wanting; a task that lacks nothing is none.
func (t Task) withMissing(what ...string) []Task {
	if len(what) == 0 {
		return nil
	}
	t.Missing = strings.Join(what, ", ")
	return []Task{t}
}
