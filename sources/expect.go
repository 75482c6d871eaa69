package sources

import "maps"

// Expectation is what the extracts of a kind must look like as a whole: a mistake of the supplier shows there before it shows
// in any row. Shares are between 0 and 1; zero means that nothing is expected. The settings may say otherwise of a source.
type Expectation struct {
	RowsMin, RowsMax int                // rows of all files of the kind together
	Drop             float64            // greatest share of rows lost since the extract last accepted
	Gone             float64            // greatest share of children who had no reason to go and are gone since the extract last accepted
	Fill             map[string]float64 // least share of rows that say a canonical field
	Rejected         float64            // greatest share of rows that are not used
	AgeDays          int                // greatest age on the as-of date before it is held back; it is stale earlier
	Whole            bool               // a file is a whole list, which the next one replaces; otherwise files report events and add up
	Own              bool               // the schools that its rows name are the authority's own
	Homes            bool               // the children in it live in the authority
	Pupils           PerThousand        // how many rows of children are usual, to be held to on a first night
	Uneven           bool               // how many rows all files have together says nothing: only each file is held to the one before
}

// PerThousand is how many rows of children an extract usually has, at least and at most, for each thousand pupils of the school
// census. Authorities differ by far more than a fault does, so that it is wide: what lies outside is told, and nothing is there
// at all is held back. The zero PerThousand expects nothing.
type PerThousand struct {
	Least, Most float64
	Basis       string // the publication and its year
}

// nearlyAll is the least share of rows with a surname and a date of birth, which are in every system needed fields: a fiftieth
// without them is a fault of the export.
const nearlyAll = 0.98

// namedFill is what any extract of children says of them.
func namedFill(more map[string]float64) map[string]float64 {
	fill := map[string]float64{"surname": nearlyAll, "dob": nearlyAll}
	maps.Copy(fill, more)
	return fill
}
