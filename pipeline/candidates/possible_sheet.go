package candidates

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// possibleColumns are the columns of the possible matches: the two records side by side, field by field. No address,
// postcode or phone is among them: a wrong match would show one family's address on another's line, and the agreement says
// in words whether the addresses agree.
var possibleColumns = append([]column[Possible]{
	{"Probability", 11, func(s *sheet, p Possible) any { return s.shareCell(p.Probability) }},
	{"Why it matters", 36, func(s *sheet, p Possible) any { return s.ownText(p.whyAsked()) }},
	{"Forenames A", 16, func(s *sheet, p Possible) any { return s.personCell(p, forenames, false) }},
	{"Forenames B", 16, func(s *sheet, p Possible) any { return s.personCell(p, forenames, true) }},
	{"Surname A", 16, func(s *sheet, p Possible) any { return s.personCell(p, surname, false) }},
	{"Surname B", 16, func(s *sheet, p Possible) any { return s.personCell(p, surname, true) }},
	{"Other names A", 16, func(s *sheet, p Possible) any { return s.personCell(p, otherNames, false) }},
	{"Other names B", 16, func(s *sheet, p Possible) any { return s.personCell(p, otherNames, true) }},
	{"Born A", 12, func(s *sheet, p Possible) any { return s.birthCell(p, false) }},
	{"Born B", 12, func(s *sheet, p Possible) any { return s.birthCell(p, true) }},
	{"Sex A", 6, func(s *sheet, p Possible) any { return s.personCell(p, sex, false) }},
	{"Sex B", 6, func(s *sheet, p Possible) any { return s.personCell(p, sex, true) }},
	{"UPN A", 15, func(s *sheet, p Possible) any { return s.personCell(p, upn, false) }},
	{"UPN B", 15, func(s *sheet, p Possible) any { return s.personCell(p, upn, true) }},
	{"Parent A", 18, func(s *sheet, p Possible) any { return s.personCell(p, parent, false) }},
	{"Parent B", 18, func(s *sheet, p Possible) any { return s.personCell(p, parent, true) }},
	{"What agrees and what does not", 55, func(s *sheet, p Possible) any { return s.ownText(p.Agreement) }},
	{"Weight, bits", 9, func(s *sheet, p Possible) any { return excelize.Cell{StyleID: s.book.look.bits, Value: p.Weight} }},
	{"Ahead of the next best, bits", 10, func(s *sheet, p Possible) any { return excelize.Cell{StyleID: s.book.look.bits, Value: p.Gap} }},
	{recordLTitle, 34, func(s *sheet, p Possible) any { return s.extractText(p.RecordL) }},
	{recordRTitle, 34, func(s *sheet, p Possible) any { return s.extractText(p.RecordR) }},
	{"Child id A", 18, func(s *sheet, p Possible) any { return s.extractText(p.ChildL) }},
	{"Child id B", 18, func(s *sheet, p Possible) any { return s.extractText(p.ChildR) }},
}, officerColumns[Possible](outcomeTitle, noteTitle, byTitle, dateTitle)...)

// What is frozen at the left, and the last column that is printed: what agrees.
const (
	possibleStill   = 2
	possiblePrinted = 17
)

// whyAsked is what hangs on a pair, and whom to ask when nothing of the two persons is printed.
func (p Possible) whyAsked() string {
	if p.Sealed {
		return strings.TrimSpace(p.Why + " (sealed – ask the named officer)")
	}
	return p.Why
}

func surname(p Person) string    { return p.Surname }
func otherNames(p Person) string { return p.OtherNames }
func sex(p Person) string        { return p.Sex }
func upn(p Person) string        { return p.UPN }
func parent(p Person) string     { return p.Parent }

// writePossible writes the possible matches, for an officer to say Same, Different or Unsure.
func (b workbook) writePossible(pairs []Possible, about Summary) error {
	s := b.beginSheet(possibleSheet, columnWidths(possibleColumns))
	head := about.graveBanners()
	at := len(head) + 2
	shown := min(len(pairs), b.rows-at)
	if shown < len(pairs) {
		shown = b.rows - at - 1
	}
	s.announceTable(at, shown, len(possibleColumns), possibleStill, possiblePrinted)
	s.restrictToList(columnOf(possibleColumns, outcomeTitle), at+1, shown, pairOutcomes, len(judgements), outcomeTitle, "Are A and B the same child?")
	s.restrictToDays(columnOf(possibleColumns, dateTitle), at+1, shown, dateTitle, "The day of the judgement. If left empty, the day of the import.")
	s.protectSheet()
	s.writeRow(titleHeight, excelize.Cell{StyleID: b.look.title, Value: fmt.Sprintf("Possible matches: %s on %s", countPairs(len(pairs)), dayWords(about.AsOf))},
		nil, nil, nil, nil, nil, nil, nil, nil, nil,
		"Two records that may belong to the same child. An officer says whether they do; until then the question stays open.")
	s.writeBanners(head, len(possibleColumns))
	writeRows(s, possibleColumns, pairs[:shown])
	if shown < len(pairs) {
		s.writeFlat(s.styledText(b.look.banner, fmt.Sprintf("Left out: %s, as a sheet holds only %s rows. All are in %s.",
			countPairs(len(pairs)-shown), withCommas(sheetRows), PossibleFile)))
	}
	return s.endSheet()
}

// personCell is one field of one of the two persons, coloured by whether the two agree on it. Of a sealed pair nothing of either
// person is printed, because one record may hold the name that the other must not be seen beside.
func (s *sheet) personCell(p Possible, field func(Person) string, right bool) any {
	if p.Sealed {
		return s.extractText("sealed")
	}
	l, r := field(p.PersonL), field(p.PersonR)
	value := l
	if right {
		value = r
	}
	look := s.book.look
	switch {
	case l == "" || r == "":
		return s.styledText(look.text, value)
	case strings.EqualFold(l, r):
		return s.styledText(look.same, value)
	}
	return s.styledText(look.differs, value)
}

// birthCell is personCell for the dates of birth.
func (s *sheet) birthCell(p Possible, right bool) any {
	if p.Sealed {
		return s.extractText("sealed")
	}
	l, r := p.PersonL.DOB, p.PersonR.DOB
	value := l
	if right {
		value = r
	}
	look := s.book.look
	switch {
	case l.IsZero() || r.IsZero():
		return s.dateCell(look.date, value)
	case midnightUTC(l).Equal(midnightUTC(r)):
		return s.dateCell(look.sameDate, value)
	}
	return s.dateCell(look.differsDate, value)
}

func countPairs(n int) string {
	if n == 1 {
		return "1 pair"
	}
	return withCommas(n) + " pairs"
}
