package linkage

import "slices"

// Why a column of a name is not compared.
const (
	whyRow       = "it names rows, not people"
	whyWho       = "it says who a row is, which is what is to be found out"
	whyHousehold = "it says of a home, not of a person"
	whySource    = "it says where a row comes from"
	whyAge       = "it changes with the years: compare the date of birth"
	whySensitive = "ethnicity, religion, nationality and language are not compared unless the settings give the column a kind"
	whyOtherDay  = "it is the date of something other than a birth"
	whyOffice    = "it is of a school or an office, not of a person"
	whyFormer    = "it is a former address: compare the one of now"
)

// hasAny reports whether the header has one of the words.
func (h header) hasAny(words ...string) bool {
	for _, w := range words {
		if h.words[w] {
			return true
		}
	}
	return false
}

// isOnly reports whether the header has no words but these and those that say whose it is.
func (h header) isOnly(words ...string) bool {
	for w := range h.words {
		if !slices.Contains(words, w) && !slices.Contains(ofPeople, w) {
			return false
		}
	}
	return h.unknown == 0
}

// ofPeople are words that say whose a thing is and not what it is.
var ofPeople = []string{"pupil", "student", "learner", "child", "kid", "person", "individual", "entity", "people", "participant", "subject",
	"respondent", "human", "patient", "client", "member", "tenant", "resident", "applicant", "claimant", "customer", "user", "voter",
	"preferred", "chosen", "usual", "legal", "current", "home", "main", "primary", "own", "official", "registered", "of", "and", "the", "at",
	"in", "on", "to", "is", "as", "by", "for", "code"}

// kindByName returns what a column of the name holds, and why when it is not compared; no kind when the name says nothing.
func kindByName(name string) (Kind, string) {
	h := readHeader(name)
	for _, find := range []func() (Kind, string){h.ignoredKind, h.numberKind, h.birthKind, h.homeKind, h.nameKind} {
		if kind, why := find(); kind != "" {
			return kind, why
		}
	}
	switch {
	case h.hasAny("sex", "gender"):
		return Sex, ""
	case h.hasAny("job", "profession", "trade", "occupation", "employer", "school", "mother", "father", "parent", "guardian", "carer", "spouse",
		"husband", "wife", "partner", "kin", "emergency"):
		return Text, ""
	}
	return "", ""
}

// ignoredKind finds what is not compared.
func (h header) ignoredKind() (Kind, string) {
	id := h.hasAny("id", "no")
	switch {
	case h.hasAny("ethnic", "ethnicity", "religion", "faith", "nationality", "citizenship", "language", "tongue"):
		return Ignore, whySensitive
	case h.hasAny("cluster", "truth", "label", "true", "match", "duplicate"), h.isOnly("entity", "person", "individual", "resident", "id") && h.words["id"] &&
		h.hasAny("entity", "person", "individual", "resident"), h.words["ground"] && h.words["truth"]:
		return Ignore, whyWho
	case h.words["household"], h.words["family"] && id:
		return Ignore, whyHousehold
	case h.hasAny("source", "dataset", "origin") && h.isOnly("source", "dataset", "origin", "file", "name", "id"):
		return Ignore, whySource
	case h.words["age"] && h.isOnly("age", "year", "month"):
		return Ignore, whyAge
	case h.hasAny("record", "rec", "row", "index", "serial", "sequence", "seq") && h.isOnly("record", "rec", "row", "index", "serial", "sequence", "seq", "id", "no", "unique"),
		h.words["id"] && len(h.words) == 1 && h.unknown == 0, h.words["id"] && h.words["unique"] && h.isOnly("id", "unique"):
		return Ignore, whyRow
	case h.hasAny(offices...) && h.hasAny("address", "postcode", "post", "phone", "email", "street", "town", "city", "id", "no", "upn"):
		return Ignore, whyOffice
	case h.hasAny(otherDays...) && h.hasAny("date", "day", "year", "month", "time", "timestamp"):
		return Ignore, whyOtherDay
	}
	return "", ""
}

