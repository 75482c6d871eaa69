package candidates

import "time"

// Overview is what a manager asks of a run first, in counts: what is late, how the lists grow, and whom they hold. The counts of parts are
// exact here: whoever shows them hides the small ones. A sealed child is in the sums and told apart by nothing.
type Overview struct {
	Trend   []Point // of the runs for earlier days, the oldest first, and of this one
	Clocks  []Split // of each list, who acts and by when
	Splits  []Split
	Duties  []Duty
	Refused []Refusal
	Figures []Figure
	Sealed  int // of the lines of both lists
}

// Point is what the lists held on a day.
type Point struct {
	AsOf        time.Time
	CME, AtRisk int
	New         int // of CME and listed for the first time since the point before; of the first point nothing is known
	Decided     int // decisions of officers since the point before
}

// Split is the lines of a list, or of several, told apart by one thing.
type Split struct {
	ID, Title string
	About     string   // on what it rests, a sentence
	Of        string   // what a group is: "school"
	Columns   []string // what the figures of a group count
	Across    bool     // the last figure is the sum of the others
	Groups    []Group
	Long      bool // the groups that are too small are put together
}

// Group is a part of a split.
type Group struct {
	Title string
	N     []int // by column
}

// Duty is what a clock of the law or of local practice asks of somebody, and of how many children it is open or late.
type Duty struct {
	Of, Title  string
	Open, Late int
}

// Refusal is why rows of a kind of extract are no records.
type Refusal struct {
	Kind, Reason string
	Rows         int
}

// Figure is a measure of the run in words: a part of a whole.
type Figure struct {
	Title       string // "Found on a roll"
	Part, Whole int
	Of          string // what the whole is: "children of compulsory school age"
	Means       string // a sentence
}
