package rules

import (
	"slices"

	"rollcall/pipeline/calendar"
)

// Remembered is the suppressor of the rule book by which an officer's decision keeps a child off a list for its term. It is no
// function of a Case: what it rests on is the register's.
const Remembered ID = "U24"

// Outcome is what an officer decided of a child. Only a person sets one; no rule and no run ever does.
type Outcome string

// The outcomes. The first four hold a case open.
const (
	Suspected       Outcome = "suspected"
	Confirmed       Outcome = "confirmed"
	Untraced        Outcome = "untraced"         // open: untraced is not a closure (V10)
	TransferPending Outcome = "transfer_pending" // open until the other authority confirms (V04)
	Resolved        Outcome = "resolved"
	NotCME          Outcome = "not_cme"
	LookedAt        Outcome = "looked_at" // of a line at risk: somebody is acting, or nothing is to be done
)

// Open reports whether the outcome holds a case open: the child stays on the list of candidates, with the outcome beside it,
// until a person closes the case.
func (o Outcome) Open() bool {
	return slices.Contains([]Outcome{Suspected, Confirmed, Untraced, TransferPending}, o)
}

// Closes reports whether the outcome closes a case: what was done before it is of a case that is over.
func (o Outcome) Closes() bool { return o == Resolved || o == NotCME }

// Ground is why an officer decided so, and what follows from it.
type Ground struct {
	Code     string // as the workbook and the register write it
	Title    string
	Closure  ID // the closure of the rule book that it is, V01 to V09; empty for none
	Outcomes []Outcome
	// Term is for how many days the decision is remembered, unless the officer gives a day: for a closed case how long the
	// child stays off the list, for an open one when it is to be looked at again. Zero: for good, unless the facts change.
	Term int
	// Away says that the child is thought to be elsewhere, so that a new sign of the child in the area changes the facts.
	Away bool
}

// grounds are the reasons that an officer chooses from. The rule book gives 30 to 365 days by reason (U24); the days here are
// proposals, and an authority may set its own.
var grounds = []Ground{
	{Code: "attending", Title: "on a roll and attending", Closure: "V01", Outcomes: []Outcome{Resolved, NotCME}, Term: 365},
	{Code: "home_educated", Title: "home education found suitable", Closure: "V02", Outcomes: []Outcome{Resolved, NotCME}, Term: 365},
	{Code: "in_provision", Title: "alternative provision in place", Closure: "V03", Outcomes: []Outcome{Resolved, NotCME}, Term: 180},
	{Code: "other_authority", Title: "residence and enrolment elsewhere confirmed", Closure: "V04", Outcomes: []Outcome{Resolved, NotCME}, Term: 365, Away: true},
	{Code: "abroad", Title: "abroad, on evidence", Closure: "V05", Outcomes: []Outcome{Resolved, NotCME}, Term: 180, Away: true},
	{Code: "over_age", Title: "over compulsory school age", Closure: "V06", Outcomes: []Outcome{Resolved, NotCME}},
	{Code: "died", Title: "died", Closure: "V07", Outcomes: []Outcome{Resolved, NotCME}},
	{Code: "data_error", Title: "an error in the data", Closure: "V08", Outcomes: []Outcome{Resolved, NotCME}, Term: 90},
	{Code: "duplicate", Title: "the same child as another line", Closure: "V09", Outcomes: []Outcome{Resolved, NotCME}, Term: 365},
	{Code: "visitor", Title: "a visitor or a short stay", Outcomes: []Outcome{NotCME}, Term: 90},
	{Code: "enquiries", Title: "enquiries under way", Outcomes: []Outcome{Suspected, Confirmed, TransferPending}, Term: 30},
	{Code: "awaiting_place", Title: "waiting for a school place", Outcomes: []Outcome{Suspected, Confirmed}, Term: 30},
	{Code: "not_found", Title: "not found after joint enquiries", Outcomes: []Outcome{Untraced}, Term: 91, Away: true},
	{Code: "believed_away", Title: "believed to have moved, not confirmed", Outcomes: []Outcome{Suspected, Untraced, TransferPending}, Term: 30, Away: true},
	{Code: "school_acts", Title: "the school is acting", Outcomes: []Outcome{LookedAt}, Term: 30},
	{Code: "back", Title: "back and attending", Outcomes: []Outcome{LookedAt}, Term: 60},
	{Code: "accounted_for", Title: "the absence is accounted for", Outcomes: []Outcome{LookedAt}, Term: 60},
}

// Grounds returns the reasons that an officer chooses from, in the order in which they are offered.
func Grounds() []Ground { return slices.Clone(grounds) }

// GroundOf returns the ground of a code, and whether there is one.
func GroundOf(code string) (Ground, bool) {
	i := slices.IndexFunc(grounds, func(g Ground) bool { return g.Code == code })
	if i < 0 {
		return Ground{}, false
	}
	return grounds[i], true
}

// For reports whether the ground may be given for an outcome.
func (g Ground) For(o Outcome) bool { return slices.Contains(g.Outcomes, o) }

// Decision is what an officer decided of a child, as the register remembers it.
type Decision struct {
	Outcome Outcome
	Ground  string // code of a Ground
	By      string // role or initials, as typed
	On      calendar.Date
	Until   calendar.Date // the last day on which it is remembered; zero: for good
	AtRisk  bool          // made on a line of the list of children at risk
	Facts   Facts         // that it was made on
}

// TellsOutcome reports whether the decision says if education was missing of a child on the list of candidates, and if so, whether it
// was. A case that is still only suspected, or waits for another authority, does not tell yet; one that nobody could trace after
// joint enquiries was one.
func (d *Decision) TellsOutcome() (told, was bool) {
	switch d.Outcome {
	case Confirmed, Untraced:
		return true, true
	case NotCME:
		return true, false
	case Resolved:
		return true, d.Ground != "data_error" && d.Ground != "duplicate" && d.Ground != "over_age"
	}
	return false, false
}

// Standing is how a decision stands on a date.
type Standing struct {
	Holds bool   // a closed decision keeps the child off the list; an open one keeps the case open without anything to tell
	Why   string // why it holds no longer, or what is to be told of an open case; empty when it simply holds
}

// StandsOn says how the decision stands for a child whose facts are now these; had is that of
// Facts.Change.
func (d *Decision) StandsOn(now Facts, asOf calendar.Date, had func(source string) bool) Standing {
	ground, _ := GroundOf(d.Ground)
	if d.Until.Known() && asOf > d.Until {
		if d.Outcome.Open() {
			return Standing{Why: "to be looked at again since " + (d.Until + 1).Words()}
		}
		return Standing{Why: "its term ended on " + d.Until.Words()}
	}
	if change := d.Facts.Change(now, had); change != "" {
		return Standing{Why: change}
	}
	if ground.Away {
		if f, seen := now.signAfter(d.On); seen {
			return Standing{Why: "a newer sign of the child in the area: " + f.Text + " on " + f.On.Words()}
		}
	}
	return Standing{Holds: true}
}
