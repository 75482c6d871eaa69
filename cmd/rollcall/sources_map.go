package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
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
	g, err := sources.GuessFile(e.ctx, c.File, x)
	if err != nil {
		return err
	}
	if g.Format != "" {
		return e.show(fmt.Sprintf("%s is %s, which is read as it is (kind %s)\n", screen.EscapeLine(g.File), g.Format, g.Kind), nil)
	}
	var b strings.Builder
	p, given := g.Survey.Propose(x.Kind)
	if !given {
		p = g.Nearest[0]
		kindsLine(&b, g)
	}
	mapPage(&b, g.Survey, &p, c.File, given || g.Kind != "")
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

// kindsLine says which kinds the file fits best.
func kindsLine(b *strings.Builder, g *sources.Guess) {
	if g.Kind == "" {
		b.WriteString("no kind fits well; say which with --kind. The nearest are ")
	} else {
		b.WriteString("by its columns the file may be ")
	}
	b.WriteString(g.NearestKinds() + "\n")
}

func mapPage(b *strings.Builder, s *sources.Survey, p *sources.Proposal, path string, believed bool) {
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
	if believed {
		fmt.Fprintf(b, "\nfor the settings, when each line has been checked:\n\n%s", settingsEntry(s, p, path))
	}
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
	return []string{shortenHeader(strings.Join(strings.Fields(c.Header), " "), 32), fmt.Sprintf("%3.0f %%", 100*c.Filled), c.Looks, strings.Join(c.Shapes, "  "), may, score, why}
}

// shortenHeader shortens a header to what a column of the page holds.
func shortenHeader(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
