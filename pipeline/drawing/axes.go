package drawing

import (
	"fmt"
	"math"
)

// The measures of a plot.
const (
	plotHeight = 260
	plotLeft   = 60
)

// Axes is a plot with a scale on both sides.
type Axes struct {
	*Drawing
	fromX, toX, toY float64
}

// Plot starts a plot with x from fromX to toX and y from 0 to toY.
func Plot(id, title, caption string, fromX, toX, toY float64, xLabel string, yTicks []float64, yText func(float64) string) Axes {
	d := &Drawing{ID: id, Title: title, Caption: caption, Width: Width, Height: plotHeight + 50}
	a := Axes{d, fromX, toX, toY}
	for _, y := range yTicks {
		d.AddLine(plotLeft, a.Y(y), Width-10, a.Y(y), "grid")
		d.AddText(plotLeft-6, a.Y(y)+4, yText(y), "end", "")
	}
	step := niceStep(toX - fromX)
	for x := math.Ceil(fromX/step) * step; x <= toX+1e-9; x += step {
		d.AddText(a.X(x), plotHeight+22, fmt.Sprintf("%.4g", x), "middle", "")
	}
	d.AddText((plotLeft+Width)/2, plotHeight+42, xLabel, "middle", "quiet")
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

// X is where a value lies; one beyond the scale lies at its end.
func (a Axes) X(v float64) float64 {
	return plotLeft + (min(max(v, a.fromX), a.toX)-a.fromX)/(a.toX-a.fromX)*(Width-10-plotLeft)
}

// Y is the height of a value, measured from the top as SVG does.
func (a Axes) Y(v float64) float64 { return plotHeight - min(max(v, 0), a.toY)/a.toY*(plotHeight-14) }

// AddCurve draws y over x.
func (a Axes) AddCurve(xs, ys []float64, class string) {
	px, py := make([]float64, len(xs)), make([]float64, len(ys))
	for k := range xs {
		px[k], py[k] = a.X(xs[k]), a.Y(ys[k])
	}
	a.AddPath(px, py, class)
}

// HeightOf is how tall a bar of a value is that stands on the axis.
func (a Axes) HeightOf(v float64) float64 { return plotHeight - a.Y(v) }
