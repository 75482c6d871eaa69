package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/screen"
)

// progress shows the stage under way on a terminal, and nothing anywhere else: there the log has a line for each stage.
type progress struct {
	bars *mpb.Progress
	bar  *mpb.Bar
}

// newProgress shows progress on w when a person watches it.
func newProgress(w io.Writer) *progress {
	if shown, escaped := w.(*screen.Writer); escaped {
		w = shown.To // the bars move the cursor on purpose, and show nothing that others wrote
	}
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return &progress{}
	}
	return progressOn(f)
}

func progressOn(w io.Writer) *progress {
	return &progress{bars: mpb.New(mpb.WithOutput(w), mpb.WithAutoRefresh())}
}

// Start shows that a stage is under way.
func (p *progress) Start(stage string) {
	if p.bars == nil {
		return
	}
	p.bar = p.bars.AddSpinner(1, mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.Name(" "+stage+" "), decor.Elapsed(decor.ET_STYLE_GO)))
}

// Count shows nothing: a stage counts when it is nearly done.
func (p *progress) Count(string, string, int) {}

// Done takes the stage away again.
func (p *progress) Done(string, journal.StageReport) {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bar = nil
	}
}

// Close takes away whatever is shown. It does not wait for a bar that was never ended, as after a stage that failed.
func (p *progress) Close() {
	if p.bars != nil {
		p.bars.Shutdown()
	}
}
