package office

import "rollcall/pipeline/calendar"

// SecondTask is a judgement or decision that is to be made again. It does not say what was judged, nor by whom.
type SecondTask struct {
	Of   int64  // the entry
	Run  string // that showed it
	Pair Pair   // the records, of a judgement
	// Children are those of the pair by the ids that they go by now; both may be one, where the two were joined since.
	Children [2]string
	Child    string // of a decision
	List     string // of a decision: on which list the line stood
	Since    calendar.Date
	Why      string // "one in twenty", "it takes a child off the list"
}

// Grouping says of a child in which groups it is counted, such as sex, year group, ward and last school; nil where nothing is known.
// Ethnicity is none: it is measured by the run alone, and only as fairness.
type Grouping func(child string) []Group

// Group is a value of something that children are grouped by.
type Group struct{ By, Value string }

// Quality is how good the lists turned out to be.
type Quality struct {
	Precision []Rate // all, then by rule, then by group
	Agreement []Agreement
	Minutes   Minutes
	Queues    []Queue
}

// Rate is a share with its interval (Wilson, 95 %).
type Rate struct {
	By, Value string // "all", "rule", "sex"; the rule's id or the group's value
	Yes, Of   int    // lines that were right, of those that officers have settled
	Low, High float64
}

// Share is the rate itself; not a number where nothing was settled.
func (r Rate) Share() float64 { return float64(r.Yes) / float64(r.Of) }

// Agreement is how often a second look says what the first said. Where nearly all are of one kind, kappa is low however good the
// agreement is; so it stands beside the share of each word and the kappa that is adjusted for it (PABAK; Byrt, Bishop and Carlin 1993).
type Agreement struct {
	Of         string // "judgements", "decisions"
	Pairs      int
	Agreed     int
	Low, High  float64            // Wilson interval of Agreed of Pairs
	Kappa      float64            // Cohen's; not a number where undefined
	Adjusted   float64            // prevalence- and bias-adjusted
	Prevalence map[string]float64 // share of each word over both looks
}

// Minutes is how long a child takes, from being opened to being decided, by the same person on the same day.
type Minutes struct {
	Children                     int
	Lower, Median, Upper         float64 // quartiles, minutes
	PairsJudged                  int
	PairLower, PairMid, PairHigh float64
}

// Queue is how old what waits is.
type Queue struct {
	Title  string // "steps whose answer is overdue"
	N      int
	Oldest calendar.Date
	// Days is how many days half of them have waited.
	Days int
}

// Wanted is which acts are asked for; what is empty asks for all.
type Wanted struct {
	Since string // YYYY-MM-DD
	Child string
	By    string // a role, initials or an account
	Act   string
	Most  int // the newest so many; zero: all
}

// Audit is who did what.
type Audit struct{ Acts []Act }

// Act is what a person did.
type Act struct {
	Entry        int64
	At           string
	What         string
	Account, By  string
	Children     []string // ids; of one who was erased, that there was one
	Run, Purpose string
	Details      string
}
