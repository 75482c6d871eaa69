package candidates

import (
	"fmt"
	"math"
	"slices"

	"rollcall/pipeline/drawing"
)

// runs is how the lists grew, the newest run first.
func (o *Overview) runs() *grid {
	if len(o.Trend) < 2 {
		return nil
	}
	t := &grid{ID: "trend-runs", Caption: "Lines of each list at each run, and what was new and decided since the run before it in this table",
		Heads: []string{"Run for", "Candidates", "At risk", "New candidates", "Decisions"}}
	for k, p := range slices.Backward(o.Trend) {
		r := gridRow{Title: dayShort(p.AsOf), Cells: figuresOf(p.CME, p.AtRisk, p.New, p.Decided)}
		if k == 0 {
			r.Cells[2].Text, r.Cells[3].Text = "–", "–" // nothing is known before it
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// charts are the trend as small charts, each on its own scale from nought: nothing where there is one run.
func (o *Overview) charts() []drawing.Drawing {
	if len(o.Trend) < 2 {
		return nil
	}
	pick := func(of func(Point) int) (n []int) {
		for _, p := range o.Trend {
			n = append(n, of(p))
		}
		return n
	}
	return []drawing.Drawing{
		o.drawLine("Candidates", pick(func(p Point) int { return p.CME })), o.drawLine("At risk", pick(func(p Point) int { return p.AtRisk })),
		o.drawColumns("New candidates since the run before", pick(func(p Point) int { return p.New })), o.drawColumns("Decisions since the run before", pick(func(p Point) int { return p.Decided })),
	}
}

// The measures of a chart of the trend: across in hundredths of its width, down in pixels.
const (
	trendLeft, trendRight = 3.0, 97.0
	trendTop, trendFloor  = 24.0, 118.0
	trendHeight           = 140
	fewColumns            = 13 // each of these has room for its number
)

// begin starts a chart with its floor, the first and the last day below it, and how far down a number of it is.
func (o *Overview) begin(title string, n []int) (d drawing.Drawing, x func(k int) float64, y func(n int) float64) {
	first, last := o.Trend[0].AsOf, o.Trend[len(n)-1].AsOf
	d = drawing.Drawing{Title: title + " at each run", Caption: title, Fluid: true, Height: trendHeight, About: fmt.Sprintf(
		"From %s on %s to %s on %s; at most %s. The table after the charts has every figure.",
		withCommas(n[0]), dayWords(first), withCommas(n[len(n)-1]), dayWords(last), withCommas(slices.Max(n)))}
	span, most := last.Sub(first).Hours(), math.Max(1, float64(slices.Max(n)))
	x = func(k int) float64 {
		return trendLeft + (trendRight-trendLeft)*o.Trend[k].AsOf.Sub(first).Hours()/math.Max(1, span)
	}
	y = func(n int) float64 { return trendFloor - (trendFloor-trendTop)*float64(n)/most }
	d.AddLine(0, trendFloor, 100, trendFloor, "axis")
	d.AddText(0, trendHeight-5, dayShort(first), "start", "quiet")
	d.AddText(100, trendHeight-5, dayShort(last), "end", "quiet")
	return d, x, y
}

// drawLine draws a number at each run, with the first and the last written at their points.
func (o *Overview) drawLine(title string, n []int) drawing.Drawing {
	d, x, y := o.begin(title, n)
	for k := 1; k < len(n); k++ {
		d.AddLine(x(k-1), y(n[k-1]), x(k), y(n[k]), "trend")
	}
	for k, v := range n {
		d.AddDot(x(k), y(v), 3, "trend", "")
	}
	last := len(n) - 1
	d.AddText(trendLeft-2, y(n[0])-8, withCommas(n[0]), "start", "")
	d.AddText(trendRight+2, y(n[last])-8, withCommas(n[last]), "end", "bold")
	return d
}

// drawColumns draws how many there were from one run to the next. Of the first run nothing is known.
func (o *Overview) drawColumns(title string, n []int) drawing.Drawing {
	n = slices.Clone(n)
	d, x, y := o.begin(title, n)
	d.About = fmt.Sprintf("At most %s from one run to the next, and %s before the last. The table after the charts has every figure.",
		withCommas(slices.Max(n)), withCommas(n[len(n)-1]))
	last := len(n) - 1
	wide := math.Min(6, .6*(trendRight-trendLeft)/float64(len(n)))
	for k := 1; k < len(n); k++ {
		if n[k] > 0 {
			d.AddBar(x(k)-wide/2, y(n[k]), wide, trendFloor-y(n[k]), "bar", "")
		}
		if k == last {
			d.AddText(100, y(n[k])-6, withCommas(n[k]), "end", "bold")
		} else if n[k] > 0 && (n[k] == slices.Max(n) || last < fewColumns) {
			d.AddText(x(k), y(n[k])-6, withCommas(n[k]), "middle", "")
		}
	}
	return d
}
