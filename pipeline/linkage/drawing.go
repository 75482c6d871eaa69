package linkage

import (
	"fmt"
	"math"
	"strings"
)

// drawing is a chart as the template draws it: nothing but rectangles, lines, broken lines and texts, in pixels of its own
// system.
type drawing struct {
	ID, Title, Caption string
	Width, Height      int
	Bars               []drawnBar
	Lines              []drawnLine
	Paths              []drawnPath
	Texts              []drawnText
	Legend             []legendEntry
}

type drawnBar struct {
	X, Y, W, H float64
	Class, Tip string
}

type drawnLine struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

type drawnPath struct{ Points, Class string }

type drawnText struct {
	X, Y          float64
	Text          string
	Anchor, Class string
}

type legendEntry struct{ Class, Text string }

// The measures of charts.
const (
	chartWidth = 920
	chartRow   = 18
	chartLabel = 260 // room for labels at the left
	chartRight = 70
	plotHeight = 260
	plotLeft   = 60
)

// bar adds a rectangle; one of no width is still seen as a line.
func (d *drawing) bar(x, y, w, h float64, class, tip string) {
	if w < 0 {
		x, w = x+w, -w
	}
	d.Bars = append(d.Bars, drawnBar{round(x), round(y), round(max(w, 1)), round(h), class, tip})
}

func (d *drawing) text(x, y float64, text, anchor, class string) {
	d.Texts = append(d.Texts, drawnText{round(x), round(y), text, anchor, class})
}

func (d *drawing) line(x1, y1, x2, y2 float64, class string) {
	d.Lines = append(d.Lines, drawnLine{round(x1), round(y1), round(x2), round(y2), class})
}

// path adds a broken line through points.
func (d *drawing) path(xs, ys []float64, class string) {
	var b strings.Builder
	for k := range xs {
		fmt.Fprintf(&b, "%.1f,%.1f ", xs[k], ys[k])
	}
	d.Paths = append(d.Paths, drawnPath{strings.TrimSpace(b.String()), class})
}

// round keeps one place, so that pages are short and the same everywhere.
func round(x float64) float64 { return math.Round(x*10) / 10 }

// axes is a plot with a scale on both sides.
type axes struct {
	*drawing
	fromX, toX, toY float64
}

// plot starts a plot with x from fromX to toX and y from 0 to toY.
func plot(id, title, caption string, fromX, toX, toY float64, xLabel string, yTicks []float64, yText func(float64) string) axes {
	d := &drawing{ID: id, Title: title, Caption: caption, Width: chartWidth, Height: plotHeight + 50}
	a := axes{d, fromX, toX, toY}
	for _, y := range yTicks {
		d.line(plotLeft, a.y(y), chartWidth-10, a.y(y), "grid")
		d.text(plotLeft-6, a.y(y)+4, yText(y), "end", "")
	}
	step := niceStep(toX - fromX)
	for x := math.Ceil(fromX/step) * step; x <= toX+1e-9; x += step {
		d.text(a.x(x), plotHeight+22, fmt.Sprintf("%.4g", x), "middle", "")
	}
	d.text((plotLeft+chartWidth)/2, plotHeight+42, xLabel, "middle", "quiet")
	return a
}

// niceStep returns a step that divides a range into five to ten.
func niceStep(span float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(max(span, 1e-9))))
	for _, by := range []float64{.1, .2, .5, 1, 2} {
		if span/(step*by) <= 10 {
			return step * by
		}
	}
	return step
}

func (a axes) x(v float64) float64 {
	return plotLeft + (min(max(v, a.fromX), a.toX)-a.fromX)/(a.toX-a.fromX)*(chartWidth-10-plotLeft)
}

func (a axes) y(v float64) float64 { return plotHeight - min(max(v, 0), a.toY)/a.toY*(plotHeight-14) }

// curve draws y over x.
func (a axes) curve(xs, ys []float64, class string) {
	px, py := make([]float64, len(xs)), make([]float64, len(ys))
	for k := range xs {
		px[k], py[k] = a.x(xs[k]), a.y(ys[k])
	}
	a.path(px, py, class)
}
