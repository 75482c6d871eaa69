package candidates

import "time"

// Row is one line of a published list: one child, and why an officer should look.
//
// Person is for the workbook only: the Parquet lists carry the child's id and no name, date of birth or address. The tags here
// and below name the columns of the Parquet files, which stand in the order of the fields.
type Row struct {
	ChildID          string `parquet:"child_id" copy:"digest" about:"the child: an id that stays the same from run to run"`
	List             List
	Rank             int       `parquet:"rank" copy:"keep" about:"place on the list, from 1"`
	Severity         string    `parquet:"severity,dict" copy:"keep" about:"P1, the gravest, to P5"`
	Rules            []string  `parquet:"rules,list" copy:"keep" about:"ids of the rules that put the child on the list, gravest first; rollcall rules names each"`
	Reason           string    `parquet:"reason" about:"why, in plain words"`
	Since            time.Time `parquet:"since,date" copy:"month" about:"first day without education, or of what the rule looks at; since_is says how it is known"`
	Due              time.Time `parquet:"due,date" copy:"month" about:"day by which the next action is to be taken"`
	DueUnit          string    `parquet:"due_unit,dict,null" copy:"keep" about:"what the clock of due counts: school days, working days or days"`
	NextAction       string    `parquet:"next_action,dict" about:"what to do next"`
	POnNoRoll        float64   `parquet:"p_on_no_roll,null" copy:"keep" about:"probability that no roll holds the child, 0 to 1; null of a sealed child"`
	NearestProvision string    `parquet:"nearest_provision,null" about:"the record of provision that came nearest to explaining the child, in words"`
	NearestRecord    string    `parquet:"nearest_record,null" copy:"digest" about:"record id of it"`
	NotAccepted      string    `parquet:"not_accepted,null" about:"why it was not accepted"`
	Searched         string    `parquet:"searched,dict,null" about:"registers looked in, with their dates"`
	Label            string    `parquet:"case_kind,dict,null" was:"label" copy:"keep" about:"what kind of case it is, such as waiting school start"`
	Who              string    `parquet:"who_acts,dict,null" was:"who" copy:"keep" about:"who takes the next action"`
	OnRollAt         string    `parquet:"on_roll_laestab,dict,null" was:"school" copy:"place" about:"of a line at risk: LAESTAB of the school that has the child on roll"`
	SchoolName       string    `parquet:"on_roll_school,dict,null" was:"school_name" copy:"place" about:"name of that school"`
	YearGroup        string    `parquet:"year_group,dict,null" copy:"keep" about:"National Curriculum year to be expected of the age: R, 1 to 11"`
	FirstListed      time.Time `parquet:"first_listed,date" copy:"month" about:"day of the first run that showed the line"`
	Grey             int       `parquet:"possible_matches,seal" was:"grey" copy:"keep" about:"possible matches of the child that a person might judge"`
	Records          int       `parquet:"records_joined,seal" was:"records" copy:"keep" about:"records of all extracts joined to the child"`
	Memory
	Calendar     string `parquet:"due_calendar,dict,null" about:"of school days: whose calendar counts them, such as that of the school"`
	OrderedBy    string `parquet:"ordered_by" about:"why the line stands where it stands, in the order in which it counts"`
	ReturnReason string `parquet:"return_reason_proposed,dict,null" copy:"keep" about:"the department's reason that the rules propose for the return; an officer sets it"`
	Seen         int    `parquet:"sources_agreeing,seal" copy:"keep" about:"kinds of extract that show the child in the area within the last twelve months"`
	SinceIs      string `parquet:"since_is,dict,null" copy:"keep" about:"by what since is known, such as education ended, last known on a roll, first seen here"`
	// Of a line at risk alone, but for OpenCare:
	Road      Road      `parquet:"taken_up_by,dict,null" was:"road" copy:"keep" about:"of a line at risk: where it is taken up, such as meeting, task, notice"`
	Removable time.Time `parquet:"removable_from,date" copy:"month" about:"of a child absent now: day from which the school may delete the name"`
	OpenCare  bool      `parquet:"open_social_care" about:"children's social care works with the child: a plan, an enquiry, a child in need or in care"`
	Facets
	Siblings         int `parquet:"siblings,seal,late" copy:"keep" about:"other children of the home who are of one family with the child, as far as records show; a sealed one is not counted"`
	SiblingsAtSchool int `parquet:"siblings_at_school,seal,late" copy:"keep" about:"of them, those whom a school has on roll"`

	CouncilCase  string    `parquet:"council_case,dict,null,late" about:"status of the case that the authority's own list holds open, in its words; null where it holds none"`
	CouncilSince time.Time `parquet:"council_case_since,date,late" about:"day since when it does"`

	// For the workbook and the page only:
	Council *CouncilCase // the case that the authority's own list holds open; nil: none
	Care    []Care       // safeguarding facts that hold now, the gravest first
	Sibling *Sibling     // the brother or sister whose school is the surest to ring; nil: none is known
	InHand  string       // what an officer waits for, or that its day has come; empty: nobody has taken the child up
	Waits   bool         // the day is still to come, and the line stands after those of its band that nobody has taken up

	Sealed bool // nothing else of the child is on the line
	Person Person
}

