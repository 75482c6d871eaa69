package sources

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
	every    string      // how often it comes
	never    string      // what such an extract may carry and is never loaded
	apart    []field     // held apart from matching and rules: only the measure of fairness reads them
	message  []field     // of its own readers, beyond the person and the tables
	ignored  []string    // headers that are known and not read
	sample   []string    // files under testdata that show it

	// readers are tried in order on each file. A source with tables is also read from .xlsx, Parquet and
	// CSV, after these, and from a database.
	readers []reader
	// twice has all files of one format read twice, together: once to learn which rows later ones replace.
	twice bool
	// tables are the layouts of rows and columns, the first whose needed columns are in the header being used.
	tables []*table
}

// table is a layout of rows and columns: the fields beyond those of every extract, and what a row says.
type table struct {
	name   string // when a source has several
	fields []field
	native string // the field that is the row's own key with its supplier
	adults bool   // the extract also holds adults, who are no business of ours
	places bool   // rows are about places, not about people
	wide   bool   // a national file of many columns: those that are not declared are not reported

	// claims resolves the columns once per file and returns what adds the claims of one row.
	claims func(c *columns) func(r *row)
	// refuse resolves the columns and returns what says why a row is about nobody of interest, or nothing.
	refuse func(c *columns) func(r *row) (field, reason string)
	// emit takes the place of claims for rows that are not about children.
	emit func(c *columns) func(r *row, o *out) error
}

// field is a canonical column.
type field struct {
	name    string
	is      valueType
	about   string            // what it means, for the documentation
	sees    sight             // who may; the zero value is the rules
	need    bool              // the column must be there
	fill    bool              // a row without it is rejected; implies need
	words   map[string]string // of a word: every known spelling, folded, and its canonical word
	headers []string          // other headers under which national files know it
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

// seen returns who may see the field.
func (f *field) seen() sight {
	if f.sees == 0 {
		return byRules
	}
	return f.sees
}

// valueType says how a cell is read.
type valueType uint8

// The types of value.
const (
	textValue        valueType = iota // as written, trimmed
	keyValue                          // a supplier's own key of a person or a case; placeholders are left out
	lineValue                         // an address or a line of one; placeholders are left out
	phoneValue                        // a telephone number as written
	emailValue                        // an e-mail address as written
	nameValue                         // a person's name; placeholders are left out
	dateValue                         // a day between 1900 and three years after the as-of date
	birthValue                        // a date of birth
	countValue                        // a whole number, not negative
	wordValue                         // one of the field's words
	yesNoValue                        // yes or no
	sexValue                          // M or F; other known answers are empty
	upnValue                          // a unique pupil number whose check letter is right
	nhsValue                          // an NHS number whose check digit is right
	ulnValue                          // a unique learner number whose check digit is right
	postcodeValue                     // a postcode that is no pseudo postcode
	uprnValue                         // a unique property reference number
	schoolValue                       // a LAESTAB
	authorityValue                    // an LA code of three digits
	ethnicValue                       // a broad ethnic group
	destinationValue                  // a LAESTAB, an LA code, or the X and M destinations of transfer files
)

// person is the fields that any row about a child may have, in the order of identity.
var person = []field{
	{name: "upn", is: upnValue, about: "unique pupil number", sees: byMatcher},
	{name: "former_upn", is: upnValue, about: "an earlier or temporary unique pupil number", sees: byMatcher},
	{name: "uln", is: ulnValue, about: "unique learner number", sees: byMatcher},
	{name: "nhs_number", is: nhsValue, about: "NHS number", sees: byMatcher},
	{name: "local_id", is: keyValue, about: "the supplier's own key of the child", sees: byMatcher},
	{name: "surname", is: nameValue, about: "legal surname", sees: byMatcher},
	{name: "forename", is: nameValue, about: "legal forename", sees: byMatcher},
	{name: "middle_names", is: nameValue, about: "legal middle names", sees: byMatcher},
	{name: "preferred_surname", is: nameValue, about: "surname in use", sees: byMatcher},
	{name: "preferred_forename", is: nameValue, about: "forename in use", sees: byMatcher},
	{name: "former_surname", is: nameValue, about: "an earlier surname", sees: byMatcher},
	{name: "previous_surname", is: nameValue, about: "an earlier surname, when former_surname is not there", sees: byMatcher},
	{name: "dob", is: birthValue, about: "date of birth", sees: byMatcher | byRules},
	{name: "sex", is: sexValue, about: "M or F", sees: byMatcher},
	{name: "address1", is: lineValue, about: "first address line", sees: byMatcher},
	{name: "address2", is: lineValue, about: "second address line", sees: byMatcher},
	{name: "address3", is: lineValue, about: "third address line", sees: byMatcher},
	{name: "address4", is: lineValue, about: "fourth address line", sees: byMatcher},
	{name: "address5", is: lineValue, about: "fifth address line", sees: byMatcher},
	{name: "postcode", is: postcodeValue, about: "postcode", sees: byMatcher},
	{name: "uprn", is: uprnValue, about: "unique property reference number", sees: byMatcher},
	{name: "previous_address", is: lineValue, about: "an earlier address", sees: byMatcher},
	{name: "previous_postcode", is: postcodeValue, about: "postcode of the earlier address", sees: byMatcher},
	{name: "parent_surname", is: nameValue, about: "surname of a parent or carer", sees: byOfficer},
	{name: "parent_forename", is: nameValue, about: "forename of a parent or carer", sees: byOfficer},
	{name: "parent_phone", is: phoneValue, about: "telephone of a parent or carer", sees: byOfficer},
	{name: "parent_email", is: emailValue, about: "e-mail address of a parent or carer", sees: byOfficer},
}

// placeFields are those of the person that a row about a place may have as well.
var placeFields = []field{
	{name: "uprn", is: uprnValue, about: "unique property reference number"},
	{name: "postcode", is: postcodeValue, about: "postcode"},
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
	personSlots
)

// neverLoaded is the headers that no extract is read for: they are inputs of no rule and no match, and special category
// data under article 9 of the UK GDPR in most cases.
var neverLoaded = []string{
	"ethnicity", "ethnic origin", "ethnic group", "ethnicity code", "language", "first language", "home language",
	"religion", "nationality", "country of birth", "place of birth", "diagnosis", "clinic", "medical notes", "disability",
	"immigration status", "asylum status", "free school meals", "fsm", "benefits", "income", "arrears", "notes", "comments",
}
