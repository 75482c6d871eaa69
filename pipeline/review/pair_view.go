package review

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// Both pages on which pairs are judged draw them alike.
func init() { common = append(common, "templates/pair_parts.gohtml") }

// besideView is two records as the template "besides" sets them beside each other. It says nothing of how likely they are one child's, nor
// what anybody said of them. It has few words: a pair is read in twenty seconds.
type besideView struct {
	A, B         recordHead
	Beware       string // what no field alone says
	Rows         []besideRow
	For, Against string
	Alone        string // what one side alone says and a person compares with nothing
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

// setBeside sets the two records of a pair beside each other.
func setBeside(p *desk.Pair) besideView {
	b := candidates.SetBeside(sideFields(&p.L), sideFields(&p.R))
	if p.L.Record.File != "" && p.L.Record.File == p.R.Record.File {
		b.Beware, b.Against = append(b.Beware, oneExtract), append(b.Against, oneExtract)
	}
	view := besideView{A: headOf(&p.L), B: headOf(&p.R), For: strings.Join(b.For, "; "), Against: strings.Join(b.Against, "; "), Beware: strings.Join(b.Beware, "; ")}
	var alone []string
	for _, f := range b.Fields {
		if f.Likeness == candidates.OneSided && slices.Contains(contacts, f.Key) {
			alone = append(alone, aloneWords(f))
			continue
		}
		view.Rows = append(view.Rows, rowOf(f))
	}
	view.Alone = strings.Join(alone, "; ")
	home := candidates.MeetHouseholds(p.L.Home, p.R.Home, p.ChildL, p.ChildR)
	surnames := surnamesOf(p)
	if both := siblingWords(home.Both, surnames...); both != "" {
		view.Rows = append(view.Rows, besideRow{Title: "Lives with", Left: plainWords(both), Once: true, Word: "same", Class: "same"})
	}
	if l, r := siblingWords(home.Left, surnames...), siblingWords(home.Right, surnames...); l+r != "" {
		view.Rows = append(view.Rows, besideRow{Title: "Others at home", Left: plainWords(l), Right: plainWords(r), Class: "one"})
	}
	return view
}

// contacts are the fields that are folded away where one side alone says them: by them somebody is sought, and no pair judged.
var contacts = []string{"upn", "nhs_number", "uln", "phone", "email"}

// aloneWords says a field that one side alone says.
func aloneWords(f candidates.BesideField) string {
	side, text := "A", f.Left
	if len(f.Left) == 0 {
		side, text = "B", f.Right
	}
	words := side + ": " + f.Title + " "
	for _, s := range text {
		words += s.Text
	}
	return words
}

const oneExtract = "both are in one extract"

// surnamesOf are the surnames of the two, which need not be said again of those who live with them.
func surnamesOf(p *desk.Pair) (names []string) {
	for _, s := range []*desk.Side{&p.L, &p.R} {
		for _, f := range s.Record.Fields {
			if strings.EqualFold(f.Name, "surname") {
				names = append(names, f.Text)
			}
		}
	}
	return names
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

func rowOf(f candidates.BesideField) besideRow {
	row := besideRow{Title: f.Title, Left: f.Left, Right: f.Right, Word: f.How}
	switch f.Likeness {
	case candidates.Equal:
		row.Class, row.Once = "same", f.How == ""
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
	default: // the empty cell says it
		row.Class, row.Word = "one", ""
	}
	return row
}

func plainWords(text string) []candidates.Stretch {
	if text == "" {
		return nil
	}
	return []candidates.Stretch{{Text: text}}
}

// mostSiblings is how many of a home are named.
const mostSiblings = 4

// siblingWords names the children of a home, each with the year of birth, without the surnames that are known. Of whom a home has no more
// than a surname tells nothing.
func siblingWords(all []candidates.Sibling, surnames ...string) string {
	var parts []string
	for _, s := range all {
		words := s.Name
		for _, surname := range surnames {
			if n := len(words) - len(surname); n >= 0 && strings.EqualFold(words[n:], surname) {
				words = strings.TrimSpace(words[:n])
			}
		}
		if words == "" {
			continue
		}
		if !s.DOB.IsZero() {
			words += " " + s.DOB.Format("2006")
		}
		parts = append(parts, words)
	}
	if n := len(parts) - mostSiblings; n > 0 {
		parts = append(parts[:mostSiblings], fmt.Sprintf("%d more", n))
	}
	return strings.Join(parts, ", ")
}
