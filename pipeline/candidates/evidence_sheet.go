package candidates

import (
	"fmt"
	"path"
	"strings"
	"time"

	"rollcall/pipeline/candidates/xlsx"
)

// evidenceSheet has the stories of the children on the lists, each on a page of its own.
const evidenceSheet = "Evidence"

// The sheet of evidence is printed on A4 upright at three quarters of its size, a child to a page.
var evidenceWidths = []float64{15, 20, 20, 20, 20, 20}

const (
	evidenceScale  = 76
	evidenceHeight = 920 // points of a page
)

// linkToStory is a cell that leads to a child's story, or an empty one. It is the only formula of a workbook, and made of our own words
// alone: it goes where its line goes when a list is sorted, as a link that is laid over a cell may not.
func (s *sheet) linkToStory(child string) any {
	at, is := s.book.storyAt[child]
	if !is {
		return s.ownText("")
	}
	return xlsx.Cell{Style: s.book.look.link, Formula: fmt.Sprintf("HYPERLINK(\"#%s!A%d\",\"open\")", xlsx.QuoteSheet(evidenceSheet), at), Value: "open"}
}

// storyLine is a row of the sheet of evidence.
type storyLine struct {
	cells  []any
	across string // a sentence over all columns, instead of cells
	points float64
}

// writeStory writes the story of a child on a list, on a page of its own.
func (e *evidence) writeStory(r *Row, story *Story) {
	s := e.sheet
	if e.lines++; e.lines > 1 && s.fault == nil {
		s.w.BreakPage()
	}
	for _, line := range s.book.layStory(r, story) {
		if line.across != "" {
			s.mergeLine(line.across, len(evidenceWidths), line.points)
		} else {
			s.writeRow(line.points, line.cells...)
		}
	}
}

// layStory lays a child's story out in rows: who, why, what is known and by whom, the records side by side, and what happened, as much of it
// as a page has room for.
func (b workbook) layStory(r *Row, story *Story) []storyLine {
	lay := &storyLayout{sheet: &sheet{book: b, width: evidenceWidths}}
	p := story.Person
	lay.heading(cmpJoin(" · ", listName(p), bornWords(p, r.YearGroup), p.Sex, ListName(r.List)+fmt.Sprintf(", line %d, %s", r.Rank, r.Severity)))
	lay.sentence(r.Reason)
	lay.sentence(cmpJoin(" ", "Next: "+r.NextAction+".", "Who acts: "+r.Who+".", dueWords(r.Due), sinceWords(r)))
	lay.sentence(storyStanding(story, r))
	lay.said("Home", story.Addresses, 3)
	lay.said("Telephone", story.Phones, 3)
	lay.said("Parent or carer", story.Parents, 3)
	lay.said("E-mail", story.Emails, 1)
	lay.said("Numbers", story.Numbers, 5)
	lay.siblings(story.Siblings)
	lay.schools(story.Schools)
	lay.sentence(searchedWords(story.Searched))
	lay.records(story.Records)
	lay.events(story.Events)
	return append(lay.lines, storyLine{points: lineHeight})
}

// storyLayout is a story as it is laid out, with the points of the page that it takes.
type storyLayout struct {
	sheet *sheet
	lines []storyLine
	taken float64
}

func (l *storyLayout) add(line storyLine) {
	l.lines = append(l.lines, line)
	l.taken += line.points
}

func (l *storyLayout) heading(text string) {
	cells := l.sheet.headingAcross(text, len(evidenceWidths))
	cells[len(cells)-1] = xlsx.Cell{Style: l.sheet.book.look.band, Formula: fmt.Sprintf("HYPERLINK(\"#%s!A1\",\"to the list\")", xlsx.QuoteSheet(cmeSheet)), Value: "to the list"}
	l.add(storyLine{cells: cells, points: lineHeight})
}

func (l *storyLayout) sentence(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	text = fitCell(text)
	l.add(storyLine{across: text, points: heightAcross(text, evidenceWidths)})
}

