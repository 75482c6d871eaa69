package candidates

import "time"

// Row is one line of a published list: one child, and why an officer should look.
//
// Person is for the workbook only: the Parquet lists carry the child's id and no name, date of birth or address. The tags here
// and below name the columns of the Parquet files, which stand in the order of the fields.
type Row struct {
	ChildID          string `parquet:"child_id"`
	List             List
	Rank             int       `parquet:"rank"`          // from 1 within the list
	Severity         string    `parquet:"severity,dict"` // "P1" to "P5"
	Rules            []string  `parquet:"rules,list"`    // ids of the rules that said Yes, gravest first
	Reason           string    `parquet:"reason"`        // in plain words
	Since            time.Time `parquet:"since,date"`    // first day without education, or of what the rule looks at
	Due              time.Time `parquet:"due,date"`
	DueUnit          string    `parquet:"due_unit,dict,null"` // what the clock counts: "school days", "working days", "days"
	NextAction       string    `parquet:"next_action,dict"`
	POnNoRoll        float64   `parquet:"p_on_no_roll,null"`      // probability that no roll holds this child, 0 to 1
	NearestProvision string    `parquet:"nearest_provision,null"` // the provision record that came nearest to explaining the child, in words
	NearestRecord    string    `parquet:"nearest_record,null"`    // its record id
	NotAccepted      string    `parquet:"not_accepted,null"`      // why it was not accepted
	Searched         string    `parquet:"searched,dict,null"`     // the registers looked in, with their dates
	Label            string    `parquet:"label,dict,null"`        // what kind of case, such as "waiting school start"
	Who              string    `parquet:"who,dict,null"`          // who acts
	OnRollAt         string    `parquet:"school,dict,null"`       // LAESTAB, for at-risk lines
	SchoolName       string    `parquet:"school_name,dict,null"`
	YearGroup        string    `parquet:"year_group,dict,null"` // expected National Curriculum year, "R", "1" to "11"
	FirstListed      time.Time `parquet:"first_listed,date"`
	Grey             int       `parquet:"grey,seal"`    // possible matches that a person might judge
	Records          int       `parquet:"records,seal"` // records joined to the child
	Memory
	Calendar     string `parquet:"due_calendar,dict,null"`           // of school days, whose calendar counts them, such as "the school's own term dates"
	OrderedBy    string `parquet:"ordered_by"`                       // why the line stands where it stands, in the order in which it counts
	ReturnReason string `parquet:"return_reason_proposed,dict,null"` // the department's reason that the rules propose; an officer sets it
	Seen         int    `parquet:"sources_agreeing,seal"`            // kinds of extract that show the child in the area within the last twelve months
	SinceIs      string `parquet:"since_is,dict,null"`               // by what Since is known, such as "education ended", "last known on a roll", "first seen here"
	// Of a line at risk alone:
	Road      Road      `parquet:"road,dict,null"`      // who takes it up
	Removable time.Time `parquet:"removable_from,date"` // of a child absent now: the day from which the school may delete the name
	OpenCare  bool      `parquet:"open_social_care"`    // children's social care works with the child

	// For the workbook and the page only:
	Council  *CouncilCase // the case that the authority's own list holds open; nil: none
	Care     []Care       // safeguarding facts that hold now, the gravest first
	Sibling  *Sibling     // the brother or sister whose school is the surest to ring; nil: none is known
	Siblings int          // other children of the home, as far as they are known

	Sealed bool // nothing else of the child is on the line
	Person Person
}

// Memory is what earlier runs showed and what people decided of the child of a line.
type Memory struct {
	News     News   `parquet:"news,dict,null"`        // against the last run for an earlier day
	Changed  string `parquet:"changed,null"`          // what is new of a line that was there, or why one comes back
	Age      int    `parquet:"age,seal"`              // of the days since Since, in the unit of AgeUnit
	AgeUnit  string `parquet:"age_unit,dict,null"`    // "school days", "working days" or "days"
	AgeDays  int    `parquet:"age_days,seal"`         // the same in days of the calendar
	Case     string `parquet:"case_status,dict,null"` // the outcome by which an officer holds the case open, such as "confirmed"; empty when none is
	Decided  string `parquet:"decided,null"`          // earlier decisions: what, when, by whom, newest first
	Back     string `parquet:"why_back,null"`         // why a child who was decided is on the list
	Proposal string `parquet:"proposal,null"`         // that the case may be closed, on what, and what a person still needs
	Evidence string `parquet:"evidence,null"`         // digest of the facts that the line rests on
}

