package candidates

// The measures of the waterfall chart, in pixels of its own system.
const (
	chartWidth  = 920
	chartLabel  = 380 // room for the titles at the left
	chartFigure = 90  // and for the figures at the right
	barStep     = 30
	barHeight   = 20
	barLeast    = 2 // so that a handful out of thousands is still seen
)

// chart is the frame of the drawn waterfall.
type chart struct {
	Width, Height, Label, Figure int
}

// chartBar is one bar, drawn: from what is left after the step to what there was before it.
type chartBar struct {
	bar
	X, Y, W, H int
	TextY      int
	FigureX    int
	Short      string
	Link       int // height of the line to the next bar; zero for the last
}

// draw lays the waterfall out on a linear scale.
func draw(bars []bar) ([]chartBar, chart) {
	frame := chart{Width: chartWidth, Height: len(bars)*barStep + 10, Label: chartLabel - 10}
	most := 1
	for _, b := range bars {
		most = max(most, b.Left, b.Left+taken(b))
	}
	room := chartWidth - chartLabel - chartFigure
	scale := func(n int) int { return max(n, 0) * room / most }
	var drawn []chartBar
	for i, b := range bars {
		from, to := 0, b.Left
		if !b.Total {
			from, to = b.Left, b.Left+b.Children
		}
		d := chartBar{bar: b, X: chartLabel + scale(from), Y: 5 + i*barStep, H: barHeight, Short: shortened(b.Title, 54)}
		d.W = max(scale(to)-scale(from), barLeast)
		d.TextY = d.Y + barHeight - 5
		d.FigureX = d.X + d.W + 6
		if i+1 < len(bars) {
			d.Link = d.Y + barStep
		}
		drawn = append(drawn, d)
	}
	return drawn, frame
}

// taken is how many children a step takes away.
func taken(b bar) int {
	if b.Total {
		return 0
	}
	return b.Children
}

// shortened is a title as far as it fits; the table beside the chart has it whole.
func shortened(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
