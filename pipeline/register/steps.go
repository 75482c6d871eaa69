package register

import "time"

// The kinds of entry of what officers do besides deciding and judging.
const (
	stepEntry  = "step"
	lookEntry  = "second look"
	askedEntry = "asked"
)

// Step is something that an officer did about a child and that leaves no decision: rang, wrote, visited, referred. What waits for an
// answer is in hand until its day.
type Step struct {
	Seq    int64  `json:"-"` // number of its entry
	Child  string `json:"-"` // as the run called the child
	Run    string `json:"run"`
	Kind   string `json:"kind"`             // one of the words of officers: "rang", "wrote", "visited", "referred", "letter", "lost-pupil database", …
	To     string `json:"to,omitempty"`     // whom: "parent", "sibling's school", "MASH", "Fair Access Panel", an LA code
	Result string `json:"result,omitempty"` // "no reply", "spoke", "left a message", "reply came"
	Made   string `json:"made"`             // YYYY-MM-DD
	By     string `json:"by"`
	Due    string `json:"due,omitempty"` // YYYY-MM-DD by which an answer is to be had; empty: nothing is waited for
	Note   string `json:"note,omitempty"`
	Mark   string `json:"mark"`             // digest of what was typed: the same is not taken twice
	Closes int64  `json:"closes,omitempty"` // the step that this one answers, by its number
	Ends   string `json:"ends,omitempty"`   // YYYY-MM-DD, the last day on which the child is of compulsory school age, where it was known
	Entered
}

// Entered is when something was entered, and by whose account. A workbook does not tell: then it is empty.
type Entered struct {
	At      string `json:"at,omitempty"`      // as ActTime writes it
	Account string `json:"account,omitempty"` // of the login
}

// SecondLook is a decision or judgement that somebody made again without seeing the first. It changes nothing that stands.
type SecondLook struct {
	Seq     int64  `json:"-"`
	Child   string `json:"-"`  // of a decision; empty where it is of two records
	Of      int64  `json:"of"` // the entry that was looked at again
	Run     string `json:"run"`
	Pair    *Pair  `json:"pair,omitempty"` // of a judgement
	Verdict string `json:"verdict"`        // or the outcome
	Ground  string `json:"ground,omitempty"`
	By      string `json:"by"`
	Made    string `json:"made"`
	Mark    string `json:"mark"`
	Note    string `json:"note,omitempty"`
	Entered
}

// Question is what somebody asked a colleague of a child or of two records, or the answer.
type Question struct {
	Seq     int64  `json:"-"`
	Child   string `json:"-"` // empty where it is of two records
	Run     string `json:"run"`
	RecordL string `json:"record_l,omitempty"`
	RecordR string `json:"record_r,omitempty"`
	Pair    *Pair  `json:"pair,omitempty"`
	To      string `json:"to,omitempty"` // whom; empty: anybody
	Text    string `json:"text"`
	Answers int64  `json:"answers,omitempty"` // the question that this answers
	By      string `json:"by"`
	Made    string `json:"made"`
	Mark    string `json:"mark"`
	Ends    string `json:"ends,omitempty"` // as that of a step
	Entered
}

// aboutOf is what the entry of something is about: a child, or the mark where it is of two records.
func aboutOf(child, mark string) string {
	if child == "" {
		return mark
	}
	return child
}

// childOf is the child of an entry, of which one that is of two records has none.
func childOf(about string, pair *Pair) string {
	if pair != nil {
		return ""
	}
	return about
}

func checkEntry(kind, about, by, mark, made string) {
	if about == "" || by == "" || mark == "" {
		panic("register: a " + kind + " without child or records, person or mark")
	}
	if _, err := time.Parse(day, made); err != nil {
		panic("register: a " + kind + " without a day")
	}
}
