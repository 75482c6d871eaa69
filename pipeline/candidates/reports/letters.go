package reports

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
)

// Letter is what a letter about a child needs. An officer chooses which are sent: a line is a reason to look.
type Letter struct {
	Kind        string // "contact", "place" or "whereabouts", to the home; "school"
	Child       string
	Person      candidates.Person
	YearGroup   string
	Rule        string
	Last        candidates.Schooling
	FirstListed time.Time
	Due         time.Time
}

// Bare leaves nothing: nobody writes to a sealed child by a list.
func (l Letter) Bare() (Letter, bool) { return Letter{}, false }

// The kinds of letter, with what each is.
var letterKinds = []struct{ kind, title, about string }{
	{"contact", "To the parents: contact", "Parents of children of whom no education is known."},
	{"place", "To the parents: the place", "Parents of children who have not come to the place that was offered, or were refused one."},
	{"whereabouts", "To the last address: where the child is", "Households of children whose school does not know where they went."},
	{"school", "To the last school", "Schools whose pupil left without a return, or to a destination that is not known."},
}

// sendable reports whether there is anywhere to send the letter.
func (l Letter) sendable() bool {
	if l.Kind == "school" {
		return l.Last.School != ""
	}
	return l.Person.Address != "" && l.Person.Postcode != ""
}

// mailLines is how many lines of an address a letter has, before its postcode.
const mailLines = 5

// addressLines parts an address into the lines of an envelope; what is too much stands in the last.
func addressLines(address string) [mailLines]string {
	var lines [mailLines]string
	parts := strings.Split(address, ", ")
	for i, p := range parts {
		if i < mailLines-1 {
			lines[i] = p
		} else {
			lines[mailLines-1] = strings.Join(parts[i:], ", ")
			break
		}
	}
	return lines
}

// ForLetters is a table for each kind of letter, a row for each letter, with the fields that a mail merge fills in.
func ForLetters(f *Facts) []candidates.Table {
	var tables []candidates.Table
	for _, k := range letterKinds {
		t := candidates.Table{ID: "Letters", File: k.kind, Title: k.title, About: k.about, Columns: mergeColumns(k.kind == "school")}
		for _, l := range f.letters() {
			if l.Kind == k.kind && l.sendable() {
				t.Rows = append(t.Rows, mergeRow(l, k.kind == "school"))
			}
		}
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	return tables
}

// mergeColumns are the fields of a letter, by the names that a mail merge takes from the first row.
func mergeColumns(school bool) []candidates.TableColumn {
	field := func(name string) candidates.TableColumn {
		return candidates.TableColumn{Name: name, Title: name, Width: 18, SheetOnly: true}
	}
	var to []candidates.TableColumn
	if school {
		to = []candidates.TableColumn{field("School_name"), field("School_number"), field("Entry"), field("Left")}
	} else {
		to = []candidates.TableColumn{field("Addressee"), field("Address_1"), field("Address_2"), field("Address_3"), field("Address_4"), field("Address_5"), field("Postcode")}
	}
	child := []candidates.TableColumn{field("Our_reference"), field("Child_forename"), field("Child_surname"), field("Date_of_birth"), field("Year_group")}
	if school {
		child = append(child, field("UPN"))
	}
	return slices.Concat(to, child, []candidates.TableColumn{field("First_listed"), field("Due")})
}

func mergeRow(l Letter, school bool) []any {
	p := l.Person
	var to []any
	if school {
		to = []any{l.Last.Name, l.Last.School, dayInLetter(l.Last.Entry), dayInLetter(l.Last.Left)}
	} else {
		to = []any{cmp.Or(p.Parent, "The parent or carer of "+strings.TrimSpace(p.Forename+" "+p.Surname))}
		for _, line := range addressLines(p.Address) {
			to = append(to, line)
		}
		to = append(to, p.Postcode)
	}
	child := []any{l.Child, p.Forename, p.Surname, dayInLetter(p.DOB), l.YearGroup}
	if school {
		child = append(child, p.UPN)
	}
	return slices.Concat(to, child, []any{dayInLetter(l.FirstListed), dayInLetter(l.Due)})
}

// dayInLetter writes a day as a letter has it: a mail merge would write the cell of a day as Americans do.
func dayInLetter(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format("2 January 2006")
}

// toWrite is every letter that a next action asks for, each child an id, and whether it can be sent.
func toWrite(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "Send", File: "letters", Title: "Letters that a next action asks for",
		About: "Letters and enquiries of schools that the next action of a line asks for. The folder letters has the fields for a mail merge. An officer chooses which are sent.",
		Columns: []candidates.TableColumn{textColumn("letter", "Letter", 14), textColumn("child_id", "Child", 18), textColumn("rule", "Rule", 7),
			textColumn("school", "School number", 12), textColumn("can_be_sent", "Can be sent", 10), dayColumn("first_listed", "First listed"), dayColumn("due", "Due")},
	}
	for _, l := range f.letters() {
		can := "yes"
		if !l.sendable() {
			can = "no address"
		}
		t.Rows = append(t.Rows, []any{l.Kind, l.Child, l.Rule, l.Last.School, can, l.FirstListed, l.Due})
	}
	return t
}

// letters are those that may be printed, by kind and in the order of the list.
func (f *Facts) letters() []Letter {
	rows := candidates.PrintedRows(f.Letters)
	slices.SortStableFunc(rows, func(a, b Letter) int { return cmp.Compare(a.Kind, b.Kind) })
	return rows
}
