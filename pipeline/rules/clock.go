package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// Clock is one provision that says what somebody still has to do, or has done late: a school's duty to report, a task of an
// officer, a date that is fixed. It puts nobody on a list and takes nobody off one.
type Clock struct {
	ID        ID
	Title     string
	Condition string
	Citations []Citation
	From, To  calendar.Date
	Needs     []string // kinds of extract without each of which it says nothing, and says so
	Without   string   // what it says without them
	Of        Duty
	Next, Who string

	child func(*history, *Verdict) []Task
	whole func(*Authority, Heard) []Task
}

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
	switch d {
	case OfSchool:
		return "school compliance"
	case OfOfficer:
		return "officer's task"
	case OfSource:
		return "source to be put right"
	case OfManagers:
		return "for managers"
	case OfDate:
		return "fixed date"
	}
	return ""
}

// Task is what one clock says is still to be done or was done late.
type Task struct {
	Rule    ID
	Of      Duty
	Child   ChildID // empty when it is about a school, an extract or a date
	School  string  // LAESTAB of the school whose duty it is; empty for others
	Source  string  // the kind of extract it is about, for a source to be put right
	Reason  string  // words that name no person
	Missing string  // what is wanting, parted by commas; empty when the reason says it
	Since   calendar.Date
	Due     calendar.Date
	DueUnit Unit
	Late    bool // the day has passed
	Next    string
	Who     string
	Records []string
}

// Heard is what clocks need of the run's records as a whole.
type Heard struct {
	Absence map[string]calendar.Date // by LAESTAB: the newest attendance or sickness return had
	Blank   []Blank
	Exits   map[string]int // by LAESTAB: the leavers of three years that R15 counts
}

// Blank says how often a kind of extract leaves one of the particulars out that every service is to record of a child.
type Blank struct {
	Source, Field string
	Rows, Blank   int
}

// setTasks asks every clock about a child. A child who has died or is not of age is nobody's task.
func (h *history) setTasks(v *Verdict) {
	if v.Status == NotOfAge || v.by(OfDeath) {
		return
	}
	for i, k := range clocks {
		if k.child == nil || h.facts.idle[i] != "" {
			continue
		}
		v.Tasks = append(v.Tasks, k.finish(h.Authority, h.Child, k.child(h, v))...)
	}
}

// Tasks returns what the clocks say of schools, extracts and dates rather than of one child.
func (a *Authority) Tasks(heard Heard) []Task {
	var out []Task
	idle := a.known().idle
	for i, k := range clocks {
		if k.whole != nil && idle[i] == "" {
			out = append(out, k.finish(a, "", k.whole(a, heard))...)
		}
	}
	return out
}

// idleClocks says of each clock why it can say nothing in this run; empty for one that can.
func (a *Authority) idleClocks() []string {
	out := make([]string, len(clocks))
	for i, k := range clocks {
		switch {
		case k.From > a.AsOf || k.To != 0 && k.To < a.AsOf:
			out[i] = "The clock is not in force on this date."
			continue
		}
		for _, kind := range k.Needs {
			if ok, why := a.needed(kind); !ok && out[i] == "" {
				out[i] = "It cannot be told: " + why + "."
			}
		}
	}
	return out
}

// finish fills in what the clock's declaration says and its body did not, in a stable order.
func (k *Clock) finish(a *Authority, child ChildID, tasks []Task) []Task {
	for i := range tasks {
		t := &tasks[i]
		t.Rule, t.Of, t.Child = k.ID, k.Of, child
		t.Next, t.Who = cmp.Or(t.Next, k.Next), cmp.Or(t.Who, k.Who)
		t.Late = t.Due != 0 && t.Due < a.AsOf
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.School, b.School), cmp.Compare(a.Reason, b.Reason))
	})
	return tasks
}

// task is one task, due on a day, resting on records.
func task(reason string, since, due calendar.Date, unit Unit, on ...*Claim) Task {
	t := Task{Reason: reason, Since: since, Due: due, DueUnit: unit}
	for _, c := range on {
		if c != nil && c.Record != "" {
			t.Records = append(t.Records, c.Record)
		}
	}
	return t
}

// at makes a task one of a school.
func (t Task) at(laestab string) Task {
	t.School = laestab
	return t
}

// lacks names what is wanting; a task that lacks nothing is none.
func (t Task) lacks(what ...string) []Task {
	if len(what) == 0 {
		return nil
	}
	t.Missing = strings.Join(what, ", ")
	return []Task{t}
}

// recent reports whether a day is not so long past that a task about it helps nobody.
func (h *history) recent(d calendar.Date) bool {
	return d != 0 && d <= h.AsOf && d >= h.AsOf.AddDays(-h.facts.amounts.ComplianceDays)
}

// returned are the enrolments that ended by a return of the school, lately.
func (h *history) returned() []*enrolment {
	var out []*enrolment
	for i := range h.schools {
		e := &h.schools[i]
		if e.leaver != nil && e.leaver.Status != "census" && isNumber(e.root, 7) && h.recent(e.leaver.From) {
			out = append(out, e)
		}
	}
	return out
}

func (k *Clock) entry() Entry {
	e := Entry{ID: k.ID, Title: k.Title, List: k.Of.String(), From: k.From, To: k.To}
	e.field("when", k.Condition)
	e.field("basis", citations(k.Citations))
	e.field("needs", k.Needs...)
	e.field("without them", k.Without)
	e.field("amounts", amountsOf(k.ID)...)
	e.field("next", k.Next+" ("+k.Who+")")
	return e
}
