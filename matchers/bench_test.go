package matchers

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
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
		s.scoreRows(k%100, 100+k*31%100, -5*math.Ln2)
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

// BenchmarkPairs scores the pairs of one rule, surname and year of birth, with five comparisons and term frequencies, and
// keeps the edges. ROLLCALL_PEOPLE names a CSV file of people (forename, middle, surname, sex, dob, postcode, address, …);
// an invented register stands in for it.
func BenchmarkPairs(b *testing.B) {
	table, columns := pairsTable(b)
	ctx := context.Background()
	spec := PersonSpec(columns)
	spec.Blocking = spec.Blocking[:5] // passes to train on
	m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	m.Spec.Blocking = []BlockingRule{{Name: "surname and year", Keys: []Key{
		{Columns: columns.Surnames}, {Columns: []string{columns.Birth}, Part: Year},
	}}}
	runtime.GC()
	b.ResetTimer()
	var pairs int64
	edges := 0
	for b.Loop() {
		e, report, err := Compare(ctx, table, m, CompareOptions{BlockLimit: 1 << 30})
		if err != nil {
			b.Fatal(err)
		}
		pairs += report.Pairs
		edges = e.Len()
	}
	b.ReportMetric(float64(pairs)/b.Elapsed().Seconds(), "pairs/s")
	b.ReportMetric(float64(pairs)/float64(b.N), "pairs")
	b.ReportMetric(float64(edges), "edges")
}

// pairsTable is the table of BenchmarkPairs and its columns.
func pairsTable(b *testing.B) (*Table, PersonColumns) {
	path := os.Getenv("ROLLCALL_PEOPLE")
	if path == "" {
		table, _ := benchTable(b)
		return table, PersonColumns{Forenames: inventedColumns.Forenames, Surnames: inventedColumns.Surnames, Birth: inventedColumns.Birth,
			Sex: inventedColumns.Sex, Addresses: inventedColumns.Addresses, Postcodes: inventedColumns.Postcodes}
	}
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	fields := []Field{{"forename", Names}, {"surname", Names}, {"sex", Categories}, {"dob", Dates}, {"postcode", Postcodes}, {"address", Addresses}}
	r := csv.NewReader(f)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		b.Fatal(err)
	}
	at := map[string]int{}
	for k, h := range header {
		at[strings.Clone(h)] = k
	}
	t := NewBuilder(fields...)
	for n := 0; ; n++ {
		row, err := r.Read()
		if err != nil {
			break
		}
		t.Row(strconv.Itoa(n), 0)
		for k, c := range fields {
			t.Add(k, row[at[c.Name]])
		}
	}
	table, err := t.Table()
	if err != nil {
		b.Fatal(err)
	}
	return table, PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "dob", Sex: "sex",
		Addresses: []string{"address"}, Postcodes: []string{"postcode"}}
}
