package candidates

import "time"

// Story is what is known of one child, for whoever is to act: the best that any record says, each with the extract that says it and
// the day for which it speaks; and where nothing says it, nothing. It holds names and addresses: it goes into the store of the
// review page and into workbooks, never into Parquet, a log or the manifest.
type Story struct {
	ChildID     string
	Person      Person
	Status      string // as reconciliation.parquet has it
	ExplainedBy string // the suppressor's id
	Explanation string // in words: what explains the child, or why nothing does

	Addresses []Said // whole addresses and postcodes, newest first
	Phones    []Said
	Parents   []Said
	Emails    []Said
	Numbers   []Said // UPN, NHS number and what else an officer may look a child up by; Title names which

	Schools  []Attended // newest first
	Siblings []Sibling  // other children of the home, those whom a school has first
	Care     []Care     // safeguarding facts that hold now, the gravest first
	OpenCase *CouncilCase
	Possible []MayBe    // records that may be the child's, or children who may be this one, the likeliest first
	Searched []Searched // where it was looked, in the order in which an officer would look; of a child whom nothing explains

	Events  []Event      // what happened, by day, oldest first
	Records []RecordSaid // as each extract wrote the child, newest first
}

// Said is a value that a record says of a child.
type Said struct {
	Title  string // what it is, where a list holds several sorts
	Text   string // as it is written best
	Source string // the extract, in words: "housing"
	On     time.Time
	Record string // the record's id
}

// Attended is a school and when a child was on its roll.
type Attended struct {
	LAESTAB, Name string
	Phone         string // of the school, where an extract says it
	From, To      time.Time
	Now           bool   // it has the child still, as far as is known
	Words         string // what the record says, such as "left the roll, to Kent"
	Source        string
	On            time.Time
	Record        string
}

// MayBe is a possible match: another child who may be this one, by the two records that are alike. How likely it is stands with the match.
type MayBe struct {
	ChildID        string
	Record, Theirs string // this child's record and the other's, as possible_matches.parquet has them
	Why            string // why the matcher left it to a person
}

// Sibling is another child of the home: whoever has that child at school can be rung. A sealed child is nobody's sibling here.
type Sibling struct {
	ChildID    string
	Name       string
	DOB        time.Time
	School     string // name; empty where no school has the child
	LAESTAB    string
	Phone      string // of the school
	YearGroup  string
	Tie        string // by what the two are of one family, in words
	Source     string
	On         time.Time
	Listed     bool // the sibling is a candidate too
	MayBe      bool // it may be this child, written otherwise: the two are a possible match
	FromRecord string
}

// Care is a safeguarding fact: which, since when, and who works with the child.
type Care struct {
	Status string // the word of the extract's fact, such as "child_protection"
	Fact   string // in words: "child protection plan"
	Since  time.Time
	Team   string // the team or worker, as the extract names them
	Ref    string
	Source string
	On     time.Time
}

// CouncilCase is the case that the authority itself holds open, as its case list has it.
type CouncilCase struct {
	Status string // "suspected", "confirmed"
	Since  time.Time
	Holder string // who holds it, where the list says
	Ref    string
	Source string
	On     time.Time
}

// Searched is a register that was looked in.
type Searched struct {
	Source string
	On     time.Time
	Found  bool
	Words  string // what was found, or "not found"; of an extract that did not come, that it did not
}

// Event is a fact of the child's timeline.
type Event struct {
	From, To time.Time
	Kind     string // "roll", "offer", "absence", … as rules name it
	Words    string
	Place    string // LAESTAB or another key of a place
	Source   string
	On       time.Time
	Record   string
	Possible bool // of a record that may be another child's
}

// RecordSaid is one record as the extract wrote the child, for setting it beside others.
type RecordSaid struct {
	RecordID, Source, File string
	Row, Line              int
	On                     time.Time
	Link                   float64 // probability that the record is the child's
	Alike                  int     // other records of the extract that write the child so too
	Fields                 []Field // those that it says, in the order of RecordFields
}

// Field is a named value of a record.
type Field struct{ Name, Text string }

// RecordFields are the names of the fields of records, in the order in which each has those that it says.
var RecordFields = []string{"Surname", "Forename", "Middle names", "Preferred surname", "Preferred forename", "Former surname", "Born", "Sex", "Address", "Postcode",
	"Property", "Former address", "Former postcode", "Parent", "Telephone", "E-mail", "UPN", "Former UPN", "ULN", "NHS number", "Own number"}

// SchoolNow is the school that has the child now; nothing where none does.
func (s *Story) SchoolNow() string {
	for i := range s.Schools {
		if s.Schools[i].Now {
			return s.Schools[i].Name
		}
	}
	return ""
}

// Bare leaves nothing of a sealed child's story.
func (Story) Bare() (Story, bool) { return Story{}, false }
