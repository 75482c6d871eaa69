package desk

import (
	"iter"
	"strings"

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

// keys are the keys by which children are found: from every record, as every record spells it. One may stand there several times.
type keys struct {
	text  []byte
	ends  []int32 // of each key in the text
	heads []int   // where the keys of each child begin, of all
}

// newKeys has room for the keys of so many children, as many as most have.
func newKeys(children int) keys {
	return keys{text: make([]byte, 0, 256*children), ends: make([]int32, 0, 32*children), heads: make([]int, 0, children)}
}

// of yields every key of a child, by its place among them.
func (k *keys) of(child int) iter.Seq[[]byte] {
	return func(yield func(key []byte) bool) {
		first, after := k.heads[child], len(k.ends)
		if child+1 < len(k.heads) {
			after = k.heads[child+1]
		}
		from := int32(0)
		if first > 0 {
			from = k.ends[first-1]
		}
		for _, end := range k.ends[first:after] {
			if !yield(k.text[from:end]) {
				return
			}
			from = end
		}
	}
}

// addChild adds the keys of a child. What is written alike in several places is read once.
func (k *keys) addChild(child *candidates.Kept) {
	k.heads = append(k.heads, len(k.ends))
	k.addSqueezed(aNumber, child.ChildID)
	for i := range child.Written {
		w := &child.Written[i]
		if i == 0 || w.Who.Born != child.Written[i-1].Who.Born {
			k.addBirth(w.Who.Born)
		}
		for f := range keyFields {
			field := &keyFields[f]
			text := *field.of(&w.Who)
			said := text == ""
			for b := 0; b < i && !said; b++ {
				said = *field.of(&child.Written[b].Who) == text
			}
			if !said {
				field.add(k, text)
			}
		}
		for j := range w.Records {
			k.addNumber(w.Records[j].Native)
			for c := range w.Records[j].Claims {
				k.addNumber(w.Records[j].Claims[c].Ref)
			}
		}
	}
}

// keyFields are the texts of which keys are made, and how.
var keyFields = []struct {
	of  func(*candidates.Wrote) *string
	add func(k *keys, text string)
}{
	{func(w *candidates.Wrote) *string { return &w.Forename }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.MiddleNames }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.Surname }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.PreferredForename }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.PreferredSurname }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.FormerSurname }, (*keys).addName},
	{func(w *candidates.Wrote) *string { return &w.Address }, (*keys).addAddress},
	{func(w *candidates.Wrote) *string { return &w.Postcode }, (*keys).addAddress},
	{func(w *candidates.Wrote) *string { return &w.FormerAddress }, (*keys).addAddress},
	{func(w *candidates.Wrote) *string { return &w.FormerPostcode }, (*keys).addAddress},
	{func(w *candidates.Wrote) *string { return &w.ParentForename }, (*keys).addParent},
	{func(w *candidates.Wrote) *string { return &w.ParentSurname }, (*keys).addParent},
	{func(w *candidates.Wrote) *string { return &w.ParentPhone }, (*keys).addPhone},
	{func(w *candidates.Wrote) *string { return &w.Email }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.UPN }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.FormerUPN }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.ULN }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.NHSNumber }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.LocalID }, (*keys).addNumber},
	{func(w *candidates.Wrote) *string { return &w.Unverified }, (*keys).addUnverified},
}

func (k *keys) addName(text string)   { k.addWords(aName, text) }
func (k *keys) addParent(text string) { k.addWords(aParent, text) }

// addUnverified adds a pupil number among those that fail their check.
func (k *keys) addUnverified(text string) {
	for number := range strings.FieldsSeq(text) {
		if upn, is := strings.CutPrefix(number, "upn="); is {
			k.addNumber(upn)
		}
	}
}

// add ends a key that was begun at a place of the text; one without a letter or a figure is none.
func (k *keys) add(from int) {
	if len(k.text) <= from+1 {
		k.text = k.text[:from]
		return
	}
	k.ends = append(k.ends, int32(len(k.text)))
}

func (k *keys) addSqueezed(kind byte, text string) {
	from := len(k.text)
	k.text = append(k.text, kind)
	for word := range foldedWords(text) {
		k.text = append(k.text, word...)
	}
	k.add(from)
}

func (k *keys) addWords(kind byte, text string) {
	for word := range foldedWords(text) {
		k.addWord(kind, word)
	}
	if strings.Contains(text, "-") { // Al-Amin is typed Alamin too
		for part := range strings.FieldsSeq(text) {
			k.addSqueezed(kind, part)
		}
	}
}

func (k *keys) addWord(kind byte, word []byte) {
	from := len(k.text)
	k.text = append(append(k.text, kind), word...)
	k.add(from)
}

// addBirth adds a day, counted from 1970.
func (k *keys) addBirth(day int) {
	if day != 0 {
		from := len(k.text)
		k.text = dayFrom(day).AppendFormat(append(k.text, aBirth), "20060102")
		k.add(from)
	}
}

// addNumber adds a number, or each of several that blanks part.
func (k *keys) addNumber(text string) {
	if text == "" {
		return
	}
	k.addSqueezed(aNumber, text)
	if !strings.ContainsAny(text, " \t") {
		return
	}
	for part := range strings.FieldsSeq(text) {
		if len(figures(part)) >= fewestFigures {
			k.addSqueezed(aNumber, part)
		}
	}
}

// fewestFigures is how many figures a number has, for a part of a text to be one.
const fewestFigures = 4

func (k *keys) addPhone(text string) {
	if text == "" {
		return
	}
	for one := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ',' || r == '/' }) {
		if phone := foldPhone(one); phone != "" {
			k.addWord(aPhone, []byte(phone))
			k.addWord(aLocal, []byte(phone[len(phone)-localPhone:]))
		}
	}
}

// addAddress adds the words of an address, and the postcode where it holds one.
func (k *keys) addAddress(text string) {
	var outward []byte // a word that may be the first half of a postcode
	end := func() {
		if len(outward) > 0 {
			k.addWord(anAddress, outward)
			outward = outward[:0]
		}
	}
	for word := range foldedWords(text) {
		if len(outward) > 0 && len(word) == 3 && isPostcode(string(outward)+string(word)) {
			k.addWord(aPostcode, append(outward, word...))
			outward = outward[:0]
			continue
		}
		end()
		switch {
		case isOutward(string(word)):
			outward = append(outward, word...)
		case isPostcode(string(word)):
			k.addWord(aPostcode, word)
		default:
			k.addWord(anAddress, word)
		}
	}
	end()
}
