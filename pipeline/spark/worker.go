package spark

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/linkage"
)

// Options say what a worker is given beside the rows.
type Options struct {
	Verb     string
	Settings string // link.yaml
	Frame    string // what is known of the whole; empty for nothing yet
	Model    string // empty before there is one
}

// verb is what a worker does to the rows of one task.
type verb struct {
	in, out []column
	do      func(w *worker) error
}

// verbs are all of them, by their names. How they follow on each other is written in link.py.
var verbs map[string]verb

func init() {
	verbs = map[string]verb{
		"values":    {nil, sumColumns, (*worker).countValues},
		"settle":    {sumColumns, wholeColumns, (*worker).settleReadings},
		"rows":      {nil, []column{{"row", integer}, {"packed", packed}}, (*worker).packRows},
		"terms":     {rowColumns, sumColumns, (*worker).countTerms},
		"gather":    {sumColumns, wholeColumns, (*worker).gatherSums},
		"sift":      {rowColumns, wholeColumns, (*worker).siftRules},
		"keys":      {rowColumns, entryColumns, (*worker).deriveKeys},
		"blocks":    {entryColumns, placeColumns, (*worker).findBlocks},
		"homes":     {rowColumns, homeKeyColumns, (*worker).deriveHomeKeys},
		"bear":      {homeKeyColumns, bearingColumns, (*worker).bearOut},
		"draw":      {[]column{{"chunk", long}}, pairColumns, (*worker).drawPairs},
		"chance":    {bothColumns, countColumns, (*worker).countChance},
		"count":     {blockColumns, countColumns, (*worker).countBlocks},
		"learn":     {countColumns, wholeColumns, (*worker).learnModel},
		"score":     {blockColumns, edgeColumns, (*worker).scoreBlocks},
		"copies":    {edgeBothColumns, sumColumns, (*worker).countCopies},
		"refine":    {edgeBothColumns, append(slices.Clone(edgeColumns), column{"joins", boolean}), (*worker).refineEdges},
		"calibrate": {edgeColumns, edgeColumns, (*worker).calibrateEdges},
		"resolve":   {componentColumns, []column{{"row", integer}, {"label", integer}, {"torn", boolean}}, (*worker).resolveComponents},
	}
}

// wholeColumns are those of a verb that sends one text, of the whole.
var wholeColumns = []column{{"text", text}}

// Verbs returns the names of the verbs.
func Verbs() []string { return slices.Sorted(maps.Keys(verbs)) }

// worker does one verb to one stream.
type worker struct {
	ctx   context.Context
	plan  *linkage.ShardPlan
	frame *frame
	model *matchers.Model
	in    *input
	out   *output
}

// Work reads rows, does a verb to them and writes what comes of it. Whatever is wrong with the stream is an error that says where, and holds
// no value of a row.
func Work(ctx context.Context, o Options, in io.Reader, out io.Writer) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("worker: %s: the stream is damaged, or the program at fault: %s", o.Verb, kindOfPanic(p))
		}
	}()
	v, ok := verbs[o.Verb]
	if !ok {
		return fmt.Errorf("worker: no verb %s (want one of %s)", o.Verb, strings.Join(Verbs(), ", "))
	}
	w := &worker{ctx: ctx}
	if err := w.prepare(o); err != nil {
		return err
	}
	if v.in == nil {
		v.in = w.tableColumns(o.Verb == "rows")
	}
	if w.in, err = openInput(in, v.in); err != nil {
		return fmt.Errorf("worker: %s: %w", o.Verb, err)
	}
	w.out = openOutput(out, v.out)
	if err := v.do(w); err != nil {
		return fmt.Errorf("worker: %s: %w", o.Verb, err)
	}
	return w.out.close()
}

// kindOfPanic tells a panic without what it was about.
func kindOfPanic(p any) string {
	if own, is := p.(runtime.Error); is {
		return own.Error()
	}
	return fmt.Sprintf("%T", p)
}

// prepare reads settings, frame and model.
func (w *worker) prepare(o Options) error {
	s, err := linkage.LoadSettings(o.Settings)
	if err != nil {
		return err
	}
	if w.plan, err = linkage.PlanShards(s); err != nil {
		return err
	}
	if w.frame, err = readFrame(o.Frame); err != nil {
		return err
	}
	if o.Model != "" {
		w.model, err = w.plan.OpenModel(o.Model)
	}
	return err
}

// needModel returns the model, which scoring cannot do without.
func (w *worker) needModel() (*matchers.Model, error) {
	if w.model == nil {
		return nil, fmt.Errorf("it needs --model")
	}
	return w.model, nil
}

// Plan writes what a driver must know of the settings, as JSON: tables with the columns that are read of each, by the settings' names.
func Plan(settings string, out io.Writer) error {
	s, err := linkage.LoadSettings(settings)
	if err != nil {
		return err
	}
	p, err := linkage.PlanShards(s)
	if err != nil {
		return err
	}
	type table struct {
		Name    string            `json:"name"`
		Path    string            `json:"path"`
		ID      string            `json:"id"`
		Columns map[string]string `json:"columns"`
	}
	var plan struct {
		Tables  []table  `json:"tables"`
		Columns []string `json:"columns"`
		Chunks  int      `json:"chunks"` // of random pairs
		Model   string   `json:"model"`  // used when it is there
	}
	plan.Columns, plan.Chunks, plan.Model = p.Columns(), matchers.ChanceChunks(p.TrainOptions()), s.Model
	for _, t := range s.Tables {
		plan.Tables = append(plan.Tables, table{t.Name, t.Path, t.ID, t.Columns})
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(plan)
}

// eachRow calls do for each row.
func (w *worker) eachRow(do func() error) error {
	for {
		more, err := w.in.next()
		if err != nil || !more {
			return err
		}
		if err := do(); err != nil {
			return err
		}
		if w.in.row == 0 {
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
	}
}
