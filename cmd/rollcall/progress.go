package main

import (
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"rollcall/pipeline"
)

// progress shows the stage under way on a terminal, and nothing anywhere else: there the log has a line for each stage.
type progress struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	said string
}

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok {
		return &progress{}
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{bars: mpb.New(mpb.WithOutput(f), mpb.WithAutoRefresh())}
}

// Start shows that a stage is under way.
func (p *progress) Start(stage string) {
	if p.bars == nil {
		return
	}
	p.said = ""
	p.bar = p.bars.AddSpinner(1, mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.Name(" "+stage+" "), decor.Elapsed(decor.ET_STYLE_GO),
			decor.Any(func(decor.Statistics) string { return " " + p.said })))
}

// Count shows what the stage has counted so far.
func (p *progress) Count(_, what string, n int) {
	if p.bars != nil {
		p.said = pipeline.Counts{{Name: what, N: n}}.String()
	}
}

// Done takes the stage away again.
func (p *progress) Done(string, pipeline.StageReport) {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
	}
}

// Close waits until everything shown is gone.
func (p *progress) Close() {
	if p.bar != nil {
		p.bar.Abort(true)
	}
	if p.bars != nil {
		p.bars.Wait()
	}
}
