package matchers

import "slices"

// PersonColumns names the columns of a table of people. Lists are alternatives, the usual value first; what a table does
// not have is left empty.
type PersonColumns struct {
	Forenames   []string            // given, preferred
	Surnames    []string            // legal, preferred, former
	Middle      []string            // middle names
	Birth       string              // date of birth
	Sex         string              // or gender
	Addresses   []string            // current, previous
	Postcodes   []string            // of the Addresses, in their order
	Identifiers []IdentifierColumns // numbers that belong to one person
	Contacts    []string            // telephones and e-mail addresses that a household may share
	Places      []string            // texts that a household shares: street, town
	Codes       []string            // codes with few values
	// ForenameNeeded says that a pair without a forename in common is left to a person, whatever else agrees, unless an identifier
	// does. Otherwise the weight decides, and the two are held apart only where other rows bear out that they are two.
	ForenameNeeded bool
	Other          []string // anything else worth comparing as text: birthplace, occupation
}

// IdentifierColumns names the columns of one identifier.
type IdentifierColumns struct {
	Name    string   // such as "upn"
	Columns []string // ones of which a person has one at a time: two different ones are two people
	Former  []string // temporary and former ones: they may agree but never disagree, and they join the values of their row
	// Certain are columns with those of the values that two people cannot share, such as numbers whose check digit is right.
	Certain []string
	// Soft says that two different ones may be one person's after all: a number that is often mistyped.
	Soft bool
}

// PersonSpec returns the default Spec for people who live in households.
func PersonSpec(c PersonColumns) Spec {
	return Spec{Comparisons: c.defaultComparisons(), Blocking: c.defaultBlocking(), Vetoes: c.defaultVetoes()}
}

// defaultComparisons returns a comparison for everything that the table has.
func (c PersonColumns) defaultComparisons() []Comparison {
	var out []Comparison
	add := func(has bool, x Comparison) {
		if has {
			out = append(out, x)
		}
	}
	add(len(c.Forenames) > 0, Comparison{
		Name: "forename", Measure: MeasureForename, Columns: c.Forenames, Middle: c.Middle, Surname: c.Surnames,
		Personal: true, TermFrequency: true,
	})
	surname := Comparison{Name: "surname", Measure: MeasureSurname, Columns: c.Surnames, Shared: true, TermFrequency: true}
	if len(c.Forenames) > 0 {
		surname.Unless = &Condition{Comparison: "forename", Levels: []string{"swapped", "crossed"}}
	}
	add(len(c.Surnames) > 0, surname)
	add(len(c.Middle) > 0, c.compareMiddle())
	add(c.Birth != "", Comparison{Name: "birth", Measure: MeasureDate, Columns: []string{c.Birth}})
	add(c.Sex != "", c.compareSex())
	add(len(c.Addresses)+len(c.Postcodes) > 0, Comparison{
		Name: "place", Measure: MeasurePlace, Columns: c.Addresses, Postcodes: c.Postcodes, Shared: true,
	})
	add(len(c.Contacts) > 0, Comparison{Name: "contact", Measure: MeasureText, Columns: c.Contacts, Shared: true})
	for _, id := range c.Identifiers {
		add(true, Comparison{Name: id.Name, Measure: MeasureIdentifier, Columns: id.Columns, Former: id.Former, Conflict: !id.Soft, Certain: id.Certain})
	}
	for _, name := range c.Places {
		add(true, Comparison{Name: name, Measure: MeasureText, Columns: []string{name}, Shared: true, TermFrequency: true})
	}
	for _, name := range c.Codes {
		add(true, Comparison{Name: name, Measure: MeasureCategory, Columns: []string{name}})
	}
	for _, name := range c.Other {
		add(true, Comparison{Name: name, Measure: MeasureText, Columns: []string{name}, TermFrequency: true})
	}
	return out
}

// compareSex compares the sex. Forenames tell it: unrelated people of one forename agree on it, and twice as much would be made of
// the forename if the two were counted apart.
func (c PersonColumns) compareSex() Comparison {
	s := Comparison{Name: "sex", Measure: MeasureCategory, Columns: []string{c.Sex}}
	if len(c.Forenames) > 0 {
		s.Given = &Condition{"forename", []string{"exact", "close", "known"}}
	}
	return s
}

