package candidates

import "time"

// Row is one line of a published list: one child, and why an officer should look.
//
// Person is for the workbook only: the Parquet lists carry the child's id and no name, date of birth or address.
type Row struct {
	ChildID      string
	List         List
	Rank         int       // from 1 within the list
	OrderedBy    string    // why the line stands where it stands, in the order in which it counts
	Severity     string    // "P1" to "P5"
	Rules        []string  // ids of the rules that said Yes, gravest first
	Reason       string    // in plain words
	ReturnReason string    // the department's reason that the rules propose; an officer sets it
	Label        string    // what kind of case, such as "waiting school start"
	Since        time.Time // of candidates, the first day without education; of children at risk, of what the rule looks at
	SinceIs      string    // by what that is known: "education fell due", "education ended", "came to the area" or "first seen here"
	Due          time.Time
	DueUnit      string // what the clock counts: "school days", "working days", "days"
	Calendar     string // of school days, whose calendar counts them, such as "the school's own term dates"
	NextAction   string
	Who          string // who acts

	POnNoRoll float64 // probability that no roll holds this child, 0 to 1

	NearestProvision string // the provision record that came nearest to explaining the child, in words; empty: none
	NearestRecord    string // its record id
	NotAccepted      string // why it was not accepted
	Searched         string // the registers looked in, with their dates
	Grey             int    // possible matches that a person might judge
	OnRollAt         string // LAESTAB, for at-risk lines
	SchoolName       string
	YearGroup        string // expected National Curriculum year, "R", "1" to "11"
	FirstListed      time.Time
	Sealed           bool // address not to be printed
	Nameless         bool // name not to be printed either: an adopted child's or a witness's new one
	Records          int  // records joined to the child
	Seen             int  // kinds of extract that show the child in the area within the last twelve months

	Memory
	Person Person
}

// Memory is what earlier runs showed and what people decided of the child of a line.
type Memory struct {
	News     News   // against the last run for an earlier day
	Changed  string // what is new of a line that was there, or why one comes back
	Age      int    // of the days since Since, in the unit of AgeUnit
	AgeUnit  string // "school days", "working days" or "days"
	AgeDays  int    // the same in days of the calendar
	Case     string // the outcome by which an officer holds the case open, such as "confirmed"; empty when none is
	Decided  string // earlier decisions: what, when, by whom, newest first
	Back     string // why a child who was decided is on the list
	Proposal string // that the case may be closed, on what, and what a person still needs
	Evidence string // digest of the facts that the line rests on
}

// News says how a line stands to the last run.
type News string

// What a line can be.
const (
	New     News = "new"         // never shown before
	Still   News = "still there" // shown by the last run, and nothing of it changed
	Changed News = "changed"
	Back    News = "back" // shown before, and not by the last run
)

// Gone is a line that the last run showed and this one does not.
type Gone struct {
	List     List
	ChildID  string
	Why      string // one of few words, such as "explained", "decided", "aged out", "held back"
	Reason   string // in plain words
	Severity string // as the last run had it
	Rules    []string
	Since    time.Time
	LastRun  time.Time // day of the run that showed it
	Sealed   bool
	Person   Person // for the workbook only; empty when no extract names the child any more
	Nameless bool   // the name is sealed as well
	New      string // the fact that is new or no longer said of the child; empty when a day or an extract made the difference
}

// Decided is a decision that the register holds, and how it stands.
type Decided struct {
	Decision int64  // its number in the register
	ChildID  string // the child that it stands with now
	MadeOn   string // the child id that the line it was made on had
	List     List
	Outcome  string
	Ground   string
	Return   string // the department's reason, if one was chosen
	By       string // role or initials, as typed
	Made     time.Time
	Until    time.Time
	State    string // "holds", "open", "ended", "facts changed", "superseded", "child not seen"
	Why      string // in words
	Evidence string // digest of the facts that it was made on
	Facts    string // those facts, in words that name no person
	Run      string // that showed the line
}

// List says which list a Row is on.
type List string

// The lists.
const (
	CME    List = "cme_candidates"
	AtRisk List = "at_risk"
)

// Person is who an officer looks for: printed in the workbook, never in Parquet, logs or the manifest.
type Person struct {
	Forename, MiddleNames, Surname string
	OtherNames                     string // preferred and former names
	DOB                            time.Time
	Sex                            string
	Address, Postcode              string
	AddressSource                  string // the extract and its date
	UPN                            string
	Parent, Phone                  string
}

// Possible is a grey link for a person to judge: two records that may be the same child.
type Possible struct {
	RecordL, RecordR string
	ChildL, ChildR   string
	Weight           float64 // match weight in bits
	Probability      float64
	Gap              float64          // bits between this link and the runner-up for the same record
	Levels           map[string]int32 // gamma by comparison
	Agreement        string           // the levels in words
	Why              string           // what hangs on it: "would explain a candidate", …
	Sealed           bool             // either record is sealed: neither person is printed
	PersonL, PersonR Person
}

// Placed is a record placed with a child.
type Placed struct {
	ChildID         string
	RecordID        string
	Source          string
	File            string
	Row             int
	NativeID        string
	LinkProbability float64
}

// Link is a link kept between two records.
type Link struct {
	RecordL, RecordR string
	Weight           float64
	Probability      float64
	Levels           map[string]int32 // gamma_<comparison>
	Rule             string           // the blocking rule that compared them first
}

// Reconciled is a child of compulsory school age and what explains them, or nothing.
type Reconciled struct {
	ChildID     string
	Status      string
	ExplainedBy string // the suppressor's id
	Explanation string
	MatchBand   string // "M1" to "M3", or empty
	Old         bool   // the register that explains them is stale
	RecordID    string // of the record that explains them
	Until       time.Time
	Grade       string // of proof, "E0" to "E5"
	Applied     string // ids of every suppressor applied, separated by spaces
}

// Rejected is an input row or value that was not used, and why; never the value.
type Rejected struct {
	Source, File string
	Row          int
	Field        string
	Reason       string
	Whole        bool // the row is no record
}

// Measure is one measure of the run, with an interval where there is one (see Bounded). Value is not a number where the
// measure is undefined.
type Measure struct {
	Measure, Group   string
	Value, Low, High float64
}

// Step is one step of the waterfall from all children seen to the lists.
type Step struct {
	Title    string // such as "On roll at a school of the authority"
	Source   string // the suppressor or register
	Children int    // children taken away at this step, or left when Total
	Total    bool
}

// Banner is something said at the top of every list: an extract missing, stale or held back, and what that switches off.
type Banner struct {
	Grave bool
	Text  string
}

// Summary is what report.html and the front sheet of the workbook say of a run.
type Summary struct {
	Authority string
	AsOf      time.Time
	RunID     string
	Waterfall []Step
	Banners   []Banner
	Inputs    []Input
	Stages    []Stage
	Reasons   []Count // candidates by first rule
	Risks     []Count // at-risk lines by first rule
	Measures  []Measure
	Limits    []string // what was not compared, not read or not known, a sentence each
	Guidance  string   // edition of the guidance that the rules follow
}

// Input is one input file as the report shows it.
type Input struct {
	Kind, File             string
	AsOf                   time.Time
	Rows, Records, Rejects int
	Values                 int
	Note                   string
}

// Stage is one stage of the run as the report shows it.
type Stage struct {
	Name    string
	Seconds float64
	Counts  string
}

// Count is a title and a number.
type Count struct {
	Title string
	N     int
}
