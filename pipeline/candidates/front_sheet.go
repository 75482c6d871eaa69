package candidates

import (
	"slices"

	"rollcall/pipeline/candidates/xlsx"
)

// What the lists are and are not. UK GDPR articles 22A to 22D ask for a person in every decision of this weight; the
// guidance on children missing education asks for reasonable enquiries before a child is counted.
var howToRead = []string{
	"A line on “Candidate CME” is a child of compulsory school age whom none of the registers that were read accounts for. It is a candidate, not a decision: only an officer says suspected, confirmed or resolved.",
	"A line on “At risk” is a child who has a school or other provision and may be about to lose it. Each such child is on one sheet: “At risk” for officers, “Ill, section 19”, “Home education”, “School meetings” for the termly meeting with each school; what a school works through itself is in its own workbook.",
	"“Not known” are children whom nothing explains and of whom no rule can tell, because a register that may have them was never had. They are no candidates; those with a reason to look come first.",
	"“Possible matches” are pairs of records that may belong to the same child. An officer says whether they do; until then the question stays open. A match may account for a candidate.",
	"Where a register is missing, out of date or held back, the rules that need it are switched off; the warnings above say which. No child is listed only because a file did not arrive.",
	"Ethnicity, religion and nationality are not used by any rule or match.",
	"Before a line is acted on, look at why it is listed, what was searched, and the nearest provision and why it was not accepted. Do not tell anybody outside the team that a family is suspected of anything.",
	"Where an address is sealed, ask the named officer. Do not look it up elsewhere.",
	"Counts that leave the team are rounded to the nearest 10.",
}

// howToFill is what only the workbook needs to say.
var howToFill = []string{
	"Fill in the yellow columns only: outcome, reason, note, decided by, date, until and, for a case that is counted, the reason for the return. Then return the workbook to be imported. A line without an outcome is left as it is.",
	"Sort and filter the lists as you like. The + over the columns at the right, or the 2 in the corner, unfolds what else is known of each line. The import finds a line again by its child id and its evidence: leave those two columns as they are.",
	"A child whose case is closed stays off the lists until the day in “Until” or until the facts change, and then comes back with the earlier decision beside it. A case held open stays on the list until a person closes it.",
	"Do not send this workbook by e-mail.",
}

// writeFront writes the first sheet: which run this is, what was wrong with its inputs, how many lines there are, how to read them.
func (b workbook) writeFront(l Lists) error {
	about := l.Summary
	s := b.beginSheet(frontSheet, []float64{34, 30, 13, 13, 13, 13, 13, 60}, printing{})
	s.writeRow(titleHeight, xlsx.Cell{Style: b.look.title, Value: "Children missing education: candidates"})
	s.writeBanners(about.Banners, 8)
	s.writeFlat()
	s.writeLine(s.ownText("Authority"), s.extractText(about.Authority))
	s.writeLine(s.ownText("As of"), s.dateCell(b.look.date, about.AsOf))
	s.writeLine(s.ownText("Run"), s.extractText(about.RunID))
	s.writeFlat(s.ownText("Guidance followed"), about.Guidance)
	s.writeFlat()
	s.writeCounts(l)
	s.writeFlat()
	s.writeLacks(about.Lacking)
	s.writeSearched(l)
	s.writeFlat(s.headingAcross("What these lists are, and are not", 8)...)
	for _, sentence := range slices.Concat(howToRead, howToFill, about.Limits) {
		s.writeAcross(sentence, 8)
	}
	s.writeFlat()
	s.writeInputs(about.Inputs)
	return s.endSheet()
}

// writeCounts writes how many lines each list has, by severity.
func (s *sheet) writeCounts(l Lists) {
	head := []string{"List", "All lines"}
	for _, band := range severities {
		head = append(head, band.Band+", "+band.Meaning)
	}
	s.writeTitles(0, head...)
	for _, t := range l.tallyLists() {
		line := []any{s.ownText(t.Title), s.numberCell(t.Total)}
		for i, n := range t.Bands {
			style := s.book.look.number
			if n > 0 {
				style = s.book.look.severityOf(severities[i].Band)
			}
			line = append(line, xlsx.Cell{Style: style, Value: n})
		}
		s.writeLine(line...)
	}
	s.writeLine(s.ownText(untoldSheet), s.numberCell(countPrinted(l.Untold)))
	if l.NotInSchool != nil {
		s.writeLine(s.ownText(notInSchoolSheet), s.numberCell(countPrinted(l.NotInSchool)))
	}
	s.writeLine(s.ownText("Possible matches"), s.numberCell(countPrinted(l.Possible)))
}

// writeSearched writes where it was looked for the children of a list: once for all of them, for it is the same on each line.
func (s *sheet) writeSearched(l Lists) {
	counts := map[string]int{}
	var most string
	for r := range EachPrinted(l.CME) {
		if r.Searched != "" {
			if counts[r.Searched]++; counts[r.Searched] > counts[most] {
				most = r.Searched
			}
		}
	}
	if most == "" {
		return
	}
	s.writeFlat(s.headingAcross("Where it was looked for each candidate", 8)...)
	s.writeAcross(most, 8)
	if others := len(counts) - 1; others > 0 {
		s.writeAcross("Of some lines it was another set of registers: the line's story says which.", 8)
	}
	s.writeFlat()
}

// writeInputs writes what was read, a line for each kind of extract, and then the files of which there is something to say.
func (s *sheet) writeInputs(inputs []Input) {
	s.writeTitles(0, "What was read", "Files", "Oldest as of", "Newest as of", "Rows", "Records", "Rejected rows", "Values not used")
	for _, k := range sumByKind(inputs) {
		s.writeLine(s.ownText(k.Kind), s.numberCell(k.Files), s.dateCell(s.book.look.date, k.Oldest), s.dateCell(s.book.look.date, k.Newest),
			s.numberCell(k.Rows), s.numberCell(k.Records), s.numberCell(k.Rejects),
			xlsx.Cell{Style: s.book.look.rank, Value: k.Values})
	}
	s.writeFlat()
	s.writeTitles(0, "Files with a note", "File", "As of", "Rows", "Records", "Rejected rows", "Values not used", "Note")
	for _, k := range sumByKind(inputs) {
		for _, in := range k.Noted {
			s.writeLine(s.ownText(in.Kind), s.extractText(in.File), s.dateCell(s.book.look.date, in.AsOf),
				s.numberCell(in.Rows), s.numberCell(in.Records), s.numberCell(in.Rejects), s.numberCell(in.Values), s.ownText(in.Note))
		}
	}
}
