package linkage

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"rollcall/matchers"
	"rollcall/pipeline/drawing"
)

//go:embed report.gohtml
var reportText string

var reportPage = template.Must(drawing.AddTemplates(template.New("report")).Funcs(template.FuncMap{
	"thousands": thousands,
	"share":     func(v float64) string { return fmt.Sprintf("%.4f", v) },
	"short":     func(v float64) string { return fmt.Sprintf("%.3g", v) },
}).Parse(reportText))

// reportView is what the template sees: figures only, no value of any row.
type reportView struct {
	*Run
	Drawings []drawing.Drawing
	Rows     int
	Found    []counted
	Above    []rate
}

type counted struct {
	Name string
	N    int64
}

// rate is the false pairs among those at least so likely, by pairs within files that hold nobody twice.
type rate struct{ Probability, Edges, False, Share float64 }

// selfRows is how many rows are compared with themselves.
const selfRows = 20_000

// writeReport writes report.html: the linkage in charts and tables, without script or outside asset.
func (r *Run) writeReport(w io.Writer) error {
	self, err := matchers.SelfWeights(r.Table, r.Model, selfRows)
	if err != nil {
		return err
	}
	v := reportView{Run: r, Rows: r.Table.Len(), Found: []counted{
		{"rows", int64(r.Table.Len())}, {"pairs compared", r.Report.Pairs}, {"links", int64(len(r.Clusters.Links))},
		{"possible links", int64(len(r.Clusters.Possible))}, {"clusters", int64(r.Clusters.N)},
	}}
	v.Drawings = []drawing.Drawing{weightsChart(r.Model), probabilitiesChart(r.Model)}
	if r.Training != nil {
		v.Drawings = append(v.Drawings, passesChart(r.Model, r.Training))
	}
	v.Drawings = append(v.Drawings, histogramChart(r), thresholdsChart(r), unlinkablesChart(self), completenessChart(r))
	if c := r.Report.Calibration; c != nil {
		for _, p := range []float64{.5, .8, .95, .99} {
			edges, wrong := c.RateAbove(p)
			v.Above = append(v.Above, rate{p, edges, wrong, wrong / max(edges, 1)})
		}
	}
	return reportPage.Execute(w, v)
}

// thousands writes a number with commas.
func thousands(n any) string {
	s := fmt.Sprint(n)
	if f, ok := n.(float64); ok {
		s = fmt.Sprintf("%.0f", f)
	}
	for k := len(s) - 3; k > 0 && s[k-1] != '-'; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}