// Memory is what earlier runs showed and what people decided of the child of a line.
type Memory struct {
	News     News   `parquet:"news,dict,null" copy:"keep" about:"against the last run for an earlier day: new, held as a case, still there, changed, back"`
	Changed  string `parquet:"what_changed,null" was:"changed" about:"what is new of a line that was there, or why one comes back"`
	Age      int    `parquet:"days_open,seal" was:"age" about:"days from since to as_of, in the unit of days_open_unit"`
	AgeUnit  string `parquet:"days_open_unit,dict,null" was:"age_unit" copy:"keep" about:"school days, working days or days"`
	AgeDays  int    `parquet:"calendar_days_open,seal" was:"age_days" about:"days of the calendar from since to as_of"`
	Case     string `parquet:"case_status,dict,null" copy:"keep" about:"outcome by which an officer holds the case open, such as confirmed; null when none is"`
	Decided  string `parquet:"earlier_decisions,null" was:"decided" about:"earlier decisions on the line: what, when, by whom, newest first"`
	Back     string `parquet:"why_back,null" about:"why a child who was decided is on the list again"`
	Proposal string `parquet:"closing_proposed,null" was:"proposal" about:"that the case may be closed, on what, and what a person still needs"`
	Evidence string `parquet:"evidence_digest,null" was:"evidence" copy:"digest" about:"digest of the facts that the line rests on: the same facts, the same digest"`
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
	List     List      `parquet:"list,dict" copy:"keep" about:"list that the line was on: cme_candidates or at_risk"`
	ChildID  string    `parquet:"child_id" copy:"digest" about:"the child"`
	Why      string    `parquet:"gone_because,dict" was:"why" copy:"keep" about:"in a word: explained, decided, aged out, held back, sealed and the like"`
	Reason   string    `parquet:"reason" about:"the same in plain words"`
	Severity string    `parquet:"severity,dict" copy:"keep" about:"as the last run had it"`
	Rules    []string  `parquet:"rules,list" copy:"keep" about:"ids of the rules that put the child on the list"`
	Since    time.Time `parquet:"since,date" copy:"month" about:"since as the last run had it"`
	LastRun  time.Time `parquet:"last_shown,date" was:"last_run" copy:"month" about:"day of the run that showed it last"`
	Sealed   bool
	Person   Person // for the workbook only; empty when no extract names the child any more
	New      string `parquet:"new_fact,null" about:"the fact that is new or no longer said of the child; null when a day or an extract made the difference"`
}

