package rules

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// ChildID names a child within the authority, the same from run to run.
type ChildID string

// Band says how surely a record is the child's (rule book, match bands).
type Band uint8

// The match bands, the surest first.
const (
	M1 Band = iota + 1 // the same trusted identifier and nothing that contradicts it
	M2                 // a strong match without one
	M3                 // grey: neither joined nor apart until a person says
)

// Provenance says where a claim comes from, so that an officer can look it up and a rule can judge its age.
type Provenance struct {
	Source string        // the kind of extract, such as "school_census"
	Record string        // the record id: file and row, no personal value
	AsOf   calendar.Date // the day for which the extract speaks
	Band   Band          // how surely the record is this child's
	Link   float64       // probability of that, 0 to 1
}

// Claim is what one record says of the child: that something holds, from a date to a date, at a place. The kinds and their
// fields are those of the extracts' claims, word for word.
type Claim struct {
	Kind     Kind
	From, To calendar.Date
	Place    string
	Status   string
	Reason   string
	Year     string
	Decided  calendar.Date
	Expected calendar.Date
	Toward   string
	Ref      string
	Count    int
	Marks    string
	Sessions calendar.Sessions // of Attendance: the marks of a register from From on
	Home     uint8             // of a Residence: which of the child's homes, counted from 1 in no order that says anything; 0: not known
	Provenance
}

// Kind says what a Claim holds, or is a set of such kinds.
type Kind uint32

// The kinds of claim, in the order of their words; the fields that each fills are documented where the extracts are read.
const (
	Absence Kind = 1 << iota
	Alternative
	Application
	Attendance
	AttendanceOrder
	OpenCase
	Death
	Departure
	EarlyYearsPlace
	Exclusion
	Flag
	HomeEducated
	LeftRoll
	Lost
	Offer
	Referral
	Residence
	Roll
	Seal
)

// kindWords are the words of the kinds, by their places.
var kindWords = [...]string{"absence", "alternative", "application", "attendance", "attendance_order", "case", "death", "departure", "early_years", "exclusion",
	"flag", "home_educated", "left_roll", "lost", "offer", "referral", "residence", "roll", "seal"}

// place is the place of a kind among all.
func (k Kind) place() int { return bits.TrailingZeros32(uint32(k)) }

// String is the word of a kind; empty of none.
func (k Kind) String() string {
	if k == 0 {
		return ""
	}
	return kindWords[k.place()]
}

// hasMark reports whether a claim carries a mark, one of words separated by spaces.
func (c *Claim) hasMark(mark string) bool {
	for word := range strings.SplitSeq(c.Marks, " ") {
		if word == mark {
			return true
		}
	}
	return false
}

// newestDay is the newest day of which a claim speaks.
func (c *Claim) newestDay() calendar.Date { return max(c.From, c.To, c.Decided) }

// firstDay is the first day of a claim, and zero of none.
func (c *Claim) firstDay() calendar.Date {
	if c == nil {
		return 0
	}
	return c.From
}

// comesBefore orders two claims by a day and then by their places, so that no choice depends on the order in which claims came.
func comesBefore(a calendar.Date, x *Claim, b calendar.Date, y *Claim) bool {
	switch {
	case a != b:
		return a < b
	case x.From != y.From:
		return x.From < y.From
	case x.Record != y.Record:
		return y.Record < x.Record
	}
	return y.Place < x.Place
}

// InOrder returns the claims in the one order that every rule reads them in, by From and then by record, so that no answer
// depends on the order in which extracts were read. Claims that are in it already are not copied.
func InOrder(claims []Claim) []Claim {
	for i := 1; i < len(claims); i++ {
		if compareClaims(&claims[i-1], &claims[i]) > 0 {
			return sortClaims(claims)
		}
	}
	return claims
}

// PutInOrder puts claims in the order of InOrder where they stand, and returns them. It is made for claims that are nearly in it.
func PutInOrder(claims []Claim) []Claim {
	moves := 0
	for i := 1; i < len(claims); i++ {
		for k := i; k > 0 && compareClaims(&claims[k-1], &claims[k]) > 0; k-- {
			claims[k-1], claims[k] = claims[k], claims[k-1]
			if moves++; moves > 8*len(claims) {
				return sortClaims(claims)
			}
		}
	}
	return claims
}

// sortClaims sorts where claims stand and then moves each once: a Claim is a quarter of a kilobyte.
func sortClaims(claims []Claim) []Claim {
	at, sorted := make([]*Claim, len(claims)), make([]Claim, len(claims))
	for i := range claims {
		at[i] = &claims[i]
	}
	slices.SortFunc(at, compareClaims)
	for i, c := range at {
		sorted[i] = *c
	}
	return sorted
}

// The days by which claims are compared.
func beginDay(c *Claim) calendar.Date { return c.From }

func endDay(c *Claim) calendar.Date { return c.To }

// compareClaims orders claims by every field that a rule reads, the first that differs deciding.
func compareClaims(a, b *Claim) int {
	switch { // one after the other: cmp.Or would compare all that two claims say to order them by a day
	case a.From != b.From:
		return cmp.Compare(a.From, b.From)
	case a.Record != b.Record:
		return strings.Compare(a.Record, b.Record)
	case a.Kind != b.Kind:
		return cmp.Compare(a.Kind, b.Kind)
	}
	if c := cmp.Or(strings.Compare(a.Place, b.Place), strings.Compare(a.Ref, b.Ref), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Status, b.Status)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Decided, b.Decided), cmp.Compare(a.Expected, b.Expected),
		cmp.Compare(a.Count, b.Count), strings.Compare(a.Toward, b.Toward), strings.Compare(a.Year, b.Year),
		strings.Compare(a.Marks, b.Marks), strings.Compare(string(a.Sessions), string(b.Sessions)), cmp.Compare(a.Band, b.Band), cmp.Compare(a.Link, b.Link), cmp.Compare(a.Home, b.Home))
}

func recordOf(c *Claim) string {
	if c == nil {
		return ""
	}
	return c.Record
}

// proofGrade is the grade of proof of a joined record: an exact identifier or a strong match without one.
func proofGrade(c *Claim) string {
	if c.Band == M2 {
		return "E3"
	}
	return "E4"
}

func isNumber(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// recordsOf lists the records of some claims; a claim may be nil.
func recordsOf(claims []*Claim) (records []string) {
	for _, c := range claims {
		if c != nil && c.Record != "" {
			records = append(records, c.Record)
		}
	}
	return records
}
