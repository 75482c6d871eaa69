package register

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkTrustLedger verifies a register of 200 nights of 4,000 lines, 5,000 decisions and 60,000 identities as a run does.
func BenchmarkTrustLedger(b *testing.B) {
	r := bigRegister(b, 200, 4000)
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"run", func() error { _, err := r.TrustLedger(context.Background(), Expected{AsOf: time.Now()}); return err }},
		{"identities", func() error { _, err := KnownIdentities[string](context.Background(), r); return err }},
		{"whole", func() error { _, err := r.VerifyLedger(context.Background()); return err }},
		{"pages", func() error { return r.CheckPages(context.Background()) }},
		{"copy", func() error { return r.BackupTo(context.Background(), filepath.Join(b.TempDir(), "copy.db")) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			began, n := processorTime(b), 0
			for ; b.Loop(); n++ {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((processorTime(b)-began).Milliseconds())/float64(n), "cpu-ms/op")
		})
	}
}

// bigRegister is a register of many nights, whose lines mostly stay the same.
func bigRegister(b *testing.B, nights, lines int) *Register {
	b.Helper()
	path := filepath.Join(b.TempDir(), "register.db")
	r, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.Close() })
	var decisions []Decision
	for n := range nights {
		asOf := time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC)
		named := map[Fingerprint]string{}
		run := Run{ID: asOf.Format(day), AsOf: asOf, Folder: "runs/" + asOf.Format(day), Published: true, Authority: "885", Identities: maps.All(named)}
		for i := range lines {
			child := fmt.Sprintf("C%07d", i+n*20)
			line := lineFor(child, "2030-06-28")
			line.Evidence.Facts = []byte(`[{"text":"` + strings.Repeat("a fact of the child ", 20) + `"}]`)
			run.Shown = append(run.Shown, line)
			if n == 0 || i >= lines-20 {
				decisions = append(decisions, decisionOn(line, "confirmed", "2026-01-02", ""))
			}
		}
		for i := range uint64(300) {
			named[print(uint64(n)*300+i)] = "C"
		}
		if err := r.RecordRun(context.Background(), run); err != nil {
			b.Fatal(err)
		}
	}
	if err := r.RecordDecisions(context.Background(), decisions[:min(5000, len(decisions))], nil); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d MB", info.Size()>>20)
	return r
}

// processorTime is what the process has used of processors, which a machine that is busy with other things does not lengthen.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
