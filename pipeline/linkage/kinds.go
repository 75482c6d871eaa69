package linkage

import (
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

// bySynonym is what a column of a name holds, letters and digits of the name alone.
var bySynonym = map[string]Kind{}

func init() {
	for kind, names := range map[Kind]string{
		Forename: "forename forename1 forenames firstname fname first givenname givennames given gname pername1 christianname " +
			"preferredforename preferredfirstname knownas preferredname legalforename pupilforename childforename",
		MiddleNames: "middlename middlenames middle mname forename2 secondname middleinitial",
		Surname: "surname lastname lname sname last familyname pername2 family preferredsurname formersurname legalsurname maidenname " +
			"previoussurname pupilsurname childsurname",
		FullName: "fullname name personname residentname patientname pupilname childname firstandsurname nameinfull",
		Birth: "dob dateofbirth birthdate birth birthday datebirth borndate dobiso birthdt persondob pupildob childdob " +
			"personbirthdate",
		BirthDay:   "dobday birthday1 dayofbirth birthdayofmonth bday dobd dayob birthd bd",
		BirthMonth: "dobmon dobmonth birthmonth monthofbirth bmonth dobm birthm bm",
		BirthYear:  "dobyear birthyear yearofbirth byear doby yob birthy by",
		Sex:        "sex gender sexcode gendercode sexatbirth",
		Address: "address enumcap fulladdress homeaddress addr streetaddress currentaddress postaladdress residence addressline " +
			"addresslines capaddress",
		Postcode:  "postcode enumpc pcode postalcode zip zipcode pc postcodefake homepostcode currentpostcode postcd",
		UPN:       "upn uniquepupilnumber",
		NHSNumber: "nhsno nhsnumber nhs nhsnum newnhsno",
		Identifier: "nino nationalinsurancenumber ssn socsecid socialsecuritynumber uln uniquelearnernumber passport passportno " +
			"licence driverslicence medicareno hospitalnumber pupilid personnumber socsec",
		Phone: "phone telephone tel mobile phonenumber telno mobileno phoneno telephonenumber contactnumber landline homephone",
		Email: "email emailaddress mail emailaddr",
		Text: "occupation job profession birthplace placeofbirth birthtown birthcity countryofbirth birthcountry school employer " +
			"mothersmaidenname mothername fathername motherforename fatherforename",
		Place: "town city suburb locality county village street streetname road housenumber streetnumber address1 address2 address3 " +
			"addressline1 addressline2 addressline3 state region district province ward parish housename county1 posttown addr1 addr2 " +
			"addr3 uprn",
		Category: "ethnicgroup1",
	} {
		for n := range strings.FieldsSeq(names) {
			bySynonym[n] = kind
		}
	}
	for why, names := range map[string]string{
		"it names rows, not people": "id uniqueid recordid recid rowid row index caseid",
		"it says who a row is, which is what is to be found out": "personid entityid clusterid cluster label truth truematch matchid resid " +
			"residentid duplicateof isduplicate rank truecluster groundtruth",
		"it says of a home, not of a person":                   "householdid hhid hid",
		"it says where a row comes from":                       "sourcedataset source dataset",
		"it changes with the years: compare the date of birth": "age",
		"ethnicity, religion, nationality and language are not compared unless the settings give the column a kind": "ethnicity " +
			"religion nationality ethnicgroup language",
	} {
		for n := range strings.FieldsSeq(names) {
			bySynonym[n], ignoredWhy[n] = Ignore, why
		}
	}
}

// ignoredWhy is why a column of a name is not compared, letters and digits of the name alone.
var ignoredWhy = map[string]string{}

// whyIgnored returns why a column of the name is not compared, empty when its name does not forbid it.
func whyIgnored(name string) string { return ignoredWhy[lettersOf(name)] }

// byName returns what a column of the name holds, empty when the name says nothing.
func byName(name string) Kind { return bySynonym[lettersOf(name)] }

// lettersOf returns the letters, small, and digits of a name.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// Used is a column as it is compared, and how it was found out what it holds.
type Used struct {
	Name    string `json:"name"`
	Kind    Kind   `json:"kind"`
	Guessed bool   `json:"guessed"`
	Why     string `json:"why,omitempty"`
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

// fieldKinds says how columns of a kind are normalised.
var fieldKinds = map[Kind]matchers.Kind{
	Forename: matchers.Names, MiddleNames: matchers.Names, Surname: matchers.Names, Birth: matchers.Dates, Sex: matchers.Categories,
	Address: matchers.Addresses, Postcode: matchers.Postcodes, Identifier: matchers.Identifiers, UPN: matchers.Identifiers,
	NHSNumber: matchers.Identifiers, Phone: matchers.Identifiers, Email: matchers.Words, Text: matchers.Words, Place: matchers.Words,
	Category: matchers.Categories,
}
