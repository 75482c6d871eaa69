package rules

import (
	"strconv"

	"rollcall/pipeline/calendar"
)

// ID names a rule, suppressor or other provision of the catalogue, such as "C06" or "U04".
type ID string

// Answer is what a rule says: Yes, No or Unknown.
type Answer uint8

// The answers. The zero value is Unknown: a rule that does not decide does not deny.
const (
	Unknown Answer = iota
	No
	Yes
)

// Finding is what one rule says of one Case.
type Finding struct {
	Rule     ID
	Answer   Answer
	Reason   string        // one or two sentences that a caseworker can read; no name, no date of birth, no address
	Besides  string        // what it adds to the reason of the rule that leads the line
	Since    calendar.Date // of a rule of missing education, the first day without any; of others, the first on which it held
	Basis    Basis         // by what Since is known; empty where the rule has a day of its own
	Due      calendar.Date // day by which the next action is due
	DueUnit  Unit
	Calendar string // of a clock in school days, whose calendar counts them, the weakest of the days counted
	Severity Severity
	Next     string   // the next action
	Who      string   // who acts
	Label    string   // what kind of case it is, such as "waiting school start"; empty when the rule says enough
	Waits    bool     // a place is agreed that has not begun (U21)
	Records  []string // record ids that the finding rests on
	Road     Road     // who takes it up, of a rule at risk
	Told     bool     // a record says what the rule says, so that it holds whichever registers were not had (see Rule.Nowhere)
	Lacks    []string // of an Unknown: the kinds of extract not had that would settle it for this child
}

// Basis says by what the day is known since when a child has been without education.
type Basis string

// The bases. FellDue, Ended and CameHere date the end of education or its beginning. LastOnRoll is the end as a school's return tells it that
// no longer has the child: nobody said when the child left. FirstSeen says since when the child is known here, which is the earliest day
// that the authority can count and no word of what there was before. OnRecord is a day that a rule takes from a record.
const (
	FellDue    Basis = "education fell due"
	Ended      Basis = "education ended"
	LastOnRoll Basis = "last known on a roll"
	CameHere   Basis = "came to the area"
	FirstSeen  Basis = "first seen here"
	OnRecord   Basis = "as a record says"
)

// missingEducation says Yes of a child without education, since the day that is worked out for all such rules.
func missingEducation(reason string, on ...*Claim) Finding { return yes(0, reason, on...) }

func yes(since calendar.Date, reason string, on ...*Claim) Finding {
	return Finding{Answer: Yes, Since: since, Reason: reason, Records: recordsOf(on)}
}

func no(reason string) Finding { return Finding{Answer: No, Reason: reason} }

func unknown(reason string) Finding { return Finding{Reason: reason} }

func number(n int) string { return strconv.Itoa(n) }

// String returns the answer in lower case.
func (a Answer) String() string {
	return [...]string{"unknown", No: "no", Yes: "yes"}[a]
}
