package candidates

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// possibleColumns are the columns of the possible matches: the two records side by side, field by field. No address,
// postcode or phone is among them: a wrong match would show one family's address on another's line, and the agreement says
// in words whether the addresses agree.
var possibleColumns = slices.Concat([]column[Possible]{
	{"Probability", 11, func(s *sheet, p Possible) any { return s.shareCell(p.Probability) }},
	{"Why it matters", 36, func(s *sheet, p Possible) any { return s.ownText(p.Why) }},
},
	textColumns("Forenames", 16, forenames),
	textColumns("Surname", 16, func(p Person) string { return p.Surname }),
	textColumns("Other names", 16, func(p Person) string { return p.OtherNames }),
	sideBySide("Born", 12, (*sheet).birthCell),
	textColumns("Sex", 6, func(p Person) string { return p.Sex }),
	textColumns("UPN", 15, func(p Person) string { return p.UPN }),
	textColumns("Parent", 18, func(p Person) string { return p.Parent }),
	[]column[Possible]{
		{"What agrees and what does not", 55, func(s *sheet, p Possible) any { return s.ownText(p.Agreement) }},
		{"Weight, bits", 9, func(s *sheet, p Possible) any { return excelize.Cell{StyleID: s.book.look.bits, Value: p.Weight} }},
		{"Ahead of the next best, bits", 10, func(s *sheet, p Possible) any { return excelize.Cell{StyleID: s.book.look.bits, Value: p.Gap} }},
		{recordLTitle, 34, func(s *sheet, p Possible) any { return s.extractText(p.RecordL) }},
		{recordRTitle, 34, func(s *sheet, p Possible) any { return s.extractText(p.RecordR) }},
		{"Child id A", 18, func(s *sheet, p Possible) any { return s.extractText(p.ChildL) }},
		{"Child id B", 18, func(s *sheet, p Possible) any { return s.extractText(p.ChildR) }},
	},
	officerColumns[Possible](outcomeTitle, noteTitle, byTitle, dateTitle))

// writePossible writes the possible matches, for an officer to say Same, Different or Unsure.
func (b workbook) writePossible(pairs []Possible, about Summary) error {
	what := "Two records that may belong to the same child. An officer says whether they do; until then the question stays open."
	whole := "All are in " + PossibleFile + "."
	shown := listing[Possible]{name: possibleSheet, title: "Possible matches", what: what, columns: possibleColumns, still: 2, printed: 17, whole: whole, count: countPairs} // up to what agrees
	return writeListing(b, about, shown, pairs, func(s *sheet, from, n int) {
		s.restrictToList(columnOf(possibleColumns, outcomeTitle), from, n, pairOutcomes, len(judgements), outcomeTitle, "Are A and B the same child?")
		s.restrictToDays(columnOf(possibleColumns, dateTitle), from, n, dateTitle, "The day of the judgement. If left empty, the day of the import.")
	})
}

// sideBySide are two columns with a cell for each of the two persons, made of that person and the other.
func sideBySide(title string, width float64, cell func(s *sheet, own, other Person) any) []column[Possible] {
	return []column[Possible]{
		{title + " A", width, func(s *sheet, p Possible) any { return cell(s, p.PersonL, p.PersonR) }},
		{title + " B", width, func(s *sheet, p Possible) any { return cell(s, p.PersonR, p.PersonL) }},
	}
}

// textColumns are those of one field, coloured by whether the two agree on it.
func textColumns(title string, width float64, field func(Person) string) []column[Possible] {
	return sideBySide(title, width, func(s *sheet, own, other Person) any {
		value, with, look := field(own), field(other), s.book.look.differs
		switch {
		case value == "" || with == "":
			look = s.book.look.text
		case strings.EqualFold(value, with):
			look = s.book.look.same
		}
		return s.styledText(look, value)
	})
}

// birthCell is a date of birth, coloured likewise.
func (s *sheet) birthCell(own, other Person) any {
	look := s.book.look.differsDate
	switch {
	case own.DOB.IsZero() || other.DOB.IsZero():
		look = s.book.look.date
	case midnightUTC(own.DOB).Equal(midnightUTC(other.DOB)):
		look = s.book.look.sameDate
	}
	return s.dateCell(look, own.DOB)
}

func countPairs(n int) string {
	if n == 1 {
		return "1 pair"
	}
	return withCommas(n) + " pairs"
}
