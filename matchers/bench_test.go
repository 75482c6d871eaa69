package matchers

import (
	"context"
	"math"
	"testing"
)

// benchTable is an invented register of about 40,000 rows.
func benchTable(b *testing.B) (*Table, Spec) {
	v := invent(99, 10_000)
	return v.table(b, inOrder(len(v.people))), PersonSpec(inventedColumns)
}

func BenchmarkTrain(b *testing.B) {
	table, spec := benchTable(b)
	for b.Loop() {
		if _, _, err := Train(context.Background(), table, spec, TrainOptions{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(table.Len()*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkCompare(b *testing.B) {
	table, spec := benchTable(b)
	m, _, err := Train(context.Background(), table, spec, TrainOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	var pairs int64
	for b.Loop() {
		_, report, err := Compare(context.Background(), table, m, CompareOptions{})
		if err != nil {
			b.Fatal(err)
		}
		pairs += report.Pairs
	}
	b.ReportMetric(float64(pairs)/b.Elapsed().Seconds(), "pairs/s")
}

// BenchmarkScore scores every pair of the rows of a hundred, over and over.
func BenchmarkScore(b *testing.B) {
	table, spec := benchTable(b)
	m, _, err := Train(context.Background(), table, spec, TrainOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	s, err := newScorer(table, m)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	k := int32(0)
	for b.Loop() {
		k++
		s.score(k%100, 100+k*31%100, -5*math.Ln2)
	}
}

func BenchmarkResolve(b *testing.B) {
	table, spec := benchTable(b)
	m, _, err := Train(context.Background(), table, spec, TrainOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	e, _, err := Compare(context.Background(), table, m, CompareOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Resolve(context.Background(), table, m, e, ResolveOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(table.Len()*b.N)/b.Elapsed().Seconds(), "rows/s")
}
