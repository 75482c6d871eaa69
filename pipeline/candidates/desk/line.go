package desk

import (
	"time"

	"rollcall/pipeline/candidates"
)

// Untold is the list of children of whom no rule can tell for want of a register.
const Untold candidates.List = "unknown"

// Line is a child's place on a list.
type Line struct {
	List    candidates.List
	ChildID string
	Rank    int
	Sealed  bool               // nothing else of the child is here
	Row     *candidates.Row    // of the lists of candidates and of children at risk
	Untold  *candidates.Untold // of the list of that name
}

// LineFilter is which lines are asked for; what is empty asks for all.
type LineFilter struct {
	List          candidates.List
	Child         string
	Only, Without []string // ids of children: none but these, and none of these
	Severity      string
	Rule          string
	Who           string // who acts
	News          candidates.News
	School        string // LAESTAB
	YearGroup     string
	DueBy         time.Time
	ByDue         bool // in the order of days by which they are due, and not of rank
	From, Most    int  // the page: lines left out before it, and its length; 0: 50
}
