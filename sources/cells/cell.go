package cells

// Cell is a value that was read. Text is empty and n zero when the row does not say or the value was left out.
type Cell struct {
	Text string // text, name, word, identifier
	N    int32  // date, count; of yes or no: yes or no
	Bad  bool   // the row says something, but it was left out
}

// A yes or no; zero is neither.
const (
	Yes = 1
	No  = 2
)

// ValueType says how a cell is read.
type ValueType uint8

// The types of value.
const (
	TextValue        ValueType = iota // as written, trimmed
	KeyValue                          // a supplier's own key of a person or a case; placeholders are left out
	LineValue                         // an address or a line of one; placeholders are left out
	PhoneValue                        // a telephone number as written
	EmailValue                        // an e-mail address as written
	NameValue                         // a person's name; placeholders are left out
	DateValue                         // a day between 1900 and three years after the as-of date
	BirthValue                        // a date of birth
	CountValue                        // a whole number, not negative
	WordValue                         // one of the field's words
	YesNoValue                        // yes or no
	SexValue                          // M or F; other known answers are empty
	UPNValue                          // a unique pupil number whose check letter is right
	NHSValue                          // an NHS number whose check digit is right
	ULNValue                          // a unique learner number whose check digit is right
	PostcodeValue                     // a postcode that is no pseudo postcode
	UPRNValue                         // a unique property reference number
	SchoolValue                       // a LAESTAB
	AuthorityValue                    // an LA code of three digits
	EthnicValue                       // a broad ethnic group
	DestinationValue                  // a LAESTAB, an LA code, or the X and M destinations of transfer files
)

var typeNames = map[ValueType]string{
	TextValue: "text", KeyValue: "key", LineValue: "address line", PhoneValue: "telephone number", EmailValue: "e-mail address", NameValue: "name", DateValue: "date", BirthValue: "date of birth", CountValue: "whole number",
	WordValue: "word", YesNoValue: "yes or no", SexValue: "sex", UPNValue: "UPN", NHSValue: "NHS number", ULNValue: "ULN",
	PostcodeValue: "postcode", UPRNValue: "UPRN", SchoolValue: "LAESTAB", AuthorityValue: "LA code",
	DestinationValue: "LAESTAB, LA code, XXXXXXX or MMMMMMM", EthnicValue: "ethnic group",
}

// String names the type for a page.
func (v ValueType) String() string { return typeNames[v] }
