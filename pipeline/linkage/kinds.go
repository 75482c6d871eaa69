package linkage

import (
	"fmt"
	"rollcall/matchers"
	"slices"
	"strings"
)

// Kind says what a column holds.
type Kind string

// The kinds of column.
const (
	Forename    Kind = "forename"
	MiddleNames Kind = "middle_names"
	Surname     Kind = "surname"
	FullName    Kind = "full_name" // forenames and surname in one
	Birth       Kind = "birth"     // date of birth, as any date
	BirthDay    Kind = "birth_day"
	BirthMonth  Kind = "birth_month"
	BirthYear   Kind = "birth_year"
	Sex         Kind = "sex"
	Address     Kind = "address"    // house number and street in one
	Postcode    Kind = "postcode"   // UK
	Identifier  Kind = "identifier" // a number of one person; two different ones speak against a match and do not forbid it
	UPN         Kind = "upn"        // with its check letter; two valid different ones are two people
	NHSNumber   Kind = "nhs_number" // with its check digit; likewise
	Phone       Kind = "phone"
	Email       Kind = "email"
	Text        Kind = "text"     // anything of a person: birthplace, occupation
	Place       Kind = "place"    // anything that a household shares: street, town
	Category    Kind = "category" // a code with few values
	Ignore      Kind = "ignore"
)

var kinds = []Kind{Forename, MiddleNames, Surname, FullName, Birth, BirthDay, BirthMonth, BirthYear, Sex, Address, Postcode,
	Identifier, UPN, NHSNumber, Phone, Email, Text, Place, Category, Ignore}

func (k Kind) isKnown() bool { return slices.Contains(kinds, k) }

func kindList() string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// Used is a column as it is compared, and how it was found out what it holds.
type Used struct {
	Name    string `json:"name"`
	Kind    Kind   `json:"kind"`
	Guessed bool   `json:"guessed"`
	Why     string `json:"why,omitempty"`
	Nothing int    `json:"nothing,omitempty"` // cells that hold a word for nothing
	Note    string `json:"note,omitempty"`    // what is odd about its values
}

// namesOfKind returns the names of the columns of a kind.
func namesOfKind(used []Used, kind Kind) []string {
	var names []string
	for _, u := range used {
		if u.Kind == kind {
			names = append(names, u.Name)
		}
	}
	return names
}

// plainName returns a name fit for a comparison.
func plainName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		}
		return '_'
	}, name), "_")
}

// freeName returns a name that no other column has: the same, a number behind it when it is taken, or one of its own for a name without
// letters.
func freeName(name string, taken map[string]bool) string {
	if name == "" {
		name = "column"
	}
	free := name
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	taken[free] = true
	return free
}

// fieldKinds says how columns of a kind are normalised.
var fieldKinds = map[Kind]matchers.Kind{
	Forename: matchers.Names, MiddleNames: matchers.Names, Surname: matchers.Names, Birth: matchers.Dates, Sex: matchers.Categories,
	Address: matchers.Addresses, Postcode: matchers.Postcodes, Identifier: matchers.Identifiers, UPN: matchers.Identifiers,
	NHSNumber: matchers.Identifiers, Phone: matchers.Identifiers, Email: matchers.Words, Text: matchers.Words, Place: matchers.Words,
	Category: matchers.Categories,
}
