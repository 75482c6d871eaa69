package candidates

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates/xlsx"
)

// listSheet says how a list, or what of one a road takes up, is shown.
type listSheet struct {
	list             List
	road             Road // empty: the whole list
	name, file, what string
}

var cmeList = listSheet{CME, "", cmeSheet, CMEFile,
	"Children of compulsory school age whom no register accounts for. A line is a candidate, not a finding: an officer decides. " + orderOfCandidates}

// atRiskLists are the list of children at risk as its readers get it. What a school itself works through is in its own workbook.
var atRiskLists = []listSheet{
	{AtRisk, OfficersRoad, atRiskSheet, AtRiskFile,
		"Children who have a school or other provision and may be about to lose it. A line is a prompt to look, not a finding. " +
			"They stand in order of the day from which the school may delete the name, then those with whom social care works, then by severity. What is only watched (P5) is left out."},
	{AtRisk, IllnessRoad, illnessSheet, AtRiskFile,
		"Children absent through illness for fifteen school days of the year or more, for the lead on education under section 19. A line is a prompt to look, not a finding. " + orderOfLines},
	{AtRisk, HomeRoad, homeSheet, AtRiskFile,
		"Children taught at home whom nobody has looked at for long, or about whom a concern came, for the officer for home education. Home education is lawful. " + orderOfLines},
	{AtRisk, MeetingRoad, meetingSheet, AtRiskFile,
		"For the meeting with each school, each term: its pupils who miss half of their sessions first, then others with whom a service works. Filter by school. A line is a prompt to talk, not a finding."},
}

// orderOfCandidates says how candidates are put in order, and orderOfLines how the lines at risk are; on each line a column says what it was put in order by.
const orderOfCandidates = "Lines are ordered by severity. Within one, what is in hand waits until its day; what some record tells comes before what no register has; what is fresh before " +
	"what rests on old evidence, the years-old last; then whom a brother's or sister's school, a social worker or a parent can answer for; then by how long it has been."

const orderOfLines = "Lines are ordered by severity, then by how long it has been, then children who change school this year, then by how many extracts agree and how likely it is that the child is on no roll."

// What a line says on the first screen, in the order in which an officer reads it: who, why, where, whom to ask, what next. Widths are such
// that all of it and the officer's own columns fit a screen of 1920 by 1080 points.
var (
	leadColumns = []column[*Row]{
		{"Rank", 5, func(s *sheet, r *Row) any { return xlsx.Cell{Style: s.book.look.rank, Value: r.Rank} }},
		{"Severity", 7.5, func(s *sheet, r *Row) any { return s.styledText(s.book.look.severityOf(r.Severity), r.Severity) }},
		{"Name", 18, func(s *sheet, r *Row) any { return s.extractText(listName(r.Person)) }},
		{"Story", 5, func(s *sheet, r *Row) any { return s.linkToStory(r.ChildID) }},
		{"Born", 10.5, func(s *sheet, r *Row) any { return s.dateCell(s.book.look.date, r.Person.DOB) }},
		{"Year", 5, func(s *sheet, r *Row) any { return s.extractText(r.YearGroup) }},
		{"Why", 50, func(s *sheet, r *Row) any { return s.ownText(r.Reason) }},
	}
	sinceColumns = []column[*Row]{
		{"Since", 10.5, func(s *sheet, r *Row) any { return s.dateCell(s.book.look.date, r.Since) }},
		{"On that day", 9.5, func(s *sheet, r *Row) any { return s.ownText(r.SinceIs) }},
		{"Held as a case", 10.5, func(s *sheet, r *Row) any { return s.ownText(councilWords(r)) }},
	}
	homeColumns = []column[*Row]{
		{"Last address", 22, func(s *sheet, r *Row) any { return s.extractText(wholeAddress(r.Person)) }},
		{"Phone", 12, func(s *sheet, r *Row) any { return s.extractText(r.Person.Phone) }},
	}
	nextColumns = []column[*Row]{
		{"Next action", 25, func(s *sheet, r *Row) any { return s.ownText(r.NextAction) }},
		{"Due", 10.5, func(s *sheet, r *Row) any { return s.dateCell(s.book.look.date, r.Due) }},
		{"Who acts", 10, func(s *sheet, r *Row) any { return s.ownText(r.Who) }},
	}
	decideColumns = officerColumns[*Row](outcomeTitle, reasonTitle, noteTitle, byTitle, dateTitle, untilTitle, returnTitle)
)