// Decided is a decision that the register holds, and how it stands.
type Decided struct {
	Decision int64     `parquet:"decision" about:"number of the decision in the register"`
	ChildID  string    `parquet:"child_id" copy:"digest" about:"the child that the decision stands with now"`
	MadeOn   string    `parquet:"made_on_child_id" was:"made_on" copy:"digest" about:"child id that the line had on which it was made"`
	List     List      `parquet:"list,dict" copy:"keep" about:"list of that line: cme_candidates or at_risk"`
	Outcome  string    `parquet:"outcome,dict" copy:"keep" about:"what was decided"`
	Ground   string    `parquet:"reason,dict" copy:"keep" about:"on what ground, in the words of the workbook"`
	Return   string    `parquet:"return_reason,dict,null" copy:"keep" about:"the department's reason for the return, if one was chosen"`
	By       string    `parquet:"decided_by,dict" about:"who decided, as typed: a role or initials"`
	Made     time.Time `parquet:"decided_on,date" was:"made" copy:"month" about:"day of the decision"`
	Until    time.Time `parquet:"holds_until,date" was:"until" copy:"month" about:"day until which it holds; null when it has no end"`
	State    string    `parquet:"state,dict" copy:"keep" about:"how it stands: holds, open, ended, facts changed, superseded, child not seen"`
	Why      string    `parquet:"state_in_words,null" was:"why" about:"the same in words"`
	Evidence string    `parquet:"evidence_digest" was:"evidence" copy:"digest" about:"digest of the facts that it was made on"`
	Facts    string    `parquet:"facts,null" about:"those facts, in words that name no person"`
	Run      string    `parquet:"shown_by_run,dict" was:"run" about:"run that showed the line on which it was made"`
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
	RecordL          string  `parquet:"record_id_l" copy:"digest" about:"record id on the left"`
	RecordR          string  `parquet:"record_id_r" copy:"digest" about:"record id on the right"`
	ChildL           string  `parquet:"child_id_l" copy:"digest" about:"child of the record on the left"`
	ChildR           string  `parquet:"child_id_r" copy:"digest" about:"child of the record on the right"`
	Weight           float64 `parquet:"match_weight" copy:"keep" about:"match weight in bits: log2 of how much likelier the agreement is of one child than of two"`
	Probability      float64 `parquet:"match_probability" copy:"keep" about:"probability that the two are one child, 0 to 1"`
	Gap              float64 `parquet:"runner_up_gap_bits" was:"gap" copy:"keep" about:"bits between this link and the runner-up for the same record"`
	Levels           Levels  `parquet:"gamma_" copy:"keep" about:"level of agreement that the comparison reached: 0 none, the highest best, -1 a value is missing"`
	Agreement        string  `parquet:"agreement" copy:"keep" about:"the levels in words"`
	Why              string  `parquet:"what_hangs_on_it,dict" was:"why" copy:"keep" about:"what hangs on it, such as would explain a candidate"`
	PersonL, PersonR Person
	MayExplain       bool // either of the two is a candidate, whom the other's records may explain
}

// Placed is a record placed with a child.
type Placed struct {
	ChildID         string  `parquet:"child_id" copy:"digest" about:"the child that the record is placed with"`
	RecordID        string  `parquet:"record_id" copy:"digest" about:"the record: kind:file#row"`
	Source          string  `parquet:"source,dict" copy:"keep" about:"kind of extract"`
	File            string  `parquet:"file,dict" about:"file of the extract"`
	Row             int     `parquet:"row,wide" about:"row of the file, counted as Rollcall counts"`
	Line            int     `parquet:"line,wide,late" about:"line that an editor or a spreadsheet shows for it"`
	Rows            int     `parquet:"rows,late" copy:"keep" about:"rows of the file that the record stands for, from this one on; more than one for a child's marks of a school year"`
	NativeID        string  `parquet:"native_id,null" about:"the supplier's own id of the record"`
	LinkProbability float64 `parquet:"link_probability" copy:"keep" about:"probability that the record is of the child, 0 to 1"`
}

// RowCount is how many rows the record stands for; one in tables of before there were several.
func (p *Placed) RowCount() int { return max(1, p.Rows) }

// Link is a link kept between two records.
type Link struct {
	RecordL     string  `parquet:"record_id_l" copy:"digest" about:"record id on the left"`
	RecordR     string  `parquet:"record_id_r" copy:"digest" about:"record id on the right"`
	Weight      float64 `parquet:"match_weight" copy:"keep" about:"match weight in bits"`
	Probability float64 `parquet:"match_probability" copy:"keep" about:"probability that the two are one child, 0 to 1"`
	Levels      Levels  `parquet:"gamma_" copy:"keep" about:"level of agreement that the comparison reached: 0 none, the highest best, -1 a value is missing"`
	Rule        string  `parquet:"rule,dict" copy:"keep" about:"the blocking rule that compared them first"`
}

