package linkage

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/drawing"
)

// The measures of charts.
const (
	chartRow   = 18
	chartLabel = 260 // room for labels at the left
	chartRight = 70
)

// percentTicks are the marks of a scale of shares.
var percentTicks = []float64{0, .25, .5, .75, 1}

func percent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }

// weightsChart draws what each level of each comparison adds, in bits.
func weightsChart(m *matchers.Model) drawing.Drawing {
	d := drawing.Drawing{ID: "weights", Title: "Match weights", Width: drawing.Width, Caption: "What each level adds to the log₂ odds of a match against " +
		"unrelated people. To the right: speaks for a match; to the left: against. A level that should speak for a match and does not is worth a look.",
		Legend: [][2]string{{"for", "for a match"}, {"against", "against a match"}}}
	most := 1.0
	eachLevel(m, func(_ matchers.Parameters, _ string, mm, _, u float64) { most = max(most, math.Abs(math.Log2(mm/u))) })
	zero := float64(chartLabel) + (drawing.Width-chartLabel-chartRight)/2
	scale := (drawing.Width - chartLabel - chartRight) / 2 / most
	y := 20.0
	prior := math.Log2(m.Prior.Match / (1 - m.Prior.Match))
	d.AddText(8, y, fmt.Sprintf("prior: %.1f bits for two rows at random", prior), "start", "bold")
	y += chartRow
	eachLevel(m, func(p matchers.Parameters, level string, mm, _, u float64) {
		y += labelLevel(&d, y, p, level)
		bits := math.Log2(mm / u)
		class := "for"
		if bits < 0 {
			class = "against"
		}
		d.AddBar(zero, y+3, bits*scale, chartRow-6, class, fmt.Sprintf("%s, %s: %.2f bits", p.Comparison, level, bits))
		at, anchor := zero+bits*scale+5, "start"
		if bits < 0 {
			at, anchor = zero+bits*scale-5, "end"
		}
		d.AddText(at, y+13, fmt.Sprintf("%.1f", bits), anchor, "")
		y += chartRow
	})
	d.AddLine(zero, 30, zero, y+4, "axis")
	d.Height = int(y) + 14
	return d
}

// labelLevel labels the row of a level, and that of the best with the comparison too, whose room it returns.
func labelLevel(d *drawing.Drawing, y float64, p matchers.Parameters, level string) (room float64) {
	if level == p.Levels[len(p.Levels)-1] {
		room = 6
		d.AddText(8, y+room+13, p.Comparison, "start", "bold")
	}
	d.AddText(chartLabel-8, y+room+13, level, "end", "")
	return room
}

// eachLevel calls f with every level of every comparison, the best first.
func eachLevel(m *matchers.Model, f func(p matchers.Parameters, level string, mm, h, u float64)) {
	for _, p := range m.Parameters {
		for g, level := range slices.Backward(p.Levels) {
			f(p, level, p.M[g], p.H[g], p.U[g])
		}
	}
}

// probabilitiesChart draws m, the household's share and u of every level.
func probabilitiesChart(m *matchers.Model) drawing.Drawing {
	d := drawing.Drawing{ID: "probabilities", Title: "m, household and u", Width: drawing.Width, Caption: "How often each level occurs among matches (m), among two " +
		"people of one household, and among unrelated people (u). A good comparison has m high where u is low.",
		Legend: [][2]string{{"m", "m: matches"}, {"h", "one household"}, {"u", "u: unrelated"}}}
	third := float64(drawing.Width-chartLabel-20) / 3
	y := 8.0
	eachLevel(m, func(p matchers.Parameters, level string, mm, h, u float64) {
		y += labelLevel(&d, y, p, level)
		for k, v := range []float64{mm, h, u} {
			if k == 1 && !m.Households {
				continue
			}
			x := chartLabel + float64(k)*third
			d.AddBar(x, y+3, v*(third-70), chartRow-6, []string{"m", "h", "u"}[k], fmt.Sprintf("%s, %s: %.4g", p.Comparison, level, v))
			d.AddText(x+v*(third-70)+4, y+13, fmt.Sprintf("%.3g", v), "start", "")
		}
		y += chartRow
	})
	d.Height = int(y) + 14
	return d
}

// histogramChart draws how many edges have which weight.
func histogramChart(r *Run) drawing.Drawing {
	const from, to = -16, 40
	var count [to - from]float64
	link, possible := r.Settings.Thresholds.Link, r.Settings.Thresholds.Possible
	for _, w := range r.Edges.Weight {
		count[min(max(int(math.Floor(float64(w)))-from, 0), to-from-1)]++
	}
	most := slices.Max(count[:])
	a := drawing.Plot("histogram", "Weights of the pairs kept", "Pairs by match weight. Two hills with a valley between them are easy to tell apart; "+
		"what lies in the valley is what people are asked about.", from, to, max(most, 1), "match weight in bits", []float64{0, most / 2, most},
		func(v float64) string { return fmt.Sprintf("%.0f", v) })
	a.Legend = [][2]string{{"no", "not a link"}, {"maybe", "possible"}, {"for", "link"}}
	for k, n := range count {
		w := float64(k+from) + .5
		class := "no"
		switch p := 1 / (1 + math.Exp2(-w)); {
		case p >= link:
			class = "for"
		case p >= possible:
			class = "maybe"
		}
		x := a.X(float64(k + from))
		a.AddBar(x+.5, a.Y(n), a.X(float64(k+from+1))-x-1, a.HeightOf(n), class, fmt.Sprintf("%d to %d bits: %.0f pairs", k+from, k+from+1, n))
	}
	return *a.Drawing
}

