package desk

import (
	"time"

	"rollcall/pipeline/candidates"
)

// Brief is who a child is and what explains the child, in a line.
type Brief struct {
	ChildID           string
	Forename, Surname string
	OtherNames        string
	DOB               time.Time
	Sex, UPN          string
	Address, Postcode string
	Status            string // as reconciliation.parquet has it
	ExplainedBy       string // the suppressor's id
	Explanation       string
	School            string          // that has the child now, as far as is known
	List              candidates.List // that the child is on; empty: none
	Rank              int
}
