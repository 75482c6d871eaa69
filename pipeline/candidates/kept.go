package candidates

import "time"

// Kept is what the store keeps of a child: what extracts wrote of it, each thing once, and what the run made of it. Its story is told
// from this when somebody opens it (see StoryTeller), for of all the children of a county a few hundred are ever opened. Days are counted from
// 1970; nought is no day.
type Kept struct {
	ChildID     string
	Status      string // as reconciliation.parquet has it
	ExplainedBy string // the suppressor's id
	Explanation string
	Searched    bool // nothing explains the child, so that its story says where it was looked
	Written     []Written
	Family      []Relative // other children of the home; none of them is sealed
	Near        []Near     // rows of other children that may be this one's
	Possible    []MayBe
}

// Written is a child as records of an extract write it alike.
type Written struct {
	Kind    string // of the extract
	Link    float64
	Who     Wrote
	Records []KeptRecord // the newest, and those that say something that it does not
	Alike   int          // other rows that write the child so
}

// Wrote is who a record is about.
type Wrote struct {
	UPN, FormerUPN, ULN, NHSNumber, LocalID           string
	Surname, Forename, MiddleNames                    string
	PreferredSurname, PreferredForename               string
	FormerSurname                                     string
	Born                                              int
	Sex                                               string
	Address, Postcode, UPRN                           string
	FormerAddress, FormerPostcode                     string // nothing where a sealed child may live there
	ParentSurname, ParentForename, ParentPhone, Email string
	Unverified                                        string // numbers that fail their check
}

// KeptRecord is a record but for who it is about.
type KeptRecord struct {
	ID        string // where it is not composed of the extract, the file and the row
	File      string
	Row, Line int
	Native    string
	On        int
	Claims    []KeptClaim
}

// KeptClaim is what a record says.
type KeptClaim struct {
	Kind                               int
	From, To, Decided                  int
	Place, Status, Reason, Toward, Ref string
	Count                              int
}

// Relative is another child of the home and of the family.
type Relative struct {
	ChildID string
	Tie     string // by what, in words
	Listed  bool   // a candidate too
	MayBe   bool   // it may be this child, written otherwise
}

// Near is a row of another child that may be this one's.
type Near struct {
	ChildID string
	Written int // its place among what is written of the other
}

// KeptTogether is of how many neighbouring children what is kept is read one after another. Several such parts may be read at a time; within
// one, a child is written over by the next.
const KeptTogether = 64

// Others are the children by whom the story of this one is told too.
func (k *Kept) Others() (ids []string) {
	for i := range k.Family {
		ids = append(ids, k.Family[i].ChildID)
	}
	for i := range k.Near {
		ids = append(ids, k.Near[i].ChildID)
	}
	return ids
}

// Bare leaves nothing of what is kept of a sealed child.
func (Kept) Bare() (Kept, bool) { return Kept{}, false }

// World is what stories tell of besides children.
type World struct {
	AsOf      int              // counted from 1970
	Registers []Register       // that are looked in, in the order in which an officer would look
	Places    map[string]Place // by LAESTAB or other key, those that stories name
}

// Register is an extract that may hold a child's education.
type Register struct {
	Kind, Name string
	AsOf       time.Time
	Found      string // what is said where a child is in it
	Missed     string // what is said where it is not
}

// Place is a school or another place as stories name it.
type Place struct {
	Name, Phone string
	Closed      bool
	Returned    time.Time // the day of its newest roll that is relied on
}

// StoryTeller tells the story of a child from what is kept of it and of the children whom that names, by their ids.
type StoryTeller func(*World, *Kept, map[string]*Kept) *Story
