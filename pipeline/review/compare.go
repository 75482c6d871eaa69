package review

import (
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
)

// comparison is records side by side: a row for each field that any of them says.
type comparison struct {
	Records []candidates.RecordSaid
	Fields  []comparedField
}

// comparedField is what each record says in a field.
type comparedField struct {
	Name    string
	Differs bool // two records say different things
	Cells   []comparedCell
}

// comparedCell is what one record says; Differs where it is not what most of them say.
type comparedCell struct {
	Text    string
	Differs bool
}

// ownNumber is the field of each service's own number, which is another in each and no difference.
const ownNumber = "Own number"

// compareRecords sets records side by side, in the order of the fields of the first that has each. What is written otherwise only in
// capitals or blanks is the same.
func compareRecords(records []candidates.RecordSaid) comparison {
	c := comparison{Records: records}
	var names []string
	for _, r := range records {
		for _, f := range r.Fields {
			if f.Text != "" && !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	for _, name := range names {
		field := comparedField{Name: strings.ReplaceAll(name, "_", " ")}
		times := map[string]int{}
		for _, r := range records {
			text := saysOf(r, name)
			field.Cells = append(field.Cells, comparedCell{Text: text})
			if text != "" {
				times[foldSaid(text)]++
			}
		}
		field.Differs = len(times) > 1 && name != ownNumber
		usual, most := "", 0
		for _, x := range field.Cells { // the newest of those that most say
			if n := times[foldSaid(x.Text)]; x.Text != "" && n > most {
				usual, most = foldSaid(x.Text), n
			}
		}
		for i, x := range field.Cells {
			field.Cells[i].Differs = field.Differs && x.Text != "" && foldSaid(x.Text) != usual
		}
		c.Fields = append(c.Fields, field)
	}
	return c
}

// saysOf is what a record says in a field.
func saysOf(r candidates.RecordSaid, name string) string {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// foldSaid is a text without what is no difference.
func foldSaid(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.Trim(text, " .,")), " "))
}