// foldedColumns are what else there is on a line: folded away, and a click from sight.
var foldedColumns = []column[*Row]{
	{"Other names", 16, func(s *sheet, r *Row) any { return s.extractText(r.Person.OtherNames) }},
	{"Sex", 6, func(s *sheet, r *Row) any { return s.extractText(r.Person.Sex) }},
	{"Postcode", 10, func(s *sheet, r *Row) any { return s.extractText(r.Person.Postcode) }},
	{"Source of address", 20, func(s *sheet, r *Row) any { return s.extractText(r.Person.AddressSource) }},
	{"UPN", 15, func(s *sheet, r *Row) any { return s.extractText(r.Person.UPN) }},
	{"Parent or carer", 20, func(s *sheet, r *Row) any { return s.extractText(r.Person.Parent) }},
	{"Return reason proposed", 24, func(s *sheet, r *Row) any { return s.ownText(r.ReturnReason) }},
	{"Kind of case", 18, func(s *sheet, r *Row) any { return s.ownText(r.Label) }},
	{"Deadline counted in", 24, func(s *sheet, r *Row) any { return s.ownText(clockUnit(r)) }},
	{"Time so far", 7, func(s *sheet, r *Row) any { return s.ageCell(r) }},
	{"Time counted in", 12, func(s *sheet, r *Row) any { return s.ownText(r.AgeUnit) }},
	{"Why it is ranked here", 36, func(s *sheet, r *Row) any { return s.ownText(r.OrderedBy) }},
	{"Rules", 12, func(s *sheet, r *Row) any { return s.ownText(strings.Join(r.Rules, ", ")) }},
	{"Nearest provision", 36, func(s *sheet, r *Row) any { return s.extractText(r.NearestProvision) }},
	{"Why that does not count", 36, func(s *sheet, r *Row) any { return s.extractText(r.NotAccepted) }},
	{"Name may be deleted from", 12, func(s *sheet, r *Row) any { return s.dateCell(s.book.look.date, r.Removable) }},
	{"Open to social care", 9, func(s *sheet, r *Row) any { return s.ownText(yesWord(r.OpenCare)) }},
	{"Possible matches", 10, func(s *sheet, r *Row) any { return s.greyCell(r) }},
	{"Probability of being on no roll", 12, func(s *sheet, r *Row) any { return s.shareCell(r.POnNoRoll) }},
	{"First listed", 12, func(s *sheet, r *Row) any { return s.dateCell(s.book.look.date, r.FirstListed) }},
	{"What is new", 12, func(s *sheet, r *Row) any { return s.ownText(string(r.News)) }},
	{"What changed", 30, func(s *sheet, r *Row) any { return s.ownText(r.Changed) }},
	{"Open case", 14, func(s *sheet, r *Row) any { return s.ownText(strings.ReplaceAll(r.Case, "_", " ")) }},
	{"Decided before", 40, func(s *sheet, r *Row) any { return s.extractText(r.Decided) }},
	{"Why it is back", 36, func(s *sheet, r *Row) any { return s.ownText(r.Back) }},
	{"May be closed", 36, func(s *sheet, r *Row) any { return s.ownText(r.Proposal) }},
	{evidenceTitle, 26, func(s *sheet, r *Row) any { return s.extractText(r.Evidence) }},
	{childTitle, 18, func(s *sheet, r *Row) any { return s.extractText(r.ChildID) }},
}

// The columns of a list of candidates and of one of children at risk, who have a school to ask.
var (
	cmeColumns = slices.Concat(leadColumns, sinceColumns, homeColumns, []column[*Row]{
		{"Sibling to ask of", 20, func(s *sheet, r *Row) any { return s.extractText(siblingWords(r)) }},
	}, nextColumns, decideColumns, foldedColumns)
	riskColumns = slices.Concat(leadColumns, sinceColumns, homeColumns, []column[*Row]{
		{"School", 20, func(s *sheet, r *Row) any { return s.extractText(schoolName(r)) }},
	}, nextColumns, decideColumns, foldedColumns)
)

// columnsFor are the columns of a list.
func columnsFor(list List) []column[*Row] {
	if list == AtRisk {
		return riskColumns
	}
	return cmeColumns
}

// writeList writes one list: what it is, what is wrong with the run's inputs, and one line per child.
func (b workbook) writeList(l listSheet, rows []*Row, about Summary) error {
	columns := columnsFor(l.list)
	visit := columnOf(columns, "Next action") - 1 // what is taken along on a visit goes on paper
	shown := listing[*Row]{name: l.name, title: l.name, what: l.what, columns: columns, still: columnOf(columns, "Name"), printed: visit,
		folded: len(foldedColumns), whole: "The whole list is in " + l.file + ".", count: countChildren}
	if l.list == AtRisk {
		all := len(rows)
		if rows = ofRoad(rows, l.road); l.road == OfficersRoad {
			rows = toActOn(rows)
			if others := all - len(rows); others > 0 {
				shown.notice = fmt.Sprintf("Left out: %s on the sheets that follow, in the schools' own workbooks, or only being watched (P5). They are in %s.", countChildren(others), l.file)
			}
		}
	}
	return writeListing(b, about, shown, rows, func(s *sheet, from, n int) { s.letOfficersDecide(l, columns, from, n) })
}