// offices are words of where people go or work, whose addresses and numbers many share.
var offices = []string{"school", "employer", "company", "organisation", "organization", "gp", "practice", "provider", "agency", "office", "surgery", "clinic", "college", "university"}

// otherDays are words of what happens on a day that is nobody's birthday.
var otherDays = []string{"start", "end", "created", "updated", "modified", "changed", "admission", "admitted", "discharge", "death", "died", "deceased",
	"leaving", "left", "joined", "joining", "entry", "expiry", "expires", "valid", "event", "appointment", "visit", "census", "extract", "load",
	"loaded", "timestamp", "seen", "registration", "registered", "enrolment", "marriage", "married"}

// numberKind finds the numbers of a person, telephones and e-mail addresses.
func (h header) numberKind() (Kind, string) {
	theirs := !h.hasAny("mother", "father", "parent", "guardian", "carer", "spouse", "husband", "wife", "partner", "kin", "emergency")
	number := h.hasAny("id", "no")
	switch {
	case h.words["email"] && theirs:
		return Email, ""
	case h.words["phone"], h.words["contact"] && number:
		return Phone, ""
	case h.words["upn"], h.words["unique"] && h.words["pupil"] && number:
		return UPN, ""
	case h.words["nhs"]:
		return NHSNumber, ""
	case theirs && (h.hasAny("nino", "ssn", "uln", "mrn", "chi", "passport", "licence", "medicare") || h.words["social"] && h.words["security"] ||
		number && h.hasAny("national", "tax", "hospital", "pupil", "student", "learner", "patient", "person")):
		return Identifier, ""
	}
	return "", ""
}

// birthKind finds dates of birth and their parts.
func (h header) birthKind() (Kind, string) {
	if h.words["yob"] {
		return BirthYear, ""
	}
	if !h.hasAny("birth", "dob") || h.hasAny("name", "surname", "mother", "father", "parent", "guardian", "carer") {
		return "", ""
	}
	switch {
	case h.hasAny("place", "town", "city", "country", "county", "state", "region"):
		return Text, ""
	case h.words["date"], h.hasAny("sex", "gender"):
	case h.words["year"]:
		return BirthYear, ""
	case h.words["day"] && (h.hasAny("dob", "of", "month")):
		return BirthDay, ""
	case h.words["month"]:
		return BirthMonth, ""
	}
	if h.hasAny("sex", "gender") {
		return "", ""
	}
	return Birth, ""
}

// homeKind finds where people live.
func (h header) homeKind() (Kind, string) {
	former := h.hasAny("former")
	switch {
	case h.words["postcode"], h.words["post"] && h.words["code"]:
		return Postcode, ""
	case h.words["address"] && former:
		return Ignore, whyFormer
	case h.words["address"] && h.number > 0:
		return Place, ""
	case h.words["address"]:
		return Address, ""
	case h.hasAny("street", "road", "house", "hse", "building", "flat", "dwelling", "town", "city", "suburb", "locality", "village", "hamlet", "county", "state",
		"region", "district", "province", "ward", "parish", "borough", "estate", "uprn"):
		return Place, ""
	}
	return "", ""
}

// nameKind finds names of people. A name of something that is not known here is left to its values.
func (h header) nameKind() (Kind, string) {
	if h.hasAny("mother", "father", "parent", "guardian", "carer", "spouse", "husband", "wife", "partner", "kin", "emergency", "school", "file", "company",
		"organisation", "team", "user", "employer", "group", "place", "country") {
		return "", ""
	}
	name := h.words["name"]
	forename := h.words["forename"] || h.words["first"] && (name || h.words["surname"] || h.isOnly("first")) || h.words["known"] && h.words["as"]
	surname := h.words["surname"] || h.hasAny("last", "family", "maiden") && (name || h.isOnly("last", "family"))
	switch {
	case forename && surname, h.words["full"] && name, name && h.isOnly("name") && h.number == 0:
		return FullName, ""
	case h.words["middle"] && (name || h.hasAny("initial", "forename") || h.isOnly("middle")), h.words["second"] && name && !surname, forename && h.number > 1:
		return MiddleNames, ""
	case forename:
		return Forename, ""
	case surname:
		return Surname, ""
	}
	return "", ""
}
