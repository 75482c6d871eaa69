package main

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/runtime"
)

// awaited has the browser wait for what a script promises.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// TestReportInABrowser opens the report of a run as a manager would.
func TestReportInABrowser(t *testing.T) {
	b := openBrowser(t)
	dir := t.TempDir()
	do(t, "fixtures", "--children", "3000", "--seed", "1", "--as-of", "2026-10-15", "--out", dir)
	do(t, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15")
	b.open("file://" + filepath.Join(latest(t, filepath.Join(dir, "out")), "report.html"))
	b.hold("report")
	if n := b.printed(); n < 1 || n > 8 {
		t.Errorf("the report prints on %d sheets, want at most 8", n)
	}
}
