package matchers

import (
	"fmt"
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

// Measure names the way in which a Comparison compares.
type Measure string

// The measures, with their levels from best to worst.
const (
	// MeasureForename: swapped, exact, close, known (a nickname, a middle name or one of several names), near, initial,
	// else. Columns are alternatives (given, preferred); Middle and Surname name the columns it may be confused with.
	MeasureForename Measure = "forename"
	// MeasureSurname: exact, close, part (double surnames that share one), near, else. Columns are alternatives.
	MeasureSurname Measure = "surname"
	// MeasureMiddle: exact, initial, else.
	MeasureMiddle Measure = "middle"
	// MeasureDate: exact, parts, edit, two, near (within a month), year, around (within thirteen months), else, far
	// (twelve years or more).
	MeasureDate Measure = "date"
	// MeasureCategory: same, else.
	MeasureCategory Measure = "category"
	// MeasurePlace: both (address and postcode), nearly (address, and a postcode with one error or of the same sector),
	// address (no postcode), postcode (no address), neighbour (same postcode, another address), elsewhere (same address,
	// another postcode), around (a postcode like it), else. Columns are addresses and Postcodes the postcodes that belong
	// with them, position by position; the best of all places of both rows counts.
	MeasurePlace Measure = "place"
	// MeasureIdentifier: same, close, else. Columns hold identifiers of which a person has one at a time, so that two
	// different ones speak against a match; Former holds ones that may agree but never disagree.
	MeasureIdentifier Measure = "identifier"
	// MeasureText: exact, close, near, else. Columns are alternatives.
	MeasureText Measure = "text"
	// MeasureCustom: the levels of the comparison's Custom, and else. Null when a row has no value in Columns.
	MeasureCustom Measure = "custom"
)

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

// Validate says everything that is wrong with the Spec for rows with the given columns.
func (s Spec) Validate(fields []Field) error {
	v := validation{fields: fields}
	v.comparisons(s.Comparisons)
	for _, r := range s.Blocking {
		v.rule(r)
	}
	for _, veto := range s.Vetoes {
		for _, c := range veto.When {
			v.condition("veto "+veto.Name, c, s.Comparisons)
		}
	}
	for _, d := range s.Definite {
		if len(d.When) == 0 {
			v.fail("definite %s: no conditions", d.Name)
		}
		for _, c := range d.When {
			v.condition("definite "+d.Name, c, s.Comparisons)
		}
	}
	return v.err()
}

// neverPairs returns the pairs of datasets in Never, each once.
func (s Spec) neverPairs() [][2]uint16 {
	var out [][2]uint16
	for _, p := range s.Never {
		p = [2]uint16{min(p[0], p[1]), max(p[0], p[1])}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// forbids reports whether rows of two datasets are never one person.
func (s Spec) forbids(a, b uint16) bool {
	for _, p := range s.Never {
		if p == [2]uint16{a, b} || p == [2]uint16{b, a} {
			return true
		}
	}
	return false
}

// Index returns the position of the named comparison, -1 when there is none.
func (s Spec) Index(name string) int {
	return slices.IndexFunc(s.Comparisons, func(c Comparison) bool { return c.Name == name })
}

// Levels returns the levels of the comparison from worst to best, so that a level's gamma is its index. Those of pairs that
// meet the comparison's Given follow the others.
func (c Comparison) Levels() []Level {
	levels := c.base()
	if c.Given == nil {
		return levels
	}
	out := slices.Clone(levels)
	for _, l := range levels {
		l.Name += ", " + c.Given.Comparison
		out = append(out, l)
	}
	return out
}

// groups returns the runs of levels whose probabilities add up to 1.
func (c Comparison) groups() []span {
	n := len(c.base())
	if c.Given == nil {
		return []span{{0, n}}
	}
	return []span{{0, n}, {n, 2 * n}}
}

// LevelName returns the name of gamma: "null" for −1.
func (c Comparison) LevelName(gamma int8) string {
	if gamma < 0 {
		return "null"
	}
	return c.Levels()[gamma].Name
}

// gamma returns the gamma of a level's name, −1 for "null".
func (c Comparison) gamma(level string) (int8, error) {
	if level == "null" {
		return -1, nil
	}
	for g, l := range c.Levels() {
		if l.Name == level {
			return int8(g), nil
		}
	}
	return 0, fmt.Errorf("comparison %s: no level %q", c.Name, level)
}
