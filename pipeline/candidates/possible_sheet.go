package candidates

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates/xlsx"
)

// otherMatchesSheet has the possible matches on which no line hangs, apart from those that may settle one.
const otherMatchesSheet = "Other matches"

// matchSheets are the sheets on which a person judges pairs.
var matchSheets = []string{possibleSheet, otherMatchesSheet}

// twoSides is a possible match as a sheet shows it: a line for each record in every cell, with a sign before the second.
type twoSides struct {
	*Possible
	beside      Beside
	left, right RecordSaid
	line        *Row    // of the list of candidates, that may be settled; nil: none
	keptOff     *Person // a child who is on no list while the question is open; nil: none
}

// greyStatus is how a child stands whom a possible match may explain.
const greyStatus = "grey"

// matchColumns are the columns of the possible matches. A field of both records stands in one cell, one above the other, so that the two are
// read together and a pair stays whole when the sheet is sorted. How likely the two are one child is folded away: it is not what a person
// should begin with.
var matchColumns = slices.Concat([]column[*twoSides]{
	{"May settle", 17, func(s *sheet, p *twoSides) any { return s.extractText(p.settles()) }},
	{"Story", 5, func(s *sheet, p *twoSides) any { return s.linkToStory(p.listed()) }},
	{"Extract", 15, func(s *sheet, p *twoSides) any { return s.extractText(p.left.madeBy() + "\n" + p.right.madeBy()) }},
	sideColumn("Forename", "forename", 14),
	sideColumn("Surname", "surname", 15),
	sideColumn("Born", "dob", 12.5),
	sideColumn("Sex", "sex", 4.5),
	sideColumn("Address", "address", 24),
	sideColumn("Postcode", "postcode", 10),
	sideColumn("Parent", "parent", 17),
	sideColumn("Phone", "phone", 13),
	sideColumn("School now", "school", 17),
	sideColumn("UPN", "upn", 15),
	{"Speaks for one child", 22, func(s *sheet, p *twoSides) any { return s.ownText(strings.Join(p.beside.For, "; ")) }},
	{"Speaks against", 22, func(s *sheet, p *twoSides) any { return s.ownText(strings.Join(p.beside.Against, "; ")) }},
},
	officerColumns[*twoSides](outcomeTitle, noteTitle, byTitle, dateTitle), foldedMatchColumns)

var foldedMatchColumns = []column[*twoSides]{
	sideColumn("Middle names", "middle_names", 16),
	sideColumn("Other names", "other_names", 16),
	sideColumn("NHS number", "nhs_number", 14),
	{"Why it is asked", 36, func(s *sheet, p *twoSides) any { return s.ownText(p.Why) }},
	{"What the model saw", 40, func(s *sheet, p *twoSides) any { return s.ownText(p.Agreement) }},
	{"Probability", 11, func(s *sheet, p *twoSides) any { return s.shareCell(p.Probability) }},
	{"Weight, bits", 9, func(s *sheet, p *twoSides) any { return xlsx.Cell{Style: s.book.look.bits, Value: p.Weight} }},
	{"Ahead of the next best, bits", 10, func(s *sheet, p *twoSides) any { return xlsx.Cell{Style: s.book.look.bits, Value: p.Gap} }},
	{recordLTitle, 34, func(s *sheet, p *twoSides) any { return s.extractText(p.RecordL) }},
	{recordRTitle, 34, func(s *sheet, p *twoSides) any { return s.extractText(p.RecordR) }},
	{"Child id A", 18, func(s *sheet, p *twoSides) any { return s.extractText(p.ChildL) }},
	{"Child id B", 18, func(s *sheet, p *twoSides) any { return s.extractText(p.ChildR) }},
}

// writePossible writes the possible matches, for an officer to say Same, Different or Unsure: those on which a line of the list of candidates
// hangs, and the others on a sheet of their own.
func (b workbook) writePossible(l Lists, cme []*Row, told *evidence) error {
	lines := map[string]*Row{}
	for _, r := range cme {
		lines[r.ChildID] = r
	}
	var settling, others []*twoSides
	for p := range EachPrinted(l.Possible) {
		pair := told.setSides(p, lines)
		if pair.line != nil || pair.keptOff != nil {
			settling = append(settling, pair)
		} else {
			others = append(others, pair)
		}
	}
	const how = " Each cell has both records, one above the other: = the same, ≈ alike, ≠ different, and what differs underlined. An officer says whether they are one child; until then the question stays open."
	if err := b.writeMatches(possibleSheet, "Pairs of records that may be one child, one of whom is a candidate or would be if they are not: if they are, the child may have a school."+how, settling, l.Summary); err != nil {
		return err
	}
	return b.writeMatches(otherMatchesSheet, "Pairs on which no candidate hangs today. Judge them when there is time."+how, others, l.Summary)
}