// fields adds a row of cells of which none wraps: a text runs over the empty cells to its right.
func (l *storyLayout) fields(title string, texts ...string) {
	look := l.sheet.book.look
	cells := []any{l.sheet.styledText(look.strong, title)}
	for _, text := range texts {
		if text == "" {
			cells = append(cells, nil)
			continue
		}
		cells = append(cells, l.sheet.styledText(look.running, text))
	}
	l.add(storyLine{cells: cells, points: lineHeight})
}

// said adds what records say of one thing, the first few of them.
func (l *storyLayout) said(title string, all []Said, most int) {
	for i, x := range all {
		if i == most {
			l.fields("", fmt.Sprintf("and %d more", len(all)-most))
			return
		}
		head := title
		if i > 0 {
			head = ""
		}
		text := x.Text
		if title == "Numbers" {
			text = cmpJoin(" ", x.Title, x.Text) // of several sorts
		}
		l.fields(head, text, "", "", x.Source, dayOrNothing(x.On))
	}
}

func (l *storyLayout) siblings(all []Sibling) {
	const most = 4
	for i, x := range all[:min(len(all), most)] {
		head := "Sibling"
		if i > 0 {
			head = ""
		}
		l.fields(head, cmpJoin(", ", x.Name, bornWords(Person{DOB: x.DOB}, x.YearGroup)), "", "", cmpJoin(", ", orWords(x.School, "no school known"), x.Phone, listedWord(x.Listed)))
	}
	if len(all) > most {
		l.fields("", fmt.Sprintf("and %d more", len(all)-most))
	}
}

func (l *storyLayout) schools(all []Attended) {
	const most = 4
	for i, x := range all[:min(len(all), most)] {
		head := "School"
		if i > 0 {
			head = ""
		}
		l.fields(head, cmpJoin(", ", x.Name, x.Phone), "", dayOrNothing(x.From), dayOrNothing(x.To), cmpJoin(", ", x.Source, dayOrNothing(x.On)))
	}
	if len(all) > most {
		l.fields("", fmt.Sprintf("and %d more", len(all)-most))
	}
}

// records sets the newest records side by side, a field a row. A value that differs from the first record's is marked with a sign and a colour.
func (l *storyLayout) records(all []RecordSaid) {
	if len(all) == 0 {
		return
	}
	shown := all[:min(len(all), len(evidenceWidths)-1)]
	title := "The newest records side by side"
	if len(all) > len(shown) {
		title += fmt.Sprintf(", %d of %d", len(shown), len(all))
	}
	l.add(storyLine{cells: l.sheet.headingAcross(title+". "+differsMark+"differs from the first", len(evidenceWidths)), points: lineHeight})
	look := l.sheet.book.look
	names := []any{l.sheet.styledText(look.strong, "Extract")}
	texts := []string{"Extract"}
	for _, r := range shown {
		text := cmpJoin(", ", r.Source, dayOrNothing(r.On))
		names, texts = append(names, l.sheet.styledText(look.strong, text)), append(texts, text)
	}
	l.add(storyLine{cells: names, points: rowHeight(texts, evidenceWidths)})
	places, texts := []any{l.sheet.styledText(look.strong, "Where")}, []string{"Where"}
	for _, r := range shown {
		text := r.place()
		places, texts = append(places, l.sheet.extractText(text)), append(texts, text)
	}
	l.add(storyLine{cells: places, points: min(rowHeight(texts, evidenceWidths), 2*lineHeight)})
	for _, name := range RecordFields {
		if cells, points := l.compareField(shown, name); cells != nil {
			l.add(storyLine{cells: cells, points: points})
		}
	}
}

// place is where a record stands, as whoever opens its file finds it.
func (r *RecordSaid) place() string {
	switch name := path.Base(r.File); {
	case r.File == "":
		return ""
	case r.Line > 0:
		return fmt.Sprintf("%s, line %d", name, r.Line)
	default:
		return fmt.Sprintf("%s, record %d", name, r.Row)
	}
}

