package sources

import "rollcall/sources/cells"

// source declares an extract: what it is, whose, why an authority may hold it, and how it is read. There is one per kind,
// in the file of its name, which declares it.
type source struct {
	kind     Kind
	order    int         // its place among the kinds, where they are told one after another
	title    string      // what it is, in a few words
	owner    string      // whose it is: who collects and sends it
	basis    string      // the law on which the authority holds and uses it
	obtain   string      // how to come by it: which system and report, who to ask, under what agreement
	evidence evidence    // what its rows are worth to whoever joins and judges them
	expect   Expectation // of its extracts as a whole
	filed    []string    // words of the names under which councils file it, the likeliest first
	every    string      // how often it comes
	never    string      // what such an extract may carry and is never loaded
	apart    []field     // held apart from matching and rules: only the measure of fairness reads them
	message  []field     // of its own readers, beyond the person and the tables
	ignored  []string    // headers that are known and not read
	sample   []string    // files under testdata that show it

	// readers are tried in order on each file. A source with tables is also read from .xlsx, Parquet and
	// CSV, after these, and from a database.
	readers []reader
	// optional: what it holds another kind holds too, later or less surely, so that an authority without it lacks no register.
	optional bool
	// onlyWho: its rows say who a child is, and nothing of the child.
	onlyWho bool
	// gathers has all files of one format read together: their marks are gathered, and later ones replace earlier ones.
	gathers bool
	// tables are the layouts of rows and columns, the first whose needed columns are in the header being used.
	tables []*table
}

// table is a layout of rows and columns: the fields beyond those of every extract, and what a row says.
type table struct {
	name    string // when a source has several
	fields  []field
	implied []implied // headers that say a field by being there
	native  string    // the field that is the row's own key with its supplier
	adults  bool      // the extract also holds adults, who are no business of ours
	places  bool      // rows are about places, not about people
	wide    bool      // a national file of many columns: those that are not declared are not reported

	// claims resolves the columns once per file and returns what adds the claims of one row, or its mark.
	claims func(c *columns) func(r *row)
	// refuse resolves the columns and returns what says why a row is about nobody of interest, or nothing.
	refuse func(c *columns) func(r *row) (field, reason string)
	// emit takes the place of claims for rows that are not about children.
	emit func(c *columns) func(r *row, o *out) error
}

// field is a canonical column.
type field struct {
	name    string
	is      cells.ValueType
	about   string            // what it means, for the documentation
	sees    sight             // who may; the zero value is the rules
	need    bool              // the column must be there
	fill    bool              // a row without it is rejected; implies need
	words   map[string]string // of a word: every known spelling, folded, and its canonical word
	headers []string          // other headers under which national files know it
	mapped  bool              // of a message: settings may map its words
	likely  map[string]string // local words, folded, that are proposed to stand for a word of it, and are not read as it
	dashed  bool              // its supplier writes a dash where there is nothing
}

// implied is a header that says two things: its column is one field, and by being there it says the word of another in all rows. It is only ever
// proposed.
type implied struct {
	header, field string
	always, word  string // the other field, and its word
}

// sight says who may see a field. A test holds what is declared to what a changed value changes.
type sight uint8

// The readers of a field.
const (
	byRules    sight = 1 << iota // through a claim
	byMatcher                    // compared to find the same child
	byOfficer                    // on the officers' sheet or kept for it; compared with nothing, ruled on by nothing
	byFairness                   // held apart: only whether groups fare alike
	byNobody                     // read to find or refuse the row, and kept nowhere
)

// seenBy returns who may see the field.
func (f *field) seenBy() sight {
	if f.sees == 0 {
		return byRules
	}
	return f.sees
}