// News says how a line stands to the last run.
type News string

// What a line can be.
const (
	New     News = "new"            // never shown before
	Held    News = "held as a case" // never shown before, and the authority's own list holds a case of the child open
	Still   News = "still there"    // shown by the last run, and nothing of it changed
	Changed News = "changed"
	Back    News = "back" // shown before, and not by the last run
)

// Gone is a line that the last run showed and this one does not.
type Gone struct {
	List     List      `parquet:"list,dict"`
	ChildID  string    `parquet:"child_id"`
	Why      string    `parquet:"why,dict"`      // one of few words, such as "explained", "decided", "aged out", "held back"
	Reason   string    `parquet:"reason"`        // in plain words
	Severity string    `parquet:"severity,dict"` // as the last run had it
	Rules    []string  `parquet:"rules,list"`
	Since    time.Time `parquet:"since,date"`
	LastRun  time.Time `parquet:"last_run,date"` // day of the run that showed it
	Sealed   bool
	Person   Person // for the workbook only; empty when no extract names the child any more
	New      string `parquet:"new_fact,null"` // the fact that is new or no longer said of the child; empty when a day or an extract made the difference
}

// Decided is a decision that the register holds, and how it stands.
type Decided struct {
	Decision int64     `parquet:"decision"` // its number in the register
	ChildID  string    `parquet:"child_id"` // the child that it stands with now
	MadeOn   string    `parquet:"made_on"`  // the child id that the line it was made on had
	List     List      `parquet:"list,dict"`
	Outcome  string    `parquet:"outcome,dict"`
	Ground   string    `parquet:"reason,dict"`
	Return   string    `parquet:"return_reason,dict,null"` // the department's reason, if one was chosen
	By       string    `parquet:"decided_by,dict"`         // role or initials, as typed
	Made     time.Time `parquet:"made,date"`
	Until    time.Time `parquet:"until,date"`
	State    string    `parquet:"state,dict"` // "holds", "open", "ended", "facts changed", "superseded", "child not seen"
	Why      string    `parquet:"why,null"`   // in words
	Evidence string    `parquet:"evidence"`   // digest of the facts that it was made on
	Facts    string    `parquet:"facts,null"` // those facts, in words that name no person
	Run      string    `parquet:"run,dict"`   // that showed the line
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
	Address, Postcode              string // the newest whole address that any record has, with its postcode; else the newest of the two
	AddressSource                  string // the extract and its date
	NewerPostcode                  string // of a newer record without the whole address, when it is another
	NewerPostcodeSource            string
	UPN                            string
	Parent, Phone                  string
}

// Possible is a grey link for a person to judge: two records that may be the same child.
type Possible struct {
	RecordL          string           `parquet:"record_id_l"`
	RecordR          string           `parquet:"record_id_r"`
	ChildL           string           `parquet:"child_id_l"`
	ChildR           string           `parquet:"child_id_r"`
	Weight           float64          `parquet:"match_weight"` // match weight in bits
	Probability      float64          `parquet:"match_probability"`
	Gap              float64          `parquet:"gap"`       // bits between this link and the runner-up for the same record
	Levels           map[string]int32 `parquet:"gamma_"`    // gamma by comparison
	Agreement        string           `parquet:"agreement"` // the levels in words
	Why              string           `parquet:"why,dict"`  // what hangs on it: "would explain a candidate", …
	PersonL, PersonR Person
}

// Placed is a record placed with a child.
type Placed struct {
	ChildID         string  `parquet:"child_id"`
	RecordID        string  `parquet:"record_id"`
	Source          string  `parquet:"source,dict"`
	File            string  `parquet:"file,dict"`
	Row             int     `parquet:"row,wide"`
	Line            int     `parquet:"line,wide,late"`
	NativeID        string  `parquet:"native_id,null"`
	LinkProbability float64 `parquet:"link_probability"`
}

