package candidates

import (
	"cmp"
	"slices"
	"time"
)

// Overview is what a manager asks of a run first, in counts: what is late, how the lists grow, and whom they hold. The counts of parts are
// exact here: whoever shows them hides the small ones. A sealed child is in the sums and told apart by nothing.
type Overview struct {
	Last     time.Time // day of the run that this one is compared with; zero when there is none
	Warnings []Banner  // of the summary's, those that count no sealed children
	Trend    []Point   // of the runs for earlier days, the oldest first, and of this one
	Clocks   []Split   // of each list, who acts and by when
	Splits   []Split
	InHand   int // candidates of whom an officer waits for an answer
	Duties   []Duty
	Refused  []Refusal
	Figures  []Figure
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

// NotKnown is the group of those of whom a thing is not known, and of the sealed, of whom nothing is told.
const NotKnown = "not known, or sealed"

// SortBySize puts the largest group first, and those of whom nothing is known last.
func (s *Split) SortBySize() {
	slices.SortStableFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(compareLast(a, b), cmp.Compare(slices.Max(b.N), slices.Max(a.N)), cmp.Compare(a.Title, b.Title))
	})
}

// SortLast leaves the order of the groups, those of whom nothing is known last.
func (s *Split) SortLast() { slices.SortStableFunc(s.Groups, compareLast) }

func compareLast(a, b Group) int {
	last := func(g Group) int {
		if g.Title == NotKnown {
			return 1
		}
		return 0
	}
	return cmp.Compare(last(a), last(b))
}

// CountOverdue counts the lines of a list, named as its split is, whose day has passed.
func (o *Overview) CountOverdue(list string) int {
	for _, s := range o.Clocks {
		if s.ID == list {
			return s.sums()[0]
		}
	}
	return 0
}

// CountLate counts what is owed and late.
func (o *Overview) CountLate() (n int) {
	for _, d := range o.Duties {
		n += d.Late
	}
	return n
}

// sums are the sums of the columns.
func (s Split) sums() []int {
	all := make([]int, len(s.Columns))
	for _, g := range s.Groups {
		for j, n := range g.N {
			all[j] += n
		}
	}
	return all
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
	InOrder      bool // they are none of the extract's own, such as adults
}

// Figure is a measure of the run in words: a part of a whole, or an estimated share with its interval where the whole is nought.
type Figure struct {
	Title            string // "On a roll"
	Part, Whole      int
	Of               string // what the whole is: "children of compulsory school age"
	Share, Low, High float64
	Means            string // a sentence
}
