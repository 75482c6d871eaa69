package matchers

import (
	"slices"
)

// Spec says how rows are compared: what is compared, which pairs are compared at all, and which pairs are never linked
// without a person. It holds no learnt number and is saved with the Model.
type Spec struct {
	Comparisons []Comparison   `json:"comparisons" yaml:"comparisons"`
	Blocking    []BlockingRule `json:"blocking" yaml:"blocking"`
	Vetoes      []Veto         `json:"vetoes,omitempty" yaml:"vetoes"`
	// Definite are the pairs that are joined whatever their weight, when all conditions of one hold and nothing forbids it.
	Definite []Definite `json:"definite,omitempty" yaml:"definite"`
	// Never are pairs of datasets whose rows are never one person. A dataset paired with itself is known to hold nobody twice:
	// two such files are linked one to one.
	Never [][2]uint16 `json:"never,omitempty" yaml:"never"`
}

// Measure names the way in which a Comparison compares. Each is declared, with its levels and what is believed of them before
// anything is learnt, in the file of its comparer.
type Measure string

// Comparison compares two rows in one respect and finds a level, best when they agree entirely.
type Comparison struct {
	Name      string   `json:"name" yaml:"name"`
	Measure   Measure  `json:"measure" yaml:"measure"`
	Columns   []string `json:"columns" yaml:"columns"`
	Postcodes []string `json:"postcodes,omitempty" yaml:"postcodes"` // MeasurePlace
	Former    []string `json:"former,omitempty" yaml:"former"`       // MeasureIdentifier
	Middle    []string `json:"middle,omitempty" yaml:"middle"`       // MeasureForename
	Surname   []string `json:"surname,omitempty" yaml:"surname"`     // MeasureForename
	// Custom are the levels of a MeasureCustom, the best first: a pair reaches the first whose conditions hold.
	Custom []CustomLevel `json:"custom,omitempty" yaml:"custom"`
	// Unless makes the comparison null where another one reached a level that already counts this evidence.
	Unless *Condition `json:"unless,omitempty" yaml:"unless"`
	// Given makes the levels be learnt apart for pairs that meet the condition, because chance agreement there is another:
	// unrelated people of one forename are of one sex.
	Given *Condition `json:"given,omitempty" yaml:"given"`
	// Shared says that people of one household mostly agree on it: surname, address, telephone.
	Shared bool `json:"shared,omitempty" yaml:"shared"`
	// Personal says that people of one household agree on it by chance alone: forename.
	Personal bool `json:"personal,omitempty" yaml:"personal"`
	// TermFrequency says that agreement on a rare value weighs more.
	TermFrequency bool `json:"term_frequency,omitempty" yaml:"term_frequency"`
	// Conflict says that two rows that disagree on it are different people unless a third row joins the values.
	Conflict bool `json:"conflict,omitempty" yaml:"conflict"`
	// Certain are columns with those of the values that conflict, such as numbers whose check digit is right; all when empty, and
	// all when the model finds that hardly any match differs.
	Certain []string `json:"certain,omitempty" yaml:"certain"`
}

// CustomLevel is a level of a MeasureCustom: pairs for which When holds, and no better level's When, reach it.
type CustomLevel struct {
	Name string    `json:"name" yaml:"name"`
	When Predicate `json:"when" yaml:"when"`
}

// Predicate holds for some pairs of rows. One of its fields is set. Where rows have several values, in one column or in several,
// it holds when it does for any two of them.
type Predicate struct {
	All         []Predicate `json:"all,omitempty" yaml:"all"`                   // each of them holds
	Any         []Predicate `json:"any,omitempty" yaml:"any"`                   // one of them holds
	Not         *Predicate  `json:"not,omitempty" yaml:"not"`                   // it does not hold
	Same        *Key        `json:"same,omitempty" yaml:"same"`                 // the rows share a key: a value, its sound, its sector …
	Edits       *Closeness  `json:"edits,omitempty" yaml:"edits"`               // at most so many edits apart (optimal string alignment)
	JaroWinkler *Closeness  `json:"jaro_winkler,omitempty" yaml:"jaro_winkler"` // at least so similar
}