// writeAtRisk writes the list of children at risk, a sheet for each of those who take its lines up.
func (b workbook) writeAtRisk(rows []*Row, about Summary) error {
	for _, l := range atRiskLists {
		if err := b.writeList(l, rows, about); err != nil {
			return err
		}
	}
	return nil
}

// toActOn leaves out the lines that are only watched. Many pupils miss a tenth of their sessions, and a list that holds them all
// is a list nobody reads; the file has them, for whoever plans with schools.
func toActOn(rows []*Row) []*Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return r.Severity == "P5" })
}

// letOfficersDecide lets an officer fill in what was decided on each line.
func (s *sheet) letOfficersDecide(l listSheet, columns []column[*Row], from, rows int) {
	at := func(title string) int { return columnOf(columns, title) }
	outcomes := cmeOutcomes
	if l.list == AtRisk {
		outcomes = atRiskOutcomes
	}
	words := s.book.words[l.list]
	s.restrictToList(at(outcomeTitle), from, rows, outcomes, len(words.Outcomes), outcomeTitle, "An officer decides, after looking at the evidence.")
	s.restrictToReasons(l.list, at(reasonTitle), at(outcomeTitle), from, rows)
	s.restrictToDays(at(dateTitle), from, rows, dateTitle, "The day of the decision. If left empty, the day of the import.")
	s.restrictToDays(at(untilTitle), from, rows, untilTitle, "The last day on which the decision holds. If left empty, the usual period for the reason.")
	s.restrictToList(at(returnTitle), from, rows, returnReasons, len(words.Returns), returnTitle, "The department's reason, for a case that is counted in its return.")
	s.keepCells(at(evidenceTitle), from, rows, evidenceTitle)
	s.keepCells(at(childTitle), from, rows, childTitle)
}

// ageCell is the age of a line; one whose beginning is not known has none.
func (s *sheet) ageCell(r *Row) any {
	if r.AgeUnit == "" {
		return s.ownText("")
	}
	return s.numberCell(r.Age)
}

// listName is a name as a list is sorted by it.
func listName(p Person) string {
	if p.Surname == "" {
		return forenames(p)
	}
	return strings.TrimSuffix(p.Surname+", "+forenames(p), ", ")
}

// siblingWords names the brother or sister whose school is the surest to ring: the school's telephone first, for the cell may not show it all.
func siblingWords(r *Row) string {
	x := r.Sibling
	if x == nil {
		return ""
	}
	text := cmpJoin(", ", x.Name, yearWords(x.YearGroup)) + ": " + cmpJoin(", ", x.Phone, x.School)
	if more := r.Siblings - 1; more > 0 {
		text += fmt.Sprintf(" (and %d more)", more)
	}
	return text
}

// councilWords says that the authority's own list holds a case open, or how an officer holds it.
func councilWords(r *Row) string {
	if r.Council == nil {
		return strings.ReplaceAll(r.Case, "_", " ")
	}
	return cmpJoin(" ", r.Council.Status, dayOrNothing(r.Council.Since), r.Council.Holder)
}

// wholeAddress is an address with its postcode, and the postcode that a newer record has instead.
func wholeAddress(p Person) string {
	if p.NewerPostcode != "" {
		newer := p
		newer.NewerPostcode = ""
		return wholeAddress(newer) + "; newer: " + p.NewerPostcode
	}
	if p.Address == "" || p.Postcode == "" || strings.HasSuffix(p.Address, p.Postcode) {
		return p.Address + p.Postcode
	}
	return p.Address + ", " + p.Postcode
}

func forenames(p Person) string { return strings.TrimSpace(p.Forename + " " + p.MiddleNames) }

// yesWord is "yes", or nothing.
func yesWord(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// schoolName is the school of a line as an officer reads it.
func schoolName(r *Row) string {
	if r.OnRollAt == "" || r.SchoolName == "" {
		return r.SchoolName + r.OnRollAt
	}
	return r.SchoolName + " (" + r.OnRollAt + ")"
}

// clockUnit says what the clock of a line counts, and for school days by whose calendar.
func clockUnit(r *Row) string {
	if r.Calendar == "" {
		return r.DueUnit
	}
	return r.DueUnit + ", by " + r.Calendar
}

// greyCell counts the possible matches of a line. Of a sealed child's, which hold nothing, it is empty: none would be said of what is not told.
func (s *sheet) greyCell(r *Row) any {
	if r.Sealed {
		return s.ownText("")
	}
	return s.numberCell(r.Grey)
}
