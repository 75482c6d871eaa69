package candidates

import (
	"fmt"
	"strings"
)

// inputsTable is what was read of each kind of extract, and why rows are no records.
func (s *Summary) inputsTable() *grid {
	kinds := sumByKind(s.Inputs)
	if len(kinds) == 0 {
		return nil
	}
	t := &grid{ID: "inputs-read", Caption: "By kind of extract. Rows are records and rows not used together", Texts: 2,
		Heads: []string{"Extract", "As of", "Why rows were not used", "Files", "Rows", "Records", "Rows not used", "Values not used"}}
	for _, k := range kinds {
		t.Rows = append(t.Rows, gridRow{Title: plainKind(k.Kind), Texts: []string{daySpan(k.Oldest, k.Newest), s.Overview.whyRefused(k.Kind)}, Cells: []gridCell{
			{Text: withCommas(k.Files)}, {Text: rowsText(k.Rows)}, {Text: rowsText(k.Records)}, {Text: withCommas(k.Rejects)}, {Text: withCommas(k.Values)}}})
	}
	return t
}

// rowsText is a number of rows: where it is small, each may be a child.
func rowsText(n int) string { return numberOf(n, isSmall(n)) }

// whyRefused says why rows of a kind are no records, the commonest reasons.
func (o *Overview) whyRefused(kind string) string {
	var parts []string
	for _, r := range o.Refused {
		if r.Kind != kind {
			continue
		}
		text := fmt.Sprintf("%s: %s", withCommas(r.Rows), r.Reason)
		if r.InOrder {
			text += " (as it should be)"
		}
		if parts = append(parts, text); len(parts) == 3 {
			break
		}
	}
	return strings.Join(parts, "; ")
}

// notedTable is the files of which there is something to say.
func notedTable(inputs []Input) *grid {
	t := &grid{ID: "inputs-noted", Caption: "Files with a note", Heads: []string{"File", "Extract", "Note"}, Texts: 2}
	for _, in := range inputs {
		if in.Note != "" {
			t.Rows = append(t.Rows, gridRow{Title: in.File, Texts: []string{plainKind(in.Kind), in.Note}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// lacksTable is what an extract would settle that was never had.
func lacksTable(lacks []Lack) *grid {
	if len(lacks) == 0 {
		return nil
	}
	t := &grid{ID: "lacking-extracts", Caption: "Extracts that were never had, and of how many children of compulsory school age each might answer for. They are on no list",
		Heads: []string{"Extract", "Children", "By it alone"}}
	for _, x := range lacks {
		small := isSmall(x.Children)
		t.Rows = append(t.Rows, gridRow{Title: capital(x.Name), Cells: []gridCell{{Text: numberOf(x.Children, small)}, {Text: numberOf(x.Alone, small || isSmall(x.Alone) || isSmall(x.Children-x.Alone))}}})
	}
	return t
}

// stagesTable is how long each stage took. What each counted is in the manifest.
func stagesTable(stages []Stage) *grid {
	if len(stages) == 0 {
		return nil
	}
	t := &grid{ID: "stages-seconds", Caption: "Stages, in their order", Heads: []string{"Stage", "Seconds"}}
	for _, s := range stages {
		t.Rows = append(t.Rows, gridRow{Title: capital(s.Name), Cells: []gridCell{{Text: fmt.Sprintf("%.2f", s.Seconds)}}})
	}
	return t
}