// compareField is the row of one field of records; nothing where none of them says it.
func (l *storyLayout) compareField(shown []RecordSaid, name string) (cells []any, points float64) {
	texts, any := []string{name}, false
	for _, r := range shown {
		text := r.field(name)
		texts, any = append(texts, text), any || text != ""
	}
	if !any {
		return nil, 0
	}
	first := ""
	for i, text := range texts {
		switch {
		case i == 0:
			cells = append(cells, l.sheet.styledText(l.sheet.book.look.strong, text))
			continue
		case text == "" || first == "" || ownFields[name] || sameText(text, first):
			cells = append(cells, l.sheet.extractText(text))
		default:
			texts[i] = differsMark + text
			cells = append(cells, l.sheet.styledText(l.sheet.book.look.differs, texts[i]))
		}
		if first == "" {
			first = text
		}
	}
	return cells, min(rowHeight(texts, evidenceWidths), 3*lineHeight)
}

// ownFields differ from extract to extract whoever the child is.
var ownFields = map[string]bool{"Own number": true, "Property": true}

// differsMark stands before a value that differs from the one that it is beside: colour alone says it not to everybody, nor on paper.
const differsMark = "≠ "

// sameText reports whether two values are the same but for their capitals and spaces.
func sameText(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// field is the value of a field of a record, or nothing.
func (r *RecordSaid) field(name string) string {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// events adds what happened, the newest first, as far as the page has room.
func (l *storyLayout) events(all []Event) {
	if len(all) == 0 {
		return
	}
	room := max(int((evidenceHeight-l.taken)/lineHeight)-2, 5)
	title := "What happened, the newest first"
	if len(all) > room {
		title += fmt.Sprintf(", %d of %d", room, len(all))
	}
	l.add(storyLine{cells: l.sheet.headingAcross(title, len(evidenceWidths)), points: lineHeight})
	for i := range min(len(all), room) {
		e := all[len(all)-1-i]
		words := e.Words
		if e.Possible {
			words = "(may be another child's) " + words
		}
		l.fields(dayOrNothing(e.From), words, "", "", "", cmpJoin(", ", e.Source, dayOrNothing(e.On)))
	}
}

// storyStanding says what the authority holds and what safeguarding facts there are.
func storyStanding(story *Story, r *Row) string {
	var parts []string
	if c := story.OpenCase; c != nil {
		parts = append(parts, "Held as a case: "+cmpJoin(", ", c.Status, "since "+dayWords(c.Since), c.Holder, c.Ref)+".")
	}
	for _, c := range story.Care {
		parts = append(parts, capitalised(cmpJoin(", ", c.Fact, sinceDay(c.Since), c.Team, c.Ref))+".")
	}
	if r.Decided != "" {
		parts = append(parts, "Decided before: "+r.Decided+".")
	}
	if len(story.Possible) > 0 {
		parts = append(parts, fmt.Sprintf("Possible matches: %d, on the sheet %q.", len(story.Possible), possibleSheet))
	}
	if r.NearestProvision != "" {
		parts = append(parts, "Nearest to an education: "+r.NearestProvision+". "+r.NotAccepted)
	}
	return strings.Join(parts, " ")
}

// searchedWords says where it was looked: what names the child, and what does not.
func searchedWords(all []Searched) string {
	var found, not []string
	for _, x := range all {
		text := cmpJoin(" ", x.Source, dayOrNothing(x.On))
		switch {
		case x.Found:
			found = append(found, text)
		case x.Words != "" && x.Words != "not found":
			not = append(not, text+" ("+x.Words+")")
		default:
			not = append(not, text)
		}
	}
	var parts []string
	if len(found) > 0 {
		parts = append(parts, "Named in: "+strings.Join(found, "; ")+".")
	}
	if len(not) > 0 {
		parts = append(parts, "Searched, and not named in: "+strings.Join(not, "; ")+".")
	}
	return strings.Join(parts, " ")
}

func bornWords(p Person, year string) string {
	text := ""
	if !p.DOB.IsZero() {
		text = "born " + dayOrNothing(p.DOB)
	}
	return cmpJoin(", ", text, yearWords(year))
}

func dueWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "By " + dayWords(t) + "."
}

func sinceDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "since " + dayWords(t)
}

func sinceWords(r *Row) string {
	if r.Since.IsZero() {
		return ""
	}
	if r.SinceIs == "" {
		return "Since " + dayWords(r.Since) + "."
	}
	return "Since " + dayWords(r.Since) + ": " + r.SinceIs + "."
}

func orWords(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func listedWord(is bool) string {
	if is {
		return "a candidate too"
	}
	return ""
}

func capitalised(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
