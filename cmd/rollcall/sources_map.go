package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rollcall/pipeline/screen"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// sourcesMapCmd is `rollcall sources map`.
type sourcesMapCmd struct {
	File      string `arg:"" help:"The file to look at."`
	Kind      string `help:"What kind of extract it is; proposed when left out."`
	Config    string `short:"c" type:"path" help:"Settings that may have the file already: what they map is taken as it is."`
	Encoding  string `help:"Its encoding, when it is not found out."`
	Delimiter string `help:"Its delimiter, when it is not found out."`
	Sheet     string `help:"The worksheet to look at; the first when left out."`
}

// Run looks at the file and prints what each column may be. It prints no value but words that repeat in a column of words.
func (c *sourcesMapCmd) Run(e *env) error {
	x, err := c.fileToMap()
	if err != nil {
		return err
	}
	if k := cmp.Or(c.Kind, string(x.Kind)); k != "" {
		d, known := sources.DeclarationOf(sources.Kind(k))
		if !known {
			return &usageError{fmt.Sprintf("--kind: %q is not a kind of extract; `rollcall sources` lists them", k)}
		}
		if !slices.Contains(d.Formats, "CSV") {
			return &usageError{fmt.Sprintf("--kind: %s is read from %s, whose layout is the Department's: it needs no mapping", k, strings.Join(d.Formats, " or "))}
		}
		x.Kind = d.Kind
	}
	s, err := sources.SurveyFile(e.ctx, c.File, x)
	if err != nil {
		return err
	}
	var b strings.Builder
	p, given := s.Propose(x.Kind)
	if !given {
		all := s.ProposeAll()
		p = all[0]
		kindsLine(&b, all)
	}
	mapPage(&b, s, &p, c.File)
	return e.show(b.String(), nil)
}

// fileToMap says how the file is to be read.
func (c *sourcesMapCmd) fileToMap() (sources.Extract, error) {
	var x sources.Extract
	if c.Config != "" {
		s, err := settings.Load(c.Config)
		if err != nil {
			return x, err
		}
		found := false
		if x, found, err = s.ExtractOf(c.File); err != nil {
			return x, err
		}
		if !found {
			return x, &usageError{fmt.Sprintf("%s: no entry of the settings has the file %s", c.Config, filepath.Base(c.File))}
		}
	}
	x.Encoding, x.Delimiter, x.Sheet = cmp.Or(c.Encoding, x.Encoding), cmp.Or(c.Delimiter, x.Delimiter), cmp.Or(c.Sheet, x.Sheet)
	return x, nil
}

// leastFit is from which fit on a kind is proposed without a warning.
const leastFit = 0.35

// kindsLine says which kinds the file fits best.
func kindsLine(b *strings.Builder, all []sources.Proposal) {
	if all[0].Fit < leastFit {
		b.WriteString("no kind fits well; say which with --kind. The nearest are ")
	} else {
		b.WriteString("by its columns the file may be ")
	}
	var nearest []string
	for _, p := range all[:3] {
		nearest = append(nearest, fmt.Sprintf("%s (%.2f)", p.Kind, p.Fit))
	}
	b.WriteString(strings.Join(nearest, ", ") + "\n")
}

func mapPage(b *strings.Builder, s *sources.Survey, p *sources.Proposal, path string) {
	kind := string(p.Kind)
	if p.Layout != "" {
		kind += ", the layout of " + p.Layout
	}
	fmt.Fprintf(b, "%s: %d rows, %d columns, looked at as %s\n", screen.EscapeLine(s.File), s.Rows, len(s.Columns), kind)
	for _, n := range s.Notes {
		fmt.Fprintf(b, "  %s\n", n)
	}
	b.WriteString("\n")
	rows := [][]string{{"column", "filled", "looks like", "shapes", "may be", "score", "because"}}
	for i, c := range s.Columns {
		rows = append(rows, columnRow(c, p.Columns[i]))
	}
	for _, cells := range padCells(rows) {
		b.WriteString(strings.TrimRight(strings.Join(cells, "  "), " ") + "\n")
	}
	if len(p.Lacking) > 0 {
		fmt.Fprintf(b, "\nneeded and not found: %s\n", strings.Join(p.Lacking, ", "))
	}
	fmt.Fprintf(b, "\nfor the settings, when each line has been checked:\n\n%s", proposedSettings(s, p, path))
}

// columnRow is the line of one column.
func columnRow(c sources.Column, p sources.ProposedColumn) []string {
	may, score := p.Field, ""
	switch p.Fate {
	case sources.NotKnown:
		may = "not known"
	case sources.Passed:
		may = "(passed over)"
	case sources.Never:
		may = "(never loaded)"
	case sources.Proposed:
		score = fmt.Sprintf("%.2f", p.Score)
	}
	if p.Field == "ethnicity" {
		may += ", held apart"
	}
	why := p.Why
	if p.Next != "" && (p.Fate == sources.Proposed || p.Fate == sources.NotKnown) {
		why = strings.TrimPrefix(why+"; or "+p.Next, "; ")
	}
	return []string{shortenHeader(c.Header, 32), fmt.Sprintf("%3.0f %%", 100*c.Filled), c.Looks, strings.Join(c.Shapes, "  "), may, score, why}
}

// shortenHeader shortens a header to what a column of the page holds.
func shortenHeader(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// proposedSettings is the entry of the settings that has the file read as proposed.
func proposedSettings(s *sources.Survey, p *sources.Proposal, path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - kind: %s\n    path: %s\n", p.Kind, strconv.Quote(filepath.ToSlash(path)))
	columns, values, remarks := "", "", ""
	for i, c := range p.Columns {
		if c.Fate == sources.Proposed || c.Fate == sources.Mapped {
			columns += fmt.Sprintf("      %s: %s\n", c.Field, strconv.Quote(s.Columns[i].Header))
		}
		guessed, open := proposedWords(c)
		values, remarks = values+guessed, remarks+open
	}
	if columns != "" {
		b.WriteString("    columns:\n" + columns)
	}
	if values != "" {
		b.WriteString("    values:\n" + values)
	}
	if remarks != "" {
		b.WriteString("    # words that nobody can guess: put a line for each under values\n" + remarks)
	}
	if p.Mixed {
		b.WriteString("    # dates: the columns of dates have different layouts, and only one can be given: ask for YYYY-MM-DD in all\n")
	}
	if p.Dates != "" {
		fmt.Fprintf(&b, "    dates: %s\n", strconv.Quote(p.Dates))
	}
	return b.String()
}

// proposedWords are the lines of one field of words: those that are guessed, and as remarks those that a person must write.
func proposedWords(c sources.ProposedColumn) (guessed, open string) {
	for _, w := range c.Words {
		local := strconv.Quote(w.Local)
		if w.Word != "" {
			guessed += fmt.Sprintf("        %s: %s  # a guess, in %d rows\n", local, w.Word, w.Times)
			continue
		}
		open += fmt.Sprintf("    #   %s: {%s: }  # in %d rows; one of %s\n", c.Field, local, w.Times, strings.Join(w.OneOf, ", "))
	}
	if c.Hidden > 0 {
		open += fmt.Sprintf("    #   %s: %d different words more are not shown, for they may be a child's\n", c.Field, c.Hidden)
	}
	if guessed != "" {
		guessed = "      " + c.Field + ":\n" + guessed
	}
	return guessed, open
}
