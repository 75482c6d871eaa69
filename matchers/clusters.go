package matchers

// ResolveOptions say how edges become clusters. Zero values stand for the defaults.
type ResolveOptions struct {
	// Link is the probability that the best pair between two groups of rows needs before they are joined; default 0.95. A
	// false link hides a person and a missed one costs a look, so it stands well above a half.
	Link float64
	// Possible is the probability from which a pair that was not joined is worth a person's look; default 0.20.
	Possible float64
	// Gap is the bits by which a row must prefer its cluster to any other likely one; default 2.
	Gap float64
	// Exclusive names a Groups column: two rows that share a group are different people, such as two rows of one school's
	// return. Empty for none.
	Exclusive string
	// Judgements are hard constraints. Different always holds; Same holds unless it contradicts a Different.
	Judgements []Judgement
	Workers    int // default GOMAXPROCS; the result does not depend on it
}

// Clusters are the people found.
type Clusters struct {
	Of       []int32   // cluster of each row, numbered by their first rows in the order of keys
	Link     []float64 // probability of the row's best pair with the rest of its cluster; 1 when it is alone or judged
	N        int       // clusters
	Links    []Link
	Possible []PossibleLink
	// None is, for each row of two files that hold nobody twice, the probability that no row of the other file is the same
	// person, who else claims those rows taken into account; nil for any other tables.
	None []float64
	// Stated is, for each edge, the probability that its rows are one person, who else claims them taken into account.
	Stated []float32
	// Contradictions are judgements of Same left out because they contradict a Different.
	Contradictions []Judgement
	// Largest is the rows of the largest component that was resolved, and Raised the components that were too large and
	// whose weakest edges were left out.
	Largest, Raised int
}

// Link is a pair of rows of one cluster.
type Link struct {
	L, R        int32
	Weight      float64 // bits, the prior included
	Probability float64
	Gamma       Vector
	Rule        uint8 // the blocking rule that made the pair
}

// PossibleLink is a pair of rows of two clusters for a person to judge: the likeliest pair of the two.
type PossibleLink struct {
	Link
	Why Reason
	Gap float64 // bits by which the pair beats the next best pair of its rows with any other cluster; may be negative
	// Together is the probability that the two clusters are one person as wholes; 0 when two of their rows cannot be.
	Together float64
}

// Reason says why a likely pair was not joined.
type Reason string

// The reasons.
const (
	Likely   Reason = "likely"   // not likely enough
	Conflict Reason = "conflict" // identifiers that differ, or rows that cannot be one person's
	Vetoed   Reason = "veto"     // a veto of the Spec
	Rival    Reason = "rival"    // another cluster is about as likely
)

// Limits of correlation clustering, in natural logarithms of odds, from an experiment on four labelled sets: results were
// the same for cuts from −1 to −5 and hardly moved with the clip.
const (
	componentCut  = -1.0
	clipNegative  = -2.0 // errors of one bad record depend on each other: strong evidence against is often false
	clipPositive  = 10.0
	componentSize = 300
)
