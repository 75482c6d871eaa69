package candidates

import "strings"

// notInSchoolColumns are the columns of the list of children not in school. It prints no unique pupil number: the consistent identifier
// may stand on it, and the two together would lead from a school's records to a doctor's.
func notInSchoolColumns(identifier bool) []column[NotInSchool] {
	columns := []column[NotInSchool]{
		{"Rank", 6, func(s *sheet, n NotInSchool) any { return s.numberCell(n.Rank) }},
		{"Condition of section 436B", 10, func(s *sheet, n NotInSchool) any { return s.ownText(n.Basis) }},
		{"Taught", 22, func(s *sheet, n NotInSchool) any { return s.ownText(n.Setting) }},
		{"Forenames", 16, func(s *sheet, n NotInSchool) any { return s.extractText(forenames(n.Person)) }},
		{"Surname", 16, func(s *sheet, n NotInSchool) any { return s.extractText(n.Person.Surname) }},
		{"Date of birth", 12, func(s *sheet, n NotInSchool) any { return s.dateCell(s.book.look.date, n.Person.DOB) }},
		{"Year group", 7, func(s *sheet, n NotInSchool) any { return s.extractText(n.YearGroup) }},
	}
	if identifier {
		columns = append(columns, column[NotInSchool]{identifierTitle, 15, func(s *sheet, n NotInSchool) any { return s.extractText(n.Identifier) }})
	}
	return append(columns,
		column[NotInSchool]{"Last address", 30, func(s *sheet, n NotInSchool) any { return s.extractText(n.Person.Address) }},
		column[NotInSchool]{"Postcode", 10, func(s *sheet, n NotInSchool) any { return s.extractText(n.Person.Postcode) }},
		column[NotInSchool]{"Parent or carer", 20, func(s *sheet, n NotInSchool) any { return s.extractText(n.Person.Parent) }},
		column[NotInSchool]{"Phone", 15, func(s *sheet, n NotInSchool) any { return s.extractText(n.Person.Phone) }},
		column[NotInSchool]{"Why", 55, func(s *sheet, n NotInSchool) any { return s.ownText(n.Reason) }},
		column[NotInSchool]{"Since", 12, func(s *sheet, n NotInSchool) any { return s.dateCell(s.book.look.date, n.Since) }},
		column[NotInSchool]{"Asked by section 436C and not held", 50, func(s *sheet, n NotInSchool) any { return s.ownText(strings.Join(n.Lacks, "; ")) }},
		column[NotInSchool]{"Parents tell by", 12, func(s *sheet, n NotInSchool) any { return s.dateCell(s.book.look.date, n.ParentsDue) }},
		column[NotInSchool]{"Provider answers by", 12, func(s *sheet, n NotInSchool) any { return s.dateCell(s.book.look.date, n.ProvidersDue) }},
		column[NotInSchool]{childTitle, 18, func(s *sheet, n NotInSchool) any { return s.extractText(n.ChildID) }},
	)
}

// identifierTitle heads the consistent identifier.
const identifierTitle = "Consistent identifier"

// writeNotInSchool writes the list of children not in school, where it is law.
func (b workbook) writeNotInSchool(l Lists) error {
	if l.NotInSchool == nil {
		return nil
	}
	columns := notInSchoolColumns(l.Identifiers)
	what := "Children who are to be on the register of children not in school (Education Act 1996 ss.436B to 436G): a, a pupil of no school; " +
		"b, a pupil taught elsewhere by arrangement; c, a pupil for part of the time. A line is what the extracts show, and no decision; home education is lawful. " +
		"Parents have fifteen days from the day since which it holds, or on which it became law; a provider has them from the day of the notice, where the register of placements gives it."
	whole := "All are in " + NotInSchoolFile + "."
	return writeListing(b, l.Summary, listing[NotInSchool]{name: notInSchoolSheet, title: notInSchoolSheet, what: what, columns: columns, still: 5, printed: len(columns), whole: whole, count: countChildren},
		PrintedRows(l.NotInSchool), func(*sheet, int, int) {})
}
