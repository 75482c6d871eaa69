package intake

import (
	"fmt"
	"testing"

	"rollcall/pipeline/register"
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
