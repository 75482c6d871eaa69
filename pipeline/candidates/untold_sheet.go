package candidates

import (
	"fmt"
	"strings"
)

// untoldShown is how many children of whom nothing can be told the sheet shows at most. It is for an officer to begin with: a sheet
// of a thousand is one that nobody reads, and the file has them all.
const untoldShown = 50

// untoldColumns are the columns of the children of whom no rule can tell.
var untoldColumns = []column[Untold]{
	{"Rank", 6, func(s *sheet, u Untold) any { return s.numberCell(u.Rank) }},
	{"Why to look", 50, func(s *sheet, u Untold) any { return s.ownText(u.Why) }},
	{"Forenames", 16, func(s *sheet, u Untold) any { return s.extractText(forenames(u.Person)) }},
	{"Surname", 16, func(s *sheet, u Untold) any { return s.extractText(u.Person.Surname) }},
	{"Date of birth", 12, func(s *sheet, u Untold) any { return s.dateCell(s.book.look.date, u.Person.DOB) }},
	{"Year group", 7, func(s *sheet, u Untold) any { return s.extractText(u.YearGroup) }},
	{"Last address", 30, func(s *sheet, u Untold) any { return s.extractText(u.Person.Address) }},
	{"Postcode", 10, func(s *sheet, u Untold) any { return s.extractText(u.Person.Postcode) }},
	{"Source of address", 20, func(s *sheet, u Untold) any { return s.extractText(u.Person.AddressSource) }},
	{"Parent or carer", 20, func(s *sheet, u Untold) any { return s.extractText(u.Person.Parent) }},
	{"Phone", 15, func(s *sheet, u Untold) any { return s.extractText(u.Person.Phone) }},
	{"What cannot be told", 60, func(s *sheet, u Untold) any { return s.ownText(u.Reason) }},
	{"Since, if it is so", 12, func(s *sheet, u Untold) any { return s.dateCell(s.book.look.date, u.Since) }},
	{"Rules", 12, func(s *sheet, u Untold) any { return s.ownText(strings.Join(u.Rules, ", ")) }},
	{childTitle, 18, func(s *sheet, u Untold) any { return s.extractText(u.ChildID) }},
}

// writeUntold writes the children of whom no rule can tell and of whom something speaks for looking.
func (b workbook) writeUntold(all []Untold, about Summary) error {
	whole := "All are in " + UntoldFile + "."
	var shown []Untold
	for _, u := range all {
		if len(shown) < untoldShown && (len(u.Signs) > 0 || u.Sealed) {
			shown = append(shown, u)
		}
	}
	what := "Nothing explains these children, and whether they are missing education cannot be told, since registers that may have them were never had: " +
		"see “What an extract would settle” on the first sheet. They are no candidates. Those come first whom a social worker, a referral, a notice of moving in or a lost roll speaks for. " + whole
	l := listing[Untold]{name: untoldSheet, title: untoldSheet, what: what, columns: untoldColumns, still: 4, printed: len(untoldColumns), whole: whole, count: countChildren}
	if left := len(all) - len(shown); left > 0 {
		l.notice = fmt.Sprintf("Not shown: %s of whom nothing else speaks for looking, or who come after. They are in %s.", countChildren(left), UntoldFile)
	}
	return writeListing(b, about, l, shown, func(*sheet, int, int) {})
}

// writeLacks writes what each extract that was never had would settle.
func (s *sheet) writeLacks(lacks []Lack) {
	if len(lacks) == 0 {
		return
	}
	s.writeTitles(0, "What an extract would settle", "Rules that cannot tell without it", "Children", "Of these by it alone")
	for _, x := range lacks {
		s.writeLine(s.ownText(x.Name), s.ownText(strings.Join(x.Rules, ", ")), s.numberCell(x.Children), s.numberCell(x.Alone))
	}
	s.writeFlat()
}
