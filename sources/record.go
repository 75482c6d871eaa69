package sources

import (
	"fmt"
	"strconv"

	"rollcall/pipeline/calendar"
)

// Kind names an extract as the settings name it, such as "school_census". Each stands in the file of its source.
type Kind string

// RecordID names a row of an extract for good: "<kind>:<file>#<row>", the file as its path relative to the settings,
// with forward slashes, and the row counted as the canonical layout counts it (data rows from 1, rejected rows counted;
// for XML the pupil element in document order). It holds no personal value and may be logged.
type RecordID string

// NewRecordID composes a RecordID.
func NewRecordID(kind Kind, file string, row int) RecordID {
	return RecordID(string(kind) + ":" + file + "#" + strconv.Itoa(row))
}

// Date is a civil date. Zero means that the date is not known; no extract holds that day. A date of birth must never reach a
// log by it.
type Date = calendar.Date

// Identity is who a row is about, as the row has it: trimmed, in its own spelling, with nothing repaired but that each name
// of a field that holds several stands in its own. Empty means that the row does not say. These are the only fields that matching may see.
type Identity struct {
	UPN, FormerUPN, ULN, NHSNumber string
	LocalID                        string // the supplier's own key of the person, unique within its kind

	Surname, Forename, MiddleNames      string
	PreferredSurname, PreferredForename string
	FormerSurname                       string // the former or previous surname

	DOB Date
	Sex string // "M", "F" or "" when not said or not one of the two

	Address          string // the lines joined with ", ", most specific first
	Postcode         string // normalised to "ME4 9ZZ" where it has that shape; pseudo postcodes are left out
	UPRN             string // digits without leading zeros
	PreviousAddress  string
	PreviousPostcode string

	ParentSurname, ParentForename, ParentPhone, ParentEmail string

	// Unverified is the numbers that have the shape of an identifier and fail its check, as "upn=… nhs_number=…". A person
	// may look at them; nothing is compared or joined by them.
	Unverified string
}

// Format keeps an Identity out of every log and error, however it is printed.
func (Identity) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[identity]")) }

// Record is one row of an extract, or the marks of a child that stand in several: who it is about and what it holds of them, with its place.
type Record struct {
	ID     RecordID
	Kind   Kind
	File   string // path relative to the settings, forward slashes
	Row    int    // as RecordID counts it; the first, of several
	More   int    // further rows of the file that it stands for: of a child's marks in a school year it stands for all
	Line   int    // of the text or row of the sheet, as programs show it; 0 where a file has none
	Native string // the row's own key in the supplier's system, when it has one
	AsOf   Date   // the day for which the extract speaks (census reference date, extract date)

	Who    Identity
	Claims []Claim
}

// Origin is where a Record stands: all of it but who it is about and what it says. It is read for every record many times, and
// a Record is eight times as large.
type Origin struct {
	ID     RecordID
	Kind   Kind
	File   string
	Row    int
	More   int
	Line   int
	Native string
	AsOf   Date
}

// RowCount is how many rows of its file the Record stands for.
func (r *Record) RowCount() int { return 1 + r.More }

// RowCount is how many rows of its file the Record stands for.
func (o *Origin) RowCount() int { return 1 + o.More }

// Rejection is an input row, or one value of a row, that was not used, and why. It never holds the value.
type Rejection struct {
	Kind   Kind
	File   string
	Row    int    // 0 when the whole file is meant
	Line   int    // of the text or row of the sheet, as programs show it; 0 where a file has none
	Field  string // the canonical field; empty when the whole row is meant
	Reason string // lower case, says what was wanted
	Whole  bool   // true when the row is not a Record; false when only the value was left out
	Rest   bool   // a row that is none of the extract's own: an adult, a total, an empty one
}

// Error returns the place, the reason and what became of the row.
func (r Rejection) Error() string {
	fate := "value left out"
	if r.Whole {
		fate = "row rejected"
	}
	return fmt.Sprintf("%s: %s: %s: %s; %s", r.Kind, Place(r.File, r.Row, r.Line), r.Field, r.Reason, fate)
}

// Place is where a row stands, as a person looks it up: the line of the text or the row of the sheet, or its number among the rows where
// a file has neither.
func Place(file string, row, line int) string {
	if line > 0 {
		return file + ":" + strconv.Itoa(line)
	}
	return file + " row " + strconv.Itoa(row)
}