// Closeness is how near two values of some columns must be.
type Closeness struct {
	Columns []string `json:"columns" yaml:"columns"`
	Limit   float64  `json:"limit" yaml:"limit"`
}

// Level is one outcome of a comparison.
type Level struct {
	Name string  `json:"name" yaml:"name"`
	M    float64 `json:"m" yaml:"m"` // what is believed of a match before anything is learnt
	U    float64 `json:"u" yaml:"u"` // what is believed of unrelated people before anything is learnt
	// Free says that the level stands outside the order of the others, such as names swapped, which is evidence on two
	// columns at once.
	Free bool `json:"free,omitempty" yaml:"free"`
}

// Condition holds for a pair when the comparison reaches one of the levels, "null" among them.
type Condition struct {
	Comparison string   `json:"comparison" yaml:"comparison"`
	Levels     []string `json:"levels" yaml:"levels"`
}

// Veto keeps a pair apart when all its conditions hold, however likely the pair: only a person's judgement joins it.
type Veto struct {
	Name string      `json:"name" yaml:"name"`
	When []Condition `json:"when" yaml:"when"`
	// Households says that it holds only where the model has found households among the rows: without them there are no twins.
	Households bool `json:"households,omitempty" yaml:"households"`
	// BorneOut says that it holds only where another row of the same surname, and birthday or home, bears out the forename of either row.
	BorneOut bool `json:"borne_out,omitempty" yaml:"borne_out"`
	// Kept says that it holds only where each of the two rows shares its home with another row of its name and birth, and where people who
	// move are too few to account for that.
	Kept bool `json:"kept,omitempty" yaml:"kept"`
	// Repeated says that it holds only where either row is of a dataset that may hold a person twice.
	Repeated bool `json:"repeated,omitempty" yaml:"repeated"`
	// Listed says that such a pair is still worth a person's look; otherwise it is a non-link.
	Listed bool `json:"listed,omitempty" yaml:"listed"`
}

// Definite joins a pair when all its conditions hold.
type Definite struct {
	Name string      `json:"name" yaml:"name"`
	When []Condition `json:"when" yaml:"when"`
}

// BlockingRule says that rows which agree on all of its keys are compared. A row for which a key is missing is in no
// block of the rule.
type BlockingRule struct {
	Name string `json:"name" yaml:"name"`
	Keys []Key  `json:"keys" yaml:"keys"`
	// Split is used in blocks with more rows than allowed; a block still too large is left out and reported.
	Split []Key `json:"split,omitempty" yaml:"split"`
	// Most is how many pairs the rule may make: one that makes more is left out and reported. 0 allows any.
	Most int64 `json:"most,omitempty" yaml:"most"`
}

// Key derives keys from the values of a row. Several columns are alternatives: each value gives a key.
type Key struct {
	Columns []string `json:"columns" yaml:"columns"`
	Part    Part     `json:"part,omitempty" yaml:"part"`
}

// Part says which part of a value is the key.
type Part string

// The parts.
const (
	Whole        Part = ""              // the value
	Initial      Part = "initial"       // its first letter
	Sound        Part = "sound"         // its Soundex code
	Deletions    Part = "deletions"     // the value and the value with any one letter left out: finds one-letter errors
	SortedTokens Part = "sorted_tokens" // the words of all the columns together, sorted: finds names in another order
	Year         Part = "year"          // of a date
	YearMonth    Part = "year_month"    // of a date
	MonthDay     Part = "month_day"     // of a date
	DayOrMonth   Part = "day_or_month"  // a date, the same when day and month are swapped
	Sector       Part = "sector"        // of a postcode
	District     Part = "district"      // of a postcode
	Area         Part = "area"          // of a postcode
	Wildcards    Part = "wildcards"     // a postcode with any one place left out: finds one-letter errors
)

// Index returns the position of the named comparison, -1 when there is none.
func (s Spec) Index(name string) int {
	return slices.IndexFunc(s.Comparisons, func(c Comparison) bool { return c.Name == name })
}

// measuredBy returns the position of the first comparison with a measure, −1 when there is none.
func (s Spec) measuredBy(m Measure) int {
	return slices.IndexFunc(s.Comparisons, func(c Comparison) bool { return c.Measure == m })
}
