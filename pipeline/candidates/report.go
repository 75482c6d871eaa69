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
	"words":     words,
	"thousands": thousands,
	"figure":    figure,
	"interval":  interval,
	"seconds":   func(s float64) string { return fmt.Sprintf("%.2f", s) },
	"date":      shortDate,
	"between":   between,
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
	Kinds      []kind
	Noted      []Input
	HowToRead  []string
	Grave      int
}

// WriteReport writes report.html: the run in figures, for managers. It has no script, fetches nothing, names no child, and
// holds everything that differs between two runs on the same inputs, the run's id and the timings, in the one element that
// BlankTimings empties.
func WriteReport(path string, l Lists) error {
	return create(path, func(out io.Writer) error { return writeReport(out, l) })
}

func writeReport(out io.Writer, l Lists) error {
	bars, faults := waterfall(l.Summary.Waterfall)
	p := page{
		Summary: l.Summary, Bars: bars, Chart: drawWaterfall(bars), Faults: faults, Severities: severities, Tallies: l.tallies(),
		Possible: len(l.Possible), Kinds: kinds(l.Summary.Inputs), HowToRead: howToRead,
		News: l.news(), Gone: l.goneBecause(),
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

// The element of the report that holds what differs from run to run.
const timingsStart, timingsEnd = `<section id="timings"`, `</section>`

// BlankTimings returns a report without the element that holds the run's id and timings, so that two runs can be compared.
func BlankTimings(page []byte) []byte {
	before, rest, ok := strings.Cut(string(page), timingsStart)
	if !ok {
		return page
	}
	_, after, _ := strings.Cut(rest, timingsEnd)
	return []byte(before + after)
}

func shortDate(t time.Time) string {
	if t.IsZero() {
		return "not said"
	}
	return t.Format("02/01/2006")
}

// between is a span of days, or the one day that it is.
func between(oldest, newest time.Time) string {
	if oldest.Equal(newest) {
		return shortDate(oldest)
	}
	return shortDate(oldest) + " to " + shortDate(newest)
}

// figure is a measure with as many digits as it bears: a share of one to three places, a count whole.
func figure(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v == math.Trunc(v) && math.Abs(v) >= 2 && math.Abs(v) < 1e15:
		return thousands(int(v))
	case math.Abs(v) >= 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.4f", v)
}

// interval is the interval of a measure, or a dash.
func interval(m Measure) string {
	if !m.Bounded() {
		return "–"
	}
	return figure(m.Low) + " to " + figure(m.High)
}
