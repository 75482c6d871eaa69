package officers

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// ExportDecisions writes every decision of the register to a Parquet file, in the order in which they came in, as they stand on
// a day. Whether the facts of one have changed is said by the decisions.parquet of a run. Of a child who is sealed, or whom the last
// run sealed, it says that there is a decision and no more.
func ExportDecisions(ctx context.Context, s *settings.Settings, o journal.Options, path string, today calendar.Date) (int, error) {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return 0, err
	}
	defer reg.Close()
	memory, err := past.Recall(ctx, reg, today)
	if err != nil {
		return 0, err
	}
	sealed, err := sealedNow(ctx, reg, memory, o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return 0, err
	}
	superseded := memory.Superseded()
	var out []candidates.Line[candidates.Decided]
	for _, d := range memory.Decisions {
		x := judge.StandingDecision{Decision: d, Law: judge.LawOf(d), SupersededBy: superseded[d.Seq]}
		row := lists.DecidedRow(d, x.Law)
		if child := memory.StoodWith[d.Seq]; child != "" {
			row.ChildID = child
		}
		row.State = x.State(today)
		out = append(out, candidates.NewLine(row, sealed(row.ChildID) || sealed(d.Child)))
	}
	from := candidates.Origin{AsOf: today.Midnight(), Authority: s.Authority.Code, Program: o.Version} // of no run
	_, err = s.Custody().WriteFile(path, func(w io.Writer) error { return candidates.EncodeDecided(from, w, out) })
	return len(out), err
}

// ExportSteps writes what else officers did, steps, second looks and questions, to a Parquet file, in the order in which it came in.
func ExportSteps(ctx context.Context, s *settings.Settings, o journal.Options, path string, today calendar.Date) (int, error) {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return 0, err
	}
	defer reg.Close()
	m, err := recallWork(ctx, reg)
	if err != nil {
		return 0, err
	}
	sealed, err := sealedNow(ctx, reg, m.Past, o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return 0, err
	}
	var out []candidates.Line[candidates.Stepped]
	add := func(row candidates.Stepped, pair *register.Pair) {
		if pair != nil {
			row.ChildID, row.Other = m.heirOf(pair.ChildL), m.heirOf(pair.ChildR)
		} else {
			row.ChildID = m.heirOf(row.ChildID)
		}
		out = append(out, candidates.NewLine(row, sealed(row.ChildID) || row.Other != "" && sealed(row.Other)))
	}
	for _, x := range m.Steps {
		add(candidates.Stepped{Entry: x.Seq, ChildID: x.Child, What: "step", Kind: x.Kind, To: x.To, Result: x.Result, By: x.By, Made: parseDate(x.Made).Midnight(),
			Due: parseDate(x.Due).Midnight(), Of: x.Closes, Run: x.Run}, nil)
	}
	for _, x := range m.Looks {
		add(candidates.Stepped{Entry: x.Seq, ChildID: x.Child, What: "second look", Result: x.Verdict, By: x.By, Made: parseDate(x.Made).Midnight(), Of: x.Of, Run: x.Run}, x.Pair)
	}
	for _, x := range m.Questions {
		row := candidates.Stepped{Entry: x.Seq, ChildID: x.Child, What: "asked", By: x.By, Made: parseDate(x.Made).Midnight(), Of: x.Answers, Run: x.Run}
		if x.Answers != 0 {
			row.What = "answered"
		}
		add(row, x.Pair)
	}
	slices.SortFunc(out, func(a, b candidates.Line[candidates.Stepped]) int {
		x, _ := a.Printed()
		y, _ := b.Printed()
		return cmp.Compare(x.Entry, y.Entry)
	})
	from := candidates.Origin{AsOf: today.Midnight(), Authority: s.Authority.Code, Program: o.Version} // of no run
	_, err = s.Custody().WriteFile(path, func(w io.Writer) error { return candidates.EncodeStepped(from, w, out) })
	return len(out), err
}

// sealedNow tells whether a child is sealed, by the register or by the last published run.
func sealedNow(ctx context.Context, reg *register.Register, memory *past.Past, out string) (func(child string) bool, error) {
	known, err := reg.ReadSeals(ctx)
	if err != nil {
		return nil, err
	}
	sealing := people.NewSealing(known.Holding(), reg.NewDigester())
	latest, err := sealedChildren(memory, out)
	return func(child string) bool { return latest[child] || sealing.HasChild(child) }, err
}

// sealedChildren are the children whom the last published run sealed.
func sealedChildren(memory *past.Past, out string) (map[string]bool, error) {
	latest, err := journal.LatestRun(out)
	if err != nil || !journal.FileExists(latest) {
		return nil, nil // none has been published, or it is gone
	}
	said, err := memory.ReadPublished(latest)
	if err != nil {
		return nil, fmt.Errorf("whom the last run sealed cannot be told: %w", err)
	}
	return said.Sealed, nil
}
