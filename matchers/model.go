package matchers

// ModelVersion is the version of the layout in which a Model is saved.
const ModelVersion = 2

// Model is a Spec with the numbers learnt for it. It is saved as JSON.
//
// A pair of rows is of one of three classes: a match (the same person, M), two people of one household (H), or unrelated
// people (U). Within a class the comparisons are taken to be independent by
// weights; probabilities know of dependences among unrelated people.
type Model struct {
	Version int  `json:"version"`
	Spec    Spec `json:"spec"`
	// Prior is λ: the probability that two rows drawn at random are of the class.
	Prior Prior `json:"prior"`
	// Parameters are those of each comparison, in the order of the Spec.
	Parameters []Parameters `json:"parameters"`
	// Namesakes is ε: the share of pairs of one household who have the same forename.
	Namesakes float64 `json:"namesakes"`
	// Households is false for a model of two classes, match and not.
	Households bool `json:"households"`
	// Told is the share of the pairs of two people meeting the conditions of a Veto that is BorneOut which other rows tell apart: one
	// that they do not tell apart is the likelier to be a match.
	Told float64 `json:"told,omitempty"`
	// Dependence is what comparisons have to do with each other among unrelated people.
	Dependence []Dependence `json:"dependence,omitempty"`
	// Within says what is known of pairs within files that hold nobody twice; nil when there are none.
	Within *Within `json:"within,omitempty"`
	// Rows is the number of rows that it was trained on.
	Rows int `json:"rows"`
}

// foundHouseholds reports whether there is a pair of one household for every hundred matches.
func (m *Model) foundHouseholds() bool {
	return m.Households && m.Prior.Household > .01*m.Prior.Match
}

// Within is the pairs within files that hold nobody twice, which are known not to be matches.
type Within struct {
	Pairs     float64 `json:"pairs"`     // within such files
	Household float64 `json:"household"` // probability that one of them is of one household
}

// Prior is the probability that two rows drawn at random are a match or of one household.
type Prior struct {
	Match     float64 `json:"match"`
	Household float64 `json:"household"`
}

// Parameters are the probabilities of the levels of one comparison, given that it is not null, from worst level to best.
type Parameters struct {
	Comparison string    `json:"comparison"`
	Levels     []string  `json:"levels"`
	M          []float64 `json:"m"` // given a match
	H          []float64 `json:"h"` // given two people of one household
	U          []float64 `json:"u"` // given unrelated people
}

// The classes of a pair.
const (
	classM = iota // the same person
	classH        // two people of one household
	classU        // unrelated people
	classes
)

// leastChance is what no level is rarer than by chance.
const leastChance = 1e-7
