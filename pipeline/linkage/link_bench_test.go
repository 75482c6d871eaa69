package linkage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkLink links the CSV file of people that ROLLCALL_PEOPLE names, from reading it to writing clusters, with settings
// that name no column.
func BenchmarkLink(b *testing.B) {
	path := os.Getenv("ROLLCALL_PEOPLE")
	if path == "" {
		b.Skip("ROLLCALL_PEOPLE names no file")
	}
	dir := b.TempDir()
	config := filepath.Join(dir, "link.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "tables: [{path: %q}]\n", path), 0o600); err != nil {
		b.Fatal(err)
	}
	s, err := LoadSettings(config)
	if err != nil {
		b.Fatal(err)
	}
	rows := 0
	var stages map[string]float64
	for b.Loop() {
		r, err := Link(context.Background(), s, Options{Out: filepath.Join(dir, "out"), Clock: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		rows += r.Table.Len()
		stages = map[string]float64{}
		for _, x := range r.Stages {
			stages[x.Name] = x.Seconds
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	for name, seconds := range stages {
		b.ReportMetric(seconds, strings.ReplaceAll(name, " ", "-")+"-s")
	}
}
