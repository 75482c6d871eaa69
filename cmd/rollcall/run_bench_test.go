package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"rollcall/pipeline/journal"
	"syscall"
	"testing"
	"time"
)

// BenchmarkRun makes an authority and times the whole run over it, from extracts to lists: children, records and pairs per
// second and the peak memory of the process. A million children take minutes and eight gigabytes of disk: they are run when
// ROLLCALL_BENCH_LARGE is set.
func BenchmarkRun(b *testing.B) {
	for _, children := range []int{10_000, 30_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(children), func(b *testing.B) {
			if children >= 1_000_000 && os.Getenv("ROLLCALL_BENCH_LARGE") == "" {
				b.Skip("set ROLLCALL_BENCH_LARGE to run on a million children")
			}
			dir := b.TempDir()
			made := exec.Command(binary, "fixtures", "--children", fmt.Sprint(children), "--seed", "1", "--as-of", "2026-10-15", "--out", dir)
			if out, err := made.CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			for b.Loop() {
				runOnce(b, dir)
			}
		})
	}
}

func runOnce(b *testing.B, dir string) {
	out := filepath.Join(b.TempDir(), "out")
	c := exec.Command(binary, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15", "--out", out)
	began := time.Now()
	printed, err := c.CombinedOutput()
	took := time.Since(began).Seconds()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == exitHeld) {
		b.Fatalf("%v\n%s", err, printed)
	}
	folder, err := journal.LatestRun(out)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, journal.ManifestFile))
	if err != nil {
		b.Fatal(err)
	}
	var m journal.Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		b.Fatal(err)
	}
	for _, s := range m.Stages {
		if s.Name != "publish" { // the manifest is part of what is published: it cannot say how long that took
			b.ReportMetric(s.Seconds, s.Name[:min(7, len(s.Name))]+"_s")
		}
		for _, n := range s.Counts {
			switch {
			case s.Name == "ingest" && n.Name == "rows":
				b.ReportMetric(float64(n.N)/took, "rows/s")
			case n.Name == "pairs compared":
				b.ReportMetric(float64(n.N)/s.Seconds, "pairs/s")
			}
		}
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		b.ReportMetric(float64(usage.Maxrss)/1024, "peak_MB")
	}
}