func (b workbook) writeMatches(name, what string, pairs []*twoSides, about Summary) error {
	shown := listing[*twoSides]{name: name, title: name, what: what, columns: matchColumns, still: 2, printed: columnOf(matchColumns, outcomeTitle), points: fourLines,
		folded: len(foldedMatchColumns), whole: "All are in " + PossibleFile + ".", count: countPairs}
	return writeListing(b, about, shown, pairs, func(s *sheet, from, n int) {
		at := func(title string) int { return columnOf(matchColumns, title) }
		s.restrictToList(at(outcomeTitle), from, n, pairOutcomes, len(judgements), outcomeTitle, "Are the two records of one child?")
		s.restrictToDays(at(dateTitle), from, n, dateTitle, "The day of the judgement. If left empty, the day of the import.")
		s.keepCells(at(recordLTitle), from, n, recordLTitle)
		s.keepCells(at(recordRTitle), from, n, recordRTitle)
	})
}

// setSides sets the records of a possible match side by side: as their extracts wrote them, or, where no story has a record, by who the child
// is. An address then is left out, for whose it is nobody has looked at.
func (e *evidence) setSides(p *Possible, lines map[string]*Row) *twoSides {
	pair := &twoSides{Possible: p}
	pair.left, pair.right = e.recordOf(p.ChildL, p.RecordL, p.PersonL), e.recordOf(p.ChildR, p.RecordR, p.PersonR)
	pair.beside = SetBeside(pair.left.Fields, pair.right.Fields)
	for _, child := range [...]string{p.ChildL, p.ChildR} {
		if r := lines[child]; r != nil && !r.Sealed && pair.line == nil {
			pair.line = r
		}
		if side := e.sides[child]; side.grey && pair.keptOff == nil {
			pair.keptOff = &side.person
		}
	}
	return pair
}

// recordOf is a record of a child as its extract wrote it, with the school that has it now.
func (e *evidence) recordOf(child, record string, p Person) RecordSaid {
	p.Address, p.Postcode, p.Phone = "", "", ""
	said := RecordSaid{RecordID: record, Fields: p.Fields()}
	said.Source, _, _ = strings.Cut(record, ":")
	said.Source = strings.ReplaceAll(said.Source, "_", " ")
	side := e.sides[child]
	if found := side.records[record]; found != nil {
		said = *found
	}
	if side.school != "" {
		said.Fields = append(slices.Clone(said.Fields), Field{"school", side.school})
	}
	return said
}

// madeBy is the extract of a record and the day for which it speaks.
func (r *RecordSaid) madeBy() string { return cmpJoin(", ", r.Source, dayOrNothing(r.On)) }

// settles says which line may be settled.
func (p *twoSides) settles() string {
	switch {
	case p.line != nil:
		return fmt.Sprintf("%s %d: %s", cmeSheet, p.line.Rank, listName(p.line.Person))
	case p.keptOff != nil:
		return "On no list until it is judged: " + listName(*p.keptOff)
	}
	return ""
}

// listed is the child of the line that may be settled.
func (p *twoSides) listed() string {
	if p.line == nil {
		return ""
	}
	return p.line.ChildID
}

// likenessSigns stand before the second of two values: colour alone tells not everybody.
var likenessSigns = [...]string{OneSided: "", Equal: "= ", Alike: "≈ ", Unlike: differsMark}

// sideColumn is the column of a field of both records.
func sideColumn(title, key string, width float64) column[*twoSides] {
	return column[*twoSides]{title, width, func(s *sheet, p *twoSides) any {
		i := slices.IndexFunc(p.beside.Fields, func(f BesideField) bool { return f.Key == key })
		if i < 0 {
			return s.extractText("")
		}
		f := p.beside.Fields[i]
		look := [...]int{OneSided: s.book.look.text, Equal: s.book.look.same, Alike: s.book.look.alike, Unlike: s.book.look.differs}[f.Likeness]
		runs := append(s.stretchRuns(f.Left), xlsx.Run{Text: "\n" + likenessSigns[f.Likeness], Font: typeOf(xlsx.Font{})})
		return xlsx.Cell{Style: look, Value: append(runs, s.stretchRuns(f.Right)...)}
	}}
}

// stretchRuns are what one side says, with what differs underlined; a dash where it says nothing.
func (s *sheet) stretchRuns(stretches []Stretch) (runs []xlsx.Run) {
	for _, x := range stretches {
		font := xlsx.Font{}
		if x.Differs {
			font = xlsx.Font{Bold: true, Underlined: true}
		}
		runs = append(runs, xlsx.Run{Text: fitCell(x.Text), Font: typeOf(font)})
	}
	if len(stretches) == 1 {
		if born, is := parseBirth(stretches[0].Text); is {
			runs[0].Text = dayOrNothing(born) // as the other side has it
		}
	}
	if len(runs) == 0 {
		runs = append(runs, xlsx.Run{Text: "–", Font: typeOf(xlsx.Font{})})
	}
	return runs
}

func countPairs(n int) string {
	if n == 1 {
		return "1 pair"
	}
	return withCommas(n) + " pairs"
}
