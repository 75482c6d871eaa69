package candidates

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"
)

// BenchmarkWriteLinks writes one link a turn.
func BenchmarkWriteLinks(b *testing.B) {
	gammas := []string{"forename", "surname", "date_of_birth", "sex", "address", "upn"}
	levels := Levels{gammas[:5], []int32{3, 2, 4, 1, 2}}
	ids := make([]string, 1<<16)
	for i := range ids {
		ids[i] = fmt.Sprintf("health:chis.csv#%d", i)
	}
	path := filepath.Join(b.TempDir(), LinksFile)
	b.ReportAllocs()
	b.ResetTimer()
	err := WriteLinks(Origin{}, path, gammas, func(yield func(Link) bool) {
		for i := range b.N {
			if !yield(Link{ids[i%len(ids)], ids[i*7%len(ids)], float64(i % 40), 0.99, levels, "surname and date of birth"}) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkWorkbook writes a workbook of 10,000 lines a turn.
func BenchmarkWorkbook(b *testing.B) {
	lists := sample()
	for i := range 10_000 {
		row := sampleCME()[0]
		row.Rank = i + 1
		lists.AtRisk = append(lists.AtRisk, NewLine(row, false))
	}
	path := filepath.Join(b.TempDir(), WorkbookFile)
	for b.Loop() {
		if err := WriteWorkbook(path, lists); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSmallWorkbook writes the workbook of a school a turn.
func BenchmarkSmallWorkbook(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := writeTables(io.Discard, Summary{}, []Table{sampleTable()}); err != nil {
			b.Fatal(err)
		}
	}
}
