package rules

import (
	"path/filepath"
	"testing"
)

// BenchmarkJudge judges the commonest child, one on a roll for some years, one whose register is had as well,
// and a candidate with a history.
func BenchmarkJudge(b *testing.B) {
	for name, text := range map[string]string{
		"on roll":   "roll 8872001 from 2020-09-03 seen 2025-10-02 2026-01-15 2026-05-21 2026-10-01",
		"candidate": "left 8872001 2026-10-06 ground G",
		"marked":    "marks 8872001 2026-09-02 to 2026-10-15 codes / / O / I /",
	} {
		x := &caseText{build: newBuilder()}
		x.read("on 2026-10-15")
		x.read("born 2016-05-01")
		x.read("roll 8872001 from 2020-09-03 seen 2025-10-02 2026-01-15 2026-05-21 2026-10-01")
		x.read("lives registration 2016-05-12")
		x.read("lives contact 2026-03-02")
		if name != "on roll" {
			x.read(text)
		}
		x.build.finish()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Judge(x.build.c)
			}
		})
	}
}

// everyCase returns every case of every file.
func everyCase(t *testing.T) []*caseText {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(casesDir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*caseText
	for _, f := range files {
		all = append(all, readCases(t, f)...)
	}
	return all
}