// compareMiddle compares middle names, on which people of one sex agree more often by chance.
func (c PersonColumns) compareMiddle() Comparison {
	m := Comparison{Name: "middle", Measure: MeasureMiddle, Columns: c.Middle}
	if c.Sex != "" {
		m.Given = &Condition{"sex", []string{"same"}}
	}
	return m
}

// defaultVetoes returns the pairs that only a person may join.
func (c PersonColumns) defaultVetoes() []Veto {
	if len(c.Forenames) == 0 {
		return nil
	}
	// Twins differ in forename alone: whatever else agrees, a link needs the forename or an identifier.
	twins := Veto{Name: "no forename in common", Listed: true, When: []Condition{{"forename", []string{"else", "null", "part", "crossed"}}}}
	mixed := Veto{Name: "forenames hardly alike and another sex", Listed: true, When: []Condition{{"forename", []string{"near", "initial"}}}}
	if c.Sex != "" {
		mixed.When = append(mixed.When, Condition{"sex", []string{"else"}})
	}
	var out []Veto
	var unless []Condition // no identifier agrees
	for _, id := range c.Identifiers {
		unless = append(unless, Condition{id.Name, []string{"null", "else", "close"}})
		if c.Birth == "" {
			continue
		}
		// An identifier may have been copied from another child's record: it does not stand against name and birth together.
		out = append(out, Veto{Name: id.Name + " against name and birth", Listed: true, When: []Condition{
			{id.Name, []string{"same"}}, {"forename", []string{"else", "part"}}, {"birth", []string{"far", "else", "around", "year", "near", "two"}},
		}})
	}
	others := slices.Clone(unless)
	for _, name := range c.Other { // what is of a person and not of a household tells twins apart as well
		others = append(others, Condition{name, []string{"null", "else", "near", "close"}})
	}
	twins.When, mixed.When = append(twins.When, others...), append(mixed.When, others...)
	if c.Sex != "" {
		out = append(out, mixed)
	}
	if len(c.Surnames) > 0 && c.Birth != "" {
		// Twins whose own name stands behind their father's, as one office writes it: their forename is their father's.
		own := Veto{Name: "one birthday and another part of the name", Listed: true, When: []Condition{{"surname", []string{"shared"}}, {"birth", []string{"exact"}}}}
		own.When = append(own.When, unless...)
		out = append(out, own)
	}
	if len(c.Middle) > 0 && c.Birth != "" && len(c.Addresses)+len(c.Postcodes) > 0 {
		// Twins of one forename, or whose parents use the middle name.
		middle := Veto{Name: "one home and birthday and another middle name", Listed: true, When: []Condition{
			{"middle", []string{"else"}}, {"birth", []string{"exact"}},
			{"place", []string{"both", "nearly", "address", "postcode", "neighbour", "elsewhere"}},
		}}
		middle.When = append(middle.When, unless...)
		out = append(out, middle)
	}
	if !c.ForenameNeeded {
		if c.Birth == "" || len(c.Surnames) == 0 {
			return out
		}
		twins.When[0].Levels = []string{"else", "part"}
		twins.When = append(twins.When, Condition{"birth", []string{"exact"}})
		// Where anybody may be in a table twice nothing tells how often a person has two forenames and a household two of one birthday.
		twice := twins
		twice.When = slices.Clone(twins.When)
		twice.When[0].Levels = []string{"else", "part", "crossed"} // a name in other fields is borne out by every row of its office
		twice.Name, twice.Repeated = "another forename, and one birthday, where anybody may be twice", true
		twins.Name, twins.BorneOut = "another forename, each borne out by another row", true
		out = append(out, twice)
		if len(c.Postcodes)+len(c.Addresses) > 0 {
			homes := Veto{Name: "two homes, each kept by another row", Listed: true, Kept: true, When: []Condition{
				{"place", []string{"else", "neighbour"}}, {"forename", []string{"exact", "close", "known"}}, {"surname", []string{"exact", "close"}},
			}}
			homes.When = append(homes.When, others...)
			out = append(out, homes)
		}
	}
	return append(out, twins)
}

// loosePairs is how many pairs a loose blocking rule may make: as many as are compared in a tenth of a second or two.
const loosePairs = 2_500_000

