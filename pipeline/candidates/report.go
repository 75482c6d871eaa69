package candidates

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"
	"time"

	"rollcall/pipeline/drawing"
)

//go:embed report.gohtml
var reportText string

var report = template.Must(drawing.AddTemplates(template.New("report")).Funcs(template.FuncMap{
	"words":    dayWords,
	"sentence": func(s string) string { return capital(strings.ReplaceAll(s, "_", " ")) },
}).Parse(reportText))

// page is what the template of the report sees: figures only, no child.
type page struct {
	Summary
	Short     []string
	Changes   []*grid
	Clocks    []*grid
	Duties    *grid
	Charts    []drawing.Drawing
	Runs      *grid
	Splits    []*grid
	TooFew    bool     // something is left out for that
	Unsaid    []string // by what no extract tells the children apart
	Waterfall *grid
	Faults    []string
	Figures   []figureWords
	All       *grid
	Lacks     *grid
	Read      *grid
	Noted     *grid
	Stages    *grid
	HowToRead []string
	Glossary  [][2]string
}

// WriteReport writes report.html: the run in words and figures, for managers. It has no script, fetches nothing, names no child, shows of
// no part of a list fewer than five, and holds everything that differs between two runs on the same inputs, the run's id and the timings, in
// the one element "timings".
func WriteReport(path string, l Lists) error {
	return writeFile(path, func(out io.Writer) error { return writeReport(out, l) })
}

func writeReport(out io.Writer, l Lists) error {
	o := &l.Summary.Overview
	p := page{
		Summary: l.Summary, Short: l.sayInShort(), Changes: []*grid{l.changes(), l.whyGone()}, Duties: o.duties(), Charts: o.charts(), Runs: o.runs(),
		Figures: o.figures(), All: measuresTable(l.Summary.Measures), Lacks: lacksTable(l.Summary.Lacking), Read: l.Summary.inputsTable(),
		Noted: notedTable(l.Summary.Inputs), Stages: stagesTable(l.Summary.Stages), HowToRead: howToRead, Glossary: glossary,
	}
	p.Waterfall, p.Faults = waterfallTable(l.Summary.Waterfall)
	for _, s := range o.Clocks {
		p.Clocks = append(p.Clocks, s.table())
	}
	for _, s := range o.Splits {
		switch t := s.table(); {
		case len(s.Groups) == 1 && s.Groups[0].Title == NotKnown:
			p.Unsaid = append(p.Unsaid, s.Of)
		case t != nil:
			p.Splits = append(p.Splits, t)
		default:
			p.TooFew = p.TooFew || len(s.Groups) > 0
		}
	}
	return report.Execute(out, p)
}

// The columns of a table of text are named by hand; those of figures stand to the right.

func waterfallTable(steps []Step) (*grid, []string) {
	bars, faults := stepsLeft(gatherSmall(steps))
	if len(bars) == 0 {
		return nil, nil
	}
	t := &grid{ID: "waterfall-steps", Caption: "Each step, how many children it takes away and how many it leaves. The bars show the children taken away, and dark those left at a total.",
		Heads: []string{"Step", "Taken away", "Left"}}
	most := 1
	for _, b := range bars {
		most = max(most, b.Left, b.Left+b.childrenTaken())
	}
	share := func(n int) float64 { return 100 * float64(max(n, 0)) / float64(most) }
	for _, b := range bars {
		r := gridRow{Title: b.Title, Total: b.Total, Track: &track{From: share(b.Left), Wide: min(share(b.childrenTaken()), 100-share(b.Left)), Class: "taken"}, Cells: []gridCell{{Text: withCommas(b.Children)}, {Text: withCommas(b.Left)}}}
		if b.Total {
			r.Track, r.Cells[0].Text = &track{Wide: share(b.Left), Class: "bar"}, ""
		}
		t.Rows = append(t.Rows, r)
	}
	return t, faults
}

func shortDate(t time.Time) string {
	if t.IsZero() {
		return "not said"
	}
	return t.Format("02/01/2006")
}

// daySpan is a span of days, or the one day that it is.
func daySpan(oldest, newest time.Time) string {
	if oldest.Equal(newest) {
		return shortDate(oldest)
	}
	return shortDate(oldest) + " to " + shortDate(newest)
}

// figureText is a measure with as many digits as it bears: a share in hundredths, a count whole.
func figureText(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v == math.Trunc(v) && math.Abs(v) >= 2 && math.Abs(v) < 1e15:
		return withCommas(int(v))
	case math.Abs(v) > 1:
		return fmt.Sprintf("%.1f", v)
	}
	return percent(v)
}

// percent is a share in hundredths, with two digits that say something.
func percent(v float64) string {
	if v > 0 && v < .001 {
		return fmt.Sprintf("%.2f %%", 100*v)
	}
	return fmt.Sprintf("%.1f %%", 100*v)
}