// person is the fields that any row about a child may have, in the order of identity.
var person = []field{
	{name: "upn", is: cells.UPNValue, about: "unique pupil number", sees: byMatcher},
	{name: "former_upn", is: cells.UPNValue, about: "an earlier or temporary unique pupil number", sees: byMatcher},
	{name: "uln", is: cells.ULNValue, about: "unique learner number", sees: byMatcher},
	{name: "nhs_number", is: cells.NHSValue, about: "NHS number", sees: byMatcher},
	{name: "local_id", is: cells.KeyValue, about: "the supplier's own key of the child", sees: byMatcher},
	{name: "surname", is: cells.NameValue, about: "legal surname", sees: byMatcher},
	{name: "forename", is: cells.NameValue, about: "legal forename", sees: byMatcher},
	{name: "middle_names", is: cells.NameValue, about: "legal middle names", sees: byMatcher},
	{name: "preferred_surname", is: cells.NameValue, about: "surname in use", sees: byMatcher},
	{name: "preferred_forename", is: cells.NameValue, about: "forename in use", sees: byMatcher},
	{name: "former_surname", is: cells.NameValue, about: "an earlier surname", sees: byMatcher},
	{name: "previous_surname", is: cells.NameValue, about: "an earlier surname, when former_surname is not there", sees: byMatcher},
	{name: "dob", is: cells.BirthValue, about: "date of birth", sees: byMatcher | byRules},
	{name: "sex", is: cells.SexValue, about: "M or F", sees: byMatcher},
	{name: "address1", is: cells.LineValue, about: "first address line", sees: byMatcher},
	{name: "address2", is: cells.LineValue, about: "second address line", sees: byMatcher},
	{name: "address3", is: cells.LineValue, about: "third address line", sees: byMatcher},
	{name: "address4", is: cells.LineValue, about: "fourth address line", sees: byMatcher},
	{name: "address5", is: cells.LineValue, about: "fifth address line", sees: byMatcher},
	{name: "postcode", is: cells.PostcodeValue, about: "postcode", sees: byMatcher},
	{name: "uprn", is: cells.UPRNValue, about: "unique property reference number", sees: byMatcher},
	{name: "previous_address", is: cells.LineValue, about: "an earlier address", sees: byMatcher},
	{name: "previous_postcode", is: cells.PostcodeValue, about: "postcode of the earlier address", sees: byMatcher},
	{name: "parent_surname", is: cells.NameValue, about: "surname of a parent or carer", sees: byOfficer},
	{name: "parent_forename", is: cells.NameValue, about: "forename of a parent or carer", sees: byOfficer},
	{name: "parent_phone", is: cells.PhoneValue, about: "telephone of a parent or carer", sees: byOfficer},
	{name: "parent_email", is: cells.EmailValue, about: "e-mail address of a parent or carer", sees: byOfficer},
	{name: "full_name", is: cells.NameValue, about: "Surname, Forename or Forename Surname, in one", sees: byMatcher},
}

// placeFields are those of the person that a row about a place may have as well.
var placeFields = []field{
	{name: "uprn", is: cells.UPRNValue, about: "unique property reference number"},
	{name: "postcode", is: cells.PostcodeValue, about: "postcode", headers: []string{"pcds", "pcd", "pcd2", "pcd7", "pcd8"}},
}

// The positions in person that fill reads.
const (
	slotUPN = iota
	slotFormerUPN
	slotULN
	slotNHS
	slotLocalID
	slotSurname
	slotForename
	slotMiddle
	slotPreferredSurname
	slotPreferredForename
	slotFormerSurname
	slotPreviousSurname
	slotDOB
	slotSex
	slotAddress1
	slotAddress2
	slotAddress3
	slotAddress4
	slotAddress5
	slotPostcode
	slotUPRN
	slotPreviousAddress
	slotPreviousPostcode
	slotParentSurname
	slotParentForename
	slotParentPhone
	slotParentEmail
	slotFullName
	personSlots
)

// neverLoaded is the headers that no extract is read for: they are inputs of no rule and no match, and special category
// data under article 9 of the UK GDPR in most cases.
var neverLoaded = []string{
	"ethnicity", "ethnic origin", "ethnic group", "ethnicity code", "language", "first language", "home language",
	"religion", "nationality", "country of birth", "place of birth", "diagnosis", "clinic", "medical notes", "disability",
	"immigration status", "asylum status", "free school meals", "fsm", "benefits", "income", "arrears", "notes", "comments",
}
