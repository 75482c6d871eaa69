package desk

import "rollcall/pipeline/candidates"

// Pair is a possible match for a person to judge: two records, whose they are and who lives with them (see candidates.SetBeside for what
// speaks for their being one child and against). How likely the matcher thinks it is not here (see Desk.Score), so that no page shows it by accident.
type Pair struct {
	Number         int // from 1, in the order in which they are best judged
	ChildL, ChildR string
	L, R           Side
	Why            string // why it was left to a person, and what hangs on it
	MayExplain     bool   // a candidate may be explained by it
}

// Side is one of the two.
type Side struct {
	Record candidates.RecordSaid // as the extract wrote it
	Person candidates.Person     // the same, as the workbook prints it
	Status string                // of the child that the record is placed with
	School string                // that has the child now, as far as is known
	Home   []candidates.Sibling  // the other children of the home
}

// Score is what the matcher made of a pair.
type Score struct {
	Weight      float64 // in bits
	Probability float64
	Gap         float64 // to the runner-up, in bits
	Levels      string  // that each comparison reached, as the model names them
}

// PairFilter is which pairs are asked for.
type PairFilter struct {
	Number     int
	Child      string // that either record is placed with
	Without    []int  // numbers of pairs
	MayExplain bool   // only those by which a candidate may be explained
	From, Most int    // the page; 0: 50
}
