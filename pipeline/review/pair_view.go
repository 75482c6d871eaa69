package review

import (
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// Both pages on which pairs are judged draw them alike.
func init() { common = append(common, "templates/pair_parts.gohtml") }

// besideView is two records as the template "besides" sets them beside each other. It says nothing of how likely they are one child's, nor
// what anybody said of them.
type besideView struct {
	A, B         recordHead
	Rows         []besideRow
	For, Against string
}

// recordHead names a record by its extract.
type recordHead struct{ Source, On string }

// besideRow is a line of the comparison. What is the same on both sides stands there once.
type besideRow struct {
	Title       string
	Left, Right []candidates.Stretch
	Once        bool
	Sign, Word  string // the sign is for the eye alone: the word says as much
	Class       string
}

// mostReasons is how many of what speaks for and against is said above the fields, which have the rest.
const mostReasons = 3

// setBeside sets the two records of a pair beside each other.
func setBeside(p *desk.Pair) besideView {
	b := candidates.SetBeside(sideFields(&p.L), sideFields(&p.R))
	against := b.Against
	if p.L.Record.File != "" && p.L.Record.File == p.R.Record.File {
		against = append([]string{"both are in one extract"}, against...)
	}
	view := besideView{A: headOf(&p.L), B: headOf(&p.R), For: reasons(b.For), Against: reasons(against)}
	for _, f := range b.Fields {
		view.Rows = append(view.Rows, rowOf(f))
	}
	home := candidates.MeetHouseholds(p.L.Home, p.R.Home, p.ChildL, p.ChildR)
	if both := siblingWords(home.Both); both != "" {
		view.Rows = append(view.Rows, besideRow{Title: "Lives with", Left: plainWords(both), Once: true, Sign: "=", Word: "same", Class: "same"})
	}
	if l, r := siblingWords(home.Left), siblingWords(home.Right); l+r != "" {
		view.Rows = append(view.Rows, besideRow{Title: "Others at home", Left: plainWords(l), Right: plainWords(r), Class: "one"})
	}
	return view
}

// sideFields are the fields of a side: as its record says them, and the school that has the child.
func sideFields(s *desk.Side) []candidates.Field {
	fields := s.Record.Fields
	if len(fields) == 0 {
		fields = s.Person.Fields()
	}
	return append(fields[:len(fields):len(fields)], candidates.Field{Name: "school", Text: s.School})
}

func headOf(s *desk.Side) recordHead { return recordHead{s.Record.Source, day(s.Record.On)} }

func reasons(all []string) string { return strings.Join(all[:min(len(all), mostReasons)], "; ") }

func rowOf(f candidates.BesideField) besideRow {
	row := besideRow{Title: f.Title, Left: f.Left, Right: f.Right, Word: f.How}
	switch f.Likeness {
	case candidates.Equal:
		row.Sign, row.Class, row.Once = "=", "same", f.How == ""
		if f.How == "" {
			row.Word = "same"
		}
	case candidates.Alike:
		row.Sign, row.Class = "≈", "alike"
	case candidates.Unlike:
		row.Sign, row.Class = "≠", "unlike"
		if f.How == "" {
			row.Word = "differs"
		}
	default:
		row.Class = "one"
	}
	return row
}

func plainWords(text string) []candidates.Stretch {
	if text == "" {
		return nil
	}
	return []candidates.Stretch{{Text: text}}
}

// siblingWords names the children of a home, each with the year of birth and the school that has the child.
func siblingWords(all []candidates.Sibling) string {
	var parts []string
	for _, s := range all {
		words := s.Name
		if !s.DOB.IsZero() {
			words += " " + s.DOB.Format("2006")
		}
		if s.School != "" {
			words += ", " + s.School
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "; ")
}
