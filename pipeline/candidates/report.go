package candidates

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"time"

	"rollcall/pipeline/drawing"
)

//go:embed report.gohtml
var reportText string

var report = template.Must(drawing.AddTemplates(template.New("report")).Funcs(template.FuncMap{
	"words":     dayWords,
	"thousands": withCommas,
	"figure":    figureText,
	"interval":  intervalText,
	"seconds":   func(s float64) string { return fmt.Sprintf("%.2f", s) },
	"date":      shortDate,
	"between":   daySpan,
}).Parse(reportText))

// page is what the template of the report sees: figures only, no child.
type page struct {
	Summary
	Bars       []bar
	Chart      drawing.Drawing
	Faults     []string
	Severities []struct{ Band, Meaning string }
	Tallies    []tally
	News       []newsCount
	Gone       []Count
	Possible   int
	Untold     int
	Kinds      []kindOfInput
	Noted      []Input
	HowToRead  []string
	Grave      int
}

// WriteReport writes report.html: the run in figures, for managers. It has no script, fetches nothing, names no child, and
// holds everything that differs between two runs on the same inputs, the run's id and the timings, in the one element "timings".
func WriteReport(path string, l Lists) error {
	return writeFile(path, func(out io.Writer) error { return writeReport(out, l) })
}

func writeReport(out io.Writer, l Lists) error {
	bars, faults := stepsLeft(l.Summary.Waterfall)
	p := page{
		Summary: l.Summary, Bars: bars, Chart: drawWaterfall(bars), Faults: faults, Severities: severities, Tallies: l.tallyLists(),
		Possible: len(PrintedRows(l.Possible)), Untold: len(PrintedRows(l.Untold)), Kinds: sumByKind(l.Summary.Inputs), HowToRead: howToRead,
		News: l.countNews(), Gone: l.countGone(),
	}
	for _, k := range p.Kinds {
		p.Noted = append(p.Noted, k.Noted...)
	}
	for _, b := range l.Summary.Banners {
		if b.Grave {
			p.Grave++
		}
	}
	return report.Execute(out, p)
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

// figureText is a measure with as many digits as it bears: a share of one to three places, a count whole.
func figureText(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v == math.Trunc(v) && math.Abs(v) >= 2 && math.Abs(v) < 1e15:
		return withCommas(int(v))
	case math.Abs(v) >= 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.4f", v)
}

// intervalText is the interval of a measure, or a dash.
func intervalText(m Measure) string {
	if !m.HasInterval() {
		return "–"
	}
	return figureText(m.Low) + " to " + figureText(m.High)
}
