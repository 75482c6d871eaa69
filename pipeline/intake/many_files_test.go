package intake

import (
	"fmt"
	"testing"

	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// BenchmarkRowsOfManyFiles asks the gate of rows of an inbox of so many files: ten times the files take ten times as long.
func BenchmarkRowsOfManyFiles(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var files []*sources.FileReport
			before := register.Accepted{Extract: register.Extract{Kind: "housing"}}
			for i := range n {
				f := file(sources.Housing, fmt.Sprintf("inbox/many/f%05d.csv", i), 1)
				files = append(files, f)
				before.Files = append(before.Files, register.File{Name: f.File, Rows: 1})
			}
			k := asking(map[sources.Kind]sources.Expectation{sources.Housing: {Drop: 0.1}}, before)
			for b.Loop() {
				k.askRows(sources.Housing, files)
			}
			if len(k.reports) > 0 {
				b.Fatal(k.reports)
			}
		})
	}
}

// What the gates do for an inbox grows with its files: with 4,000 it is eight times the work of 500, counted in what is allocated for them,
// on a first night and when each file is held to the one before it.
func TestGatesOfManyFilesAreLinear(t *testing.T) {
	work := func(n int) float64 {
		var in Ingested
		before := register.Accepted{Extract: register.Extract{Kind: "housing", Fill: map[string]float64{"upn": 1}}}
		for i := range n {
			f := file(sources.Housing, fmt.Sprintf("inbox/many/f%05d.csv", i), 30)
			f.SHA256, f.AsOf, f.Content = fmt.Sprint("sha ", i), asOf, uint64(i)
			f.Filled = map[string]int{"upn": 30, "sex": 20, fmt.Sprint("column ", i): 30}
			in.Reports = append(in.Reports, *f)
			before.Files = append(before.Files, register.File{Name: f.File, SHA256: fmt.Sprint("old ", i), Content: f.Hash(), Rows: 30})
		}
		return testing.AllocsPerRun(1, func() {
			k := asking(map[sources.Kind]sources.Expectation{sources.Housing: {Drop: 0.1, Whole: true, Fill: map[string]float64{"upn": .5}}}, before)
			k.in = &in
			k.askFiles()
			for range 40 { // as often as there are kinds and schools
				k.whyHeld("housing")
			}
			if x := k.acceptedExtracts(&rules.Authority{}); len(k.reports) > 0 || len(x) != 1 || len(x[0].Files) != n || x[0].Fill["upn"] != 1 {
				t.Fatalf("%d files: %+v", n, k.reports)
			}
		})
	}
	few, many := work(500), work(4000)
	if many > 8.8*few {
		t.Errorf("4,000 files take %.0f allocations, 500 take %.0f: %.1f times as many (want 8)", many, few, many/few)
	}
}
