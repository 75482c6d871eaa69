package rules

import (
	"sync"

	"rollcall/pipeline/calendar"
)

// Case is one child on one date: all that a rule may know.
type Case struct {
	*Authority
	Child ChildID
	DOB   calendar.Date // zero when no record says, or the records disagree too much to choose
	// OtherDOBs are dates of birth that records joined to the child also give.
	OtherDOBs []calendar.Date
	Surnames  int     // how many surnames the joined records give; the names are not here
	Claims    []Claim // of the records joined to the child, by From, then by record
	// Possible are claims of records that may be the child's and that nobody has judged (band M3). They never explain a
	// child and never put one on a list; a rule may point to them.
	Possible []Claim
	// Decisions are what officers decided of the child and nobody has decided anew, as the register has them.
	Decisions []Decision
	// Settled are rules of which a register has answered what they say of the child, and that are not asked again: nothing of
	// it is new. What an extract has forgotten, as marks of some weeks ago are, is no news.
	Settled []ID
	// Siblings are other children of the household whom a school has. They are looked for only where nothing explains the child.
	Siblings []Sibling
}

// Authority is what holds for every child of a run. It is filled before the first Case is judged and not changed after
// that; any number of goroutines may judge Cases of one Authority.
type Authority struct {
	AsOf     calendar.Date
	Home     string // LA code of the authority
	Calendar *calendar.Calendar
	Schools  map[string]School   // by LAESTAB
	Extracts map[string]Extract  // by kind: those that the run had, and what holds of the rest whether they come or not
	Returns  map[string][]Return // by LAESTAB: the census returns and nightly rolls had from the school, oldest first
	Censuses []calendar.Date     // reference dates for which any return was had, oldest first
	// Registers are what came of schools' daily marks, by LAESTAB.
	Registers map[string]Register
	// RollLists are the days on which other authorities last listed the children of ours who are on their rolls, by LA code.
	RollLists map[string]calendar.Date
	Amounts   *Amounts // nil: DefaultAmounts
	// InForce is from when an Enactment is in force, by its name; one that is not there is not.
	InForce map[string]calendar.Date

	once  sync.Once
	facts *facts
}

// Extract says how far a kind of extract can be relied on in this run.
type Extract struct {
	Reliance
	Came  bool          // the run had one, or a gate says why it has not
	AsOf  calendar.Date // newest day for which it speaks; zero when nobody says
	Since calendar.Date // earliest day that its rows reach back to; zero when that is not known
	Stale bool          // older than its kind allows on the as-of date
	Held  string        // why a gate holds it back; empty when none does
}

// Reliance is how far the rules go by a kind of extract, as the kind declares.
type Reliance struct {
	Name       string // what a caseworker calls it: "school census"
	Looked     int    // its place when an officer looks for a child's education, from 1; zero: it holds none
	FreshDays  int    // how many days old it may be on the as-of date before it is stale; zero: it does not grow stale by the calendar
	NeedsFresh bool   // a rule that needs it cannot do with a stale one; otherwise a stale one is used and marked as old
	Snapshot   bool   // it holds all that is open on its day, so that a row which is gone says something
	Meets      bool   // its rows tell of a service, or of another authority, that met the child
	KeptUp     bool   // an address in it runs on to the day for which it speaks; otherwise it was said on one day
	Optional   bool   // what it holds another kind holds too: whoever has none lacks no register
}

// Return is one school's roll on a day: its census return, or the roll that its own system gives every night.
type Return struct {
	On      calendar.Date // reference date of a census, or the night
	Pupils  int           // pupils on roll
	Held    string        // why a gate does not trust it: "late", "short", …; empty when it does
	Nightly bool          // of its own system
}

// Register is what came of one school's daily marks.
type Register struct {
	Since, Last calendar.Date // the first and the last day for which the marks of nearly all its pupils came
	Pupils      int           // whose marks came
}

// Sibling is another child of the same household, as far as a rule may know of it: that a school has that child.
type Sibling struct {
	Place  string        // LAESTAB of the school
	Seen   calendar.Date // the last day for which a record shows the sibling on its roll
	Record string        // that record
	How    string        // by what the two are linked, in words that name nobody
}

// YearGroup names the National Curriculum year to be expected of a child's age on a day, as registers write it, and
// nothing before Reception or after Year 11. A child may rightly be a year above or below it.
func YearGroup(dob, on calendar.Date) string {
	y := calendar.ExpectedYear(dob, on)
	if y < 0 || y > 11 {
		return ""
	}
	return calendar.YearName(y)
}
