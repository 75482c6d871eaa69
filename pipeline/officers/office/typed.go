package office

import (
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// NewStep is a step as it was typed.
type NewStep struct {
	Place  string // for a person to find what is wrong
	Run    string // that the page showed
	Child  string
	Kind   string        // one of the words of Words.Steps
	To     string        // whom; free, or one of the kind's
	Result string        // empty or one of the kind's
	Made   calendar.Date // zero: today
	Due    calendar.Date // zero: the kind's own days from Made, where it waits for an answer
	NoWait bool          // nothing is waited for, whatever the kind
	Note   string
	Closes int64  // the step that this answers; zero: none
	Form   string // made anew with each form, so that one sent twice is taken once
}

// NewLook is a second judgement, made without seeing the first.
type NewLook struct {
	Place   string
	Of      int64  // the entry, as SecondTask has it
	Verdict string // of a pair: same, different, unsure; of a child: an outcome of the list
	Reason  string // of a child: the reason in words
	Note    string
	Form    string
}

// NewQuestion asks a colleague of a child or of a pair, or answers.
type NewQuestion struct {
	Place   string
	Run     string
	Child   string // or
	Pair    Pair
	To      string // whom; empty: anybody
	Text    string // the question, or the answer
	Answers int64  // the question that this answers; zero: it is one
	Form    string
}

// Words are what a person chooses from.
type Words struct {
	Lists    map[candidates.List]candidates.ListWords
	Reasons  map[string][]string // by outcome, as ListWords has it
	Verdicts []string
	Steps    []StepKind
}

// StepKind is a sort of step.
type StepKind struct {
	Word    string // "wrote"
	Title   string // "Wrote"
	To      []string
	Results []string
	Wait    int    // days in which an answer is due, of Unit; zero: none is waited for
	Unit    string // "working days", "school days"
	Clock   string // the rule whose clock it is, such as "K08"; empty for none
	Next    string // what to do when no answer came
}

// Worded gives the words that a person chooses from.
type Worded interface{ Words() Words }

// The kinds of step by which a child becomes somebody's own. To names whose, where it is not the person's who enters it.
const (
	TookUp    = "took up"
	GaveBack  = "gave back"
	ReplyCame = "reply came" // it closes the step that waited
)
