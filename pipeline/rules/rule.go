package rules

import "rollcall/pipeline/calendar"

// Rule is one provision that may put a child on a list.
type Rule struct {
	ID        ID
	Title     string
	Condition string // in plain English
	Citations []Citation
	From, To  calendar.Date // in force; From zero: with the duty of section 436A; To zero: still
	Needs     []string      // kinds of extract without each of which it says Unknown
	AnyOf     []string      // kinds of which it needs one, or it says Unknown
	Better    []string      // kinds that it reads when they are there; without them the officer is told
	Nowhere   []string      // kinds in none of which, as its Yes says, the child is: without each of them it says Unknown of the child
	Reads     Kind          // the kinds of claim on one of which its Yes rests: of a child at risk without any it is not asked; zero: of every such child
	Without   string        // what it says without the kinds it needs, in words; empty: nothing
	Excuses   []ID          // suppressors that answer it
	Despite   []ID          // suppressors that do not: what they rest on is what the rule doubts
	For       Use           // what a Yes is for
	Ageless   bool          // it is asked of a child whose date of birth is not known as well
	Severity  Severity      // before facts about the child make it graver
	Next, Who string        // the next action, and who takes it
	Letters   []Letter      // those that the next action asks for

	LastResort     bool        // it is left out where another rule says what happened
	Repeats        bool        // it is made graver by what else is found, and puts nothing in the place of that
	RestsOnNothing bool        // its whole case is that nothing was found, so that any possible match answers it
	Awaits         string      // kind of the extract on which others say that the child is and the child is not; empty: it is about none
	Firm           bool        // a place that is to begin, or an arrival, does not soften its line
	WhenStale      *oldSource  // what its line says when an extract that it rests on is old; nil: nothing
	Road           Road        // who takes up a line at risk that it makes; zero: of others, or it makes none
	Counts         absenceKind // the absence of which a rule at risk tells; zero: of none
	Signal         Signal      // what a Yes of it is a sign of, for the rules that need one

	decide func(*history) Finding
	adds   func(*history, []Finding) bool // whether a Yes adds anything to a line that others make as well; nil: it does
	sign   func(*history) Finding         // a sign of the same that is no line of its own; nil: none
}

// listLetter says which list the rule's findings go to: by the first letter of its id, as the rule book names them.
func (r *Rule) listLetter() byte { return r.ID[0] }

const (
	cmeList    = 'C'
	atRiskList = 'R'
)

// inForce reports whether the rule applies on a day.
func (r *Rule) inForce(on calendar.Date) bool {
	return r.From <= on && (r.To == 0 || on <= r.To)
}

// Signal is what happens to a child's education that makes a service's flag or a plan worth a line. A flag alone lists nobody.
type Signal uint8

// The signals, in the order in which they are told.
const (
	AbsenceSignal Signal = iota + 1
	ExclusionSignal
	MoveSignal // a move, or a withdrawal
)

// absenceKind is the kind of absence of which a rule tells.
type absenceKind uint8

const (
	ofRun     absenceKind = iota + 1 // school days on end without leave
	ofIllness                        // school days of illness
)

// oldSource is what a line says when an extract that it rests on is older than it should be.
type oldSource struct {
	kind    string
	says    string
	softens bool // the line is then no graver than P4
}

var (
	oldAdmissions = &oldSource{"admissions", "The admissions register is older than it should be.", true}
	oldReturns    = &oldSource{"roll_changes", "The feed of school returns is older than it should be.", false}
)

// Use says what a Yes of a rule is for. A list of false alarms is a list nobody reads: what is not for an officer to act on
// makes no line.
type Use uint8

// The uses of a rule.
const (
	Lists       Use = iota // it puts the child on its list
	LabelsOnly             // it is watched: it says more on a line of another rule, and makes none
	Strengthens            // it makes a line that another rule put there graver or surer, and puts nobody there alone
	Forecasts              // it is for a list of its own, a term ahead, and looks at children of any age
	AsksSchool             // it is a task for the school, not for an officer
	Gathers                // it is for a list of its own of all the pupils of a school
	Answers                // it answers a list of children that somebody supplied
)

// String returns the use as the catalogue prints it, and nothing for the common one.
func (u Use) String() string {
	return [...]string{
		LabelsOnly:  "watched: a label on a line of another rule, and no line of its own",
		Strengthens: "strengthens a line of another rule, and puts nobody on a list alone",
		Forecasts:   "a forecast, one term ahead, apart from the lists",
		AsksSchool:  "a task for the school, apart from the lists",
		Gathers:     "a list of the pupils of a school, apart from the lists",
		Answers:     "an answer to a list that was supplied, apart from the lists",
	}[u]
}

// hasOwnList reports whether a Yes is for a list of its own.
func (u Use) hasOwnList() bool { return u >= Forecasts }
