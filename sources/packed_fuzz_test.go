package sources

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// fuzzFile feeds any bytes as a file of a kind: no panic, no hang, every row a record or a rejection.
func fuzzFile(f *testing.F, kind Kind, key string, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)/2])
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(dir, "x")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		var c collector
		reports, err := Read(ctx, Extract{Kind: kind, Files: []string{path}, Root: dir, AsOf: sampleDay, Key: key}, &c)
		if err != nil {
			t.Fatal(err)
		}
		rows := FileReport{}
		for _, r := range reports {
			rows.Rows, rows.Records, rows.Rejects, rows.Values = rows.Rows+r.Rows, rows.Records+r.Records, rows.Rejects+r.Rejects, rows.Values+r.Values
		}
		checkCounts(t, &c, rows)
	})
}

func FuzzGzip(f *testing.F) {
	fuzzFile(f, Deaths, "", gzipped([]byte(deathsCSV)), gzipped(gzipped([]byte(deathsCSV))))
}

func FuzzZip(f *testing.F) {
	fuzzFile(f, Deaths, "", zipped(f, entry{name: "a.csv", body: deathsCSV}, entry{name: "b/c.csv", body: deathsCSV}), zipped(f, entry{name: "../a.csv"}))
}

func FuzzAge(f *testing.F) {
	key, to := keyFile(f)
	fuzzFile(f, Deaths, key, sealed(f, []byte(deathsCSV), to), sealed(f, gzipped([]byte(deathsCSV)), to))
}

func FuzzParquet(f *testing.F) {
	fuzzFile(f, Housing, "", parquetOf(f, homeRows(20), parquet.Compression(&parquet.Snappy)),
		parquetOf(f, homeRows(20), parquet.DataPageVersion(1), parquet.Compression(&parquet.Zstd)), parquetOf(f, []everyType{{I8: 1}}))
}

func FuzzWorkbook(f *testing.F) {
	fuzzFile(f, Deaths, "", sheetOf(f, sheetHeader+sheetRow+sheetEnd), sheetOf(f, sheetHeader+`<row r="5"><c r="A5"><f>1</f></c></row>`+sheetEnd))
}
