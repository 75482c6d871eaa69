package office

import (
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
)

// State is what stands in the ledger on a day, by child and by pair. Of a sealed child it says that something stands and no more.
type State struct {
	Head     register.Head
	On       calendar.Date     // the day that it is reckoned for
	Run      string            // the newest published run that the register knows
	Children map[string]*Child // by the id that the child goes by now; who has nothing is not there
	Pairs    map[Pair]*Judged  // of the newest run, by its records
	// Seals tells of any child whether it is sealed now, which may be since the run that is shown; nil: nobody is.
	Seals func(child string) bool
}

// Of is what stands of a child; of one who has nothing it is empty but for the seal, never nil.
func (s *State) Of(child string) *Child {
	if c := s.Children[child]; c != nil {
		return c
	}
	return &Child{Sealed: s.Seals != nil && s.Seals(child)}
}

// OfPair is what stands of two records, in either order; never nil.
func (s *State) OfPair(l, r string) *Judged {
	for _, p := range []Pair{{l, r}, {r, l}} {
		if j := s.Pairs[p]; j != nil {
			return j
		}
	}
	return &Judged{}
}

// Pair names two records of a run.
type Pair struct{ L, R string }

// Child is what stands of one child.
type Child struct {
	Sealed    bool       // nothing but days and persons is told
	Decisions []Decision // oldest first, those that another took the place of too
	Steps     []Step     // oldest first
	Questions []Question // oldest first
	Mine      *Taken     // whose the child is; nil: nobody's
	InHand    *InHand    // nil: nobody has taken the child up, or nothing is waited for any longer
}

// Current is the newest decision that none took the place of; nil where there is none.
func (c *Child) Current() *Decision {
	for i := len(c.Decisions) - 1; i >= 0; i-- {
		if c.Decisions[i].SupersededBy == 0 {
			return &c.Decisions[i]
		}
	}
	return nil
}

// Decision is what was decided of a child.
type Decision struct {
	Entry        int64
	Run, List    string
	Outcome      string // in words, as a person chooses it: "Not CME"
	Reason       string // in words
	Return       string // the department's reason
	Note         string
	By           string
	Made, Until  calendar.Date
	At           string // RFC 3339, where it was made on the page
	Open         bool   // it holds a case open
	SupersededBy int64  // the entry that took its place; zero: none
}

// Step is something that was done about a child.
type Step struct {
	Entry          int64
	Kind           string // the word, as StepKind has it
	Words          string // in a sentence: "wrote to the parent on 12 October, reply due 19 October"
	To, Result     string
	By, Note       string
	Made, Due      calendar.Date // Due is zero where nothing is waited for
	Waits, Overdue bool          // an answer is still waited for; its day has come
	Closes         int64         // the step that it answers
	ClosedBy       int64         // the step that answered it
}

// Taken is whose a child is.
type Taken struct {
	By    string
	Since calendar.Date
	Entry int64
}

// InHand is what is waited for of a child. While it waits, the line stands after those that nobody has taken up; when its day has
// come it is Overdue, and the line is back where it was.
type InHand struct {
	Entry   int64
	By      string
	Words   string // "in hand: wrote to the parent on 12 October, reply due 19 October"; overdue: "no reply since 12 October: …"
	Next    string // what to do when the day has come
	Since   calendar.Date
	Due     calendar.Date
	Overdue bool
	// Sinks: the line leaves the top until its day. It does not where a safeguarding fact makes it urgent: then the words are said, and
	// the line stays.
	Sinks bool
}

// Judged is what was said of two records.
type Judged struct {
	Judgements []Judgement // oldest first
	Questions  []Question
}

// Judgement is what a person said of two records.
type Judgement struct {
	Entry        int64
	Run          string
	Verdict      string // same, different or unsure
	By, Note     string
	Made         calendar.Date
	At           string
	SupersededBy int64
}

// Question is what somebody asked a colleague.
type Question struct {
	Entry    int64
	From, To string // To may be empty: anybody
	Text     string
	On       calendar.Date
	Answer   string // empty while nobody answered
	Answered calendar.Date
	By       string // who answered
	Child    string // that it is about, or
	Pair     Pair   // the records
}
