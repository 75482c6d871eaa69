package rules

import "rollcall/pipeline/calendar"

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

// Severity is the band in which an officer works a line: P1 the same working day, P2 two working days, P3 five, P4 ten
// school days, P5 watch.
type Severity uint8

// The severities, the gravest first.
const (
	P1 Severity = iota + 1
	P2
	P3
	P4
	P5
)

// Unit is the kind of day that a clock counts.
type Unit string

// The units of a clock.
const (
	SchoolDays   Unit = "school days"
	WorkingDays  Unit = "working days"
	CalendarDays Unit = "days"
)

// Finding is what one rule says of one Case.
type Finding struct {
	Rule     ID
	Answer   Answer
	Reason   string        // one or two sentences that a caseworker can read; no name, no date of birth, no address
	Since    calendar.Date // of a rule of missing education, the first day without any; of others, the first on which it held
	Basis    Basis         // by what Since is known; empty where the rule has a day of its own
	Due      calendar.Date // day by which the next action is due
	DueUnit  Unit
	Calendar string // of a clock in school days, whose calendar counts them, the weakest of the days counted
	Severity Severity
	Next     string   // the next action
	Who      string   // who acts
	Label    string   // what kind of case it is, such as "waiting school start"; empty when the rule says enough
	Records  []string // record ids that the finding rests on
}

// Suppression is one suppressor applied, or tried and found wanting, on one Case.
type Suppression struct {
	By      ID
	Applied bool
	Reason  string        // what explains the child, or why the nearest record does not
	Until   calendar.Date // when it stops explaining; zero when nothing says
	Grade   string        // E0 to E5: how good the proof is
	Old     bool          // the register it rests on is stale
	Record  string        // the record it rests on

	claim *Claim // the same, when a claim of the Case says it
}

// Status is what the run says of a child; a person says everything further.
type Status string

// The statuses of the reconciliation.
const (
	NotOfAge  Status = "not_of_age" // below or above compulsory school age, or before the term after it starts
	Explained Status = "explained"  // a register explains them
	Grey      Status = "grey"       // a possible match might explain them; a person judges it
	Candidate Status = "candidate"  // on the list of candidate CME
	Elsewhere Status = "elsewhere"  // not in the area on the evidence held
	Undecided Status = "undecided"  // a fact needed is missing or held back
	Decided   Status = "decided"    // an officer closed the case, and nothing has changed since
)

// Verdict is all that the law says of one Case.
type Verdict struct {
	Child        ChildID
	Status       Status
	ExplainedBy  ID     // the suppressor that explains them, when Status is Explained, NotOfAge or Elsewhere
	Explanation  string // in words
	Band         Band   // the band of the record that explains them
	CSAStart     calendar.Date
	CSAEnd       calendar.Date
	CME          []Finding // of the C rules that say Yes, gravest first; empty unless Status is Candidate
	AtRisk       []Finding // of the R rules that say Yes, gravest first
	Apart        []Finding // of the rules whose Yes is for a list of its own (see Use), or that are only watched, by rule
	Unknown      []Finding // of rules that could not tell, and why
	Suppressions []Suppression
	Tasks        []Task   // what the clocks say is still to be done, and which closures of an open case are proposed
	Nearest      *Claim   // the provision claim that came nearest to explaining a candidate
	NotAccepted  string   // and why it did not
	Seen         int      // kinds of extract that show a listed child in the area within the last twelve months
	Searched     []string // the registers looked in, with their dates, in words
}