// Link is a link kept between two records.
type Link struct {
	RecordL     string           `parquet:"record_id_l"`
	RecordR     string           `parquet:"record_id_r"`
	Weight      float64          `parquet:"match_weight"`
	Probability float64          `parquet:"match_probability"`
	Levels      map[string]int32 `parquet:"gamma_"`    // gamma_<comparison>
	Rule        string           `parquet:"rule,dict"` // the blocking rule that compared them first
}

// Reconciled is a child of compulsory school age and what explains them, or nothing.
type Reconciled struct {
	ChildID     string    `parquet:"child_id"`
	Status      string    `parquet:"status,dict"`
	ExplainedBy string    `parquet:"explained_by,dict,null"` // the suppressor's id
	MatchBand   string    `parquet:"match_band,dict,null"`   // "M1" to "M3", or empty
	Explanation string    `parquet:"explanation,dict,null"`
	Old         bool      `parquet:"old"`            // the register that explains them is stale
	RecordID    string    `parquet:"record_id,null"` // of the record that explains them
	Until       time.Time `parquet:"until,date"`
	Grade       string    `parquet:"grade,dict,null"`   // of proof, "E0" to "E5"
	Applied     string    `parquet:"applied,dict,null"` // ids of every suppressor applied, separated by spaces
}

// Rejected is an input row or value that was not used, and why; never the value.
type Rejected struct {
	Source string `parquet:"source,dict"`
	File   string `parquet:"file,dict"`
	Row    int    `parquet:"row,wide"`
	Line   int    `parquet:"line,wide,late"`
	Field  string `parquet:"field,dict,null"`
	Reason string `parquet:"reason,dict"`
	Whole  bool   `parquet:"whole"` // the row is no record
}

// Measure is one measure of the run, with an interval where there is one (see Bounded). Value is not a number where the
// measure is undefined.
type Measure struct {
	Measure string  `parquet:"measure,dict"`
	Group   string  `parquet:"group,dict"`
	Value   float64 `parquet:"value"`
	Low     float64 `parquet:"low,null"`
	High    float64 `parquet:"high,null"`

	Part, Whole int // of a share: how many of how many; not written
}

// Step is one step of the waterfall from all children seen to the lists.
type Step struct {
	Title    string // such as "On roll at a school of the authority"
	Source   string // the suppressor or register
	Children int    // children taken away at this step, or left when Total
	Total    bool
}

// Task is something that somebody still has to do, or has done late, by a clock of the law or of local practice; or that an
// open case may be closed. It puts nobody on a list.
type Task struct {
	Rule       string    `parquet:"rule,dict"`        // K01 to K21, V01 to V10
	Of         string    `parquet:"of,dict"`          // whose it is: "school compliance", "officer's task", "source to be put right", "fixed date", of a sealed child "designated officer's"
	ChildID    string    `parquet:"child_id,null"`    // empty when it is about a school, an extract or a date
	School     string    `parquet:"school,dict,null"` // LAESTAB of the school whose duty it is
	SchoolName string    `parquet:"school_name,dict,null"`
	Source     string    `parquet:"source,dict,null"` // the kind of extract that it is about
	Reason     string    `parquet:"reason"`
	Missing    string    `parquet:"missing,dict,null"` // what is wanting
	Since      time.Time `parquet:"since,date"`
	Due        time.Time `parquet:"due,date"`
	DueUnit    string    `parquet:"due_unit,dict,null"`
	Late       bool      `parquet:"late"`
	NextAction string    `parquet:"next_action,dict"`
	Who        string    `parquet:"who,dict"`
	Records    []string  `parquet:"records,list"` // that it rests on
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
	Lacking   []Lack   // extracts that were never had, and what each would settle, the most children first
	Limits    []string // what was not compared, not read or not known, a sentence each
	Guidance  string   // edition of the guidance that the rules follow
	Overview  Overview // what a manager asks first
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
