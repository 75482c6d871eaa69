package drawing

import (
	"fmt"
	"math"
	"strings"
)

// Width is that of every chart, in pixels of its own system.
const Width = 920

// Drawing is a chart as the template draws it: nothing but rectangles, lines, broken lines and texts. A class names what is
// drawn, and the stylesheet of the page says how that looks; "bold" and "quiet" are there for every page.
type Drawing struct {
	ID, Title, Caption string // the title is also what a screen reader says of the chart
	About              string // what the chart shows in words, for whoever does not see it
	Width, Height      int
	Fluid              bool // what lies across is in hundredths of the width that there is: the chart is as wide as its place, and its letters stay
	Bars               []Bar
	Lines              []Line
	Paths              []Path
	Dots               []Dot
	Texts              []Text
	Legend             [][2]string // a class, and what its colour means
}

// Bar is a rectangle, and what a pointer over it shows, which may be nothing.
type Bar struct {
	X, Y, W, H float64
	Class, Tip string
}

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

// Dot is a point of a radius in pixels.
type Dot struct {
	X, Y, R    float64
	Class, Tip string
}

// Path is a broken line through points, "x,y x,y …".
type Path struct{ Points, Class string }

// Text is a text that starts, ends or has its middle at a point: its Anchor is start, end or middle.
type Text struct {
	X, Y          float64
	Text          string
	Anchor, Class string
}

// AddBar adds a rectangle; one of no width is still seen as a line.
func (d *Drawing) AddBar(x, y, w, h float64, class, tip string) {
	if w < 0 {
		x, w = x+w, -w
	}
	d.Bars = append(d.Bars, Bar{roundPlace(x), roundPlace(y), roundPlace(max(w, d.least())), roundPlace(h), class, tip})
}

// least is how wide a bar is at least: a pixel.
func (d *Drawing) least() float64 {
	if d.Fluid {
		return .3
	}
	return 1
}

// AddText adds a text.
func (d *Drawing) AddText(x, y float64, text, anchor, class string) {
	d.Texts = append(d.Texts, Text{roundPlace(x), roundPlace(y), text, anchor, class})
}

// AddLine adds a line.
func (d *Drawing) AddLine(x1, y1, x2, y2 float64, class string) {
	d.Lines = append(d.Lines, Line{roundPlace(x1), roundPlace(y1), roundPlace(x2), roundPlace(y2), class})
}

// AddDot adds a point.
func (d *Drawing) AddDot(x, y, r float64, class, tip string) {
	d.Dots = append(d.Dots, Dot{roundPlace(x), roundPlace(y), r, class, tip})
}

// AddPath adds a broken line through points.
func (d *Drawing) AddPath(xs, ys []float64, class string) {
	var b strings.Builder
	for k := range xs {
		fmt.Fprintf(&b, "%.1f,%.1f ", xs[k], ys[k])
	}
	d.Paths = append(d.Paths, Path{strings.TrimSpace(b.String()), class})
}

// roundPlace keeps one place, so that pages are short and the same everywhere.
func roundPlace(x float64) float64 { return math.Round(x*10) / 10 }

// Shorten cuts a label that would not fit.
func Shorten(label string, most int) string {
	if r := []rune(label); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return label
}