// Reconciled is a child of compulsory school age and what explains them, or nothing.
type Reconciled struct {
	ChildID     string    `parquet:"child_id" copy:"digest" about:"the child, of compulsory school age"`
	Status      string    `parquet:"status,dict" copy:"keep" about:"explained, candidate, grey, undecided and the like"`
	ExplainedBy string    `parquet:"explained_by,dict,null" copy:"keep" about:"id of the suppressor that explains the child, U01 and on; null when nothing does"`
	MatchBand   string    `parquet:"match_band,dict,null" copy:"keep" about:"how sure the match of the explaining record is, M1 the surest to M3"`
	Explanation string    `parquet:"explanation,dict,null" about:"what explains the child, or why nothing does, in words"`
	Old         bool      `parquet:"explained_by_stale" was:"old" copy:"keep" about:"the register that explains the child is older than its source may be"`
	RecordID    string    `parquet:"record_id,null" copy:"digest" about:"record that explains the child"`
	Until       time.Time `parquet:"explained_until,date" was:"until" copy:"month" about:"day until which it explains the child; null when it has no end"`
	Grade       string    `parquet:"proof_grade,dict,null" was:"grade" copy:"keep" about:"grade of proof, E0 to E5"`
	Applied     string    `parquet:"suppressors_applied,dict,null" was:"applied" copy:"keep" about:"ids of every suppressor that applies, separated by spaces"`
	YearGroup   string    `parquet:"year_group,dict,null,late" copy:"keep" about:"National Curriculum year to be expected of the age: R, 1 to 11"`
	Facets
}

// Rejected is an input row or value that was not used, and why; never the value.
type Rejected struct {
	Source string `parquet:"source,dict" copy:"keep" about:"kind of extract"`
	File   string `parquet:"file,dict" about:"file of the extract"`
	Row    int    `parquet:"row,wide" about:"row of the file, counted as Rollcall counts"`
	Line   int    `parquet:"line,wide,late" about:"line that an editor or a spreadsheet shows for it"`
	Field  string `parquet:"field,dict,null" copy:"keep" about:"canonical field; null when the row itself is meant"`
	Reason string `parquet:"reason,dict" copy:"keep" about:"why it was not used; never the value"`
	Whole  bool   `parquet:"whole_row" was:"whole" copy:"keep" about:"the row is no record at all; otherwise only the value of field was not used"`
}

// Measure is one measure of the run, with an interval where there is one (see Bounded). Value is not a number where the
// measure is undefined.
type Measure struct {
	Measure string  `parquet:"measure,dict" copy:"keep" about:"what is measured"`
	Group   string  `parquet:"measure_group,dict" was:"group" copy:"keep" about:"of which children, extract or rule; empty of all"`
	Value   float64 `parquet:"value" copy:"keep" about:"the measure; not a number where it is undefined"`
	Low     float64 `parquet:"low,null" copy:"keep" about:"lower end of the interval of 95 %; null where there is none"`
	High    float64 `parquet:"high,null" copy:"keep" about:"upper end of it"`

	Part, Whole int // of a share, how many of how many; Parquet has the share alone
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
	Rule       string    `parquet:"rule,dict" copy:"keep" about:"clock or duty that makes the task, K01 to K21, V01 to V10"`
	Of         string    `parquet:"task_kind,dict" was:"of" copy:"keep" about:"whose it is: school compliance, officer's task, source to be put right, fixed date, designated officer's"`
	ChildID    string    `parquet:"child_id,null" copy:"digest" about:"the child; null when the task is about a school, an extract or a date"`
	School     string    `parquet:"school_laestab,dict,null" was:"school" copy:"place" about:"LAESTAB of the school whose duty it is"`
	SchoolName string    `parquet:"school_name,dict,null" copy:"place" about:"its name"`
	Source     string    `parquet:"source,dict,null" copy:"keep" about:"kind of extract that it is about"`
	Reason     string    `parquet:"reason" about:"why, in plain words"`
	Missing    string    `parquet:"what_is_missing,dict,null" was:"missing" copy:"keep" about:"what is wanting"`
	Since      time.Time `parquet:"since,date" copy:"month" about:"first day of it"`
	Due        time.Time `parquet:"due,date" copy:"month" about:"day by which it is to be done"`
	DueUnit    string    `parquet:"due_unit,dict,null" copy:"keep" about:"what the clock of due counts"`
	Late       bool      `parquet:"late" copy:"keep" about:"it is past due"`
	NextAction string    `parquet:"next_action,dict" about:"what to do next"`
	Who        string    `parquet:"who_acts,dict" was:"who" copy:"keep" about:"who does it"`
	Records    []string  `parquet:"resting_on_records,list" was:"records" about:"record ids that it rests on"`
	Person     Person    // for the sheet only
}

// Summary is what report.html and the front sheet of the workbook say of a run.
type Summary struct {
	Authority string // its name
	Code      string // and its LA code
	Program   string // version of the program
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
}

// Count is a title and a number.
type Count struct {
	Title string
	N     int
}
