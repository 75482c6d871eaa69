package rules

// Use says what a Yes of a rule is for. A list of false alarms is a list nobody reads: what is not for an officer to act on
// makes no line.
type Use uint8

// The uses of a rule.
const (
	Lists       Use = iota // it puts the child on its list
	LabelsOnly             // it is watched: it says more on a line of another rule, and makes none
	Strengthens            // it makes a line that another rule put there graver or surer, and puts nobody there alone
	Forecasts              // it is for a list of its own, a term ahead, and looks at children of any age
	AsksSchool             // it is a task for the school, not for an officer
	Gathers                // it is for a list of its own of all the pupils of a school
	Answers                // it answers a list of children that somebody supplied
)

// String returns the use as the catalogue prints it, and nothing for the common one.
func (u Use) String() string {
	switch u {
	case LabelsOnly:
		return "watched: a label on a line of another rule, and no line of its own"
	case Strengthens:
		return "strengthens a line of another rule, and puts nobody on a list alone"
	case Forecasts:
		return "a forecast, one term ahead, apart from the lists"
	case AsksSchool:
		return "a task for the school, apart from the lists"
	case Gathers:
		return "a list of the pupils of a school, apart from the lists"
	case Answers:
		return "an answer to a list that was supplied, apart from the lists"
	}
	return ""
}

// hasOwnList reports whether a Yes is for a list of its own.
func (u Use) hasOwnList() bool { return u >= Forecasts }