// defaultBlocking returns rules that between them find a pair in spite of an error or two in any column. The surest come first.
func (c PersonColumns) defaultBlocking() []BlockingRule {
	var out []BlockingRule
	for _, id := range c.Identifiers {
		out = append(out, BlockingRule{Name: id.Name, Keys: []Key{{Columns: append(append([]string{}, id.Columns...), id.Former...)}}})
	}
	forename, surname, birth := c.Forenames, c.Surnames, oneOrNone(c.Birth)
	var names []string
	if len(forename) > 0 && len(surname) > 0 {
		names = []string{forename[0], surname[0]}
	}
	rule := func(name string, keys ...Key) {
		r := BlockingRule{Name: name, Keys: keys}
		for _, k := range keys {
			if len(k.Columns) == 0 {
				return
			}
		}
		if c.Birth != "" && !slices.ContainsFunc(keys, func(k Key) bool { return slices.Contains(k.Columns, c.Birth) }) {
			r.Split = []Key{{birth, Year}}
		}
		out = append(out, r)
	}
	rule("surname and birth", Key{surname, Whole}, Key{birth, Whole})
	rule("forename and birth", Key{forename, Whole}, Key{birth, Whole})
	if len(forename) > 1 || len(surname) > 1 {
		rule("forename and surname", Key{forename, Whole}, Key{surname, Whole})
	}
	rule("names in any order", Key{names, SortedTokens})
	rule("postcode and forename", Key{c.Postcodes, Whole}, Key{forename, Whole})
	rule("postcode and surname", Key{c.Postcodes, Whole}, Key{surname, Whole})
	rule("postcode and month of birth", Key{c.Postcodes, Whole}, Key{birth, YearMonth})
	rule("address and birth", Key{c.Addresses, Whole}, Key{birth, Whole})
	rule("address and forename", Key{c.Addresses, Whole}, Key{forename, Whole})
	rule("address and surname", Key{c.Addresses, Whole}, Key{surname, Whole})
	rule("birth, initial and area", Key{birth, Whole}, Key{forename, Initial}, Key{c.Postcodes, Area})
	rule("surname but a letter, initial and year", Key{surname, Deletions}, Key{forename, Initial}, Key{birth, Year})
	rule("sound of surname, day or month", Key{surname, Sound}, Key{birth, DayOrMonth})
	rule("sounds of names, day and month", Key{surname, Sound}, Key{forename, Sound}, Key{birth, MonthDay})
	rule("postcode but a letter and forename", Key{c.Postcodes, Wildcards}, Key{forename, Whole})
	texts := slices.Concat(c.Other, c.Places)
	for _, other := range texts {
		text := []string{other}
		rule("surname and "+other, Key{surname, Whole}, Key{text, Whole})
		rule("forename and "+other, Key{forename, Whole}, Key{text, Whole})
		rule(other+" and birth", Key{text, Whole}, Key{birth, Whole})
		rule(other+", year and initial", Key{text, Whole}, Key{birth, Year}, Key{forename, Initial})
	}
	// The rules below find pairs with several errors and are left out where they would make too many.
	few := len(out)
	rule("postcode", Key{c.Postcodes, Whole})
	rule("birth", Key{birth, Whole})
	rule("address", Key{c.Addresses, Whole})
	rule("surname", Key{surname, Whole})
	rule("forename", Key{forename, Whole})
	rule("surname but a letter and initial", Key{surname, Deletions}, Key{forename, Initial})
	rule("forename but a letter and initial", Key{forename, Deletions}, Key{surname, Initial})
	rule("sounds of names", Key{surname, Sound}, Key{forename, Sound})
	rule("birth and initial", Key{birth, Whole}, Key{forename, Initial})
	rule("birth and initial of surname", Key{birth, Whole}, Key{surname, Initial})
	rule("postcode but a letter and initial", Key{c.Postcodes, Wildcards}, Key{forename, Initial})
	rule("postcode but a letter and surname", Key{c.Postcodes, Wildcards}, Key{surname, Whole})
	rule("postcode but a letter and birth", Key{c.Postcodes, Wildcards}, Key{birth, Whole})
	rule("address and year", Key{c.Addresses, Whole}, Key{birth, Year})
	for k, other := range texts {
		rule(other, Key{[]string{other}, Whole})
		rule(other+" but a letter", Key{[]string{other}, Deletions})
		for _, another := range texts[:k] {
			rule(another+" and "+other, Key{[]string{another}, Whole}, Key{[]string{other}, Whole})
		}
	}
	for k := few; k < len(out); k++ {
		out[k].Most = loosePairs
	}
	return out
}
