package sources

import "maps"

// Expectation is what the extracts of a kind must look like as a whole: a mistake of the supplier shows there before it shows
// in any row. Shares are between 0 and 1; zero means that nothing is expected. The settings may say otherwise of a source.
type Expectation struct {
	RowsMin, RowsMax int                // rows of all files of the kind together
	Drop             float64            // greatest share of rows lost since the extract last accepted
	Fill             map[string]float64 // least share of rows that say a canonical field
	Rejected         float64            // greatest share of rows that are not used
	AgeDays          int                // greatest age on the as-of date before it is held back; it is stale earlier
	Whole            bool               // a file is a whole list, which the next one replaces; otherwise files report events and add up
	Own              bool               // the schools that its rows name are the authority's own
	Homes            bool               // the children in it live in the authority
	Uneven           bool               // how many rows all files have together says nothing: only each file is held to the one before
}

// The defaults. A tenth of the rows lost is the freshness gate of the rule book. Surname and date of birth are in every
// system a needed field, so that a fiftieth without them is a fault of the export; the same share of rows refused is one.
const (
	mostDrop     = 0.10
	mostDropped  = 0.34 // of a file that reports events: a window that moves on loses the events of a busy month at once
	mostRejected = 0.05
	nearlyAll    = 0.98
)

// named is what any extract of children says of them.
func named(more map[string]float64) map[string]float64 {
	fill := map[string]float64{"surname": nearlyAll, "dob": nearlyAll}
	maps.Copy(fill, more)
	return fill
}

// Expect returns what is expected of the extracts of a kind: what its declaration says, and the defaults where it says
// nothing.
func Expect(k Kind) Expectation {
	s := kinds[k]
	if s == nil {
		return Expectation{}
	}
	e := s.expect
	switch {
	case e.Drop != 0:
	case e.Whole:
		e.Drop = mostDrop
	default:
		e.Drop = mostDropped
	}
	if e.Rejected == 0 {
		e.Rejected = mostRejected
	}
	e.Fill = maps.Clone(e.Fill)
	return e
}

// ExpectedFields returns the canonical fields of a kind whose share of rows can be expected.
func ExpectedFields(k Kind) []string {
	d, ok := Declare(k)
	if !ok {
		return nil
	}
	return d.seenBy(byMatcher | byRules | byOfficer)
}
