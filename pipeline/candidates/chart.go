package candidates

import "rollcall/pipeline/drawing"

// The measures of the waterfall chart.
const (
	chartLabel  = 380 // room for the titles at the left
	chartFigure = 90  // and for the figures at the right
	barStep     = 30
	barHeight   = 20
	barLeast    = 2 // so that a handful out of thousands is still seen
)

// drawWaterfall draws each step as a bar from what is left after it to what there was before it, on a linear scale.
func drawWaterfall(bars []bar) drawing.Drawing {
	d := drawing.Drawing{Title: "Waterfall from all children seen to the candidates. One bar for each step; the table after it has the same figures.",
		Width: drawing.Width, Height: len(bars)*barStep + 10}
	most := 1
	for _, b := range bars {
		most = max(most, b.Left, b.Left+b.childrenTaken())
	}
	scale := func(n int) float64 {
		return float64(max(n, 0)) * (drawing.Width - chartLabel - chartFigure) / float64(most)
	}
	for i, b := range bars {
		y, from, to := float64(5+i*barStep), b.Left, b.Left+b.childrenTaken()
		class, bold, sign := "bar", "", "−"
		if b.Total {
			from, class, bold, sign = 0, "bar total", "bold", ""
		}
		x, w := chartLabel+scale(from), max(scale(to)-scale(from), barLeast)
		if i+1 < len(bars) { // to the next bar
			d.AddLine(x, y, x, y+barStep, "link")
		}
		d.AddBar(x, y, w, barHeight, class, "")
		d.AddText(chartLabel-10, y+barHeight-5, drawing.Shorten(b.Title, 54), "end", bold) // the table has it whole
		d.AddText(x+w+6, y+barHeight-5, sign+withCommas(b.Children), "start", bold)
	}
	return d
}

// childrenTaken is how many children a step takes away.
func (b bar) childrenTaken() int {
	if b.Total {
		return 0
	}
	return b.Children
}