// unlinkablesChart draws the share of rows that could not reach a threshold whatever they were compared with.
func unlinkablesChart(weights []float64) drawing.Drawing {
	slices.Sort(weights)
	a := drawing.Plot("unlinkables", "Rows that cannot be linked", "The share of rows whose weight against themselves is below a threshold: they say too little "+
		"to be linked at it, however good the match.", -10, 40, 1, "threshold in bits", percentTicks, percent)
	var xs, ys []float64
	for w := -10.0; w <= 40; w += .5 {
		k, _ := slices.BinarySearch(weights, w)
		xs, ys = append(xs, w), append(ys, float64(k)/max(float64(len(weights)), 1))
	}
	a.AddCurve(xs, ys, "line-for")
	return *a.Drawing
}

// thresholdsChart draws what the model itself expects of thresholds.
func thresholdsChart(r *Run) drawing.Drawing {
	pairs := make([]matchers.Labelled, r.Edges.Len())
	total := 0.0
	for k := range pairs {
		pairs[k] = matchers.Labelled{Weight: float64(r.Edges.Weight[k]), Probability: float64(r.Edges.Probability[k])}
		total += pairs[k].Probability
	}
	slices.SortFunc(pairs, func(a, b matchers.Labelled) int { return cmp.Compare(b.Weight, a.Weight) })
	a := drawing.Plot("thresholds", "What thresholds would give", "Precision and recall of pairs as the model's own probabilities expect them, of the pairs that were "+
		"compared and kept. Where the curves cross is the best single threshold for pairs.", -10, 30, 1, "threshold in bits", percentTicks, percent)
	a.Legend = [][2]string{{"for", "expected precision"}, {"against", "expected recall"}}
	var xs, precision, recall []float64
	k, right := 0, 0.0
	for w := 30.0; w >= -10; w -= .5 {
		for ; k < len(pairs) && pairs[k].Weight >= w; k++ {
			right += pairs[k].Probability
		}
		if k == 0 {
			continue
		}
		xs, precision, recall = append(xs, w), append(precision, right/float64(k)), append(recall, right/max(total, 1e-9))
	}
	a.AddCurve(xs, precision, "line-for")
	a.AddCurve(xs, recall, "line-against")
	return *a.Drawing
}

// completenessChart draws which share of the rows of each table has a value in each column.
func completenessChart(r *Run) drawing.Drawing {
	d := drawing.Drawing{ID: "completeness", Title: "Completeness", Width: drawing.Width,
		Caption: "The share of rows with a value that could be used. A column that is mostly empty, or empty in one table, helps little."}
	filled := r.Table.Filled()
	y := 8.0
	for _, f := range r.Table.Fields() {
		d.AddText(8, y+13, f.Name, "start", "bold")
		for k, name := range r.Names {
			share := filled[f.Name][uint16(k)]
			d.AddText(chartLabel-8, y+13, drawing.Shorten(name, 22), "end", "quiet")
			d.AddBar(chartLabel, y+3, share*(drawing.Width-chartLabel-chartRight), chartRow-6, "m", fmt.Sprintf("%s of %s: %.1f %%", f.Name, name, 100*share))
			d.AddText(chartLabel+share*(drawing.Width-chartLabel-chartRight)+5, y+13, percent(share), "start", "")
			y += chartRow
		}
		y += 4
	}
	d.Height = int(y) + 8
	return d
}

// passesChart draws M of the best level of each comparison as each blocking rule alone gives it, beside what was taken.
func passesChart(m *matchers.Model, t *matchers.Training) drawing.Drawing {
	d := drawing.Drawing{ID: "passes", Title: "What each blocking rule says of m", Width: drawing.Width, Caption: "m of entire agreement as the pairs of each rule alone give it " +
		"(dots), and as taken (bar). Rules that lie far apart say that errors depend on each other, or that a rule's pairs are no fair sample.",
		Legend: [][2]string{{"m", "taken"}, {"against", "one rule"}}}
	y := 8.0
	width := float64(drawing.Width - chartLabel - chartRight)
	for k, p := range m.Parameters {
		best := bestLevel(m, k)
		d.AddText(8, y+13, p.Comparison, "start", "bold")
		d.AddText(chartLabel-8, y+13, p.Levels[best], "end", "")
		d.AddBar(chartLabel, y+6, p.M[best]*width, chartRow-12, "m", fmt.Sprintf("%s: %.4f", p.Comparison, p.M[best]))
		for _, rule := range t.Rules {
			for _, e := range rule.Estimates {
				if e.Comparison == p.Comparison {
					d.AddBar(chartLabel+e.M[best]*width-2, y+3, 4, chartRow-6, "against", fmt.Sprintf("%s: %.4f by %.0f matches", rule.Rule, e.M[best], e.Matches))
				}
			}
		}
		y += chartRow
	}
	d.Height = int(y) + 10
	return d
}

// bestLevel returns the likeliest level of a match in comparison k.
func bestLevel(m *matchers.Model, k int) int {
	return slices.Index(m.Parameters[k].M, slices.Max(m.Parameters[k].M))
}
