package reports

import (
	"runtime"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// Facts is all that the reports are made of.
type Facts struct {
	AsOf      calendar.Date
	Calendar  *calendar.Calendar
	Authority string // its name

	CME, AtRisk []candidates.Line[candidates.Row]
	Untold      []candidates.Line[candidates.Untold]
	NotInSchool []candidates.Line[candidates.NotInSchool]
	Gone        []Gone
	cases       []candidates.Line[Case] // by child
	counted     []Figures               // of the same cases, and of candidates who have none
	Shown       []Shown
	Apart       []candidates.Line[Apart]
	Corrections []candidates.Line[Correction]
	Notices     []candidates.Line[Notice]
	Letters     []candidates.Line[Letter]
	LostPupils  []candidates.Line[candidates.LostPupil]
	Measures    []candidates.Measure
	// What the clocks of the law and of local practice say: of schools, of those who send extracts, of dates that are fixed, and
	// to officers.
	Schools, Senders, Dates, Officers []candidates.Line[candidates.Task]
	Waterfall                         []candidates.Step
	Banners                           []candidates.Banner

	// Home is what is counted of home education, if a register of it came; HomeReasons and SchoolTypes the words, in their order.
	Home                     []HomeEducated
	HomeKnown                bool
	HomeReasons, SchoolTypes []string

	// Reasons are the department's, for the return, in its order.
	Reasons []string
	// CountSuspected says that suspected children are counted in the return as well as confirmed ones.
	CountSuspected bool
	// Drift is after how many working days without an action a case drifts, by severity.
	Drift map[string]int
}

// AddCase adds the case of a child, sealed or not: to what is listed, and as figures to what is counted.
func (f *Facts) AddCase(c Case, sealed bool) {
	figures := c.Figures
	if sealed {
		figures.Spells = withoutGrounds(figures.Spells) // an officer may have typed where the child is
	}
	f.cases, f.counted = append(f.cases, candidates.NewLine(c, sealed)), append(f.counted, figures)
}

// AddCandidate adds what is counted of a candidate of whom officers hold no case.
func (f *Facts) AddCandidate(c Figures) { f.counted = append(f.counted, c) }

// Case is a child whose case officers hold, held, or looked at and found to be none.
type Case struct {
	Child  string
	Person candidates.Person // for the sheets only
	Sealed bool              // nothing else of the child is in the case
	Last   candidates.Schooling
	Filed  bool // a transfer file of the child lies with the lost pupils
	Figures
}

// Bare leaves the id, the severity, and whether the case is open.
func (c Case) Bare() (Case, bool) {
	return Case{Child: c.Child, Sealed: true, Figures: Figures{Severity: c.Severity, Spells: withoutGrounds(c.Spells)}}, true
}

// withoutGrounds are spells without what was written of them.
func withoutGrounds(spells []Spell) []Spell {
	var bare []Spell
	for _, s := range spells {
		bare = append(bare, Spell{Status: s.Status, From: s.From})
	}
	return bare
}

// MonthOfBirth is the first day of the month in which a child was born, which is all that is counted by: compulsory school age begins
// and ends, and year groups change, between two months.
func MonthOfBirth(dob calendar.Date) calendar.Date {
	if !dob.Known() {
		return dob
	}
	y, m, _ := dob.Split()
	return calendar.On(y, m, 1)
}

// Figures is what is counted of a case, without whose it is.
type Figures struct {
	Born     calendar.Date // the first day of the month of birth
	Sex      string        // M, F or empty
	Since    calendar.Date // first day without suitable education; zero: not known
	Reason   string        // one of the department's, as an officer recorded it; empty: not recorded
	Proposed string        // the one that the rules propose
	Rules    []string      // that listed the child when it was decided on
	Severity string
	Listed   calendar.Date // of a candidate of tonight: the first day without education; zero: the child is none
	Acted    calendar.Date // the last action
	Spells   []Spell       // by From, each until the next
}

// Spell is how a case stood from a day on.
type Spell struct {
	Status string // suspected, confirmed, untraced, transfer_pending, resolved, not_cme
	Ground string // in words; empty: not said
	By     string // role or initials
	From   calendar.Date
}

// Shown is a line that some run showed: which days it was on its list, and by what rules when it was last there.
type Shown struct {
	List        string
	Child       string
	Rules       []string
	First, Last calendar.Date
}

// Gone is a line of the last run that is on its list no more.
type Gone struct {
	List, Child string
	Why         string
}

// Apart is what a rule whose Yes makes no line of the lists says of a child: a forecast, a pupil of a school that closes, an
// answer to a list that was supplied, or a question for a school.
type Apart struct {
	Rule, Title        string
	Child              string
	Person             candidates.Person // for the sheets only
	YearGroup          string
	School, SchoolName string
	Status             string // of the child in the reconciliation
	Reason             string
	Since, Due         calendar.Date
	Record             string // that it rests on
	Place              string // where that stands, as a reader finds it
}

// Bare leaves nothing: the designated officer's file has it.
func (x Apart) Bare() (Apart, bool) { return Apart{}, false }

// Correction is a record whose extract is to be put right.
type Correction struct {
	Source, Record, Field string
	What                  string // never a value
	Child                 string
	Place                 string            // where the record stands, as a reader finds it
	Person                candidates.Person // as the record itself has it, which its owner has; for the sheet only
}

// Bare leaves nothing: a record leads to the child.
func (c Correction) Bare() (Correction, bool) { return Correction{}, false }

// Child is what the measure of fairness knows of a child of compulsory school age: to which groups it belongs, and what
// became of it.
type Child struct {
	Groups               []string // such as "sex: F"
	OnRoll, Grey, Listed bool
	Alone                bool // one extract only has the child
	Double               bool // another child of the run has the birth date, sex and postcode, and no extract has both: one child, perhaps, found as two
	Decided, Confirmed   bool // an officer decided on a line of the list of candidates, and it was so
}

// ToSend makes the tables of what officers may send, each child an id.
func ToSend(f *Facts) []candidates.Table {
	return []candidates.Table{toAuthorities(f), toWrite(f), toUpload(f)}
}

// everyReport is the reports in the order of their ids.
var everyReport = [...]func(*Facts) candidates.Table{
	dfeReturn, cmeList, atRiskBySchool, enteringAndLeaving, annualCME, annualRisk, yearEleven, forMembers, driftList, agendaCheck, schoolDuties,
	sourceCorrections, untracedList, transitionForecasts, matchQuality, fromAllSeen,
}

// MakeReports makes every report, in the order of their ids; side by side, for none sees another.
func MakeReports(f *Facts) []candidates.Table {
	made := make([]candidates.Table, len(everyReport))
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for i, report := range everyReport {
		g.Go(func() { made[i] = report(f) })
	}
	g.Wait()
	return made
}
