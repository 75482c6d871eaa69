package desk

import (
	"strings"
	"time"

	"rollcall/pipeline/candidates"
)

// The kinds of key, which are their first letter.
const (
	aName     = 'n' // a word of a name of the child
	aParent   = 'p' // a word of a name of a parent
	aBirth    = 'd' // a day of birth, YYYYMMDD
	aNumber   = '#' // a number or reference, squeezed; the child's id too
	aPostcode = '@' // squeezed
	aPhone    = 't' // as foldPhone has it
	aLocal    = 'l' // its last figures, as it is dialled within a town
	anAddress = 'a' // a word of an address
)

// keysOf are the keys by which a child is found, each once: from every record, as every record spells it.
func keysOf(s *candidates.Story) map[string]bool {
	k := keys{}
	k.add(aNumber, squeeze(s.ChildID))
	k.addPerson(&s.Person)
	for _, said := range s.Addresses {
		k.addAddress(said.Text)
	}
	for _, said := range s.Phones {
		k.addPhone(said.Text)
	}
	for _, said := range s.Parents {
		k.addWords(aParent, said.Text)
	}
	for _, list := range [...][]candidates.Said{s.Numbers, s.Emails} {
		for _, said := range list {
			k.addNumber(said.Text)
		}
	}
	for _, c := range s.Care {
		k.addNumber(c.Ref)
	}
	if s.OpenCase != nil {
		k.addNumber(s.OpenCase.Ref)
	}
	for i := range s.Records {
		for _, f := range s.Records[i].Fields {
			k.addField(f)
		}
	}
	return k
}

type keys map[string]bool

func (k keys) add(kind byte, text string) {
	if text != "" {
		k[string(kind)+text] = true
	}
}

func (k keys) addPerson(p *candidates.Person) {
	for _, name := range [...]string{p.Forename, p.MiddleNames, p.Surname, p.OtherNames} {
		k.addWords(aName, name)
	}
	k.addBirth(p.DOB)
	k.addAddress(p.Address)
	k.addAddress(p.Postcode)
	k.addNumber(p.UPN)
	k.addWords(aParent, p.Parent)
	k.addPhone(p.Phone)
}

// fieldKeys says what the fields of a record are looked up as, by the beginnings of their names.
var fieldKeys = []struct {
	name string
	add  func(k keys, text string)
}{
	{"Surname", addName}, {"Forename", addName}, {"Middle names", addName}, {"Preferred", addName}, {"Former surname", addName},
	{"Born", func(k keys, text string) {
		if on, is := readDay(text); is {
			k.addBirth(on)
		}
	}},
	{"Address", keys.addAddress}, {"Postcode", keys.addAddress}, {"Former address", keys.addAddress}, {"Former postcode", keys.addAddress},
	{"Parent", func(k keys, text string) { k.addWords(aParent, text) }},
	{"Telephone", keys.addPhone}, {"E-mail", keys.addNumber},
	{"UPN", keys.addNumber}, {"Former UPN", keys.addNumber}, {"ULN", keys.addNumber}, {"NHS number", keys.addNumber}, {"Own number", keys.addNumber},
}

func addName(k keys, text string) { k.addWords(aName, text) }

func (k keys) addField(f candidates.Field) {
	for _, of := range fieldKeys {
		if strings.HasPrefix(f.Name, of.name) {
			of.add(k, f.Text)
			return
		}
	}
}

func (k keys) addWords(kind byte, text string) {
	words := foldWords(text)
	for _, w := range words {
		k.add(kind, w)
	}
	if strings.Contains(text, "-") { // Al-Amin is typed Alamin too
		for part := range strings.FieldsSeq(text) {
			k.add(kind, squeeze(part))
		}
	}
}

func (k keys) addBirth(on time.Time) {
	if !on.IsZero() {
		k.add(aBirth, on.Format("20060102"))
	}
}

// addNumber adds a number, or each of several that blanks part.
func (k keys) addNumber(text string) {
	k.add(aNumber, squeeze(text))
	if parts := strings.Fields(text); len(parts) > 1 {
		for _, part := range parts {
			if len(figures(part)) >= fewestFigures {
				k.add(aNumber, squeeze(part))
			}
		}
	}
}

// fewestFigures is how many figures a number has, for a part of a text to be one.
const fewestFigures = 4

func (k keys) addPhone(text string) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' || r == '/' }) {
		if phone := foldPhone(one); phone != "" {
			k.add(aPhone, phone)
			k.add(aLocal, phone[len(phone)-localPhone:])
		}
	}
}

// addAddress adds the words of an address, and the postcode where it holds one.
func (k keys) addAddress(text string) {
	words := foldWords(text)
	for i := 0; i < len(words); i++ {
		switch {
		case i+1 < len(words) && isOutward(words[i]) && len(words[i+1]) == 3 && isPostcode(words[i]+words[i+1]):
			k.add(aPostcode, words[i]+words[i+1])
			i++
		case isPostcode(words[i]):
			k.add(aPostcode, words[i])
		default:
			k.add(anAddress, words[i])
		}
	}
}
